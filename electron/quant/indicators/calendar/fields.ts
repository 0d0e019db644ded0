import { defineIndicator, type IndicatorDefinition, whole } from '../defineIndicator.ts'
import { type LocalTime, MINUTE_MS, timeKernel, zone } from './localTime.ts'

const common = {
  group: 'calendar',
  inputs: ['time'],
  pane: 'own',
  memory: 'points',
} as const

function field(
  id: string,
  name: string,
  summary: string,
  formula: string,
  value: (time: LocalTime) => number,
  source = 'Gregorian calendar; zones of the IANA time zone database',
): IndicatorDefinition {
  return defineIndicator({
    ...common,
    id,
    name,
    summary,
    formula,
    source,
    parameters: { zone },
    outputs: { [id]: 'calendar' },
    warmUp: () => 0,
    create: ({ zone: place }) => timeKernel(place, value),
  })
}

export const dayOfWeekIndicator = field(
  'dayOfWeek',
  'Day of the week',
  'Day of the week on which the bar opens in its zone: 1 Monday to 7 Sunday (ISO 8601).',
  '1 + (days since Monday 1969-12-29) mod 7',
  (time) => time.weekday + 1,
)

export const dayOfMonthIndicator = field(
  'dayOfMonth',
  'Day of the month',
  'Day of the month on which the bar opens in its zone, 1 to 31.',
  'day of the local date',
  (time) => time.dayOfMonth,
)

export const dayOfYearIndicator = field(
  'dayOfYear',
  'Day of the year',
  'Day of the year on which the bar opens in its zone, 1 to 366.',
  '1 + days since 1 January',
  (time) => time.dayOfYear,
)

export const weekOfYearIndicator = field(
  'weekOfYear',
  'Week of the year',
  'ISO week in which the bar opens in its zone, 1 to 53: week 1 has the first Thursday of the year.',
  'floor((day of the year of the Thursday of the week - 1) / 7) + 1',
  (time) => {
    const untilThursday = 3 - time.weekday
    const ofYear = time.dayOfYear + untilThursday
    const days = time.isLeapYear ? 366 : 365
    if (ofYear > days) return 1
    if (ofYear > 0) return Math.floor((ofYear - 1) / 7) + 1
    const before = time.year - 1
    const wasLeap = (before % 4 === 0 && before % 100 !== 0) || before % 400 === 0
    return Math.floor((ofYear + (wasLeap ? 366 : 365) - 1) / 7) + 1
  },
  'ISO 8601',
)

export const monthOfYearIndicator = field(
  'monthOfYear',
  'Month',
  'Month in which the bar opens in its zone, 1 to 12.',
  'month of the local date',
  (time) => time.month,
)

export const quarterOfYearIndicator = field(
  'quarterOfYear',
  'Quarter',
  'Quarter in which the bar opens in its zone, 1 to 4.',
  'ceil(month / 3)',
  (time) => Math.ceil(time.month / 3),
)

export const calendarYearIndicator = field(
  'calendarYear',
  'Year',
  'Year in which the bar opens in its zone.',
  'year of the local date',
  (time) => time.year,
)

export const hourOfDayIndicator = field(
  'hourOfDay',
  'Hour of the day',
  "Hour at which the bar opens by its zone's clock, 0 to 23.",
  'floor(local time of day / 1 hour)',
  (time) => Math.floor(time.msOfDay / (60 * MINUTE_MS)),
)

export const sessionMinuteIndicator = defineIndicator({
  ...common,
  id: 'sessionMinute',
  name: 'Minute of the session',
  summary: 'Minutes from the start of the session to the opening of the bar, 0 to 1439.',
  formula: '(local minute of the day - start) mod 1440',
  source: 'Zones of the IANA time zone database',
  parameters: { zone, start: whole(570, 0, 1439, 'minute of the day at which the session begins') },
  outputs: { sessionMinute: 'time' },
  warmUp: () => 0,
  create: ({ zone: place, start }) =>
    timeKernel(place, (time) => (Math.floor(time.msOfDay / MINUTE_MS) - start + 1440) % 1440),
})
