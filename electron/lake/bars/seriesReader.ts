import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SessionChoice } from '../../../shared/domain/backtest.ts'
import type { CorporateAction, QuoteColumns, SeriesColumns } from '../../../shared/domain/bar.ts'
import { barCloses } from '../../../shared/domain/barClose.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { PriceAdjustment } from '../../../shared/domain/priceAdjustment.ts'
import {
  type IrregularBars,
  irregularBars,
  isHeikinAshi,
  type Timeframe,
  timeframeMs,
  timeOfTimeframe,
} from '../../../shared/domain/timeframe.ts'
import { aggregate, aggregateQuotes } from '../aggregation/aggregateBars.ts'
import { bucketStarts } from '../aggregation/bucketStarts.ts'
import { calendarOf } from '../calendars/calendarOf.ts'
import { regularRows } from '../calendars/regularRows.ts'
import { adjustedBars } from '../continuous/adjustedBars.ts'
import type { LakeDatabase } from '../duckdb/lakeDatabase.ts'
import { noSessions, noVolume } from '../lakeErrors.ts'
import { ColumnCache } from '../storage/columnCache.ts'
import { readBars } from '../storage/readBars.ts'
import { readQuotesBeside, readQuoteTicks, readTrades } from '../storage/readTicks.ts'
import { pickColumn, pickSeries, sliceSeries } from '../storage/seriesColumns.ts'
import type { IrregularColumns } from './barTable.ts'
import { HeikinAshiBuilder } from './heikinAshi.ts'
import { IrregularBarBuilder, type TradeColumns } from './irregularBarBuilder.ts'
import { barsAsOf, coarserCloses, knownCloses, readCorrections, readKnown } from './knownBars.ts'
import { midTrades, type QuoteTicks, quotesBeside, TimeBarBuilder } from './timeBars.ts'

const DAY = 86_400_000

/** Rows that are built from before the event loop gets its turn: a few milliseconds. */
const ROWS_A_TURN = 131_072

/** Reads datasets as bars of any timeframe that they can be built into, and keeps what was read recently. */
export class SeriesReader {
  readonly #database: LakeDatabase
  readonly #folderOf: (datasetId: string) => string
  readonly #cache = new ColumnCache()

  /** @param folderOf Where the folder of a dataset stands. */
  constructor(database: LakeDatabase, folderOf: (datasetId: string) => string) {
    this.#database = database
    this.#folderOf = folderOf
  }

  /** Forgets what was read of a dataset. */
  drop(datasetId: string): void {
    this.#cache.drop(datasetId)
  }

  /**
   * All bars of a dataset at a timeframe it can be built into, from all of its rows within a day or from those of the
   * regular sessions. Columns are shared: read them, do not write.
   * @throws DeskError DATA_MISSING where bars of volume are asked of data without any, or regular sessions of data
   * without a calendar
   */
  read(dataset: Dataset, timeframe: Timeframe, sessions: SessionChoice = 'all'): Promise<SeriesColumns> {
    const key = `${dataset.hash} ${dataset.instrument.calendar} ${timeframe} ${sessions}`
    return this.#cache.get(dataset.id, key, () => this.#load(dataset, timeframe, sessions))
  }

