import {
  dayOfMonthCycleIndicator,
  dayOfWeekCycleIndicator,
  dayOfYearCycleIndicator,
  timeOfDayCycleIndicator,
} from './cycles.ts'
import {
  calendarYearIndicator,
  dayOfMonthIndicator,
  dayOfWeekIndicator,
  dayOfYearIndicator,
  hourOfDayIndicator,
  monthOfYearIndicator,
  quarterOfYearIndicator,
  sessionMinuteIndicator,
  weekOfYearIndicator,
} from './fields.ts'
import {
  daysToMonthEndIndicator,
  expiryWeekIndicator,
  sessionBarIndicator,
  tradingDayOfMonthIndicator,
  turnOfMonthIndicator,
} from './monthTurn.ts'

/** Where a bar stands in the day, the week, the month and the year. */
export const CALENDAR = [
  hourOfDayIndicator,
  sessionMinuteIndicator,
  sessionBarIndicator,
  dayOfWeekIndicator,
  dayOfMonthIndicator,
  tradingDayOfMonthIndicator,
  daysToMonthEndIndicator,
  turnOfMonthIndicator,
  expiryWeekIndicator,
  weekOfYearIndicator,
  monthOfYearIndicator,
  quarterOfYearIndicator,
  dayOfYearIndicator,
  calendarYearIndicator,
  timeOfDayCycleIndicator,
  dayOfWeekCycleIndicator,
  dayOfMonthCycleIndicator,
  dayOfYearCycleIndicator,
]
