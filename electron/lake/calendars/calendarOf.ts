import { DeskError } from '../../../shared/domain/deskError.ts'
import { alwaysOpen } from './alwaysOpen.ts'
import { americanBonds } from './americanBonds.ts'
import { cboeIndexOptions, equityOptions } from './americanOptions.ts'
import type { Calendar } from './calendar.ts'
import { amsterdam, milan, paris } from './euronext.ts'
import { foreignExchange } from './foreignExchange.ts'
import { eurex, xetra } from './frankfurt.ts'
import { globexCurrencies, globexEnergy, globexEquity, globexMetals, globexRates } from './globex.ts'
import { globexGrains, globexLivestock } from './globexAgriculture.ts'
import { hongKong, hongKongFutures } from './hongKong.ts'
import { bombay, nationalIndia } from './india.ts'
import { london } from './london.ts'
import { nasdaq, newYork } from './newYork.ts'
import { shanghai, shenzhen } from './shanghai.ts'
import { sydney } from './sydney.ts'
import { tokyo } from './tokyo.ts'
import { toronto } from './toronto.ts'
import { zurich } from './zurich.ts'

/** Every calendar of the lake, those of one continent together. */
export const CALENDARS: readonly Calendar[] = [
  newYork,
  nasdaq,
  toronto,
  cboeIndexOptions,
  equityOptions,
  americanBonds,
  globexEquity,
  globexCurrencies,
  globexRates,
  globexEnergy,
  globexMetals,
  globexGrains,
  globexLivestock,
  london,
  paris,
  amsterdam,
  milan,
  xetra,
  zurich,
  eurex,
  hongKong,
  hongKongFutures,
  tokyo,
  shanghai,
  shenzhen,
  nationalIndia,
  bombay,
  sydney,
  foreignExchange,
  alwaysOpen,
]

const BY_ID: ReadonlyMap<string, Calendar> = new Map(CALENDARS.map((calendar) => [calendar.id, calendar]))

/** The id of an instrument whose market is not known: nothing is said about its sessions. */
export const UNKNOWN_CALENDAR = 'unknown'

/** The calendar of an id, or undefined where the lake has no rules for it. */
export function calendarOf(id: string): Calendar | undefined {
  return BY_ID.get(id)
}

/** @throws DeskError BAD_INPUT, with the ids that there are, for an id that is no calendar */
export function requireKnownCalendar(id: string): void {
  if (id === UNKNOWN_CALENDAR || BY_ID.has(id)) return
  const known = [...BY_ID.keys(), UNKNOWN_CALENDAR]
  throw new DeskError('BAD_INPUT', `There is no trading calendar '${id}'.`, {
    where: 'calendar',
    hint: `Known are ${known.join(', ')}.`,
    details: { suggestions: known },
  })
}
