import type { BarSeries } from '../../../shared/domain/bar.ts'
import { closesOf } from '../../../shared/domain/barClose.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ValueColumns, ValueSeries } from '../../../shared/domain/valueSeries.ts'
import { type ObservedScope, SeriesEvaluator } from '../evaluateSeries.ts'

/** Bars with the instants at which each is known, and an evaluator over them. */
interface Observed {
  readonly closeMs: Float64Array
  readonly evaluator: SeriesEvaluator
}

/**
 * All bars and values that expressions may read beside a symbol's own. Each series is evaluated once, whoever looks at
 * it.
 */
export class ObservedBars {
  readonly #series = new Map<string, BarSeries>()
  readonly #observed = new Map<string, Observed>()
  readonly #values: ReadonlyMap<string, ValueColumns>

  /** @param series Bars by symbol and timeframe; of two of the same, the first counts. */
  constructor(series: readonly BarSeries[], values: readonly ValueSeries[]) {
    for (const each of series) {
      const key = keyOf(each.instrument.symbol, each.timeframe)
      if (!this.#series.has(key)) this.#series.set(key, each)
    }
    this.#values = new Map(values.map(({ id, columns }) => [id, columns]))
  }

  /**
   * The evaluator of a symbol's bars.
   * @throws DeskError DATA_MISSING naming the bars that are not there
   */
  of(symbol: string, timeframe: string): Observed {
    const key = keyOf(symbol, timeframe)
    const known = this.#observed.get(key)
    if (known !== undefined) return known
    const series = this.#series.get(key)
    if (series === undefined) {
      throw new DeskError(
        'DATA_MISSING',
        `The strategy needs ${timeframe} bars of ${symbol}, which the run does not have.`,
        {
          where: key,
          hint: `Import ${symbol} with bars of ${timeframe} or finer.`,
          details: { symbol, timeframe },
        },
      )
    }
    const closeMs = closesOf(series)
    const scope: ObservedScope = {
      closeMs,
      symbol,
      timeframe,
      observe: (otherSymbol, otherTimeframe) => this.of(otherSymbol, otherTimeframe),
      values: (id) => this.#valuesOf(id),
    }
    const observed = {
      closeMs,
      evaluator: new SeriesEvaluator(series.columns, scope, series.quotes, series.actions),
    }
    this.#observed.set(key, observed)
    return observed
  }

  #valuesOf(id: string): ValueColumns {
    const columns = this.#values.get(id)
    if (columns !== undefined) return columns
    throw new DeskError(
      'DATA_MISSING',
      `The strategy needs the values '${id}', which the run does not have.`,
      {
        where: id,
        hint: `Import them: quarterdeck import FILE --kind values --symbol ${id}.`,
        details: { kind: 'values', id },
      },
    )
  }
}

function keyOf(symbol: string, timeframe: string): string {
  return `${symbol}@${timeframe}`
}
