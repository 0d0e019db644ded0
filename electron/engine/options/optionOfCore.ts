import type { BarSeries } from '../../../shared/domain/bar.ts'
import { closesOf } from '../../../shared/domain/barClose.ts'
import type { OptionTerms } from '../../../shared/domain/instrumentTerms.ts'
import { americanImpliedVolatility } from '../../quant/pricing/americanImpliedVolatility.ts'
import { americanGreeks, isEarlyExerciseOptimal, priceAmerican } from '../../quant/pricing/americanOption.ts'
import {
  coinSettledGreeks,
  coinSettledImpliedVolatility,
  coinSettledPayoff,
  priceCoinSettled,
} from '../../quant/pricing/coinSettledOption.ts'
import { europeanGreeks, priceEuropean } from '../../quant/pricing/europeanOption.ts'
import { perDay, perRatePoint, perVolPoint } from '../../quant/pricing/greekUnits.ts'
import { impliedVolatility, type UnknownVolatility } from '../../quant/pricing/impliedVolatility.ts'
import {
  intrinsicValue,
  type OptionTerms as PricedOption,
  yearFraction,
} from '../../quant/pricing/vanillaOption.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { UnderlyingPrice } from './underlyingPrice.ts'

/** A contract's adjustment may carry another day than the split it answers. */
const ADJUSTMENT_DAYS_MS = 4 * 86_400_000

/** Half the step of a rate over which a difference is taken. */
const RATE_BUMP = 0.0002

/** Sensitivities of one unit: vega per vol point, theta per calendar day, rho per percentage point of the rate. */
export interface UnitGreeks {
  readonly delta: number
  readonly gamma: number
  readonly vega: number
  readonly theta: number
  readonly rho: number
}

/**
 * An option of the run and the model it is valued with: Black, Scholes and Merton on a share or an index, Black (1976)
 * on a future, both with early exercise where the contract allows it; Deribit's rule for options that settle in the
 * coin. Volatility is what the option's own last bar implies, at the price that the underlying had when it closed, so
 * that an old quote is not held against a new price.
 */
export class OptionOfCore {
  readonly core: SymbolCore
  readonly terms: OptionTerms
  readonly underlying: UnderlyingPrice
  /** Of one unit; a split of the contract divides it. */
  strike: number
  /** Contracts that the holder has given notice of exercise for, carried out before the next bar. */
  noticed = 0
  /** A split of the underlying in the option's life that its own series does not carry; undefined without one. */
  readonly missedSplit: number | undefined
  readonly #rate: number
  readonly #closeMs: Float64Array
  #impliedIndex = -1
  #implied = Number.NaN
  #greeksMs = Number.NaN
  #greeksSpot = Number.NaN
  #greeks: UnitGreeks = UNKNOWN

  /** @param rate Continuous riskless rate a year. */
  constructor(
    core: SymbolCore,
    terms: OptionTerms,
    series: BarSeries,
    underlying: UnderlyingPrice,
    rate: number,
  ) {
    this.core = core
    this.terms = terms
    this.underlying = underlying
    this.strike = terms.strike
    this.#rate = terms.inverse ? 0 : rate
    this.#closeMs = closesOf(series)
    const fromMs = core.time[core.range.first] ?? terms.expiryMs
    const own = series.actions.filter(({ kind }) => kind === 'split')
    this.missedSplit = underlying.splits.find(
      ({ timeMs }) =>
        timeMs > fromMs &&
        timeMs < terms.expiryMs &&
        !own.some((action) => Math.abs(action.timeMs - timeMs) <= ADJUSTMENT_DAYS_MS),
    )?.ratio
  }

  get isAmerican(): boolean {
    return this.terms.exercise === 'american'
  }

  /** What exercise pays for one unit at a price of the underlying, in the unit that the option is quoted in. */
  payoff(underlyingPrice: number): number {
    const { right, inverse } = this.terms
    if (inverse) return coinSettledPayoff(right, underlyingPrice, this.strike)
    return intrinsicValue(right, underlyingPrice, this.strike)
  }

  /** What it is in the money, in the underlying's price; 0 out of the money. */
  inTheMoney(underlyingPrice: number): number {
    return intrinsicValue(this.terms.right, underlyingPrice, this.strike)
  }

  /** Years to the expiry, at least 0. */
  years(timeMs: number): number {
    return Math.max(yearFraction(timeMs, this.terms.expiryMs), 0)
  }

