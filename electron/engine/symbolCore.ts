import type {
  BarColumns,
  BarSeries,
  CorporateAction,
  QuoteColumns,
  SessionColumns,
} from '../../shared/domain/bar.ts'
import type { Instrument } from '../../shared/domain/instrument.ts'
import type { Bars } from '../../shared/sdk/quarterdeck.d.ts'
import { BondOfCore } from './bondOfCore.ts'
import { Grid } from './grid.ts'
import type { Tape } from './tape.ts'

/** Bars that a run works through: from index `first` up to, not including, `end`. */
export interface BarRange {
  readonly first: number
  readonly end: number
}

/** What the engine knows of a symbol: all of its columns, and how far the clock has come in them. */
export class SymbolCore {
  readonly id: number
  readonly symbol: string
  readonly instrument: Instrument
  readonly time: Float64Array
  /** Traded prices: what orders meet and positions are valued at. */
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
  /** What the strategy sees: the same, or Heikin-Ashi bars, bricks and the like. */
  readonly shown: BarColumns
  /** Quotes at the bars' opens and closes. */
  readonly quotes: QuoteColumns | undefined
  readonly lots: Grid
  readonly ticks: Grid
  readonly currencyId: number
  /** Regular sessions, where the run knows them. */
  readonly sessions: SessionColumns | undefined
  /** Largest move from the last settlement price at which the contract trades, as a fraction; infinite without one. */
  readonly priceLimitRate: number
  /** Whether there are limits or halts that an order may meet. */
  readonly canHalt: boolean
  /** Price of the last daily settlement, NaN before the first. */
  settlementPrice = Number.NaN
  /** When it was, in epoch milliseconds. */
  settlementMs = Number.NEGATIVE_INFINITY
  /** 1 and -1 for the long and the short leg of a hedging account, 0 where a symbol has one position. */
  leg: -1 | 0 | 1 = 0
  /** The other leg. */
  opposite: SymbolCore | undefined
  /** Whether it can be borrowed to be sold short. */
  readonly isShortable: boolean
  /** Whether positions are not paid for: only their profit moves cash. */
  readonly isMargined: boolean
  /** Whether the value of a unit is the reciprocal of its price (coin-margined contracts). */
  readonly isInverse: boolean
  readonly bond: BondOfCore | undefined
  /** Whether a unit is worth something else than its price times the multiplier. */
  readonly hasOwnWorth: boolean
  readonly range: BarRange
  /** Closes and indicators of all symbols, in the order of time: the values of the tape. */
  readonly values: Float64Array
  /** First index at which the strategy decides. */
  readonly warmIndex: number
  /** Newest closed bar; -1 before the first. */
  index: number
  /** Where the newest bar's row begins in `values`. */
  row: number
  /** Ids of the orders that still work, oldest first. */
  readonly working: number[] = []
  /** Signed quantity that working orders may still trade, orders that wait for a stop price left out. */
  pending = 0
  /** The part of `pending` whose orders have passed the checks of their step. */
  admitted = 0
  /** Why nothing can be ordered any more: it was delisted, it expired. Empty while it lives. */
  endedBy = ''
  /** Quantity traded in the newest bar. */
  tradedInBar = 0
  /** Bar index at which the next corporate action takes effect, or -1. */
  nextActionIndex: number
  /** What happens on the account at its own time, not at a bar's open: funding, settlement prices. */
  readonly events: readonly CorporateAction[]
  readonly #actions: readonly CorporateAction[]
  #actionCursor = 0
  readonly #openPlace: number
  readonly #closePlace: number
  /** Whether the strategy has asked for its copy of the bars. */
  isRevealed = false
  #revealed: Bars | null = null

