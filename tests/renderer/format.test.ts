import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  changeClass,
  decimalsOf,
  formatAgo,
  formatBarTime,
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
  isolateName,
  MINUS,
  MISSING,
  THOUSANDS,
  zoneLabel,
} from '../../renderer/kit/format.ts'
import { parseNumber } from '../../renderer/kit/parseNumber.ts'

const SEED = 20_000_103

describe('figures', () => {
  it('groups thousands with a thin space that does not break', () => {
    expect(THOUSANDS).toBe('\u202f')
    expect(formatMoney(1234567.891)).toBe('1\u202f234\u202f567.89')
    expect(formatCount(999)).toBe('999')
  })

  it('writes a true minus sign', () => {
    expect(MINUS).toBe('\u2212')
    expect(formatNumber(-12.5)).toBe('\u221212.5')
  })

  it('shows the sign of changes, and none on zero', () => {
    expect(formatNumber(3, { signed: true })).toBe('+3')
    expect(formatNumber(0, { signed: true, digits: 2 })).toBe('0.00')
    expect(formatPercent(0.0123, { signed: true })).toBe('+1.23%')
    expect(formatPercent(-0.5, { digits: 0, unit: false })).toBe('\u221250')
  })

  it.each([null, undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'writes a dash for %s',
    (value) => {
      expect(formatNumber(value)).toBe(MISSING)
      expect(formatPercent(value)).toBe(MISSING)
      expect(formatPrice(value, 0.01)).toBe(MISSING)
      expect(formatBytes(value)).toBe(MISSING)
      expect(formatDuration(value)).toBe(MISSING)
      expect(formatDateTime(value)).toBe(MISSING)
    },
  )

  it('never writes a negative zero', () => {
    expect(formatNumber(-0, { digits: 2 })).toBe('0.00')
    expect(formatNumber(-0.004, { digits: 2 })).toBe('0.00')
    expect(formatPercent(-0.00001)).toBe('0.00%')
  })

  it('writes any number so that it reads back to the precision shown', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e12, max: 1e12, noNaN: true }),
        fc.integer({ min: 0, max: 8 }),
        (value, digits) => {
          const text = formatNumber(value, { digits, signed: true })
          expect(text).not.toMatch(/NaN|undefined|Infinity|null|-/)
          expect(text).not.toMatch(/^[+\u2212]?0(\.0*)?$/u.test(text) ? /^[+\u2212]/u : /^$/)
          const read = parseNumber(text.replace('+', ''))
          expect(read).not.toBeNull()
          expect(Math.abs((read ?? Number.NaN) - value)).toBeLessThanOrEqual(
            0.5 * 10 ** -digits + Math.abs(value) * 1e-12,
          )
        },
      ),
      { seed: SEED, numRuns: 300 },
    )
  })

  it("uses the instrument's precision", () => {
    expect([0.01, 1, 0.25, 0.0000025, 1e-8, 100].map(decimalsOf)).toEqual([2, 0, 2, 7, 8, 0])
    expect(formatPrice(4321.5, 0.25)).toBe('4\u202f321.50')
    expect(formatPrice(1.08123, 0.00001)).toBe('1.08123')
    expect(formatQuantity(12, 0.001)).toBe('12')
    expect(formatQuantity(0.125, 0.001)).toBe('0.125')
  })

  it('colours by sign, zero and missing dim', () => {
    expect([1, -1, 0, null, Number.NaN].map(changeClass)).toEqual(['up', 'down', 'zero', 'zero', 'zero'])
  })

  it('writes sizes in powers of 1000', () => {
    expect([0, 999, 1000, 51_200, 999_600, 2e9].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '51.2 kB',
      '1.0 MB',
      '2.0 GB',
    ])
  })

  it('writes lengths of time in at most two units', () => {
    expect([0, 340, 12_400, 200_000, 3_600_000, 187_200_000].map(formatDuration)).toEqual([
      '0 ms',
      '340 ms',
      '12.4 s',
      '3 min 20 s',
      '1 h',
      '2 d 4 h',
    ])
  })
})

describe('reading figures', () => {
  it.each([
    ['1 234.5', 1234.5],
    ['1\u202f234', 1234],
    ['1,234,567', 1234567],
    ['0,5', 0.5],
    ['\u22123', -3],
    ['2e3', 2000],
    ['.5', 0.5],
    ['', null],
    ['1.2.3', null],
    ['twelve', null],
    ['Infinity', null],
  ])('reads %j as %s', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })
})

describe('times', () => {
  // 2020-03-08 06:59:59 UTC is one second before New York's clocks go forward.
  const beforeSwitch = Date.UTC(2020, 2, 8, 6, 59, 59)

  it('writes ISO dates and 24 hours in the zone asked for', () => {
    expect(formatDateTime(beforeSwitch, 'America/New_York', 'seconds')).toBe('2020-03-08 01:59:59')
    expect(formatDateTime(beforeSwitch + 1000, 'America/New_York', 'seconds')).toBe('2020-03-08 03:00:00')
    expect(formatDateTime(Date.UTC(2020, 0, 1), 'UTC', 'milliseconds')).toBe('2020-01-01 00:00:00.000')
  })

  it('names the zone as it is at that moment', () => {
    expect(zoneLabel(beforeSwitch, 'America/New_York')).toBe('EST')
    expect(zoneLabel(beforeSwitch + 1000, 'America/New_York')).toBe('EDT')
  })

  it('shows daily bars and coarser by their date alone', () => {
    const open = Date.UTC(2020, 3, 17)
    expect(formatBarTime(open, '1d')).toBe('2020-04-17')
    expect(formatBarTime(open, '1M')).toBe('2020-04-17')
    expect(formatBarTime(open, '5m')).toBe('2020-04-17 00:00')
  })

  it('survives dates before the epoch', () => {
    expect(formatDate(Date.UTC(1950, 0, 3))).toBe('1950-01-03')
  })

  it('says how long ago', () => {
    const now = Date.UTC(2024, 5, 1, 12)
    expect([0, 60_000, 3_500_000, 7_200_000, 172_800_000].map((age) => formatAgo(now - age, now))).toEqual([
      'just now',
      '1 min ago',
      '58 min ago',
      '2 h ago',
      '2024-05-30',
    ])
  })
})

describe('a name beside a figure', () => {
  it('is isolated where it is written from right to left, and left alone otherwise', () => {
    expect(isolateName('שלום')).toBe('\u2068שלום\u2069')
    expect(isolateName('SPX')).toBe('SPX')
    expect(isolateName('ÄÖÜ中文')).toBe('ÄÖÜ中文')
  })
})
