import { alwaysOpen } from './alwaysOpen.ts'
import type { Calendar } from './calendar.ts'

const CALENDARS: ReadonlyMap<string, Calendar> = new Map([['24x7', alwaysOpen]])

/** The calendar of an id, or undefined where the lake has no rules for it. */
export function calendarOf(id: string): Calendar | undefined {
  return CALENDARS.get(id)
}
