/** True range (Wilder 1978), NaN at the first bar. */
export class TrueRange {
  #before = Number.NaN

  update(high: number, low: number, close: number): number {
    const before = this.#before
    this.#before = close
    return Math.max(high - low, Math.abs(high - before), Math.abs(low - before))
  }
}
