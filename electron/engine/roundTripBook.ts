import type { RoundTrip } from '../../shared/domain/backtest.ts'
import { RowTable } from './rowTable.ts'
import type { SymbolCore } from './symbolCore.ts'

const WIDTH = 11
const [SYMBOL, SIDE, ENTRY, EXIT, QUANTITY, ENTRY_PRICE, EXIT_PRICE, PROFIT, RETURN, FEES, BARS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
]

/**
 * Follows positions from flat (or zero crossed) to flat. The open position of each symbol is kept in columns, in the
 * instrument's currency; closed ones are rows of a table, in the account's.
 */
export class RoundTripBook {
  /** 1 long, -1 short, 0 flat. */
  readonly #sign: Int8Array
  readonly #entryMs: Float64Array
  readonly #entryIndex: Int32Array
  readonly #entered: Float64Array
  readonly #entryNotional: Float64Array
  readonly #exited: Float64Array
  readonly #exitNotional: Float64Array
  /** Realised profit and dividends less fees. */
  readonly #net: Float64Array
  readonly #fees: Float64Array
  readonly #closed = new RowTable(WIDTH)
  readonly #cores: readonly SymbolCore[]

  constructor(cores: readonly SymbolCore[]) {
    const column = (): Float64Array => new Float64Array(cores.length)
    this.#cores = cores
    this.#sign = new Int8Array(cores.length)
    this.#entryIndex = new Int32Array(cores.length)
    this.#entryMs = column()
    this.#entered = column()
    this.#entryNotional = column()
    this.#exited = column()
    this.#exitNotional = column()
    this.#net = column()
    this.#fees = column()
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
    const { id } = core
    const size = Math.abs(signed)
    const closing = before !== 0 && before > 0 !== signed > 0 ? Math.min(Math.abs(before), size) : 0
    const closingFee = closing === size ? fee : (fee * closing) / size
    if (closing > 0) {
      this.#exited[id]! += closing
      this.#exitNotional[id]! += closing * price
      this.#net[id]! += realized - closingFee
      this.#fees[id]! += closingFee
      if (closing === Math.abs(before)) this.#close(core, timeMs, rate)
    }
    if (closing === size) return
    if (this.#sign[id] === 0) this.#open(core, timeMs, signed > 0 ? 1 : -1)
    this.#entered[id]! += size - closing
    this.#entryNotional[id]! += (size - closing) * price
    this.#net[id]! -= fee - closingFee
    this.#fees[id]! += fee - closingFee
  }

  /**
   * @param realized Profit of a part of a lot that was paid out, in the instrument's currency.
   * @param gone Whether nothing is left of the position.
   */
  onSplit(
    core: SymbolCore,
    ratio: number,
    realized: number,
    gone: boolean,
    timeMs: number,
    rate: number,
  ): void {
    const { id } = core
    if (this.#sign[id] === 0) return
    this.#entered[id]! *= ratio
    this.#exited[id]! *= ratio
    this.#net[id]! += realized
    if (gone) this.#close(core, timeMs, rate)
  }

  /** Money that a position brought or cost besides its fills, in the instrument's currency. */
  onIncome(core: SymbolCore, amount: number): void {
    if (this.#sign[core.id] !== 0) this.#net[core.id]! += amount
  }

  /** Closed round trips in the order of their exits. */
  closed(): RoundTrip[] {
    return Array.from({ length: this.#closed.count }, (_, place) =>
      this.#trip(this.#closed.row(place), false),
    )
  }

  /** Round trips still open, valued: their profit is unrealised in part. */
  stillOpen(unrealized: (core: SymbolCore) => number, rate: (core: SymbolCore) => number): RoundTrip[] {
    return this.#cores
      .filter((core) => this.#sign[core.id] !== 0)
      .map((core) => {
        this.#net[core.id]! += unrealized(core)
        const row = new Float64Array(WIDTH)
        this.#write(row, 0, core, Number.NaN, rate(core))
        return this.#trip(row, true)
      })
  }

  #open(core: SymbolCore, timeMs: number, sign: 1 | -1): void {
    const { id } = core
    this.#sign[id] = sign
    this.#entryMs[id] = timeMs
    this.#entryIndex[id] = core.index
    this.#entered[id] = 0
    this.#entryNotional[id] = 0
    this.#exited[id] = 0
    this.#exitNotional[id] = 0
    this.#net[id] = 0
    this.#fees[id] = 0
  }

  #close(core: SymbolCore, timeMs: number, rate: number): void {
    const row = this.#closed.add()
    this.#write(this.#closed.rows, row, core, timeMs, rate)
  }

  /** Writes the round trip that ends here as a row of numbers, and is ready for the next one. */
  #write(rows: Float64Array, row: number, core: SymbolCore, timeMs: number, rate: number): void {
    const { id } = core
    const entered = this.#entered[id]!
    const exited = this.#exited[id]!
    const invested = Math.abs(this.#entryNotional[id]!) * core.instrument.multiplier
    rows[row + SYMBOL] = id
    rows[row + SIDE] = this.#sign[id]!
    rows[row + ENTRY] = this.#entryMs[id]!
    rows[row + EXIT] = timeMs
    rows[row + QUANTITY] = core.lots.nearest(entered)
    rows[row + ENTRY_PRICE] = this.#entryNotional[id]! / entered
    rows[row + EXIT_PRICE] = this.#exitNotional[id]! / exited
    rows[row + PROFIT] = this.#net[id]! * rate
    rows[row + RETURN] = invested === 0 ? 0 : this.#net[id]! / invested
    rows[row + FEES] = this.#fees[id]! * rate
    rows[row + BARS] = core.index - this.#entryIndex[id]!
    this.#sign[id] = 0
  }

  #trip(row: Float64Array, open: boolean): RoundTrip {
    const exitPrice = row[EXIT_PRICE]!
    return {
      symbol: this.#cores[row[SYMBOL]!]!.symbol,
      side: row[SIDE]! > 0 ? 'long' : 'short',
      entryMs: row[ENTRY]!,
      exitMs: open ? null : row[EXIT]!,
      quantity: row[QUANTITY]!,
      entryPrice: row[ENTRY_PRICE]!,
      exitPrice: open || Number.isNaN(exitPrice) ? null : exitPrice,
      profit: row[PROFIT]!,
      returnRate: row[RETURN]!,
      fees: row[FEES]!,
      bars: row[BARS]!,
    }
  }
}
