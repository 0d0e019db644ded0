import { DeskError } from '../../shared/domain/deskError.ts'
import type { BondMeasures } from '../../shared/sdk/quarterdeck.d.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Measures of bonds as strategies ask for them, computed once per price and time. */
export class BondView {
  readonly #timeMs: () => number
  readonly #known = new Map<SymbolCore, { timeMs: number; price: number; measures: BondMeasures }>()

  /** @param timeMs The run's clock. */
  constructor(timeMs: () => number) {
    this.#timeMs = timeMs
  }

  /** @throws DeskError BAD_INPUT for a symbol that is not a bond. */
  of(core: SymbolCore): BondMeasures {
    const { bond, price } = core
    if (bond === undefined) {
      throw new DeskError('BAD_INPUT', `${core.symbol} is not a bond.`, { where: 'strategy' })
    }
    const timeMs = this.#timeMs()
    const known = this.#known.get(core)
    if (known !== undefined && known.timeMs === timeMs && known.price === price) return known.measures
    // The clock stands at the close of the bar; a close at midnight belongs to the day that has ended.
    const tradeMs = timeMs - 1
    const accrued = bond.accruedAt(tradeMs)
    const isClean = bond.terms.quotation === 'clean'
    const { yieldRate, modifiedDuration, convexity, dv01 } = bond.measure(price, tradeMs)
    const measures = Object.freeze({
      accrued,
      dirtyPrice: isClean ? price + accrued : price,
      cleanPrice: isClean ? price : price - accrued,
      yield: yieldRate,
      modifiedDuration,
      convexity,
      dv01,
    })
    this.#known.set(core, { timeMs, price, measures })
    return measures
  }
}
