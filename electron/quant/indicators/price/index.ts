export { PRICE } from './prices.ts'