  /**
   * Bars of time with adjusted prices, derived from the stored ones.
   * @throws DeskError BAD_INPUT for an adjustment or a timeframe that the dataset cannot be shown in
   */
  adjusted(
    dataset: Dataset,
    timeframe: Timeframe,
    adjusted: PriceAdjustment,
    actions: readonly CorporateAction[],
  ): Promise<SeriesColumns> {
    const { kind, asOfMs = Number.POSITIVE_INFINITY } = adjusted
    return this.#cache.get(dataset.id, `${dataset.hash} ${timeframe} ${kind} ${asOfMs}`, async () => {
      const { columns } = await this.read(dataset, dataset.timeframe)
      await nextTurn()
      return { columns: adjustedBars(dataset, columns, actions, timeframe, adjusted) }
    })
  }

  /**
   * How many of a dataset's own bars between two open times, both included, lie outside its regular sessions; undefined
   * where none were left out by choice, and for trades and quotes.
   */
  async leftOut(
    dataset: Dataset,
    sessions: SessionChoice | undefined,
    fromMs: number,
    toMs: number,
  ): Promise<number | undefined> {
    const { kind, timeframe } = dataset
    if (sessions !== 'regular' || timeframeMs(timeframe) >= DAY || kind === 'trades' || kind === 'ticks') {
      return undefined
    }
    const bars = async (choice: SessionChoice) =>
      sliceSeries(await this.read(dataset, timeframe, choice), fromMs, toMs).columns.time.length
    return (await bars('all')) - (await bars('regular'))
  }

  async #load(dataset: Dataset, timeframe: Timeframe, sessions: SessionChoice): Promise<SeriesColumns> {
    if (isHeikinAshi(timeframe)) {
      const { columns, ...beside } = await this.read(dataset, timeOfTimeframe(timeframe), sessions)
      const shown = new HeikinAshiBuilder().add(columns)
      return { ...beside, columns: shown, traded: columns }
    }
    if (dataset.kind === 'trades' || dataset.kind === 'ticks')
      return this.#fromTicks(dataset, timeframe, sessions)
    if (timeframe === dataset.timeframe) {
      if (sessions === 'all') return this.#stored(dataset)
      const all = await this.read(dataset, timeframe)
      const rows = rowsOfSessions(dataset, all.columns.time, sessions)
      return rows ? pickSeries(all, rows) : all
    }
    const fine = await this.read(dataset, dataset.timeframe, sessions)
    await nextTurn()
    const irregular = irregularBars(timeframe)
    if (irregular) {
      const series = await this.#fromBars(dataset, fine, irregular)
      const quotes = quotesOfBars(fine, dataset.timeframe, series)
      return { ...series, ...(quotes ? { quotes } : {}) }
    }
    const { calendar } = dataset.instrument
    const quotes =
      fine.quotes && aggregateQuotes(fine.columns.time, fine.quotes, dataset.timeframe, timeframe, calendar)
    const columns = aggregate(fine.columns, dataset.timeframe, timeframe, calendar)
    const closeMs = closesOfCoarser(dataset, fine, columns.time, timeframe)
    return { columns, ...(closeMs ? { closeMs } : {}), ...(quotes ? { quotes } : {}) }
  }

  /**
   * The bars of a dataset as they were known at a time: those that were known by then, each in the latest vintage that
   * was; of data without knowledge times those that had closed.
   */
  async asOf(dataset: Dataset, timeframe: Timeframe, asOfMs: number): Promise<SeriesColumns> {
    const file = this.#file(dataset)
    const { columns } = await this.read(dataset, dataset.timeframe)
    const known = dataset.vintages
      ? await this.#database.use((session) => readKnown(session, file, dataset.bars))
      : barCloses(columns.time, dataset.timeframe)
    const corrections = dataset.vintages?.corrections
      ? await this.#database.use((session) => readCorrections(session, file))
      : undefined
    const own = barsAsOf(columns, known, corrections, asOfMs)
    return { columns: aggregate(own, dataset.timeframe, timeframe, dataset.instrument.calendar) }
  }

  #stored(dataset: Dataset): Promise<SeriesColumns> {
    const file = this.#file(dataset)
    return this.#database.use(async (session) => {
      const columns = await readBars(session, file, dataset.bars)
      const closes = dataset.vintages?.late
        ? knownCloses(columns.time, await readKnown(session, file, dataset.bars), dataset.timeframe)
        : undefined
      return {
        columns,
        ...(closes ? { closeMs: closes.closeMs } : {}),
        ...(dataset.kind === 'quotes' ? { quotes: await readQuotesBeside(session, file, dataset.bars) } : {}),
      }
    })
  }

  async #fromBars(
    dataset: Dataset,
    { columns: fine, closeMs: known }: SeriesColumns,
    bars: IrregularBars,
  ): Promise<IrregularColumns> {
    requireVolume(dataset, fine.volume, bars)
    const builder = new IrregularBarBuilder(bars, dataset.instrument.multiplier)
    const closeMs = known ?? barCloses(fine.time, dataset.timeframe)
    for (let from = 0; from < fine.time.length; from += ROWS_A_TURN) {
      const cut = (column: Float64Array<ArrayBuffer>) => column.subarray(from, from + ROWS_A_TURN)
      const { time, open, high, low, close, volume } = fine
      builder.addBars(
        {
          time: cut(time),
          open: cut(open),
          high: cut(high),
          low: cut(low),
          close: cut(close),
          volume: cut(volume),
        },
        cut(closeMs),
      )
      await nextTurn()
    }
    return builder.take()
  }

  async #fromTicks(dataset: Dataset, timeframe: Timeframe, sessions: SessionChoice): Promise<SeriesColumns> {
    const file = this.#file(dataset)
    let ticks: QuoteTicks | undefined
    let trades: TradeColumns
    if (dataset.kind === 'ticks') {
      ticks = await this.#database.use((session) => readQuoteTicks(session, file, dataset.bars))
      trades = midTrades(ticks)
    } else trades = await this.#database.use((session) => readTrades(session, file, dataset.bars))
    const rows = rowsOfSessions(dataset, trades.time, sessions)
    if (rows) {
      trades = {
        time: pickColumn(trades.time, rows),
        price: pickColumn(trades.price, rows),
        size: pickColumn(trades.size, rows),
      }
    }
    const series = await build(dataset, trades, timeframe)
    if (!ticks) return series
    const { time } = series.columns
    return { ...series, quotes: quotesBeside(ticks, time, series.closeMs ?? barCloses(time, timeframe)) }
  }

  #file(dataset: Dataset): string {
    return path.join(this.#folderOf(dataset.id), 'bars.parquet')
  }
}