  constructor(
    id: number,
    series: BarSeries,
    currencyId: number,
    range: BarRange,
    tape: Tape,
    warmIndex: number,
  ) {
    this.id = id
    this.instrument = series.instrument
    this.symbol = series.instrument.symbol
    this.time = series.columns.time
    const traded = series.traded ?? series.columns
    this.open = traded.open
    this.high = traded.high
    this.low = traded.low
    this.close = traded.close
    this.volume = traded.volume
    this.shown = series.columns
    this.quotes = series.quotes
    this.lots = new Grid(series.instrument.lotSize)
    this.ticks = new Grid(series.instrument.tickSize)
    this.currencyId = currencyId
    const { terms } = series.instrument
    this.sessions = series.sessions
    this.priceLimitRate =
      terms?.kind === 'future' ? (terms.priceLimitRate ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
    this.isShortable = terms?.kind !== 'equity' || terms.shortable
    this.canHalt =
      terms?.kind === 'future' && (terms.priceLimitRate !== undefined || terms.circuitBreakers !== undefined)
    this.isMargined = terms?.kind === 'future' || terms?.kind === 'perpetual' || terms?.kind === 'fx'
    this.isInverse = terms?.kind === 'perpetual' && terms.inverse
    this.bond = terms?.kind === 'bond' ? new BondOfCore(terms) : undefined
    this.hasOwnWorth = this.isInverse || this.bond?.terms.quotation === 'clean'
    this.range = range
    this.values = tape.values
    this.row = id * tape.width
    this.#openPlace = tape.openPlace
    this.#closePlace = tape.closePlace
    this.warmIndex = warmIndex
    this.index = range.first - 1
    const earlier = range.first > 0 ? this.time[range.first - 1]! : Number.NEGATIVE_INFINITY
    const ahead = series.actions
      .filter((action) => action.timeMs > earlier)
      .sort((a, b) => a.timeMs - b.timeMs)
    this.events = ahead.filter(isTimed)
    this.#actions = ahead.filter((action) => !isTimed(action))
    this.nextActionIndex = this.#indexOfNextAction()
  }

  /** A value of the newest bar's row on the tape. So short that the compiler inlines it wherever it is asked. */
  valueAt(place: number): number {
    return this.values[this.row + place]!
  }

  /** Close that the newest bar shows, NaN before the first. */
  get shownClose(): number {
    return this.values[this.row + this.#closePlace]!
  }

  /** Last known traded price, NaN before the first bar. */
  get price(): number {
    return this.values[this.row]!
  }

  /** Bid and ask at the newest close, NaN where there is none. */
  get bid(): number {
    return this.quotes?.bidClose[this.index] ?? Number.NaN
  }
  get ask(): number {
    return this.quotes?.askClose[this.index] ?? Number.NaN
  }

  /**
   * Value of one unit at a price, before the multiplier: the price itself, with accrued interest for a bond that is
   * quoted clean, -1/price where the contract is inverse, so that profit is the difference of two values for each.
   */
  worth(price: number): number {
    return this.hasOwnWorth ? this.#ownWorth(price) : price
  }

  #ownWorth(price: number): number {
    if (this.isInverse) return -1 / price
    return this.bond === undefined ? price : price + this.bond.accrued
  }

  /** What one unit is worth at the last price, in the instrument's currency; below 0 where the price is. */
  get unitValue(): number {
    const worth = this.worth(this.price)
    return (this.isInverse ? -worth : worth) * this.instrument.multiplier
  }

  /** Open of the newest bar. */
  get newestOpen(): number {
    return this.#openPlace < 0 ? this.open[this.index]! : this.values[this.row + this.#openPlace]!
  }

  /** The next action that is in effect at the newest bar, or undefined. */
  takeAction(): CorporateAction | undefined {
    if (this.nextActionIndex !== this.index) return undefined
    const action = this.#actions[this.#actionCursor++]
    this.nextActionIndex = this.#indexOfNextAction()
    return action
  }

  #indexOfNextAction(): number {
    const action = this.#actions[this.#actionCursor]
    if (action === undefined) return -1
    let low = Math.max(this.index, 0)
    let high = this.time.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.time[middle]! < action.timeMs) low = middle + 1
      else high = middle
    }
    return low < this.range.end ? low : -1
  }

  /**
   * The strategy's own copy of the bars, made when it first asks. It holds what has been seen and NaN after it, so
   * that nothing a strategy does can read or change what is to come.
   */
  bars(): Bars {
    if (this.#revealed === null) {
      const seen = this.index + 1
      this.isRevealed = true
      const copy = (column: Float64Array): Float64Array => {
        const target = new Float64Array(column.length).fill(Number.NaN)
        target.set(column.subarray(0, seen))
        return target
      }
      this.#revealed = Object.freeze({
        time: copy(this.time),
        open: copy(this.shown.open),
        high: copy(this.shown.high),
        low: copy(this.shown.low),
        close: copy(this.shown.close),
        volume: copy(this.shown.volume),
      })
    }
    return this.#revealed
  }

  /** Writes the newest bar into the strategy's copy. */
  reveal(): void {
    const bars = this.#revealed
    if (bars === null) return
    const t = this.index
    const { shown } = this
    bars.time[t] = this.time[t]!
    bars.open[t] = shown.open[t]!
    bars.high[t] = shown.high[t]!
    bars.low[t] = shown.low[t]!
    bars.close[t] = shown.close[t]!
    bars.volume[t] = shown.volume[t]!
  }
}

/** Whether an action has a time of its own and does not wait for a bar to open, which may never come. */
function isTimed({ kind }: CorporateAction): boolean {
  return kind === 'funding' || kind === 'settlement' || kind === 'delisting' || kind === 'merger'
}
