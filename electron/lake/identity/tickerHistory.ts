import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { momentText } from '../../../shared/domain/moment.ts'
import type { Security, TickerPeriod } from '../../../shared/domain/security.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import type { SecurityMaster } from './securityMaster.ts'

const DAY_MS = 86_400_000

/** The time in which a dataset holds the bars of a security. Both ends are included. */
export interface DatasetPart {
  readonly dataset: Dataset
  readonly fromMs: number
  readonly toMs: number
  readonly security?: Security
  readonly period?: TickerPeriod
}

/**
 * The datasets that make up a symbol, in the order of time. A symbol that names a known security (the newest one that it
 * named up to `asOfMs`, else the one of that id) stands for all tickers of it, each in its time only; any other symbol
 * for its own dataset.
 */
export function partsOf(
  symbol: string,
  timeframe: Timeframe,
  asOfMs: number,
  find: (symbol: string, timeframe: Timeframe) => Dataset | undefined,
  securities: SecurityMaster,
): DatasetPart[] {
  const security = securities.newest(symbol, asOfMs) ?? securities.byId(symbol)
  if (!security) {
    const dataset = find(symbol, timeframe)
    return dataset ? [{ dataset, fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY }] : []
  }
  return security.tickers.flatMap((period) => {
    const dataset = find(period.ticker, timeframe)
    if (!dataset) return []
    const toMs = period.toMs === undefined ? Number.POSITIVE_INFINITY : period.toMs + DAY_MS - 1
    return [{ dataset, fromMs: period.fromMs, toMs, security, period }]
  })
}

/** Whether a part takes its dataset whole. */
export function wholeOf({ dataset, fromMs, toMs }: DatasetPart): boolean {
  return fromMs <= dataset.fromMs && toMs >= dataset.toMs
}

/** What happened to a security between and after its parts, up to `toMs`: each rename, and the delisting. */
export function actionsOfSecurity(parts: readonly DatasetPart[], toMs: number): CorporateAction[] {
  const security = parts.at(-1)?.security
  if (!security) return []
  const used = new Set(parts.map(({ period }) => period?.ticker))
  return security.actions.filter(
    (action) => action.timeMs <= toMs && (action.kind !== 'rename' || used.has(action.symbol)),
  )
}

/** A sentence on a series that was put together, or on bars of another company that were left out. */
export function partsNote(symbol: string, parts: readonly DatasetPart[], toMs: number): string | undefined {
  const security = parts.at(-1)?.security
  if (!security) return undefined
  const notes: string[] = []
  const tickers = parts.flatMap(({ period }) => (period ? [period] : []))
  if (tickers.length > 1 || tickers[0]?.ticker !== symbol) {
    const history = tickers.map(
      ({ ticker, fromMs, toMs }) =>
        `${ticker} from ${momentText(fromMs)}${toMs === undefined ? ' on' : ` to ${momentText(toMs)}`}`,
    )
    notes.push(`${symbol} is ${security.name}, traded as ${history.join(', then as ')}: one series.`)
  }
  for (const part of parts) {
    if (wholeOf(part)) continue
    notes.push(
      `${symbol}: bars of ${part.dataset.id} outside of the time in which ${part.period?.ticker} named ${security.name} were left out.`,
    )
  }
  if (security.delistedMs !== undefined && security.delistedMs + DAY_MS <= toMs) {
    notes.push(`${symbol} was delisted after ${momentText(security.delistedMs)}.`)
  }
  return notes.length === 0 ? undefined : notes.join(' ')
}