/** Places of the rows in regular sessions; undefined where all rows are wanted, or each is a day or longer. */
function rowsOfSessions(
  dataset: Dataset,
  time: Float64Array,
  sessions: SessionChoice,
): Int32Array | undefined {
  if (sessions === 'all' || timeframeMs(dataset.timeframe) >= DAY) return undefined
  const calendar = calendarOf(dataset.instrument.calendar)
  if (!calendar) throw noSessions(dataset)
  return regularRows(time, calendar)
}

/** When coarser bars are known, where finer ones may be late or reach beyond them. */
function closesOfCoarser(
  { timeframe: from, instrument: { calendar } }: Dataset,
  { columns, closeMs }: SeriesColumns,
  open: Float64Array,
  to: Timeframe,
): Float64Array<ArrayBuffer> | undefined {
  if (closeMs === undefined && timeframeMs(from) >= DAY) return undefined
  const starts = bucketStarts(columns.time, from, to, calendar)
  return coarserCloses(open, to, starts, closeMs ?? barCloses(columns.time, from))
}

async function build(dataset: Dataset, trades: TradeColumns, timeframe: Timeframe): Promise<SeriesColumns> {
  const { calendar, multiplier } = dataset.instrument
  const bars = irregularBars(timeframe)
  if (bars) requireVolume(dataset, trades.size, bars)
  const irregular = bars && new IrregularBarBuilder(bars, multiplier)
  const timed = new TimeBarBuilder(timeframe, calendar)
  for (let from = 0; from < trades.time.length; from += ROWS_A_TURN) {
    const part = {
      time: trades.time.subarray(from, from + ROWS_A_TURN),
      price: trades.price.subarray(from, from + ROWS_A_TURN),
      size: trades.size.subarray(from, from + ROWS_A_TURN),
    }
    if (irregular) irregular.addTrades(part)
    else timed.addTrades(part)
    await nextTurn()
  }
  if (!irregular) return { columns: timed.finish() }
  const { columns, closeMs, traded } = irregular.take()
  // What ends with a trade shows what was traded and nothing else.
  return bars?.kind === 'range' || bars?.kind === 'renko'
    ? { columns, closeMs, traded }
    : { columns, closeMs }
}

