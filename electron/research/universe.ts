import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { IndexMembers, Membership } from '../../shared/domain/security.ts'
import type { Lake } from '../lake/lake.ts'

/** A ticker that was a member during the period, with the symbol that a run has it under. */
interface Candidate {
  readonly ticker: string
  readonly symbol: string
}

type Period = Pick<BacktestConfig, 'timeframe' | 'fromMs' | 'toMs'>

function overlaps({ fromMs, untilMs }: Membership, period: Period): boolean {
  const { fromMs: first = Number.NEGATIVE_INFINITY, toMs: last = Number.POSITIVE_INFINITY } = period
  return fromMs <= last && (untilMs === undefined || untilMs > first)
}

/**
 * The symbol under which a run has a member: the ticker that its security has at the end of the run, so that a renamed
 * one is a single symbol; the security's id where another one has that ticker by then.
 */
function symbolOf(lake: Lake, { ticker, fromMs }: Membership, { toMs }: Period): string {
  const { securities } = lake.reference
  const endMs = toMs ?? Number.POSITIVE_INFINITY
  const security = securities.at(ticker, fromMs)
  if (!security) return ticker
  const last = security.tickers.findLast((period) => period.fromMs <= endMs)?.ticker ?? ticker
  return securities.newest(last, endMs)?.id === security.id ? last : security.id
}

function candidatesOf(lake: Lake, { memberships }: IndexMembers, period: Period): Candidate[] {
  return memberships
    .filter((membership) => overlaps(membership, period))
    .map((membership) => ({ ticker: membership.ticker, symbol: symbolOf(lake, membership, period) }))
}

/**
 * The configuration with the symbols of its universe, where it names no symbols itself: every member of the index at any
 * time of the period that the lake has bars of, dead companies included.
 *
 * @throws DeskError BAD_INPUT without symbols and universe, NOT_FOUND for an unknown index, DATA_MISSING where there are
 * bars of no member
 */
export function withUniverse(lake: Lake, config: BacktestConfig): BacktestConfig {
  if (config.symbols.length > 0) return config
  if (config.universe === undefined) {
    throw new DeskError('BAD_INPUT', 'A run needs at least one symbol.', {
      where: 'symbols',
      hint: 'Name symbols, or an index as the universe.',
    })
  }
  const candidates = candidatesOf(lake, lake.reference.indexes.show(config.universe), config)
  const symbols = [...new Set(candidates.map(({ symbol }) => symbol))]
    .filter((symbol) => lake.has(symbol, config.timeframe, config))
    .sort()
  if (symbols.length > 0) return { ...config, symbols }
  throw new DeskError(
    'DATA_MISSING',
    `There are no ${config.timeframe} bars of any member of ${config.universe} in the period.`,
    { where: 'universe', hint: 'Import the prices of its members first.' },
  )
}

/** Who of a run's symbols was in which index when, under the run's symbols. */
export function runIndexes(lake: Lake, config: BacktestConfig): IndexMembers[] {
  const symbols = new Set(config.symbols)
  return lake.reference.indexes.list().map((index) => ({
    id: index.id,
    memberships: index.memberships.flatMap((membership) => {
      const symbol = symbolOf(lake, membership, config)
      return symbols.has(symbol) ? [{ ...membership, ticker: symbol }] : []
    }),
  }))
}

/** Members that a sentence names; an index of decades has more than a thousand. */
const NAMED = 40

/** What a result must say about a run over an index: how many members were left out, the first of them by name. */
export function universeNotes(lake: Lake, config: BacktestConfig): string[] {
  const { universe } = config
  if (universe === undefined) return []
  const index = lake.reference.indexes.find(universe)
  if (!index) return []
  const candidates = candidatesOf(lake, index, config)
  const members = new Set(candidates.map(({ symbol }) => symbol))
  const run = new Set(config.symbols)
  const out = candidates.filter(({ symbol }) => !run.has(symbol))
  const hasData = ({ symbol }: Candidate) => lake.has(symbol, config.timeframe, config)
  const missing = [...new Set(out.filter((one) => !hasData(one)).map(({ ticker }) => ticker))]
  const unchosen = [...new Set(out.filter(hasData).map(({ ticker }) => ticker))]
  const covered = [...members].filter((symbol) => lake.has(symbol, config.timeframe, config)).length
  const sentences = [
    `The universe is ${universe} as of each day: ${covered} of its ${members.size} members during the period have data, those that left or died included.`,
  ]
  if (missing.length > 0) {
    sentences.push(
      `SURVIVORSHIP BIAS: ${count(missing)} of ${universe} ${areOrIs(missing)} not in the run for want of data: ${listed(missing)}.`,
    )
  }
  if (unchosen.length > 0) {
    sentences.push(
      `The run names its symbols: ${count(unchosen)} of ${universe} with data ${areOrIs(unchosen)} not in it: ${listed(unchosen)}.`,
    )
  }
  return sentences
}

function count({ length }: readonly string[]): string {
  return length === 1 ? '1 member' : `${length} members`
}

function areOrIs({ length }: readonly string[]): string {
  return length === 1 ? 'is' : 'are'
}

function listed(names: readonly string[]): string {
  const unnamed = names.length - NAMED
  return `${names.toSorted().slice(0, NAMED).join(', ')}${unnamed > 0 ? ` and ${unnamed} more` : ''}`
}
