import { describe, expect, it } from 'vitest'
import type { BarSeries, SessionColumns } from '../../shared/domain/bar.ts'
import { flat, type Row, runStrategy, type Script, seriesOf } from './support/runStrategy.ts'

const HOUR = 3_600_000
const DAY = 86_400_000
/** A Monday at midnight UTC. */
const MONDAY = Date.UTC(2024, 0, 15)

function sessions(...hours: readonly (readonly [openHour: number, closeHour: number])[]): SessionColumns {
  return {
    openMs: Float64Array.from(hours, ([open], day) => MONDAY + day * DAY + open * HOUR),
    closeMs: Float64Array.from(hours, ([, close], day) => MONDAY + day * DAY + close * HOUR),
    dateMs: Float64Array.from(hours, (_, day) => MONDAY + day * DAY),
  }
}

/** Hourly bars from an hour of Monday on; prices stay at 10 but for the hours named. */
function hourly(firstHour: number, bars: number, lows: Readonly<Record<number, number>>): BarSeries {
  const rows = flat(...new Array<number>(bars).fill(10)).map(([open, high, low, close], index): Row => {
    return [open, high, lows[firstHour + index] ?? low, close]
  })
  return seriesOf('AAA', rows, { timeframe: '1h', startMs: MONDAY + firstHour * HOUR })
}

const buyAtNine: Script[number] = (ctx) => ctx.order('AAA', 10, { limitPrice: 9, timeInForce: 'day' })

function fate(series: BarSeries, decidedAt: number) {
  const { orders, fills } = runStrategy(series, { [decidedAt]: buyAtNine })
  return {
    status: orders[0]?.status,
    hour: ((orders[0]?.updatedMs ?? 0) - MONDAY) / HOUR,
    fills: fills.length,
  }
}

describe('day orders with the sessions of their market', () => {
  it('work over midnight UTC where a session does, and fill there', () => {
    // From 22:00 of Sunday to 21:00 of Monday, as Globex in summer: bars from Monday 22:00, a low at 10:00 of Tuesday.
    const series = hourly(22, 20, { 34: 8 })
    const evening = { ...series, sessions: sessions([-2, 21], [-2, 21]) }
    expect(fate(series, 0)).toEqual({ status: 'expired', hour: 24, fills: 0 })
    expect(fate(evening, 0)).toMatchObject({ status: 'filled', fills: 1 })
  })

  it('end with the close, not with the last bar of the day', () => {
    // Hong Kong closes at 8:00 UTC; the after-hours bar at 10:00 would have filled it.
    const series = hourly(1, 20, { 10: 8 })
    expect(fate(series, 0)).toMatchObject({ status: 'filled' })
    expect(fate({ ...series, sessions: sessions([1.5, 8], [1.5, 8]) }, 0)).toEqual({
      status: 'expired',
      hour: 8,
      fills: 0,
    })
  })

  it('given after the close work to the next one', () => {
    // Decided at 10:00 of Monday; the bar that opens at 5:00 of Tuesday lies in the session it waits for.
    const series = hourly(9, 40, { 29: 8 })
    expect(fate({ ...series, sessions: sessions([1.5, 8], [1.5, 8]) }, 0)).toMatchObject({ status: 'filled' })
    const late = hourly(9, 40, { 33: 8 })
    expect(fate({ ...late, sessions: sessions([1.5, 8], [1.5, 8]) }, 0)).toMatchObject({
      status: 'expired',
      hour: 32,
    })
  })
})
