import type { OptionContract } from '../../../shared/sdk/quarterdeck.d.ts'
import type { OptionOfCore } from './optionOfCore.ts'

/** An option as the strategy sees it, always at its present state; what costs time is computed when it is read. */
export class OptionContractOfCore implements OptionContract {
  readonly #option: OptionOfCore
  readonly #timeMs: () => number

  /** @param timeMs The run's clock. */
  constructor(option: OptionOfCore, timeMs: () => number) {
    this.#option = option
    this.#timeMs = timeMs
  }

  get symbol(): string {
    return this.#option.core.symbol
  }
  get underlying(): string {
    return this.#option.terms.underlying
  }
  get right(): 'call' | 'put' {
    return this.#option.terms.right
  }
  get strike(): number {
    return this.#option.strike
  }
  get expiryMs(): number {
    return this.#option.terms.expiryMs
  }
  get price(): number {
    return this.#option.core.price
  }
  get underlyingPrice(): number {
    return this.#option.underlying.priceAt(this.#timeMs())
  }
  get intrinsic(): number {
    return this.#option.payoff(this.underlyingPrice)
  }
  get moneyness(): number {
    return this.underlyingPrice / this.#option.strike
  }
  get impliedVolatility(): number {
    return this.#option.impliedVolatility()
  }
  get delta(): number {
    return this.#option.greeksAt(this.#timeMs()).delta
  }
  get gamma(): number {
    return this.#option.greeksAt(this.#timeMs()).gamma
  }
  get vega(): number {
    return this.#option.greeksAt(this.#timeMs()).vega
  }
  get theta(): number {
    return this.#option.greeksAt(this.#timeMs()).theta
  }
  get rho(): number {
    return this.#option.greeksAt(this.#timeMs()).rho
  }
}
