export { CYCLE } from './hilbertIndicators.ts'
