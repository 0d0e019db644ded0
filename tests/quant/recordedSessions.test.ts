import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { TIME_ZONES } from '../../electron/quant/indicators/calendar/localTime.ts'
import { evaluateIndicator } from '../../electron/quant/indicators/evaluateIndicator.ts'
import { findIndicator } from '../../electron/quant/indicators/registry.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'

function sessionsOf(exchange: string): { date: string; openMs: number }[] {
  const text = gunzipSync(readFileSync(sharedData(`calendars/${exchange}_sessions.csv.gz`))).toString('utf8')
  return text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [session, open] = line.split(',')
      return { date: session!.slice(0, 10), openMs: Date.parse(open!) }
    })
}

describe.skipIf(!hasSharedData)('calendar features against recorded sessions', () => {
  const cases = [
    ['xnys', 'America/New_York', 9 * 60 + 30],
    ['xhkg', 'Asia/Hong_Kong', 9 * 60 + 30],
  ] as const
  it.each(cases)(
    '%s by the clock of %s: dates, days of trading and the minute of the opening',
    (exchange, name, start) => {
      const sessions = sessionsOf(exchange)
      const times = Float64Array.from(sessions, ({ openMs }) => openMs)
      const zone = TIME_ZONES.indexOf(name)
      const column = (id: string, parameters = {}) =>
        evaluateIndicator(findIndicator(id)!, [times], { zone, ...parameters })[0]!
      const [year, month, day] = [column('calendarYear'), column('monthOfYear'), column('dayOfMonth')]
      const tradingDay = column('tradingDayOfMonth')
      let count = 0
      for (const [t, { date }] of sessions.entries()) {
        const told = [year[t]!, month[t]!, day[t]!].map((part) => String(part).padStart(2, '0')).join('-')
        if (told !== date) expect.fail(`${date} is told as ${told}`)
        const isNewMonth = t > 0 && sessions[t - 1]!.date.slice(0, 7) !== date.slice(0, 7)
        count = isNewMonth ? 1 : t === 0 ? tradingDay[0]! : count + 1
        if (tradingDay[t] !== count) expect.fail(`${date} is day ${tradingDay[t]} of trading, not ${count}`)
      }
      const minutes = column('sessionMinute', { start })
      const early = sessions.filter((_, t) => minutes[t] !== 0).map(({ date }) => date)
      // Hong Kong opened at 10:00 until 4 March 2011.
      const expected = exchange === 'xnys' ? 0 : sessions.filter(({ date }) => date < '2011-03-07').length
      expect(early).toHaveLength(expected)
    },
  )
})
