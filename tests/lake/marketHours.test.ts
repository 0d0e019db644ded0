import { describe, expect, it } from 'vitest'
import type { Calendar, SessionPart } from '../../electron/lake/calendars/calendar.ts'
import { calendarOf } from '../../electron/lake/calendars/calendarOf.ts'
import { hasSharedData } from '../support/sharedData.ts'
import { difference, joined, leanStretches, readMarketHours, type Stretch } from './leanMarketHours.ts'

const DAY = 86_400_000
/** A period that Lean's lists of holidays, early closes and late opens cover for every market. */
const FROM = Date.UTC(2025, 0, 3)
const TO = Date.UTC(2026, 9, 31)

interface Comparison {
  readonly id: string
  readonly entry: string
  /** Regular hours only, where Lean's extended ones are of another kind. */
  readonly regular?: boolean
  /** Open in Lean and closed here, or the other way round, on the market's clock, each with the reason. */
  readonly leanOnly?: Readonly<Record<string, string>>
  readonly oursOnly?: Readonly<Record<string, string>>
}

const CARTER = 'day of mourning for President Carter: CME ended equity trading at 8:30'
const GOOD_FRIDAY =
  'Good Friday: CME Group is closed (CME holiday calendar); Lean ends Thursday early instead'
const CHRISTMAS = 'Christmas Day: CME Group is closed; Lean has an early close where the holiday belongs'
const NO_NIGHT =
  'grains open at 8:30 after this holiday (CME holiday calendar), as Lean has it in other years'
const LATE_SESSION = 'after an early close NYSE Arca trades to 17:00 (NYSE, holidays and trading hours)'

const CME_FINANCIAL = {
  '2025-04-18T00:00/16:00': GOOD_FRIDAY,
}

const COMPARISONS: readonly Comparison[] = [
  {
    id: 'XNYS',
    entry: 'Equity-usa-[*]',
    oursOnly: {
      '2025-07-03T13:00/17:00': LATE_SESSION,
      '2025-11-28T13:00/17:00': LATE_SESSION,
      '2025-12-24T13:00/17:00': LATE_SESSION,
    },
  },
  { id: 'XCBO-EQUITY', entry: 'Equity-usa-[*]', regular: true },
  {
    id: 'XETR',
    entry: 'Index-eurex-[*]',
    regular: true,
    leanOnly: {
      '2025-12-30T14:00/17:30': 'the last session of a year ends at 14:00 (Xetra trading calendar)',
    },
  },
  { id: 'XHKG', entry: 'Index-hkfe-[*]', regular: true },
  { id: 'XHKF', entry: 'Future-hkfe-[*]', regular: true },
  { id: 'XTKS', entry: 'Index-ose-[*]', regular: true },
  { id: '24x5', entry: 'Forex-interactivebrokers-[*]' },
  { id: '24x7', entry: 'Crypto-binance-[*]' },
  {
    id: 'XCME-EQUITY',
    entry: 'Future-cme-ES',
    leanOnly: {
      '2025-01-09T08:30/16:00': CARTER,
      '2025-04-17T23:00/16:00': GOOD_FRIDAY,
      '2025-12-24T23:00/16:00': CHRISTMAS,
    },
  },
  {
    id: 'XCME-EQUITY',
    entry: 'Future-cbot-YM',
    leanOnly: {
      '2025-01-09T08:30/16:00': CARTER,
      '2025-04-17T23:00/16:00': GOOD_FRIDAY,
      '2025-12-24T23:00/16:00': CHRISTMAS,
    },
  },
  {
    id: 'XCBT-RATES',
    entry: 'Future-cbot-ZN',
    leanOnly: { ...CME_FINANCIAL, '2025-12-25T00:00/16:00': CHRISTMAS },
  },
  { id: 'XCME-FX', entry: 'Future-cme-6E', leanOnly: CME_FINANCIAL },
  {
    id: 'XNYM',
    entry: 'Future-nymex-CL',
    leanOnly: { '2025-04-17T23:00/16:00': GOOD_FRIDAY, '2025-12-24T23:00/16:00': CHRISTMAS },
  },
  { id: 'XCEC', entry: 'Future-comex-GC', leanOnly: { '2025-04-17T23:00/16:00': GOOD_FRIDAY } },
  {
    id: 'XCBT-GRAINS',
    entry: 'Future-cbot-ZC',
    leanOnly: {
      '2025-04-18T00:00/07:45': GOOD_FRIDAY,
      '2025-04-18T08:30/13:20': GOOD_FRIDAY,
      '2025-11-28T00:00/07:45': NO_NIGHT,
      '2025-12-26T00:00/07:45': NO_NIGHT,
    },
  },
  {
    id: 'XCME-LIVESTOCK',
    entry: 'Future-cme-LE',
    leanOnly: {
      '2025-01-20T08:30/13:05': 'Martin Luther King Day, which Lean has in 2024 and 2026',
      '2025-04-18T08:30/13:05': GOOD_FRIDAY,
      '2025-12-24T12:05/12:15': 'early closes of livestock are at 12:05, as Lean has the one of 28 November',
    },
  },
]

