import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { usualLotSize } from '../../../shared/domain/instrument.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { formatError } from '../import/fileErrors.ts'
import { plainName } from './columnRoles.ts'
import { guessContractSize } from './contractSize.ts'
import { detectRows } from './detectRows.ts'
import { detectTable, type Table } from './detectTable.ts'
import { cleanSymbol, symbolFromFileName } from './fileNameSymbol.ts'
import { guessInstrument, guessTickSize } from './instrumentGuess.ts'
import type { DetectionNote } from './notes.ts'
import { modalTimeframe } from './sampleTimeframe.ts'
import { type DetectedTimeFormat, detectTimeFormat } from './timeFormat.ts'
import { readWrittenTime } from './timePatterns.ts'

/** Rows at the beginning of a file that a first plan is made from. */
export const SAMPLE_ROWS = 5000

/** What stands at the beginning of a file, as text. */
export interface Sample {
  readonly fileName: string
  readonly format: ImportPlan['format']
  /** Column names of a format that carries them (JSON lines, Parquet). */
  readonly names?: readonly string[]
  /** Lines of a delimited file, or undefined where `rows` are known already. */
  readonly lines?: readonly string[]
  readonly rows?: readonly (readonly string[])[]
}

export interface DetectedPlan {
  readonly plan: ImportPlan
  readonly notes: DetectionNote[]
  readonly rows: readonly (readonly string[])[]
  /** The time format with day and month exchanged, where only the whole column can decide. */
  readonly alternative: DetectedTimeFormat['alternative']
}

/** Choices a detected plan begins with; every kind not named here is refused until the user decides. */
export const DEFAULT_DEFECTS: ImportPlan['defects'] = { 'duplicate-time': 'drop', unsorted: 'keep' }

/**
 * Makes an import's plan from the beginning of a file, with a note for each decision.
 *
 * @throws DeskError FILE_FORMAT where no column of times or no price can be found
 */
export function detectPlan(sample: Sample): DetectedPlan {
  const table = detectTable(sample)
  const notes = [...table.notes]
  const time = timeOf(table, sample)
  notes.push({ field: 'timeFormat', reason: time.reason, confidence: time.confidence })
  const symbols = table.symbolColumns
  const fromName = symbolFromFileName(sample.fileName)
  const rowSymbols = table.rows.map((row) => symbols.map((index) => row[index] ?? '').join(''))
  const wide = table.layout === 'wide'
  const firstSymbol = wide
    ? (cleanSymbol(table.columns.find((column) => column.role === 'close')?.name ?? '') ?? fromName.symbol)
    : symbols.length > 0
      ? (cleanSymbol(rowSymbols[0] ?? '') ?? fromName.symbol)
      : fromName.symbol
  const written = time.texts.map((text) => readWrittenTime(text, time.format))
  const spacing = modalTimeframe(
    written.flatMap((at, index) => (at ? [{ symbol: rowSymbols[index] ?? '', timeMs: at.wallMs }] : [])),
  )
  const rows = detectRows(
    table.columns.map(({ role }) => role),
    written.flatMap((at, index) => (at ? [{ symbol: rowSymbols[index] ?? '', timeMs: at.wallMs }] : [])),
    spacing.confidence,
  )
  const timeframe = rows?.timeframe ?? spacing.timeframe
  notes.push({
    field: 'timeframe',
    reason: rows?.reason ?? spacing.reason,
    confidence: rows ? 'likely' : spacing.confidence,
  })
  const contracts = symbols.some((index) => /contract|root/i.test(table.columns[index]?.name ?? ''))
  const exchangeRate = table.columns.some(
    ({ name, role }) => role === 'close' && plainName(name) === 'exchangerate',
  )
  const guess = guessInstrument(firstSymbol, sample.fileName, { contract: contracts, exchangeRate })
  for (const field of ['assetClass', 'currency', 'calendar']) {
    notes.push({ field, reason: guess.reason, confidence: guess.confidence })
  }
  const contract = guessContractSize(firstSymbol, guess.assetClass)
  notes.push({ field: 'multiplier', reason: contract.reason, confidence: contract.confidence })
  notes.push({
    field: 'lotSize',
    reason: `the usual smallest quantity of this class (${guess.assetClass})`,
    confidence: 'likely',
  })
  const intraday = timeframeMs(timeframe) < 86_400_000
  const offsets = written.some((at) => at?.offsetMs !== undefined)
  notes.push(zoneNote(intraday, offsets, guess.timeZone, guess.reason))
  if (symbols.length === 0 && !wide) {
    notes.push({
      field: 'symbol',
      reason: `taken from the file's name, ${sample.fileName}`,
      confidence: fromName.sure ? 'likely' : 'guess',
    })
  }
  const plan: ImportPlan = {
    format: sample.format,
    ...(table.delimiter === undefined ? {} : { delimiter: table.delimiter }),
    hasHeader: table.hasHeader,
    decimalSeparator: table.decimalSeparator,
    columns: table.columns,
    layout: table.layout,
    timeFormat: time.format,
    timeZone: intraday && offsets && guess.confidence === 'guess' ? 'UTC' : guess.timeZone,
    timeMarks: 'open',
    timeframe,
    ...(symbols.length === 0 && !wide ? { symbol: fromName.symbol } : {}),
    assetClass: guess.assetClass,
    currency: guess.currency,
    tickSize: guessTickSize(priceTexts(table), guess.assetClass),
    lotSize: usualLotSize(guess.assetClass),
    multiplier: contract.multiplier,
    calendar: guess.calendar,
    adjustment: guess.assetClass === 'equity' ? 'unknown' : 'raw',
    defects: { ...DEFAULT_DEFECTS, ...rows?.defects },
    existing: 'refuse',
  }
  return { plan, notes, rows: table.rows, alternative: time.alternative }
}

function timeOf(table: Table, sample: Sample): DetectedTimeFormat & { texts: string[] } {
  const date = table.columns.findIndex((column) => column.role === 'date')
  const clock = table.columns.findIndex((column) => column.role === 'time-of-day')
  const single = table.columns.findIndex((column) => column.role === 'time')
  const texts = table.rows.map((row) =>
    single !== -1 ? (row[single] ?? '') : `${row[date] ?? ''} ${row[clock] ?? ''}`.trim(),
  )
  const detected = detectTimeFormat(texts)
  if (!detected) {
    const name = table.columns[single === -1 ? date : single]?.name
    throw formatError(
      sample.fileName,
      `the times in column '${name}' (such as '${texts[0] ?? ''}') are in no known format.`,
      'Known are ISO 8601, day/month/year in many orders, yyyymmdd and epoch numbers.',
    )
  }
  return { ...detected, texts }
}

function zoneNote(intraday: boolean, offsets: boolean, zone: string, reason: string): DetectionNote {
  if (offsets)
    return { field: 'timeZone', reason: 'the times carry their offset from UTC', confidence: 'certain' }
  if (!intraday) {
    return {
      field: 'timeZone',
      reason: `dates are sessions as the exchange counts them (${zone})`,
      confidence: 'likely',
    }
  }
  return {
    field: 'timeZone',
    reason: `the times say no zone; ${reason}`,
    confidence: zone === 'UTC' ? 'likely' : 'guess',
  }
}

function priceTexts(table: Table): string[] {
  const indices = table.columns.flatMap((column, index) =>
    /^(open|close|bid-close|ask-close)$/.test(column.role) ? [index] : [],
  )
  return table.rows.slice(0, 500).flatMap((row) => indices.map((index) => row[index] ?? ''))
}
