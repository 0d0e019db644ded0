import type { Calendar, Session } from './calendar.ts'
import { weekday } from './civilDate.ts'
import { ZoneClock } from './zoneClock.ts'

const DAY = 86_400_000
const MINUTE = 60_000

/** Trading hours of a session in minutes from midnight of its date on the exchange's clock; may begin the day before. */
export interface Hours {
  readonly open: number
  readonly close: number
  readonly breakStart?: number
  readonly breakEnd?: number
}

/** The rules of an exchange. */
export interface ExchangeRules {
  readonly id: string
  readonly timeZone: string
  /** First and last epoch day that the rules cover. */
  readonly firstDay: number
  readonly lastDay: number
  /** Weekdays without a session. */
  readonly isClosed: (day: number) => boolean
  readonly hours: (day: number) => Hours
  /** Minutes by which a session's day begins before its midnight: 420 where it begins at 17:00 the day before. */
  readonly dayBeginsBefore?: number
}

/** A calendar of an exchange that trades from Monday to Friday, after its rules. Sessions are computed once. */
export class ExchangeCalendar implements Calendar {
  readonly id: string
  readonly timeZone: string
  readonly firstDay: number
  readonly lastDay: number
  readonly #rules: ExchangeRules
  #all: readonly Session[] | undefined
  #clock: ZoneClock | undefined

  constructor(rules: ExchangeRules) {
    this.id = rules.id
    this.timeZone = rules.timeZone
    this.firstDay = rules.firstDay
    this.lastDay = rules.lastDay
    this.#rules = rules
  }

  sessions(fromDay: number, toDay: number): readonly Session[] {
    const all = this.#sessions()
    return all.slice(firstIndex(all, fromDay), firstIndex(all, toDay + 1))
  }

  openTimes(fromMs: number, toMs: number): Float64Array {
    const sessions = this.sessions(Math.floor(fromMs / DAY) - 10, Math.ceil(toMs / DAY) + 1)
    return Float64Array.from(sessions, (session) => session.openMs)
  }

  sessionDays(time: Float64Array): Float64Array {
    const clock = this.#zone()
    const shift = (this.#rules.dayBeginsBefore ?? 0) * MINUTE
    return time.map((at) => Math.floor((at + clock.offsetAt(at) + shift) / DAY))
  }

  #zone(): ZoneClock {
    this.#clock ??= new ZoneClock(this.timeZone, this.firstDay * DAY, this.lastDay * DAY)
    return this.#clock
  }

  #sessions(): readonly Session[] {
    if (this.#all) return this.#all
    const clock = this.#zone()
    const sessions: Session[] = []
    for (let day = this.firstDay; day <= this.lastDay; day++) {
      if (weekday(day) >= 5 || this.#rules.isClosed(day)) continue
      const hours = this.#rules.hours(day)
      const at = (minutes: number) => clock.instantOf(day * DAY + minutes * MINUTE)
      sessions.push({
        day,
        openMs: at(hours.open),
        closeMs: at(hours.close),
        ...(hours.breakStart === undefined || hours.breakEnd === undefined
          ? {}
          : { breakStartMs: at(hours.breakStart), breakEndMs: at(hours.breakEnd) }),
      })
    }
    this.#all = sessions
    return sessions
  }
}

function firstIndex(sessions: readonly Session[], day: number): number {
  let low = 0
  let high = sessions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sessions[middle]?.day ?? 0) < day) low = middle + 1
    else high = middle
  }
  return low
}
