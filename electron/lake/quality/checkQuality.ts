import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BarColumns } from '../../../shared/domain/bar.ts'
import type { QualityRecord } from '../../../shared/domain/dataset.ts'
import type { Instrument } from '../../../shared/domain/instrument.ts'
import { irregularBars, type Timeframe } from '../../../shared/domain/timeframe.ts'
import { calendarOf } from '../calendars/calendarOf.ts'
import { calendarGaps } from './calendarGaps.ts'
import { QualityFindings } from './qualityFindings.ts'
import { robustSpikes } from './robustSpikes.ts'

/** Bars with one unchanged price, in a row, from which a run counts as stale. */
export const STALE_RUN_BARS = 10

/**
 * Checks stored bars as a series: against the calendar of the instrument where the lake has its rules, and for spikes,
 * stale prices and bars without volume; trades and quotes one by one have none of these. Pure but for giving the event loop its turn.
 */
export async function checkQuality(
  columns: BarColumns,
  instrument: Instrument,
  timeframe: Timeframe,
): Promise<QualityRecord> {
  if (irregularBars(timeframe)) {
    return { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] }
  }
  const record = new QualityFindings(instrument.symbol)
  const calendar = calendarOf(instrument.calendar)
  const coverage = calendar && (await calendarGaps(columns.time, timeframe, calendar, record))
  await nextTurn()
  await findSpikes(columns, record)
  await nextTurn()
  findStaleRuns(columns, record)
  await nextTurn()
  findZeroVolume(columns, record)
  return {
    counts: record.counts,
    droppedRows: 0,
    expectedBars: coverage?.expectedBars ?? null,
    missingBars: coverage?.missingBars ?? null,
    examples: record.examples,
  }
}

async function findSpikes(columns: BarColumns, record: QualityFindings): Promise<void> {
  for (const { index, score } of await robustSpikes(columns.close)) {
    const before = columns.close[index - 1] ?? Number.NaN
    const after = columns.close[index] ?? Number.NaN
    record.add('spike', columns.time[index] ?? Number.NaN, () => ({
      value: `${((after / before - 1) * 100).toFixed(1)} %`,
      message: `the close went from ${before} to ${after}, ${score.toFixed(0)} robust standard deviations`,
    }))
  }
}

function findStaleRuns(columns: BarColumns, record: QualityFindings): void {
  const { time, open, high, low, close } = columns
  let start = 0
  for (let i = 1; i <= close.length; i++) {
    const price = close[start]
    const same =
      i < close.length && close[i] === price && open[i] === price && high[i] === price && low[i] === price
    if (same) continue
    const length = i - start
    if (length >= STALE_RUN_BARS) {
      record.add('stale-run', time[start] ?? Number.NaN, () => ({
        value: `${length} bars`,
        message: `the price stood at ${price} for ${length} bars`,
      }))
    }
    start = i
  }
}

function findZeroVolume(columns: BarColumns, record: QualityFindings): void {
  const { time, volume } = columns
  for (let i = 0; i < volume.length; i++) {
    if (volume[i] !== 0) continue
    record.add('zero-volume', time[i] ?? Number.NaN, () => ({ value: '0', message: 'the bar has no volume' }))
  }
}
