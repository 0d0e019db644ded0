export { FLOWS as VOLUME } from './flows.ts'
