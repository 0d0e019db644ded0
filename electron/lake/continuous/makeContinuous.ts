import type { SeriesColumns } from '../../../shared/domain/bar.ts'
import type { ContinuousSpec } from '../../../shared/domain/continuous.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { Instrument } from '../../../shared/domain/instrument.ts'
import { type Timeframe, timeframeMs } from '../../../shared/domain/timeframe.ts'
import { calendarOf } from '../calendars/calendarOf.ts'
import { type ContractBars, type ContractChain, chainContracts } from './chainContracts.ts'

const DAY_MS = 86_400_000

/** What a chain is made from, beside its specification. */
export interface ContinuousSource {
  readonly datasets: readonly Dataset[]
  readonly find: (symbol: string, timeframe: Timeframe) => Dataset | undefined
  readonly read: (dataset: Dataset, timeframe: Timeframe) => Promise<SeriesColumns>
  /** Volume or open interest by delivery month and day, where it does not come from the bars. */
  readonly activity?: ReadonlyMap<string, ReadonlyMap<number, number>> | undefined
}

/** A chain with the instrument that it is of. */
export interface MadeContinuous extends ContractChain {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly timeZone: string
  readonly isSynthetic: boolean
}

/**
 * Chains the contracts of a root.
 *
 * @throws DeskError NOT_FOUND without contracts of the root, BAD_INPUT naming contracts whose terms lack a last trade or
 * that are traded differently, DATA_MISSING
 */
export async function makeContinuous(
  spec: ContinuousSpec,
  source: ContinuousSource,
): Promise<MadeContinuous> {
  const symbols = contractSymbols(spec, source.datasets)
  const timeframe = spec.timeframe ?? commonTimeframe(symbols, source.datasets)
  const contracts: ContractBars[] = []
  const used: Dataset[] = []
  for (const symbol of symbols) {
    const dataset = source.find(symbol, timeframe)
    const terms = dataset?.instrument.terms
    if (!dataset || terms?.kind !== 'future' || terms.lastTradeMs === undefined) {
      throw new DeskError('DATA_MISSING', `${symbol} has no bars of ${timeframe}.`, {
        where: 'timeframe',
        hint: `Choose a timeframe that all contracts of ${spec.root} have.`,
      })
    }
    used.push(dataset)
    const { columns } = await source.read(dataset, timeframe)
    const days = tradeDays(columns.time, timeframe, dataset.instrument.calendar)
    const month = terms.contractMonth ?? new Date(terms.lastTradeMs - 1).toISOString().slice(0, 7)
    const activity = source.activity
      ? (source.activity.get(month) ?? new Map<number, number>())
      : volumeByDay(columns.volume, days, spec.roll)
    contracts.push({ symbol, month, lastTradeMs: terms.lastTradeMs, columns, days, activity })
  }
  contracts.sort((a, b) => a.lastTradeMs - b.lastTradeMs)
  const chain = chainContracts(contracts, spec.roll)
  const [first] = used
  if (!first) throw new Error('a chain has contracts')
  return {
    ...chain,
    instrument: instrumentOf(spec, used),
    timeframe,
    timeZone: first.timeZone,
    isSynthetic: used.some(({ provenance }) => provenance.kind === 'synthetic'),
  }
}

/** Symbols of the contracts of a root. @throws DeskError NOT_FOUND, BAD_INPUT */
function contractSymbols({ root }: ContinuousSpec, datasets: readonly Dataset[]): string[] {
  const own = datasets.filter(
    ({ instrument: { terms }, continuous }) => terms?.kind === 'future' && terms.root === root && !continuous,
  )
  if (own.length === 0) {
    const roots = datasets.flatMap(({ instrument: { terms } }) =>
      terms?.kind === 'future' ? [terms.root] : [],
    )
    throw new DeskError('NOT_FOUND', `There are no contracts of '${root}'.`, {
      where: 'root',
      hint:
        roots.length > 0
          ? `There are contracts of ${[...new Set(roots)].join(', ')}. Contracts are known by their terms: import those of ${root} (import of kind instruments) with the root, the month and the last trade.`
          : 'Import contracts, then their terms (import of kind instruments) with the root and the last trade.',
    })
  }
  const bare = own.filter(
    ({ instrument: { terms } }) => terms?.kind === 'future' && terms.lastTradeMs === undefined,
  )
  if (bare.length > 0) {
    const names = [...new Set(bare.map(({ instrument }) => instrument.symbol))]
    throw new DeskError('BAD_INPUT', `The terms of ${names.join(', ')} do not say when the last trade is.`, {
      where: 'terms.lastTradeMs',
      hint: 'Import the contracts’ terms with lastTradeMs.',
    })
  }
  return [...new Set(own.map(({ instrument }) => instrument.symbol))]
}

/** The finest timeframe that every contract has. */
function commonTimeframe(symbols: readonly string[], datasets: readonly Dataset[]): Timeframe {
  const finest = symbols.map((symbol) => {
    const own = datasets.filter(({ instrument }) => instrument.symbol === symbol)
    return own.map(({ timeframe }) => timeframe).sort((a, b) => timeframeMs(a) - timeframeMs(b))[0] ?? '1d'
  })
  return finest.sort((a, b) => timeframeMs(b) - timeframeMs(a))[0] ?? '1d'
}

/** Trade date of each bar: the session's, else the day of UTC. */
function tradeDays(time: Float64Array, timeframe: Timeframe, calendar: string): Float64Array {
  if (timeframeMs(timeframe) < DAY_MS) {
    const sessions = calendarOf(calendar)
    if (sessions) return sessions.sessionDays(time)
  }
  return time.map((at) => Math.floor(at / DAY_MS))
}

function volumeByDay(volume: Float64Array, days: Float64Array, rule: string): Map<number, number> {
  const byDay = new Map<number, number>()
  if (rule !== 'volume') return byDay
  for (const [index, units] of volume.entries()) {
    const day = days[index] ?? Number.NaN
    if (!Number.isNaN(units)) byDay.set(day, (byDay.get(day) ?? 0) + units)
  }
  return byDay
}

/** @throws DeskError BAD_INPUT where contracts differ in what cannot change within a series */
function instrumentOf({ symbol, root, roll }: ContinuousSpec, datasets: readonly Dataset[]): Instrument {
  const [first, ...others] = datasets.map(({ instrument }) => instrument)
  if (first?.terms?.kind !== 'future') throw new Error('a chain has futures')
  for (const field of ['currency', 'multiplier', 'tickSize', 'lotSize', 'assetClass', 'calendar'] as const) {
    const other = others.find((instrument) => instrument[field] !== first[field])
    if (!other) continue
    throw new DeskError(
      'BAD_INPUT',
      `${first.symbol} and ${other.symbol} differ in ${field}: ${first[field]} and ${other[field]}.`,
      {
        where: field,
        hint: 'Contracts of one series are traded alike; correct them with an import of kind instruments.',
      },
    )
  }
  const { contractMonth: _month, lastTradeMs: _last, firstNoticeMs: _notice, ...terms } = first.terms
  // Generated prices say so in the name, too.
  const mark = datasets.some(({ provenance }) => provenance.kind === 'synthetic') ? 'SYNTHETIC ' : ''
  return { ...first, symbol, name: `${mark}${root} continuous, rolled by ${roll}`, terms }
}
