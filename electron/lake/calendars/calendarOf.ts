import { alwaysOpen } from './alwaysOpen.ts'
import type { Calendar } from './calendar.ts'
import { foreignExchange } from './foreignExchange.ts'
import { hongKong } from './hongKong.ts'
import { newYork } from './newYork.ts'

const CALENDARS: ReadonlyMap<string, Calendar> = new Map(
  [newYork, hongKong, alwaysOpen, foreignExchange].map((calendar) => [calendar.id, calendar]),
)

/** The calendar of an id, or undefined where the lake has no rules for it. */
export function calendarOf(id: string): Calendar | undefined {
  return CALENDARS.get(id)
}
