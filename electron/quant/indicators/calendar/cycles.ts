import { defineIndicator, type IndicatorDefinition } from '../defineIndicator.ts'
import { DAY_MS, type LocalTime, timeKernel, zone } from './localTime.ts'

/** Sine and cosine of a phase, so that the end of a cycle is next to its beginning. */
function cycle(
  id: string,
  name: string,
  summary: string,
  formula: string,
  phase: (time: LocalTime) => number,
): IndicatorDefinition {
  return defineIndicator({
    id,
    name,
    group: 'calendar',
    summary,
    formula: `sin and cos of 2 pi ${formula}`,
    source: 'Harmonic encoding of seasonality: Harvey, Forecasting, Structural Time Series Models, 1989',
    inputs: ['time'],
    parameters: { zone },
    outputs: { sine: 'ratio', cosine: 'ratio' },
    pane: 'own',
    memory: 'points',
    warmUp: () => 0,
    create: ({ zone: place }) => {
      const more = new Float64Array(1)
      const kernel = timeKernel(place, (time) => 2 * Math.PI * phase(time))
      return {
        more,
        update: (timeMs) => {
          const angle = kernel.update(timeMs, 0, 0, 0, 0, 0)
          more[0] = Math.cos(angle)
          return Math.sin(angle)
        },
      }
    },
  })
}

export const timeOfDayCycleIndicator = cycle(
  'timeOfDayCycle',
  'Time of day, as a circle',
  "Sine and cosine of the bar's opening time within its local day.",
  'milliseconds since local midnight / 86400000',
  (time) => time.msOfDay / DAY_MS,
)

export const dayOfWeekCycleIndicator = cycle(
  'dayOfWeekCycle',
  'Day of the week, as a circle',
  'Sine and cosine of the local day within its week, from Monday.',
  '(day of the week - 1) / 7',
  (time) => time.weekday / 7,
)

export const dayOfMonthCycleIndicator = cycle(
  'dayOfMonthCycle',
  'Day of the month, as a circle',
  'Sine and cosine of the local day within its month.',
  '(day of the month - 1) / days in the month',
  (time) => (time.dayOfMonth - 1) / time.daysInMonth,
)

export const dayOfYearCycleIndicator = cycle(
  'dayOfYearCycle',
  'Day of the year, as a circle',
  'Sine and cosine of the local day within its year.',
  '(day of the year - 1) / days in the year',
  (time) => (time.dayOfYear - 1) / (time.isLeapYear ? 366 : 365),
)
