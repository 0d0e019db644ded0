import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { bucketStarts } from '../aggregation/bucketStarts.ts'
import type { Calendar, Session } from '../calendars/calendar.ts'
import { isoDate } from '../calendars/civilDate.ts'
import type { QualityFindings } from './qualityFindings.ts'

const DAY = 86_400_000

/** Bars that the calendar expects between the first and the last, and how many of them are not there. */
export interface Coverage {
  readonly expectedBars: number
  readonly missingBars: number
}

/**
 * Holds times against a calendar: a run of expected bars that are missing is a `gap`, a bar at which the market was
 * closed is `outside-session`. Bars before and after the regular hours are neither. What lies before or after the years that the calendar covers is not judged.
 */
export async function calendarGaps(
  time: Float64Array,
  timeframe: Timeframe,
  calendar: Calendar,
  findings: QualityFindings,
): Promise<Coverage | undefined> {
  // Bars that end with what was traded can be expected at no time.
  if (timeframeMs(timeframe) === 0) return undefined
  const dated = timeframeMs(timeframe) >= DAY
  const days = dated ? time.map((at) => Math.floor(at / DAY)) : calendar.sessionDays(time)
  await nextTurn()
  const first = Math.max(days[0] ?? 0, calendar.firstDay)
  const last = Math.min(days[days.length - 1] ?? 0, calendar.lastDay)
  if (time.length === 0 || last < first) return undefined
  const sessions = calendar.sessions(first, last)
  if (timeframe === '1d') return missingSessions(days, first, last, sessions, findings)
  if (dated) return missingPeriods(time, first, last, timeframe, sessions, findings)
  return missingSlots(time, days, timeframeMs(timeframe), sessions, findings)
}

function missingSessions(
  days: Float64Array,
  first: number,
  last: number,
  sessions: readonly Session[],
  findings: QualityFindings,
): Coverage {
  const present = new Set(days)
  const expected = new Set(sessions.map(({ day }) => day))
  let missing = 0
  let run: number[] = []
  const close = () => {
    if (run.length > 0)
      reportGap(findings, (run[0] ?? 0) * DAY, (run.at(-1) ?? 0) * DAY, run.length, dateText)
    run = []
  }
  for (const { day } of sessions) {
    if (present.has(day)) close()
    else {
      run.push(day)
      missing++
    }
  }
  close()
  for (const day of present) {
    if (day < first || day > last || expected.has(day)) continue
    findings.add('outside-session', day * DAY, () => ({
      value: isoDate(day),
      message: `the market was closed on ${isoDate(day)}`,
    }))
  }
  return { expectedBars: sessions.length, missingBars: missing }
}

function missingPeriods(
  time: Float64Array,
  first: number,
  last: number,
  timeframe: Timeframe,
  sessions: readonly Session[],
  findings: QualityFindings,
): Coverage {
  const labels = Float64Array.from(sessions, ({ day }) => day * DAY)
  const present = new Set(bucketStarts(time, '1d', timeframe, '24x7'))
  const from = Math.max(time[0] ?? 0, first * DAY)
  const expected = [...new Set(bucketStarts(labels, '1d', timeframe, '24x7'))].filter(
    (start) => start >= from && start <= last * DAY,
  )
  const missing = expected.filter((start) => !present.has(start))
  for (const start of missing) reportGap(findings, start, start, 1, dateText)
  return { expectedBars: expected.length, missingBars: missing.length }
}

/** Sessions of bars within a day that are walked before the event loop gets its turn: about 5 ms at a minute. */
const SESSIONS_A_TURN = 50

async function missingSlots(
  time: Float64Array,
  days: Float64Array,
  length: number,
  sessions: readonly Session[],
  findings: QualityFindings,
): Promise<Coverage> {
  const firstMs = time[0] ?? 0
  const lastMs = time[time.length - 1] ?? 0
  let expected = 0
  let missing = 0
  let at = 0
  let gapFrom = Number.NaN
  let gapBars = 0
  let gapTo = Number.NaN
  const close = () => {
    if (gapBars > 0) reportGap(findings, gapFrom, gapTo, gapBars, instantText)
    gapBars = 0
  }
  const outside = (until: number) => {
    while (at < time.length && (time[at] ?? 0) < until) {
      const timeMs = time[at] ?? 0
      if (isJudged(days[at] ?? 0)) {
        findings.add('outside-session', timeMs, () => {
          const value = instantText(timeMs)
          return { value, message: `the market was closed at ${value}` }
        })
      }
      at++
    }
  }
  const firstDay = sessions[0]?.day ?? Number.POSITIVE_INFINITY
  const lastDay = sessions.at(-1)?.day ?? Number.NEGATIVE_INFINITY
  const isJudged = (day: number) => day >= firstDay - 7 && day <= lastDay + 7
  for (const [index, session] of sessions.entries()) {
    if (index % SESSIONS_A_TURN === SESSIONS_A_TURN - 1) await nextTurn()
    for (const { phase, fromMs, toMs } of session.parts) {
      outside(fromMs)
      if (phase !== 'regular') {
        // Nobody has to trade before or after hours.
        while (at < time.length && (time[at] ?? 0) < toMs) at++
        continue
      }
      for (let slot = fromMs; slot < toMs; slot += length) {
        const end = Math.min(slot + length, toMs)
        let found = false
        while (at < time.length && (time[at] ?? 0) < end) {
          found = true
          at++
        }
        if (end <= firstMs || slot > lastMs) continue
        expected++
        if (found) close()
        else {
          if (gapBars === 0) gapFrom = slot
          gapTo = slot
          gapBars++
          missing++
        }
      }
    }
  }
  close()
  outside(Number.POSITIVE_INFINITY)
  return { expectedBars: expected, missingBars: missing }
}

function reportGap(
  findings: QualityFindings,
  fromMs: number,
  toMs: number,
  bars: number,
  format: (timeMs: number) => string,
): void {
  findings.add('gap', fromMs, () => {
    const from = format(fromMs)
    const to = format(toMs)
    const place = from === to ? `at ${from}` : `from ${from} to ${to}`
    return {
      value: `${bars} bars`,
      message: `${bars} expected ${bars === 1 ? 'bar is' : 'bars are'} missing ${place}`,
    }
  })
}

const dateText = (timeMs: number) => isoDate(timeMs / DAY)
const instantText = (timeMs: number) => new Date(timeMs).toISOString()
