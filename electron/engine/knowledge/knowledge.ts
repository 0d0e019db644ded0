import { DeskError } from '../../../shared/domain/deskError.ts'
import type { NewsSeries, ValueColumns, ValueSeries } from '../../../shared/domain/valueSeries.ts'
import { checkedKnownOptions } from '../../../shared/sdk/otherData.ts'
import type { KnownOptions, KnownValue, NewsItem } from '../../../shared/sdk/quarterdeck.d.ts'
import type { Clock } from '../clock.ts'
import { VintageCursor } from './vintageCursor.ts'

/** What a strategy's hooks can ask of values and news: only what was known by the run's clock. */
export class Knowledge {
  readonly #clock: Clock
  readonly #values: ReadonlyMap<string, ValueColumns>
  readonly #cursors = new Map<string, VintageCursor>()
  readonly #news: readonly NewsItem[]
  /** How many of the news are known at `#newsMs`. */
  #newsKnown = 0

  constructor(clock: Clock, values: readonly ValueSeries[], news: readonly NewsItem[]) {
    this.#clock = clock
    this.#values = new Map(values.map(({ id, columns }) => [id, columns]))
    this.#news = news
  }

  known(id: string, options: KnownOptions = {}): KnownValue | undefined {
    const { periodsAgo, firstReleased } = checkedKnownOptions(options)
    const row = this.#cursorOf(id).row(periodsAgo, firstReleased)
    return row < 0 ? undefined : this.#valueOf(id, row)
  }

  vintages(id: string, refMs: number): readonly KnownValue[] {
    return this.#cursorOf(id)
      .rowsOf(refMs)
      .map((row) => this.#valueOf(id, row))
  }

  news(sinceMs = Number.NEGATIVE_INFINITY): readonly NewsItem[] {
    const news = this.#news
    const { timeMs } = this.#clock
    while (this.#newsKnown < news.length && news[this.#newsKnown]!.knownMs <= timeMs) this.#newsKnown++
    let from = this.#newsKnown
    while (from > 0 && news[from - 1]!.knownMs > sinceMs) from--
    return news.slice(from, this.#newsKnown)
  }

  #cursorOf(id: string): VintageCursor {
    let cursor = this.#cursors.get(id)
    if (cursor === undefined) {
      const columns = this.#values.get(id)
      if (columns === undefined) {
        const there = [...this.#values.keys()].join(', ')
        throw new DeskError('BAD_INPUT', `'${String(id)}' is not a value series of this run.`, {
          where: 'strategy',
          hint: `Name it in the strategy: data: { values: ['${String(id)}'] }.${there === '' ? '' : ` The run has ${there}.`}`,
        })
      }
      cursor = new VintageCursor(columns)
      this.#cursors.set(id, cursor)
    }
    cursor.advance(this.#clock.timeMs)
    return cursor
  }

  #valueOf(id: string, row: number): KnownValue {
    const { refMs, knownMs, value } = this.#values.get(id)!
    return Object.freeze({ value: value[row]!, refMs: refMs[row]!, knownMs: knownMs[row]! })
  }
}

/** The news of several datasets in the order in which they became known; of one time, in the order of the datasets. */
export function mergeNews(series: readonly NewsSeries[]): NewsItem[] {
  return series
    .flatMap(({ id, items }) =>
      items.map((item) => Object.freeze({ dataset: id, ...item, symbols: Object.freeze([...item.symbols]) })),
    )
    .sort((a, b) => a.knownMs - b.knownMs)
}
