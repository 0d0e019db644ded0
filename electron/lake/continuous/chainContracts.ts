import type { BarColumns, CorporateAction } from '../../../shared/domain/bar.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { firstAtOrAfter } from '../storage/readBars.ts'
import { type ChainedContract, rollDays } from './rollDays.ts'

const DAY_MS = 86_400_000

export interface ContractBars extends ChainedContract {
  readonly columns: BarColumns
  /** Trade date of each bar, as days since 1970-01-01. */
  readonly days: Float64Array
}

export interface ContractChain {
  /** Raw prices of the contract that stands for its day. */
  readonly columns: BarColumns
  readonly rolls: CorporateAction[]
  /** Contracts in use, in their order. */
  readonly contracts: string[]
  /** Rolls whose two prices are of different days, and contracts that were passed over. */
  readonly notes: string[]
}

interface Piece {
  readonly contract: ContractBars
  readonly from: number
  readonly to: number
  readonly fromDay: number
}

/**
 * Chains contracts, ordered by their last trades, into one series. Each bar is of the contract that stands for its day;
 * a contract without a bar in its time is passed over. A roll has the last closes of both contracts before its day; of a
 * contract that has not traded before, its first open.
 *
 * @throws DeskError DATA_MISSING where not one bar is left
 */
export function chainContracts(contracts: readonly ContractBars[], rule: string): ContractChain {
  const days = rollDays(contracts, rule)
  const pieces: Piece[] = []
  const notes: string[] = []
  for (const [index, contract] of contracts.entries()) {
    const fromDay = days[index - 1] ?? Number.NEGATIVE_INFINITY
    const from = firstAtOrAfter(contract.days, fromDay)
    const to = firstAtOrAfter(contract.days, days[index] ?? Number.POSITIVE_INFINITY)
    if (from < to) pieces.push({ contract, from, to, fromDay })
    else notes.push(`${contract.symbol} has no bar in its time and was passed over.`)
  }
  if (pieces.length === 0) {
    throw new DeskError('DATA_MISSING', 'No contract has a bar in the time in which it would stand.', {
      where: 'roll',
      hint: 'Check the last trades in the terms of the contracts.',
    })
  }
  const rolls = pieces.slice(1).map((piece, index) => rollBetween(pieces[index]!, piece, notes))
  const size = pieces.reduce((sum, { from, to }) => sum + to - from, 0)
  const join = (name: keyof BarColumns) => {
    const joined = new Float64Array(size)
    let at = 0
    for (const { contract, from, to } of pieces) {
      joined.set(contract.columns[name].subarray(from, to), at)
      at += to - from
    }
    return joined
  }
  return {
    columns: {
      time: join('time'),
      open: join('open'),
      high: join('high'),
      low: join('low'),
      close: join('close'),
      volume: join('volume'),
    },
    rolls,
    contracts: pieces.map(({ contract }) => contract.symbol),
    notes,
  }
}

function rollBetween(before: Piece, after: Piece, notes: string[]): CorporateAction {
  const { contract: old } = before
  const { contract: next } = after
  const oldLast = firstAtOrAfter(old.days, after.fromDay) - 1
  const nextLast = after.from - 1
  const fromPrice = old.columns.close[oldLast]!
  const toPrice = nextLast < 0 ? next.columns.open[0]! : next.columns.close[nextLast]!
  const oldDay = old.days[oldLast]!
  const nextDay = next.days[Math.max(nextLast, 0)]!
  if (oldDay !== nextDay) {
    notes.push(
      `The roll from ${old.symbol} to ${next.symbol} has prices of two days: ${dayText(oldDay)} and ${dayText(nextDay)}.`,
    )
  }
  // Within a day a roll comes with the first bar of its session, which may open on the evening before.
  const isDaily = next.columns.time[after.from]! === next.days[after.from]! * DAY_MS
  const timeMs = isDaily ? after.fromDay * DAY_MS : next.columns.time[after.from]!
  return { kind: 'roll', timeMs, from: old.symbol, to: next.symbol, fromPrice, toPrice }
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
