import { RollingWindow } from './rollingWindow.ts'

const FAST = 2 / (2 + 1)
const SLOW = 2 / (30 + 1)

/** Kaufman's adaptive moving average with the factors of 2 and 30 bars, started at the price before it is known. */
export class Kaufman {
  readonly #prices: RollingWindow
  readonly #moves: RollingWindow
  #path = 0
  #average = Number.NaN

  constructor(length: number) {
    this.#prices = new RollingWindow(length + 1)
    this.#moves = new RollingWindow(length)
  }

  update(value: number): number {
    if (Number.isNaN(value)) return Number.NaN
    const before = this.#prices.ago(0)
    this.#prices.push(value)
    if (Number.isNaN(before)) return Number.NaN
    const move = Math.abs(value - before)
    const leaving = this.#moves.push(move)
    this.#path += Number.isNaN(leaving) ? move : move - leaving
    if (!this.#prices.isFull) return Number.NaN
    if (Number.isNaN(this.#average)) this.#average = before
    const net = value - this.#prices.ago(this.#prices.length - 1)
    const efficiency = this.#path <= net || this.#path < 1e-14 ? 1 : Math.abs(net / this.#path)
    const factor = (efficiency * (FAST - SLOW) + SLOW) ** 2
    this.#average += (value - this.#average) * factor
    return this.#average
  }
}
