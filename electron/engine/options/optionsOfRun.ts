import type { BarSeries } from '../../../shared/domain/bar.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { OptionOfCore } from './optionOfCore.ts'
import { UnderlyingPrice } from './underlyingPrice.ts'

/** The options of a run with what they are written on. */
export class OptionsOfRun {
  /** In the order of the run's symbols. */
  readonly all: readonly OptionOfCore[]
  readonly underlyings: readonly UnderlyingPrice[]
  readonly #byId: readonly (OptionOfCore | undefined)[]

  constructor(
    cores: readonly SymbolCore[],
    all: readonly OptionOfCore[],
    underlyings: readonly UnderlyingPrice[],
  ) {
    this.all = all
    this.underlyings = underlyings
    const byId: (OptionOfCore | undefined)[] = cores.map(() => undefined)
    for (const option of all) byId[option.core.id] = option
    this.#byId = byId
  }

  /** The option that a symbol is, undefined where it is something else. */
  of(core: SymbolCore): OptionOfCore | undefined {
    return this.#byId[core.id]
  }

  /** All options on an underlying, by expiry, then strike, calls first. */
  on(underlying: string): OptionOfCore[] {
    return this.all
      .filter(({ terms }) => terms.underlying === underlying)
      .sort((a, b) => a.terms.expiryMs - b.terms.expiryMs || a.strike - b.strike || byRight(a, b))
  }
}

function byRight(a: OptionOfCore, b: OptionOfCore): number {
  if (a.terms.right === b.terms.right) return a.core.id - b.core.id
  return a.terms.right === 'call' ? -1 : 1
}

/**
 * Finds what the options of a run are written on: among its symbols, else among its references.
 * @param rate Continuous riskless rate a year.
 * @throws DeskError DATA_MISSING naming the underlying without bars, BAD_INPUT for one in another currency.
 */
export function optionsOfRun(
  series: readonly BarSeries[],
  cores: readonly SymbolCore[],
  references: readonly BarSeries[],
  rate: number,
): OptionsOfRun {
  const underlyings = new Map<string, UnderlyingPrice>()
  const options: OptionOfCore[] = []
  for (const core of cores) {
    const { terms, currency } = core.instrument
    if (terms?.kind !== 'option') continue
    let underlying = underlyings.get(terms.underlying)
    if (underlying === undefined) {
      underlying = findUnderlying(core.symbol, terms.underlying, series, cores, references)
      underlyings.set(terms.underlying, underlying)
    }
    if (!terms.inverse && underlying.instrument.currency !== currency) {
      throw new DeskError(
        'BAD_INPUT',
        `${core.symbol} is in ${currency}, its underlying ${terms.underlying} in ${underlying.instrument.currency}.`,
        {
          where: 'symbols',
          hint: 'An option is in the currency of its underlying, unless it settles in the coin (inverse).',
        },
      )
    }
    options.push(new OptionOfCore(core, terms, series[core.id]!, underlying, rate))
  }
  return new OptionsOfRun(cores, options, [...underlyings.values()])
}

function findUnderlying(
  option: string,
  symbol: string,
  series: readonly BarSeries[],
  cores: readonly SymbolCore[],
  references: readonly BarSeries[],
): UnderlyingPrice {
  const core = cores.find((each) => each.symbol === symbol)
  const found =
    core === undefined ? references.find((each) => each.instrument.symbol === symbol) : series[core.id]
  if (found !== undefined) return new UnderlyingPrice(found, core)
  throw new DeskError('DATA_MISSING', `There are no bars of '${symbol}', the underlying of ${option}.`, {
    where: 'underlying',
    hint: `Import ${symbol}, or leave ${option} out.`,
  })
}
