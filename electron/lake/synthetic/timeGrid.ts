import { DeskError } from '../../../shared/domain/deskError.ts'
import { type Timeframe, timeframeMs } from '../../../shared/domain/timeframe.ts'
import { newYork } from '../calendars/newYork.ts'

const DAY = 86_400_000

/** When the bars of a synthetic set open. */
export interface TimeGrid {
  readonly time: Float64Array<ArrayBuffer>
  readonly calendar: string
  readonly yearsPerBar: number
}

/**
 * Open times of bars from a start: sessions of New York for bars of a day, Mondays for weeks, firsts for months, and an
 * unbroken grid in UTC for anything shorter.
 *
 * @throws DeskError BAD_INPUT where there are not as many sessions between 1990 and 2035
 */
export function timeGrid(timeframe: Timeframe, startMs: number, bars: number): TimeGrid {
  const length = timeframeMs(timeframe)
  const count = Number(timeframe.slice(0, -1))
  const first = Math.ceil(startMs / DAY)
  if (timeframe === '1d') {
    const sessions = newYork.sessions(first, newYork.lastDay).slice(0, bars)
    if (sessions.length < bars || first < newYork.firstDay) {
      throw new DeskError('BAD_INPUT', `There are no ${bars} sessions from that start on.`, {
        where: 'startMs',
        hint: 'Daily synthetic bars may lie between 1990 and 2035.',
      })
    }
    return {
      time: Float64Array.from(sessions, ({ day }) => day * DAY),
      calendar: 'XNYS',
      yearsPerBar: 1 / 252,
    }
  }
  if (timeframe.endsWith('M')) {
    const start = new Date(first * DAY)
    const month = start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0)
    const at = (i: number) => Date.UTC(start.getUTCFullYear(), month + i * count)
    return {
      time: Float64Array.from({ length: bars }, (_, i) => at(i)),
      calendar: 'XNYS',
      yearsPerBar: count / 12,
    }
  }
  if (timeframe.endsWith('w')) {
    const monday = first + ((((4 - first) % 7) + 7) % 7)
    const time = Float64Array.from({ length: bars }, (_, i) => (monday + i * 7 * count) * DAY)
    return { time, calendar: 'XNYS', yearsPerBar: (7 * count) / 365.25 }
  }
  const start = Math.ceil(startMs / length) * length
  return {
    time: Float64Array.from({ length: bars }, (_, i) => start + i * length),
    calendar: '24x7',
    yearsPerBar: length / (365.25 * DAY),
  }
}
