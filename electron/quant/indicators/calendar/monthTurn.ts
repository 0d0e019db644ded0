import { defineIndicator, whole } from '../defineIndicator.ts'
import { DAY_MS, LocalTime, MINUTE_MS, thirdFridayFrom, timeKernel, zone } from './localTime.ts'

const common = { group: 'calendar', inputs: ['time'], pane: 'own' } as const

export const daysToMonthEndIndicator = defineIndicator({
  ...common,
  id: 'daysToMonthEnd',
  name: 'Days to the end of the month',
  summary: 'Days after the one the bar opens on until the month ends: all, and those from Monday to Friday.',
  formula: 'days in month - day of month; Monday to Friday days among them (holidays count)',
  source: 'Gregorian calendar',
  parameters: { zone },
  outputs: { days: 'calendar', weekdays: 'calendar' },
  memory: 'points',
  warmUp: () => 0,
  create: ({ zone: place }) => {
    const more = new Float64Array(1)
    const kernel = timeKernel(place, (time) => {
      more[0] = time.weekdaysToMonthEnd
      return time.daysInMonth - time.dayOfMonth
    })
    return {
      more,
      update: (timeMs) => {
        more[0] = Number.NaN
        return kernel.update(timeMs, 0, 0, 0, 0, 0)
      },
    }
  },
})

export const turnOfMonthIndicator = defineIndicator({
  ...common,
  id: 'turnOfMonth',
  name: 'Turn of the month',
  summary:
    '1 in the last `before` and the first `after` weekdays of a month, else 0. Holidays count as weekdays.',
  formula: 'weekdays left < before, or weekdays since the first <= after',
  source: 'Ariel 1987; Lakonishok and Smidt, Are Seasonal Anomalies Real?, 1988',
  parameters: { before: whole(1, 0, 10), after: whole(3, 0, 10), zone },
  outputs: { turnOfMonth: 'signal' },
  memory: 'points',
  warmUp: () => 0,
  create: ({ before, after, zone: place }) =>
    timeKernel(place, (time) =>
      time.weekdaysToMonthEnd < before || time.weekdaysSinceMonthStart <= after ? 1 : 0,
    ),
})

export const expiryWeekIndicator = defineIndicator({
  ...common,
  id: 'expiryWeek',
  name: 'Expiry week',
  summary:
    '1 from the Monday to the third Friday of the month, when standard listed options expire, else 0; with the days to the next one.',
  formula: 'third Friday - 4 <= date <= third Friday; next third Friday - date',
  source: 'Standard expiration of US listed options and index futures',
  parameters: { quarterly: whole(0, 0, 1, '1 for March, June, September and December only'), zone },
  outputs: { expiryWeek: 'signal', daysToExpiry: 'calendar' },
  memory: 'points',
  warmUp: () => 0,
  create: ({ quarterly, zone: place }) => {
    const more = new Float64Array(1)
    const later = new LocalTime(0)
    const kernel = timeKernel(place, (time) => {
      let { month, thirdFriday: expiry } = time
      let first = time.day - time.dayOfMonth + 1
      while (expiry < time.day || (quarterly === 1 && month % 3 !== 0)) {
        // The 32nd day from the first is in the month after.
        later.set((first + 31) * DAY_MS)
        first = later.day - later.dayOfMonth + 1
        month = later.month
        expiry = thirdFridayFrom(first)
      }
      more[0] = expiry - time.day
      return expiry - time.day <= 4 ? 1 : 0
    })
    return {
      more,
      update: (timeMs) => {
        more[0] = Number.NaN
        return kernel.update(timeMs, 0, 0, 0, 0, 0)
      },
    }
  },
})

export const tradingDayOfMonthIndicator = defineIndicator({
  ...common,
  id: 'tradingDayOfMonth',
  name: 'Trading day of the month',
  summary:
    'How many days with bars the month has had, the current one included. The first month starts from its weekdays before the first bar.',
  formula: 'number of local dates with a bar since the first of the month',
  source: 'Ariel, A Monthly Effect in Stock Returns, 1987',
  parameters: { zone },
  outputs: { tradingDayOfMonth: 'calendar' },
  memory: 'recursive',
  warmUp: () => 0,
  create: ({ zone: place }) => {
    let month = Number.NaN
    let day = Number.NaN
    let count = 0
    return timeKernel(place, (time) => {
      const current = time.year * 12 + time.month
      if (Number.isNaN(month)) count = Math.max(1, time.weekdaysSinceMonthStart)
      else if (current !== month) count = 1
      else if (time.day !== day) count++
      month = current
      day = time.day
      return count
    })
  },
})

export const sessionBarIndicator = defineIndicator({
  ...common,
  id: 'sessionBar',
  name: 'Bar of the session',
  summary:
    'How many bars the session has had, the current one included; the first session counts from the first bar.',
  formula: 'number of bars since the local time last passed the start',
  source: 'Zones of the IANA time zone database',
  parameters: { zone, start: whole(0, 0, 1439, 'minute of the day at which the session begins') },
  outputs: { sessionBar: 'bars' },
  memory: 'recursive',
  warmUp: () => 0,
  create: ({ zone: place, start }) => {
    const time = new LocalTime(place)
    let session = Number.NaN
    let count = 0
    return {
      update: (timeMs) => {
        const { day } = time.set(timeMs, start * MINUTE_MS)
        count = day === session ? count + 1 : 1
        session = day
        return count
      },
    }
  },
})
