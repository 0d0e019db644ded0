import { DeskError } from '../../shared/domain/deskError.ts'
import type { IndexMembers } from '../../shared/domain/security.ts'

interface Interval {
  readonly fromMs: number
  readonly members: readonly string[]
}

/** Who of a run's symbols is in which index, by the clock. */
export class IndexCalendar {
  readonly #indexes: ReadonlyMap<string, readonly Interval[]>

  /** @param indexes Memberships of the run's symbols. */
  constructor(indexes: readonly IndexMembers[]) {
    this.#indexes = new Map(indexes.map((index) => [index.id, intervalsOf(index)]))
  }

  /**
   * The members in the last millisecond before a moment: at the close of a day's bar those of that day.
   * @throws DeskError NOT_FOUND naming the indexes that are known
   */
  at(id: string, timeMs: number): readonly string[] {
    const intervals = this.#indexes.get(id)
    if (intervals === undefined) {
      const known = [...this.#indexes.keys()]
      throw new DeskError('NOT_FOUND', `There are no members of an index '${String(id)}'.`, {
        where: 'strategy',
        hint:
          known.length > 0
            ? `There are members of ${known.join(', ')}.`
            : 'Import them: quarterdeck import FILE --kind members --symbol INDEX.',
      })
    }
    let low = 0
    let high = intervals.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (intervals[middle]!.fromMs < timeMs) low = middle + 1
      else high = middle
    }
    return low === 0 ? NOBODY : intervals[low - 1]!.members
  }
}

const NOBODY: readonly string[] = Object.freeze([])

/** The times between two changes, ascending, with the members in alphabetical order. */
function intervalsOf({ memberships }: IndexMembers): Interval[] {
  const changes = memberships.flatMap(({ ticker, fromMs, untilMs }) => [
    { timeMs: fromMs, ticker, by: 1 },
    ...(untilMs === undefined ? [] : [{ timeMs: untilMs, ticker, by: -1 }]),
  ])
  changes.sort((a, b) => a.timeMs - b.timeMs)
  const counts = new Map<string, number>()
  const intervals: Interval[] = []
  for (const [index, { timeMs, ticker, by }] of changes.entries()) {
    counts.set(ticker, (counts.get(ticker) ?? 0) + by)
    if (changes[index + 1]?.timeMs === timeMs) continue
    const members = [...counts].flatMap(([name, count]) => (count > 0 ? [name] : []))
    intervals.push({ fromMs: timeMs, members: Object.freeze(members.sort()) })
  }
  return intervals
}
