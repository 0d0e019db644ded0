/** Side of a trade by the tick rule (Lee and Ready 1991): 1 after a rise, -1 after a fall, else as before; 0 unknown. */
export class TickRule {
  #before = Number.NaN
  #side = 0

  update(price: number): number {
    if (price > this.#before) this.#side = 1
    else if (price < this.#before) this.#side = -1
    this.#before = price
    return this.#side
  }
}