/** The quotes of the first finer bar that a bar's traded prices are of, and of the last one. */
function quotesOfBars(
  { columns, quotes }: SeriesColumns,
  timeframe: Timeframe,
  built: IrregularColumns,
): QuoteColumns | undefined {
  if (!quotes) return undefined
  const fineCloses = barCloses(columns.time, timeframe)
  const { time } = built.columns
  const [first, last] = [new Int32Array(time.length), new Int32Array(time.length)]
  for (let t = 0, from = 0, to = -1; t < time.length; t++) {
    while ((fineCloses[from] ?? Number.POSITIVE_INFINITY) <= (time[t] ?? 0)) from++
    while ((fineCloses[to + 1] ?? Number.POSITIVE_INFINITY) <= (built.closeMs[t] ?? 0)) to++
    first[t] = from
    last[t] = to
  }
  const pick = (column: Float64Array, places: Int32Array) =>
    Float64Array.from(places, (place) => column[place] ?? Number.NaN)
  return {
    bidOpen: pick(quotes.bidOpen, first),
    askOpen: pick(quotes.askOpen, first),
    bidClose: pick(quotes.bidClose, last),
    askClose: pick(quotes.askClose, last),
  }
}

function requireVolume(dataset: Dataset, volume: Float64Array, { kind }: IrregularBars): void {
  if (kind !== 'volume' && kind !== 'dollar') return
  if (!volume.some((units) => units > 0)) throw noVolume(dataset, kind)
}

/** What a run must be told about bars that were built from others; undefined where there is nothing to tell. */
export function constructionOf(dataset: Dataset, timeframe: Timeframe): string | undefined {
  const said = [builtFrom(dataset, timeframe), vintagesOf(dataset)].filter((text) => text !== undefined)
  return said.length === 0 ? undefined : said.join(' ')
}

/** What a run must be told about bars that were known late or were corrected. */
function vintagesOf({ vintages, instrument: { symbol } }: Dataset): string | undefined {
  if (!vintages || (vintages.late === 0 && vintages.corrections === 0)) return undefined
  const said = [
    ...(vintages.late > 0
      ? [`${vintages.late} bars became known after their close and were decided on then.`]
      : []),
    ...(vintages.corrections > 0
      ? [
          `${vintages.corrections} times a bar was corrected later: decisions and fills are of what was known first.`,
        ]
      : []),
  ]
  return `${symbol}: ${said.join(' ')}`
}

function builtFrom(dataset: Dataset, timeframe: Timeframe): string | undefined {
  const { symbol } = dataset.instrument
  if (isHeikinAshi(timeframe)) {
    return `${symbol}: the strategy saw Heikin-Ashi bars; orders met the ${timeOfTimeframe(timeframe)} prices behind them.`
  }
  const bars = irregularBars(timeframe)
  if (!bars) return undefined
  const shown =
    bars.kind === 'range' || bars.kind === 'renko'
      ? ' Orders met the prices that were traded, not the levels of the bars.'
      : ''
  if (dataset.kind === 'trades' || dataset.kind === 'ticks') {
    const source = dataset.kind === 'trades' ? 'trades' : 'the middle of its quotes'
    return `${symbol}: ${timeframe} bars were built from ${source}.${shown}`
  }
  return (
    `${symbol}: ${timeframe} bars were built from ${dataset.timeframe} bars without their trades. Each was taken as four ` +
    'trades of a quarter of its volume: open, the nearer extreme, the other extreme, close, all known at its close.' +
    ' Orders met the prices of whole bars after that.'
  )
}
