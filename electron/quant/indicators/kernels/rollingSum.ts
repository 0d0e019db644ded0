import { RollingWindow } from './rollingWindow.ts'

/** A sum that does not drift from the sum of its window (Neumaier 1974). */
export class RollingSum {
  readonly #window: RollingWindow
  #sum = 0
  #lost = 0

  constructor(length: number) {
    this.#window = new RollingWindow(length)
  }

  /** Takes a value and returns the sum of the last `length`, NaN while there are fewer. */
  update(value: number): number {
    const leaving = this.#window.push(value)
    this.#add(value)
    if (!Number.isNaN(leaving)) this.#add(-leaving)
    return this.#window.isFull ? this.#sum + this.#lost : Number.NaN
  }

  #add(value: number): void {
    const sum = this.#sum
    const next = sum + value
    this.#lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    this.#sum = next
  }
}
