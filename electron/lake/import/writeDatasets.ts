import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BarColumns, CorporateAction } from '../../../shared/domain/bar.ts'
import type { Dataset, Provenance, QualityIssue, QualityRecord } from '../../../shared/domain/dataset.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { Instrument } from '../../../shared/domain/instrument.ts'
import { type DatabaseSession, throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import { literal } from '../duckdb/sqlText.ts'
import { checkQuality } from '../quality/checkQuality.ts'
import { columnsHash } from '../storage/columnsHash.ts'
import { datasetId } from '../storage/datasetId.ts'
import { queryBars, readBars } from '../storage/readBars.ts'
import {
  createDatasetFolder,
  finishDatasetFolder,
  type PreparedDataset,
} from '../storage/writeDatasetFolder.ts'
import type { ParsedFile, ParsedSymbol } from './parseFile.ts'
import type { WorkOptions } from './stageFile.ts'
import { ticksHash, ticksSql } from './writeTicks.ts'
import { writeVintages } from './writeVintages.ts'

/** Writes each symbol of a parsed file into a folder of its own below `target`. */
export async function writeDatasets(
  session: DatabaseSession,
  parsed: ParsedFile,
  plan: ImportPlan,
  provenance: Provenance,
  names: Readonly<Record<string, string>>,
  target: string,
  options: WorkOptions,
): Promise<PreparedDataset[]> {
  const prepared: PreparedDataset[] = []
  for (const [index, symbol] of parsed.symbols.entries()) {
    throwIfCancelled(options.signal)
    options.onProgress?.({ fraction: index / parsed.symbols.length, note: `Storing ${symbol.symbol}` })
    prepared.push(await writeDataset(session, parsed, symbol, plan, provenance, names, target))
  }
  return prepared
}

async function writeDataset(
  session: DatabaseSession,
  parsed: ParsedFile,
  symbol: ParsedSymbol,
  plan: ImportPlan,
  provenance: Provenance,
  names: Readonly<Record<string, string>>,
  target: string,
): Promise<PreparedDataset> {
  const id = datasetId(symbol.symbol, plan.timeframe)
  const { folder, file } = await createDatasetFolder(target, id)
  const instrument: Instrument = {
    symbol: symbol.symbol,
    name: names[symbol.symbol] ?? (parsed.symbols.length === 1 && plan.name ? plan.name : symbol.symbol),
    assetClass: plan.assetClass,
    currency: plan.currency,
    tickSize: plan.tickSize,
    lotSize: plan.lotSize,
    multiplier: plan.multiplier,
    calendar: plan.calendar,
  }
  const describe = (kind: Dataset['kind'], actions: number) => ({
    id,
    instrument,
    timeframe: plan.timeframe,
    kind,
    bars: symbol.bars,
    fromMs: symbol.fromMs,
    toMs: symbol.toMs,
    adjustment: plan.adjustment,
    timeZone: plan.timeZone,
    actions,
    provenance,
  })
  const { rows } = parsed.columns
  if (rows !== 'bars') {
    await session.writeParquet(ticksSql(rows, plan, rowsOf(symbol)), file)
    const quality = await qualityOf(parsed, symbol, emptyColumns(), instrument, plan)
    const hash = await ticksHash(session, rows, file, symbol.bars)
    return finishDatasetFolder(target, folder, { ...describe(rows, 0), quality, hash }, [])
  }
  const bars = barsSql(parsed, symbol, plan)
  if (!parsed.ascending) await session.writeParquet(bars, file)
  const columns = parsed.ascending
    ? await queryBars(session, bars, symbol.bars)
    : await readBars(session, file, symbol.bars)
  const actions = await actionsOf(session, symbol, plan)
  // DuckDB writes the file in threads of its own while the columns are looked at here.
  const writing = parsed.ascending ? session.writeParquet(bars, file) : Promise.resolve()
  const looking = lookAt(parsed, symbol, columns, instrument, plan)
  await Promise.allSettled([writing, looking])
  await writing
  const vintages =
    parsed.columns.known === undefined
      ? {}
      : await writeVintages(
          session,
          file,
          columns,
          barsSql(parsed, symbol, plan, 'corrections'),
          plan.timeframe,
        )
  const dataset: Dataset = {
    ...describe(parsed.columns.kind, actions.length),
    ...(await looking),
    ...vintages,
  }
  return finishDatasetFolder(target, folder, dataset, actions)
}

/** The condition for the rows of a symbol. A range of rows is found without a look at the others. */
function rowsOf({ symbol, range }: ParsedSymbol): string {
  return range ? `n between ${range[0]} and ${range[1]}` : `s = ${literal(symbol)}`
}

/** The stored bars of a symbol: the six columns, then what the file knew beyond them. */
function barsSql(
  parsed: ParsedFile,
  symbol: ParsedSymbol,
  plan: ImportPlan,
  from: 'kept' | 'corrections' = 'kept',
): string {
  const has = (alias: string) => parsed.columns.prices.some((column) => column.alias === alias)
  const quotes = parsed.columns.kind === 'quotes'
  const side = (from: string, part: string) => (has(from + part) ? from + part : undefined)
  const mid = (part: string) => {
    const bid = side('b', part)
    const ask = side('a', part)
    return bid && ask ? `(${bid} + ${ask}) / 2` : undefined
  }
  const given = (part: string) => (quotes ? mid(part) : has(part) ? part : undefined)
  const close = given('c') ?? 'c'
  const open = given('o') ?? close
  const high = given('h') ?? `greatest(${open}, ${close})`
  const low = given('l') ?? `least(${open}, ${close})`
  const adjusted = plan.columns.some(({ role }) => role === 'adjusted-close')
  const extra = [
    ...(quotes
      ? [
          'ac - bc as spread',
          ...['bo as bid_open', 'ao as ask_open', 'bc as bid_close', 'ac as ask_close'].map((column) =>
            has(column.slice(0, 2)) ? column : `'nan'::double${column.slice(2)}`,
          ),
        ]
      : []),
    ...(adjusted ? ["coalesce(a, 'nan'::double) as adjusted_close"] : []),
    ...(parsed.columns.known === undefined ? [] : ['k::bigint as known']),
  ]
  return (
    `select t as time, ${open} as open, ${high} as high, ${low} as low, ${close} as close, ` +
    `coalesce(v, 'nan'::double) as volume${extra.map((column) => `, ${column}`).join('')} ` +
    `from ${from} where ${rowsOf(symbol)}${parsed.ascending ? '' : ` order by t${from === 'kept' ? '' : ', k'}`}`
  )
}

/**
 * Actions that the stored prices do not contain yet: splits only where prices are raw, dividends where they are raw or
 * had only splits taken out. A row that was dropped for its prices still tells its dividend.
 */
async function actionsOf(
  session: DatabaseSession,
  symbol: ParsedSymbol,
  plan: ImportPlan,
): Promise<CorporateAction[]> {
  const splits = plan.adjustment === 'raw'
  const dividends = splits || plan.adjustment === 'split'
  if (!dividends || !plan.columns.some(({ role }) => role === 'dividend' || role === 'split')) return []
  const rows = await session.rows(
    `select t::double, dv, sp from marked where ${rowsOf(symbol)} and not loser and t is not null ` +
      `and (dv > 0 or (sp > 0 and sp <> 1)) order by t`,
  )
  return rows.flatMap(([timeMs, amount, ratio]): CorporateAction[] => [
    ...(splits && Number(ratio) > 0 && Number(ratio) !== 1
      ? [{ kind: 'split' as const, timeMs: Number(timeMs), ratio: Number(ratio) }]
      : []),
    ...(Number(amount) > 0
      ? [{ kind: 'dividend' as const, timeMs: Number(timeMs), amount: Number(amount) }]
      : []),
  ])
}

/** Examples of one kind that a stored record holds. */
const STORED_EXAMPLES = 10

async function lookAt(
  parsed: ParsedFile,
  symbol: ParsedSymbol,
  columns: BarColumns,
  instrument: Instrument,
  plan: ImportPlan,
): Promise<{ quality: QualityRecord; hash: string }> {
  const quality = await qualityOf(parsed, symbol, columns, instrument, plan)
  await nextTurn()
  return { quality, hash: await columnsHash({ columns }) }
}

/** What the parser and the checks of the series found. */
async function qualityOf(
  parsed: ParsedFile,
  symbol: ParsedSymbol,
  columns: BarColumns,
  instrument: Instrument,
  plan: ImportPlan,
): Promise<QualityRecord> {
  const series = await checkQuality(columns, instrument, plan.timeframe)
  const own = parsed.issues.filter((issue) => issue.symbol === undefined || issue.symbol === symbol.symbol)
  const examples = Map.groupBy(own, (issue) => issue.kind)
    .values()
    .flatMap((issues: QualityIssue[]) => issues.slice(0, STORED_EXAMPLES))
  return {
    ...series,
    counts: { ...symbol.counts, ...series.counts },
    droppedRows: symbol.droppedRows,
    examples: [...examples, ...series.examples],
  }
}

function emptyColumns(): BarColumns {
  const none = new Float64Array(0)
  return { time: none, open: none, high: none, low: none, close: none, volume: none }
}
