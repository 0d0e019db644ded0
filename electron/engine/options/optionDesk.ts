import { DeskError } from '../../../shared/domain/deskError.ts'
import type { Greeks, ImpliedSurface, OptionContract } from '../../../shared/sdk/quarterdeck.d.ts'
import { yearFraction } from '../../quant/pricing/vanillaOption.ts'
import {
  buildVolatilitySurface,
  type ExpiryQuotes,
  type VolatilitySurface,
} from '../../quant/pricing/volatilitySurface.ts'
import type { Books } from '../books.ts'
import { giveNotice } from '../rules/optionRule.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { OptionContractOfCore } from './optionContract.ts'
import type { OptionOfCore } from './optionOfCore.ts'

/** What a strategy has asked of an underlying in a step, kept until the clock goes on. */
interface AskedOf {
  readonly options: readonly OptionOfCore[]
  chainMs: number
  chain: readonly OptionContract[]
  surfaceMs: number
  surface: ImpliedSurface | undefined
}

/** What a strategy can ask of the run's options and do with them. Answers are kept until the clock goes on. */
export class OptionDesk {
  readonly #books: Books
  readonly #views: ReadonlyMap<SymbolCore, OptionContractOfCore>
  readonly #asked = new Map<string, AskedOf>()

  constructor(books: Books) {
    this.#books = books
    const timeMs = (): number => books.state.timeMs
    this.#views = new Map(
      books.options.all.map((option) => [option.core, new OptionContractOfCore(option, timeMs)]),
    )
  }

  /** The living contracts on an underlying that have a price, by expiry, then strike, calls first. */
  chain(underlying: string): readonly OptionContract[] {
    const asked = this.#of(underlying)
    const { timeMs } = this.#books.state
    if (asked.chainMs === timeMs) return asked.chain
    asked.chainMs = timeMs
    asked.chain = Object.freeze(this.#living(asked).map(({ core }) => this.#viewOf(core)))
    return asked.chain
  }

  /** @throws DeskError BAD_INPUT for a symbol that is not an option. */
  greeks(core: SymbolCore): Greeks {
    return this.#viewOf(core)
  }

  /** Volatility by strike and expiry through the chain's quotes; undefined where none has an implied volatility. */
  surface(underlying: string): ImpliedSurface | undefined {
    const asked = this.#of(underlying)
    const { timeMs } = this.#books.state
    if (asked.surfaceMs !== timeMs) {
      asked.surfaceMs = timeMs
      asked.surface = this.#buildSurface(asked, timeMs)
    }
    return asked.surface
  }

  /**
   * Gives notice that contracts held long are exercised. Returns how many the notice is for.
   * @throws DeskError BAD_INPUT for what is no American option, or a quantity that is not above 0.
   */
  exercise(core: SymbolCore, quantity: number): number {
    const option = this.#books.options.of(core)
    if (option === undefined) throw notAnOption(core)
    if (!option.isAmerican) {
      throw misuse(`${core.symbol} is European: it is exercised at its expiry and not before.`)
    }
    if (!(quantity > 0)) {
      throw misuse(`The number of contracts of ${core.symbol} to exercise must be above 0, not ${quantity}.`)
    }
    const { state, orders } = this.#books
    const taken = giveNotice(this.#books, option, quantity, state.timeMs)
    if (taken > 0) orders.hasNews = true
    return taken
  }

  #viewOf(core: SymbolCore): OptionContractOfCore {
    const view = this.#views.get(core)
    if (view === undefined) throw notAnOption(core)
    return view
  }

  #of(underlying: string): AskedOf {
    let asked = this.#asked.get(underlying)
    if (asked === undefined) {
      const options = this.#books.options.on(underlying)
      asked = { options, chainMs: Number.NaN, chain: [], surfaceMs: Number.NaN, surface: undefined }
      this.#asked.set(underlying, asked)
    }
    return asked
  }

  #living({ options }: AskedOf): OptionOfCore[] {
    return options.filter(({ core }) => core.endedBy === '' && !Number.isNaN(core.price))
  }

  #buildSurface(asked: AskedOf, timeMs: number): ImpliedSurface | undefined {
    const living = this.#living(asked)
    const spot = living[0]?.underlying.priceAt(timeMs) ?? Number.NaN
    if (!(spot > 0)) return undefined
    const expiries = new Map<number, { forward: number; options: OptionOfCore[] }>()
    for (const option of living) {
      const { expiryMs } = option.terms
      if (!(option.years(timeMs) > 0) || !(option.impliedVolatility() > 0)) continue
      const forward = option.forward(spot, timeMs)
      const known = expiries.get(expiryMs) ?? { forward, options: [] }
      known.options.push(option)
      expiries.set(expiryMs, known)
    }
    const quotes = [...expiries].map(([expiryMs, { forward, options }]): ExpiryQuotes => {
      return { years: yearFraction(timeMs, expiryMs), forward, quotes: outOfTheMoney(options, forward) }
    })
    const surface = buildVolatilitySurface(spot, quotes)
    return surface && new SurfaceOfChain(surface, timeMs)
  }
}

/** A strike's option out of the money, whose price is all time value; the other one where it has none. */
function outOfTheMoney(options: readonly OptionOfCore[], forward: number): ExpiryQuotes['quotes'] {
  const byStrike = new Map<number, OptionOfCore>()
  for (const option of options) {
    const isOut = (option.terms.right === 'call') === option.strike >= forward
    if (isOut || !byStrike.has(option.strike)) byStrike.set(option.strike, option)
  }
  return [...byStrike.values()].map((option) => ({
    kind: option.terms.right,
    strike: option.strike,
    volatility: option.impliedVolatility(),
  }))
}

/** A surface as the strategy sees it, by instants and not by years. */
class SurfaceOfChain implements ImpliedSurface {
  readonly #surface: VolatilitySurface
  readonly #timeMs: number

  constructor(surface: VolatilitySurface, timeMs: number) {
    this.#surface = surface
    this.#timeMs = timeMs
  }

  volatility(strike: number, expiryMs: number): number {
    const years = yearFraction(this.#timeMs, expiryMs)
    return strike > 0 && years > 0 ? this.#surface.volatility(strike, years) : Number.NaN
  }
}

function notAnOption({ symbol }: SymbolCore): DeskError {
  return misuse(`${symbol} is not an option.`)
}

function misuse(message: string): DeskError {
  return new DeskError('BAD_INPUT', message, { where: 'strategy' })
}