function calendar(id: string): Calendar {
  const found = calendarOf(id)
  if (!found) throw new Error(`no calendar ${id}`)
  return found
}

function ownStretches(own: Calendar, phases: readonly SessionPart['phase'][]): Stretch[] {
  const parts = own.sessions(FROM / DAY - 10, TO / DAY + 10).flatMap((session) => session.parts)
  return joined(
    parts
      .filter(({ phase, fromMs, toMs }) => phases.includes(phase) && toMs > FROM && fromMs < TO)
      .map(({ fromMs, toMs }): Stretch => [Math.max(fromMs, FROM), Math.min(toMs, TO)]),
  )
}

/** Differences in both directions, as texts of the market's clock. */
function compare({ id, entry, regular = false }: Comparison, hours: Readonly<Record<string, unknown>>) {
  const own = calendar(id)
  const lean = leanStretches(
    hours[entry],
    FROM,
    TO,
    regular ? ['market'] : ['premarket', 'market', 'postmarket'],
  )
  const ours = ownStretches(own, regular ? ['regular'] : ['pre', 'regular', 'post'])
  const local = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(own.timeZone).toPlainDateTime().toString()
  const text = ([from, to]: Stretch) => `${local(from).slice(0, 16)}/${local(to).slice(11, 16)}`
  return {
    leanOnly: difference(lean, ours).map(text),
    oursOnly: difference(ours, lean).map(text),
    hours: Math.round(ours.reduce((sum, [from, to]) => sum + to - from, 0) / 3_600_000),
  }
}

describe.skipIf(!hasSharedData)("market hours against Lean's database, January 2025 to October 2026", () => {
  const hours = hasSharedData ? readMarketHours() : {}

  it.each(COMPARISONS)('$id is open when $entry is, but for what is named', (comparison) => {
    const found = compare(comparison, hours)
    expect(found.hours).toBeGreaterThan(2000)
    expect(found.leanOnly).toEqual(Object.keys(comparison.leanOnly ?? {}))
    expect(found.oursOnly).toEqual(Object.keys(comparison.oursOnly ?? {}))
  })

  it('XEUR opens an hour later in summer, as Eurex does (01:10 CET, 02:10 CEST), and is else as Future-eurex-[*]', () => {
    const { leanOnly, oursOnly } = compare({ id: 'XEUR', entry: 'Future-eurex-[*]' }, hours)
    expect(oursOnly).toEqual([])
    expect(new Set(leanOnly.map((text) => text.slice(10)))).toEqual(new Set(['T01:10/02:10']))
    expect(leanOnly).toHaveLength(294)
    expect([leanOnly[0], leanOnly.at(-1)]).toEqual(['2025-03-31T01:10/02:10', '2026-10-23T01:10/02:10'])
  })

  it('XNSE differs on the festivals, which Lean leaves out, and in two sessions of the budget', () => {
    const { leanOnly, oursOnly } = compare({ id: 'XNSE', entry: 'Equity-india-[*]', regular: true }, hours)
    // NSE circulars: live sessions on Saturday 1 February 2025 and Sunday 1 February 2026.
    expect(oursOnly).toEqual(['2025-02-01T09:15/15:30', '2026-02-01T09:15/15:30'])
    expect(leanOnly).toHaveLength(18)
    expect(leanOnly).toContain('2025-10-21T09:15/13:45')
  })
})
