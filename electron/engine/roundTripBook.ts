import type { RoundTrip } from '../../shared/domain/backtest.ts'
import type { SymbolCore } from './symbolCore.ts'

/** A position since it was opened from flat or through zero. Money in the instrument's currency. */
class OpenTrip {
  readonly entryMs: number
  readonly entryIndex: number
  readonly sign: 1 | -1
  entered = 0
  entryNotional = 0
  exited = 0
  exitNotional = 0
  realized = 0
  dividends = 0
  fees = 0

  constructor(entryMs: number, entryIndex: number, sign: 1 | -1) {
    this.entryMs = entryMs
    this.entryIndex = entryIndex
    this.sign = sign
  }
}

/** Follows positions from flat to flat. */
export class RoundTripBook {
  /** Closed round trips in the order of their exits. */
  readonly closed: RoundTrip[] = []
  readonly #open: (OpenTrip | undefined)[]

  constructor(symbols: number) {
    this.#open = new Array<OpenTrip | undefined>(symbols).fill(undefined)
  }

  /**
   * @param before Signed position before the fill.
   * @param realized Profit of the closed part before fees, in the instrument's currency.
   * @param rate Price of the instrument's currency in the account's.
   */
  onFill(
    core: SymbolCore,
    before: number,
    signed: number,
    price: number,
    fee: number,
    realized: number,
    timeMs: number,
    rate: number,
  ): void {
    const after = core.lots.nearest(before + signed)
    const closing =
      before !== 0 && before > 0 !== signed > 0 ? Math.min(Math.abs(before), Math.abs(signed)) : 0
    const opening = Math.abs(signed) - closing
    const closingFee = opening === 0 ? fee : (fee * closing) / Math.abs(signed)
    const trip = this.#open[core.id]
    if (closing > 0 && trip !== undefined) {
      trip.exited += closing
      trip.exitNotional += closing * price
      trip.realized += realized
      trip.fees += closingFee
      if (after === 0 || opening > 0) {
        this.closed.push(this.#finish(trip, core, timeMs, trip.realized, rate))
        this.#open[core.id] = undefined
      }
    }
    if (opening > 0) {
      const grown = this.#open[core.id] ?? new OpenTrip(timeMs, core.index, signed > 0 ? 1 : -1)
      grown.entered += opening
      grown.entryNotional += opening * price
      grown.fees += fee - closingFee
      this.#open[core.id] = grown
    }
  }

  /** @param realized Profit of a part of a lot that was paid out, in the instrument's currency. */
  onSplit(
    core: SymbolCore,
    ratio: number,
    realized: number,
    gone: boolean,
    timeMs: number,
    rate: number,
  ): void {
    const trip = this.#open[core.id]
    if (trip === undefined) return
    trip.entered *= ratio
    trip.exited *= ratio
    trip.realized += realized
    if (!gone) return
    this.closed.push(this.#finish(trip, core, timeMs, trip.realized, rate))
    this.#open[core.id] = undefined
  }

  onDividend(core: SymbolCore, amount: number): void {
    const trip = this.#open[core.id]
    if (trip !== undefined) trip.dividends += amount
  }

  /** A round trip that is still open, its profit unrealised in part; undefined when flat. */
  stillOpen(core: SymbolCore, unrealized: number, rate: number): RoundTrip | undefined {
    const trip = this.#open[core.id]
    return trip === undefined ? undefined : this.#finish(trip, core, null, trip.realized + unrealized, rate)
  }

  #finish(trip: OpenTrip, core: SymbolCore, exitMs: number | null, gross: number, rate: number): RoundTrip {
    const { multiplier } = core.instrument
    const profit = gross + trip.dividends - trip.fees
    const invested = Math.abs(trip.entryNotional) * multiplier
    return {
      symbol: core.symbol,
      side: trip.sign > 0 ? 'long' : 'short',
      entryMs: trip.entryMs,
      exitMs,
      quantity: core.lots.nearest(trip.entered),
      entryPrice: trip.entryNotional / trip.entered,
      exitPrice: exitMs === null || trip.exited === 0 ? null : trip.exitNotional / trip.exited,
      profit: profit * rate,
      returnRate: invested === 0 ? 0 : profit / invested,
      fees: trip.fees * rate,
      bars: core.index - trip.entryIndex,
    }
  }
}
