/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function hourOfDay(time: Series, zone = 0): Series {
  return indicatorOutputs('hourOfDay', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function sessionMinute(time: Series, zone = 0, start = 570): Series {
  return indicatorOutputs(
    'sessionMinute',
    { time },
    { zone: whole(zone, 0, 12), start: whole(start, 0, 1439) },
  )(0)
}

export function sessionBar(time: Series, zone = 0, start = 0): Series {
  return indicatorOutputs(
    'sessionBar',
    { time },
    { zone: whole(zone, 0, 12), start: whole(start, 0, 1439) },
  )(0)
}

export function dayOfWeek(time: Series, zone = 0): Series {
  return indicatorOutputs('dayOfWeek', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function dayOfMonth(time: Series, zone = 0): Series {
  return indicatorOutputs('dayOfMonth', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function tradingDayOfMonth(time: Series, zone = 0): Series {
  return indicatorOutputs('tradingDayOfMonth', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function daysToMonthEnd(time: Series, zone = 0): { days: Series; weekdays: Series } {
  const output = indicatorOutputs('daysToMonthEnd', { time }, { zone: whole(zone, 0, 12) })
  return { days: output(0), weekdays: output(1) }
}

export function turnOfMonth(time: Series, before = 1, after = 3, zone = 0): Series {
  return indicatorOutputs(
    'turnOfMonth',
    { time },
    { before: whole(before, 0, 10), after: whole(after, 0, 10), zone: whole(zone, 0, 12) },
  )(0)
}

export function expiryWeek(
  time: Series,
  quarterly = 0,
  zone = 0,
): { expiryWeek: Series; daysToExpiry: Series } {
  const output = indicatorOutputs(
    'expiryWeek',
    { time },
    { quarterly: whole(quarterly, 0, 1), zone: whole(zone, 0, 12) },
  )
  return { expiryWeek: output(0), daysToExpiry: output(1) }
}

export function weekOfYear(time: Series, zone = 0): Series {
  return indicatorOutputs('weekOfYear', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function monthOfYear(time: Series, zone = 0): Series {
  return indicatorOutputs('monthOfYear', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function quarterOfYear(time: Series, zone = 0): Series {
  return indicatorOutputs('quarterOfYear', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function dayOfYear(time: Series, zone = 0): Series {
  return indicatorOutputs('dayOfYear', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function calendarYear(time: Series, zone = 0): Series {
  return indicatorOutputs('calendarYear', { time }, { zone: whole(zone, 0, 12) })(0)
}

export function timeOfDayCycle(time: Series, zone = 0): { sine: Series; cosine: Series } {
  const output = indicatorOutputs('timeOfDayCycle', { time }, { zone: whole(zone, 0, 12) })
  return { sine: output(0), cosine: output(1) }
}

export function dayOfWeekCycle(time: Series, zone = 0): { sine: Series; cosine: Series } {
  const output = indicatorOutputs('dayOfWeekCycle', { time }, { zone: whole(zone, 0, 12) })
  return { sine: output(0), cosine: output(1) }
}

export function dayOfMonthCycle(time: Series, zone = 0): { sine: Series; cosine: Series } {
  const output = indicatorOutputs('dayOfMonthCycle', { time }, { zone: whole(zone, 0, 12) })
  return { sine: output(0), cosine: output(1) }
}

export function dayOfYearCycle(time: Series, zone = 0): { sine: Series; cosine: Series } {
  const output = indicatorOutputs('dayOfYearCycle', { time }, { zone: whole(zone, 0, 12) })
  return { sine: output(0), cosine: output(1) }
}
