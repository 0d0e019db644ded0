import type { AccountRules } from '../../../shared/domain/accountRules.ts'
import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import { type SpanPosition, spanMargin } from '../../quant/margin/spanMargin.ts'
import type { OptionOfCore } from '../options/optionOfCore.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { FutureMargin } from './futureMargin.ts'
import type { MarginGroup } from './marginGroup.ts'

/** Time that passes in a scenario. */
const LOOK_AHEAD_MS = 86_400_000
/** Volatility that a scenario does not fall below, and that an option without an implied one is valued with. */
const LEAST_VOLATILITY = 0.01
/** One tier that takes in every contract month. */
const ALL_MONTHS = [{ fromMonth: '0000-00', untilMonth: '9999-12' }]

/** A future of the root with the margins of its contract. */
interface RootFuture {
  readonly terms: TermsOf<'future'>
  readonly multiplier: number
  readonly margin: FutureMargin
}

/**
 * Futures of one root and the options on them by the scenarios of SPAN. The price scan range is the largest maintenance
 * margin of the contracts held, over their multiplier; a calendar spread is charged a rate of that margin. Equity counts
 * options at their market value, so the value of long options beyond the risk is required, too: it is no collateral.
 */
export class ScenarioMarginGroup implements MarginGroup {
  readonly members: readonly SymbolCore[]
  readonly #rules: AccountRules['span']
  readonly #futures: readonly (readonly [SymbolCore, RootFuture])[]
  readonly #options: readonly (readonly [ScenarioOption, RootFuture])[]

  constructor(
    rules: AccountRules['span'],
    futures: readonly (readonly [SymbolCore, TermsOf<'future'>])[],
    options: readonly (readonly [OptionOfCore, TermsOf<'future'>])[],
  ) {
    this.#rules = rules
    this.members = [...futures.map(([core]) => core), ...options.map(([{ core }]) => core)]
    this.#futures = futures.map(([core, terms]) => [core, rootFuture(terms, core.instrument.multiplier)])
    this.#options = options.map(([option, terms]) => [
      new ScenarioOption(option),
      rootFuture(terms, option.underlying.instrument.multiplier),
    ])
  }

  initial(quantities: Float64Array, prices: Float64Array, timeMs: number): number {
    return this.#needed(quantities, prices, timeMs, true)
  }

  maintenance(quantities: Float64Array, prices: Float64Array, timeMs: number): number {
    return this.#needed(quantities, prices, timeMs, false)
  }

  #needed(quantities: Float64Array, prices: Float64Array, timeMs: number, opens: boolean): number {
    const positions: SpanPosition[] = []
    let scanRange = 0
    let outright = 0
    let ratio = 1
    const consider = ({ margin, multiplier }: RootFuture): void => {
      const maintenance = margin.maintenance(1, 0, timeMs)
      if (maintenance / multiplier > scanRange) scanRange = maintenance / multiplier
      if (maintenance > outright) outright = maintenance
      if (maintenance > 0) ratio = Math.max(ratio, margin.initial(1, 0, timeMs) / maintenance)
    }
    for (const [core, future] of this.#futures) {
      const quantity = quantities[core.id]!
      if (quantity === 0) continue
      consider(future)
      positions.push({ kind: 'future', month: monthOf(future), quantity, multiplier: future.multiplier })
    }
    for (const [option, future] of this.#options) {
      const quantity = quantities[option.core.id]!
      if (quantity === 0) continue
      consider(future)
      const { multiplier } = option.core.instrument
      const delta = (option.deltaAt(prices, timeMs) * multiplier) / future.multiplier
      positions.push({
        ...{ kind: 'option', month: monthOf(future), quantity, multiplier, delta, premiumPaid: true },
        right: option.right,
        price: option.priceIn(prices),
        priceAt: (priceMove, volatilityMove) => option.priceAt(prices, timeMs, priceMove, volatilityMove),
      })
    }
    const { volatilityScanRange, calendarSpreadRate, shortOptionMinimumRate } = this.#rules
    const leg = { firstTier: 0, secondTier: 0, firstDeltas: 1, secondDeltas: 1 }
    const { risk, netOptionValue } = spanMargin(positions, {
      priceScanRange: scanRange,
      volatilityScanRange,
      shortOptionMinimum: outright * shortOptionMinimumRate,
      shortOptionCount: 'sum',
      tiers: ALL_MONTHS,
      spreads: [{ ...leg, charge: outright * calendarSpreadRate }],
      spotMonths: [],
    })
    return Math.max(risk * (opens ? ratio : 1), netOptionValue)
  }
}

function rootFuture(terms: TermsOf<'future'>, multiplier: number): RootFuture {
  return { terms, multiplier, margin: new FutureMargin(terms) }
}

function monthOf({ terms }: RootFuture): string {
  return terms.contractMonth ?? '0000-00'
}

/** An option valued in scenarios; its values are kept while price, volatility and time stay. */
class ScenarioOption {
  readonly #option: OptionOfCore
  readonly #values = new Map<string, number>()
  #timeMs = Number.NaN
  #spot = Number.NaN
  #index = -1
  #delta = Number.NaN

  constructor(option: OptionOfCore) {
    this.#option = option
  }

  get core(): SymbolCore {
    return this.#option.core
  }

  get right(): 'call' | 'put' {
    return this.#option.terms.right
  }

  priceIn(prices: Float64Array): number {
    const judged = prices[this.core.id]!
    return Number.isNaN(judged) ? this.core.price : judged
  }

  deltaAt(prices: Float64Array, timeMs: number): number {
    const spot = this.#moveTo(prices, timeMs)
    if (Number.isNaN(this.#delta)) {
      this.#delta = this.#option.greeksWith(spot, timeMs, this.#volatility).delta
    }
    return this.#delta
  }

  /** The price by as much as the model's value changes, so that a quote the model does not meet makes no loss. */
  priceAt(prices: Float64Array, timeMs: number, priceMove: number, volatilityMove: number): number {
    const spot = this.#moveTo(prices, timeMs)
    const moved = Math.max(spot + priceMove, this.core.instrument.tickSize)
    const volatility = Math.max(this.#volatility + volatilityMove, LEAST_VOLATILITY)
    const key = `${priceMove} ${volatilityMove}`
    let change = this.#values.get(key)
    if (change === undefined) {
      const before = this.#option.valueAt(spot, timeMs, this.#volatility)
      change = this.#option.valueAt(moved, timeMs + LOOK_AHEAD_MS, volatility) - before
      this.#values.set(key, change)
    }
    return this.priceIn(prices) + change
  }

  get #volatility(): number {
    const implied = this.#option.impliedVolatility()
    return implied > LEAST_VOLATILITY ? implied : LEAST_VOLATILITY
  }

  /** Forgets values of another time, price or quote. Returns the price of the underlying. */
  #moveTo(prices: Float64Array, timeMs: number): number {
    const { underlying, core, strike } = this.#option
    const judged = underlying.core === undefined ? Number.NaN : prices[underlying.core.id]!
    const known = Number.isNaN(judged) ? underlying.priceAt(timeMs) : judged
    const spot = known > 0 ? known : strike
    if (timeMs === this.#timeMs && spot === this.#spot && core.index === this.#index) return spot
    this.#timeMs = timeMs
    this.#spot = spot
    this.#index = core.index
    this.#delta = Number.NaN
    this.#values.clear()
    return spot
  }
}
