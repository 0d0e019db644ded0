import type { Calendar, MarketPhase, Session, SessionPart, SessionTable } from './calendar.ts'
import { weekday } from './civilDate.ts'
import { lowerBound, type SessionStore, SessionWriter, sessionColumns, upperBound } from './sessionStore.ts'
import { ZoneClock } from './zoneClock.ts'

const DAY = 86_400_000
const MINUTE = 60_000

/** A stretch of trading in minutes from midnight of the session's date on the exchange's clock; may lie on other days. */
export type Minutes = readonly [from: number, to: number]

/** Trading hours of a session. */
export interface Hours {
  /** Regular hours, ascending; breaks lie between them. */
  readonly regular: readonly Minutes[]
  /** Trading before and after the regular hours that is counted to the same date. */
  readonly pre?: readonly Minutes[]
  readonly post?: readonly Minutes[]
  /** When the price of the day is fixed, in minutes; absent: at the close. */
  readonly settlement?: number
}

/** The rules of an exchange. */
export interface ExchangeRules {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  /** First and last epoch day that the rules cover. */
  readonly firstDay: number
  readonly lastDay: number
  /** Whether there is no session on a weekday. */
  readonly isClosed: (day: number) => boolean
  /** Hours of a session, given the day of the session before it. */
  readonly hours: (day: number, before: number) => Hours
  /** Saturdays and Sundays with a session. */
  readonly openWeekends?: ReadonlySet<number>
  /** Minutes by which a session's day begins before its midnight: 420 where it begins at 17:00 the day before. */
  readonly dayBeginsBefore?: number
}

const PHASES = ['pre', 'regular', 'post'] as const

/** A calendar of an exchange after its rules. Its sessions are computed once, into columns. */
export class ExchangeCalendar implements Calendar {
  readonly id: string
  readonly name: string
  readonly timeZone: string
  readonly firstDay: number
  readonly lastDay: number
  readonly #rules: ExchangeRules
  #stored: SessionStore | undefined
  #clock: ZoneClock | undefined

  constructor(rules: ExchangeRules) {
    this.id = rules.id
    this.name = rules.name
    this.timeZone = rules.timeZone
    this.firstDay = rules.firstDay
    this.lastDay = rules.lastDay
    this.#rules = rules
  }

  sessions(fromDay: number, toDay: number): readonly Session[] {
    const store = this.#store
    const first = lowerBound(store.day, fromDay)
    const end = upperBound(store.day, toDay)
    return Array.from({ length: Math.max(0, end - first) }, (_, index) => sessionAt(store, first + index))
  }

  sessionsBetween(fromMs: number, toMs: number): SessionTable {
    const store = this.#store
    return sessionColumns(store, upperBound(store.close, fromMs), lowerBound(store.open, toMs))
  }

  openTimes(fromMs: number, toMs: number): Float64Array {
    const store = this.#store
    const first = Math.max(0, upperBound(store.open, fromMs) - 1)
    return store.open.slice(first, upperBound(store.open, toMs))
  }

  sessionDays(time: Float64Array): Float64Array {
    const clock = this.#zone
    const store = this.#store
    const shift = (this.#rules.dayBeginsBefore ?? 0) * MINUTE
    const days = new Float64Array(time.length)
    let next = lowerBound(store.extendedClose, (time[0] ?? 0) + 1)
    for (let i = 0; i < time.length; i++) {
      const at = time[i] ?? 0
      while (next < store.count && (store.extendedClose[next] ?? 0) <= at) next++
      const trades = next < store.count && (store.extendedOpen[next] ?? 0) <= at
      days[i] = trades ? (store.day[next] ?? 0) : Math.floor((at + clock.offsetAt(at) + shift) / DAY)
    }
    return days
  }

  phaseAt(timeMs: number): MarketPhase {
    const store = this.#store
    const part = upperBound(store.partStart, timeMs) - 1
    if (part >= 0 && timeMs < (store.partEnd[part] ?? 0))
      return PHASES[store.partPhase[part] ?? 0] ?? 'closed'
    const session = upperBound(store.open, timeMs) - 1
    return session >= 0 && timeMs < (store.close[session] ?? 0) ? 'break' : 'closed'
  }

  nextOpen(timeMs: number): number | undefined {
    return this.#store.open[upperBound(this.#store.open, timeMs)]
  }

  nextClose(timeMs: number): number | undefined {
    return this.#store.close[upperBound(this.#store.close, timeMs)]
  }

  get #zone(): ZoneClock {
    this.#clock ??= new ZoneClock(this.timeZone, this.firstDay * DAY, this.lastDay * DAY)
    return this.#clock
  }

  get #store(): SessionStore {
    this.#stored ??= this.#compute()
    return this.#stored
  }

  #compute(): SessionStore {
    const rules = this.#rules
    const clock = this.#zone
    const hasSession = (day: number) =>
      weekday(day) < 5 ? !rules.isClosed(day) : (rules.openWeekends?.has(day) ?? false)
    let before = this.firstDay - 1
    while (!hasSession(before)) before--
    const writer = new SessionWriter()
    for (let day = this.firstDay; day <= this.lastDay; day++) {
      if (!hasSession(day)) continue
      const { pre, regular, post, settlement } = rules.hours(day, before)
      const at = (minutes: number) => clock.instantOf(day * DAY + minutes * MINUTE)
      if (pre) for (const [from, to] of pre) writer.part(0, at(from), at(to))
      for (const [from, to] of regular) writer.part(1, at(from), at(to))
      if (post) for (const [from, to] of post) writer.part(2, at(from), at(to))
      writer.session(day, settlement === undefined ? undefined : at(settlement))
      before = day
    }
    return writer.store()
  }
}

function sessionAt(store: SessionStore, index: number): Session {
  const breakStartMs = store.breakStart[index] ?? Number.NaN
  const parts: SessionPart[] = []
  for (let part = store.firstPart[index] ?? 0; part < (store.firstPart[index + 1] ?? 0); part++) {
    parts.push({
      phase: PHASES[store.partPhase[part] ?? 0] ?? 'regular',
      fromMs: store.partStart[part] ?? Number.NaN,
      toMs: store.partEnd[part] ?? Number.NaN,
    })
  }
  return {
    day: store.day[index] ?? Number.NaN,
    openMs: store.open[index] ?? Number.NaN,
    closeMs: store.close[index] ?? Number.NaN,
    ...(Number.isNaN(breakStartMs) ? {} : { breakStartMs, breakEndMs: store.breakEnd[index] ?? Number.NaN }),
    settlementMs: store.settlement[index] ?? Number.NaN,
    parts,
  }
}