  #inputs(spot: number, timeMs: number): UnknownVolatility {
    const rate = this.#rate
    const carry =
      this.terms.model === 'future' || this.terms.inverse
        ? 0
        : rate - this.underlying.dividendYieldAt(timeMs, spot)
    return { kind: this.terms.right, spot, strike: this.strike, years: this.years(timeMs), rate, carry }
  }

  #coinInputs(spot: number, timeMs: number) {
    const { right } = this.terms
    return { kind: right, underlying: spot, strike: this.strike, years: this.years(timeMs), rate: 0 }
  }

  /** Forward price for the expiry at a price of the underlying. */
  forward(spot: number, timeMs: number): number {
    const { carry, years } = this.#inputs(spot, timeMs)
    return spot * Math.exp(carry * years)
  }

  /** Volatility a year that the newest bar of the option implies; NaN where its price has none. */
  impliedVolatility(): number {
    const { index, price } = this.core
    if (index === this.#impliedIndex) return this.#implied
    this.#impliedIndex = index
    const quotedMs = this.#closeMs[index] ?? Number.NaN
    const core = this.underlying.core
    const spot = this.underlying.closeAt(quotedMs)
    const known = Number.isNaN(spot) && core !== undefined ? core.price : spot
    this.#implied = this.#volatilityAt(price, known, quotedMs)
    return this.#implied
  }

  #volatilityAt(price: number, spot: number, timeMs: number): number {
    if (!(price > 0 && spot > 0 && this.years(timeMs) > 0)) return Number.NaN
    if (this.terms.inverse) return coinSettledImpliedVolatility(this.#coinInputs(spot, timeMs), price)
    const inputs = this.#inputs(spot, timeMs)
    return this.isAmerican ? americanImpliedVolatility(inputs, price) : impliedVolatility(inputs, price)
  }

  /** Price of one unit by the model, in the unit that it is quoted in. */
  valueAt(spot: number, timeMs: number, volatility: number): number {
    if (this.terms.inverse) return priceCoinSettled({ ...this.#coinInputs(spot, timeMs), volatility })
    const inputs = { ...this.#inputs(spot, timeMs), volatility }
    return this.isAmerican ? priceAmerican(inputs) : priceEuropean(inputs)
  }

  /** Sensitivities at the last prices; NaN where no volatility is implied. */
  greeksAt(timeMs: number): UnitGreeks {
    const spot = this.underlying.priceAt(timeMs)
    const volatility = this.impliedVolatility()
    if (timeMs === this.#greeksMs && spot === this.#greeksSpot) return this.#greeks
    this.#greeksMs = timeMs
    this.#greeksSpot = spot
    this.#greeks = volatility > 0 && spot > 0 ? this.greeksWith(spot, timeMs, volatility) : UNKNOWN
    return this.#greeks
  }

  /** Sensitivities at a price of the underlying and a volatility. */
  greeksWith(spot: number, timeMs: number, volatility: number): UnitGreeks {
    if (this.terms.inverse) return coinSettledGreeks({ ...this.#coinInputs(spot, timeMs), volatility })
    const inputs = { ...this.#inputs(spot, timeMs), volatility }
    const greeks = this.isAmerican ? americanGreeks(inputs) : europeanGreeks(inputs)
    return {
      delta: greeks.delta,
      gamma: greeks.gamma,
      vega: perVolPoint(greeks.vega),
      theta: perDay(greeks.theta),
      rho: perRatePoint(this.terms.model === 'future' ? this.#discountRho(inputs) : greeks.rho),
    }
  }

  /** Change for a move of 1.00 in the rate while the future stays where it is. */
  #discountRho(inputs: PricedOption): number {
    if (!this.isAmerican) return europeanGreeks(inputs).discountRho
    const { rate } = inputs
    const up = priceAmerican({ ...inputs, rate: rate + RATE_BUMP })
    return (up - priceAmerican({ ...inputs, rate: rate - RATE_BUMP })) / (2 * RATE_BUMP)
  }

  /**
   * Whether a holder who acts by the model exercises: on the eve of an ex-date when what waiting is worth without the
   * dividend is less than exercise, else when the boundary of early exercise is reached. A price without time value
   * has no volatility; then waiting is worth nothing, and exercise pays where it brings a dividend or interest.
   * @param dividend That goes ex next, 0 where none does.
   */
  isExercised(timeMs: number, dividend: number): boolean {
    const spot = this.underlying.priceAt(timeMs)
    if (!(this.inTheMoney(spot) > 0)) return false
    const inputs = this.#inputs(spot, timeMs)
    const volatility = this.impliedVolatility()
    if (!(volatility > 0)) {
      const isAtParity = this.core.price <= this.inTheMoney(spot) + this.core.instrument.tickSize
      const earnsInterest = this.terms.right === 'put' || this.terms.model === 'future'
      return isAtParity && (earnsInterest ? inputs.rate > 0 : dividend > 0)
    }
    if (dividend === 0) return isEarlyExerciseOptimal({ ...inputs, volatility })
    // The dividend itself is asked about: a yield on top would count it twice.
    const dividends = [{ years: 0, amount: dividend }]
    return isEarlyExerciseOptimal({ ...inputs, carry: inputs.rate, volatility, dividends })
  }
}

const UNKNOWN: UnitGreeks = Object.freeze({
  delta: Number.NaN,
  gamma: Number.NaN,
  vega: Number.NaN,
  theta: Number.NaN,
  rho: Number.NaN,
})
