import type { RuntimeDefinition } from '../../shared/sdk/strategyDefinition.ts'
import { LocalClock } from '../quant/localClock.ts'

type Task = NonNullable<RuntimeDefinition['schedule']>[number]

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * The steps in which a task runs. A step belongs to the day, in the task's time zone, of its bars' last millisecond:
 * a daily bar that closes at midnight belongs to the day it covered. The first step from `firstStep` on always begins
 * a period. With `at`, the task runs in the first step of the period whose close has reached that time of day.
 *
 * @param closeMs Closing instants of all steps.
 * @param firstStep First step in which a strategy may decide.
 */
export function scheduledSteps(task: Task, closeMs: Float64Array, firstStep: number): Int32Array {
  const steps = new Int32Array(Math.max(closeMs.length - firstStep, 0))
  const clock = new LocalClock(task.timeZone ?? 'UTC')
  const atMs = task.at === undefined ? 0 : minutesOf(task.at) * MINUTE_MS
  let count = 0
  let period = Number.NaN
  let done = false
  for (let step = firstStep; step < closeMs.length; step++) {
    const localMs = clock.localMs(closeMs[step]! - 1) + 1
    const day = Math.ceil(localMs / DAY_MS) - 1
    const current = task.every === 'bar' ? step : periodOf(task.every, day)
    if (current !== period) {
      period = current
      done = false
    }
    if (done || localMs - day * DAY_MS < atMs) continue
    steps[count++] = step
    done = true
  }
  return steps.slice(0, count)
}

/** A number that is the same for all days of a period and differs from its neighbours'. */
function periodOf(every: Exclude<Task['every'], 'bar'>, day: number): number {
  if (every === 'day') return day
  // 1970-01-01 was a Thursday; weeks begin on Monday.
  if (every === 'week') return Math.floor((day + 3) / 7)
  const date = new Date(day * DAY_MS)
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth()
  if (every === 'month') return month
  return every === 'quarter' ? Math.floor(month / 3) : date.getUTCFullYear()
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':')
  return Number(hours) * 60 + Number(minutes)
}
