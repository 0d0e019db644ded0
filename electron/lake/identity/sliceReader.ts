import type { DataSlice, SessionChoice } from '../../../shared/domain/backtest.ts'
import type { BarSeries, CorporateAction, SeriesColumns } from '../../../shared/domain/bar.ts'
import { barCloses } from '../../../shared/domain/barClose.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import { constructionOf, type SeriesReader } from '../bars/seriesReader.ts'
import { chainNote, runSeries } from '../continuous/adjustedBars.ts'
import { throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import { noBarsInPeriod, noSuchData } from '../lakeErrors.ts'
import { columnsHash } from '../storage/columnsHash.ts'
import { readActions } from '../storage/datasetFiles.ts'
import { sliceSeries } from '../storage/seriesColumns.ts'
import type { SliceFiles } from '../storage/sliceFiles.ts'
import { joinQuality, joinSeries } from './joinSeries.ts'
import type { SecurityMaster } from './securityMaster.ts'
import { actionsOfSecurity, type DatasetPart, partsNote, partsOf, wholeOf } from './tickerHistory.ts'

/** Series that all say when their bars are known, where one of them does. */
function withCloses(read: readonly ReadPart[], timeframe: Timeframe): SeriesColumns[] {
  const series = read.map((each) => each.series)
  if (!series.some(({ closeMs }) => closeMs !== undefined)) return series
  return series.map((each) =>
    each.closeMs ? each : { ...each, closeMs: barCloses(each.columns.time, timeframe) },
  )
}

/** What a run reads for one symbol: the series, how it is recognised, and its columns as a file. */
export interface LakeSlice {
  readonly series: BarSeries
  readonly slice: DataSlice
  readonly columnsFile: string
}

/** A request for a run's data; times are open times of bars, both ends included. */
export interface SliceRequest {
  readonly symbol: string
  readonly timeframe: Timeframe
  readonly fromMs?: number | undefined
  readonly toMs?: number | undefined
  /** Which rows within a day make bars; absent: all. */
  readonly sessions?: SessionChoice | undefined
  /** Bars as they were known then: corrections by that time in their place, what was unknown left out. */
  readonly asOfMs?: number | undefined
}

export interface SliceSource {
  readonly list: () => readonly Dataset[]
  readonly find: (symbol: string, timeframe?: Timeframe) => Dataset | undefined
  readonly folderOf: (datasetId: string) => string
  readonly series: SeriesReader
  readonly files: SliceFiles
  readonly securities: SecurityMaster
}

interface ReadPart {
  readonly part: DatasetPart
  readonly series: SeriesColumns
  readonly actions: readonly CorporateAction[]
  readonly outside: number | undefined
}

/** Reads what runs need. A security that changed its ticker is one series, from the datasets of all of its tickers. */
export class SliceReader {
  readonly #source: SliceSource

  constructor(source: SliceSource) {
    this.#source = source
  }

  /** Whether there are bars of a symbol in a period, or of the security it names under another ticker. */
  has(
    symbol: string,
    timeframe: Timeframe,
    period: { fromMs?: number | undefined; toMs?: number | undefined },
  ): boolean {
    const { find, securities } = this.#source
    const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = period
    return partsOf(symbol, timeframe, toMs, find, securities).some(
      (part) =>
        Math.max(part.fromMs, part.dataset.fromMs) <= toMs &&
        Math.min(part.toMs, part.dataset.toMs) >= fromMs,
    )
  }

  /**
   * @throws DeskError DATA_MISSING where there is no such symbol, timeframe or bars in the range, DATA_REFUSED where the
   * parts of a renamed security are adjusted differently
   */
  async slice(request: SliceRequest, signal?: AbortSignal): Promise<LakeSlice> {
    const { list, find, files, securities } = this.#source
    const { symbol, timeframe, fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = request
    const parts = partsOf(symbol, timeframe, toMs, find, securities)
    const newest = parts.at(-1)?.dataset
    if (!newest) throw noSuchData(symbol, timeframe, list())
    throwIfCancelled(signal)
    const read: ReadPart[] = []
    for (const part of parts) {
      const each = await this.#readPart(part, request, fromMs, toMs)
      if (each.series.columns.time.length > 0) read.push(each)
    }
    if (read.length === 0) throw noBarsInPeriod(newest, timeframe)
    refuseUnlike(read)
    const series = joinSeries(withCloses(read, timeframe))
    const actions = [
      ...read.flatMap((each) => each.actions),
      ...actionsOfSecurity(
        read.map(({ part }) => part),
        toMs,
      ),
    ]
    actions.sort((a, b) => a.timeMs - b.timeMs)
    const instrument = { ...newest.instrument, symbol }
    const hash = await columnsHash(series, actions, instrument.terms)
    const columnsFile = await files.fileOf(hash, series)
    const { time } = series.columns
    const outside = read.flatMap((each) => (each.outside === undefined ? [] : [each.outside]))
    const construction = [
      constructionOf(newest, timeframe),
      chainNote(newest),
      partsNote(
        symbol,
        read.map(({ part }) => part),
        toMs,
      ),
    ]
      .filter((text) => text !== undefined)
      .join(' ')
    return {
      series: { instrument, timeframe, ...series, actions },
      slice: {
        datasetId: read.map(({ part }) => part.dataset.id).join('+'),
        symbol,
        timeframe,
        bars: time.length,
        fromMs: time[0] ?? Number.NaN,
        toMs: time[time.length - 1] ?? Number.NaN,
        hash,
        adjustment: newest.adjustment,
        calendar: instrument.calendar,
        synthetic: read.some(({ part }) => part.dataset.provenance.kind === 'synthetic'),
        source: [...new Set(read.map(({ part }) => part.dataset.provenance.source))].join(', '),
        ...(construction === '' ? {} : { construction }),
        ...(outside.length === 0 ? {} : { outsideSessions: outside.reduce((sum, count) => sum + count, 0) }),
        quality: joinQuality(read.map(({ part }) => part.dataset.quality)),
      },
      columnsFile,
    }
  }

  async #readPart(
    part: DatasetPart,
    { timeframe, sessions, asOfMs }: SliceRequest,
    fromMs: number,
    toMs: number,
  ): Promise<ReadPart> {
    const { folderOf, series: reader } = this.#source
    const { dataset } = part
    const all = await readActions(folderOf(dataset.id))
    const stored =
      asOfMs === undefined
        ? await reader.read(dataset, timeframe, sessions)
        : await reader.asOf(dataset, timeframe, asOfMs)
    const from = Math.max(fromMs, part.fromMs)
    const to = Math.min(toMs, part.toMs)
    return {
      part,
      series: sliceSeries(runSeries(dataset, stored, all, timeframe), from, to),
      actions: wholeOf(part) ? all : all.filter(({ timeMs }) => timeMs >= part.fromMs && timeMs <= part.toMs),
      outside: await reader.leftOut(dataset, sessions, from, to),
    }
  }
}

function refuseUnlike(read: readonly ReadPart[]): void {
  const [first, ...others] = read.map(({ part }) => part.dataset)
  for (const field of ['adjustment', 'currency'] as const) {
    const of = (dataset: Dataset) =>
      field === 'adjustment' ? dataset.adjustment : dataset.instrument.currency
    const other = first && others.find((dataset) => of(dataset) !== of(first))
    if (!first || !other) continue
    throw new DeskError(
      'DATA_REFUSED',
      `${first.id} and ${other.id} are one security, but differ in ${field}: ${of(first)} and ${of(other)}.`,
      { where: field, hint: 'Import them alike, so that prices go on through the change of the ticker.' },
    )
  }
}
