import type { Instrument } from '../../shared/domain/instrument.ts'

interface Rate {
  readonly fromMs: number
  readonly rate: number
  /** Most that one trade is charged, in dollars. */
  readonly cap: number
}

function rates(rows: readonly (readonly [from: string, rate: number, cap?: number])[]): readonly Rate[] {
  return rows.map(([from, rate, cap = Number.POSITIVE_INFINITY]) => ({ fromMs: Date.parse(from), rate, cap }))
}

/** Dollars per dollar sold: the SEC's fee rate advisories under section 31 of the Securities Exchange Act. */
const SECTION_31 = rates([
  ['2013-05-25', 17.4e-6],
  ['2014-03-18', 22.1e-6],
  ['2015-02-14', 18.4e-6],
  ['2016-02-16', 21.8e-6],
  ['2017-07-04', 23.1e-6],
  ['2018-05-22', 13e-6],
  ['2019-04-16', 20.7e-6],
  ['2020-02-18', 22.1e-6],
  ['2021-02-25', 5.1e-6],
  ['2022-05-14', 22.9e-6],
  ['2023-02-27', 8e-6],
  ['2024-05-22', 27.8e-6],
  ['2025-05-14', 0],
])

/** Dollars per share sold: FINRA's trading activity fee, section 1 of schedule A to its by-laws. */
const TRADING_ACTIVITY = rates([
  ['2010-07-01', 0.00009, 4.5],
  ['2012-03-01', 0.000095, 4.75],
  ['2012-07-01', 0.000119, 5.95],
  ['2022-01-01', 0.00013, 6.49],
  ['2023-01-01', 0.000145, 7.27],
  ['2024-01-01', 0.000166, 8.3],
])

/** Whether sales of an instrument are covered: shares and funds of US exchanges. */
export function isCoveredSecurity({ assetClass, currency, calendar }: Instrument): boolean {
  const isShare = assetClass === 'equity' || assetClass === 'etf'
  return isShare && currency === 'USD' && (calendar === 'XNYS' || calendar === 'XNAS')
}

/**
 * What the SEC and FINRA take of a sale, in dollars, each rounded up to the cent as brokers pass it on; 0 before the
 * first rate of the tables (2013-05-25 for the SEC, 2010-07-01 for FINRA); the last ones (2025-05-14, 2024-01-01) hold on.
 * @param quantity Shares sold.
 * @param value Dollars they were sold for.
 */
export function regulatoryFee(quantity: number, value: number, timeMs: number): number {
  const section31 = rateAt(SECTION_31, timeMs)
  const activity = rateAt(TRADING_ACTIVITY, timeMs)
  return upToCent(section31.rate * value) + upToCent(Math.min(activity.rate * quantity, activity.cap))
}

function rateAt(table: readonly Rate[], timeMs: number): Rate {
  let found: Rate = { fromMs: 0, rate: 0, cap: 0 }
  for (const row of table) if (row.fromMs <= timeMs) found = row
  return found
}

/** Rounded up to the cent; what float arithmetic adds to a whole number of cents does not count. */
function upToCent(dollars: number): number {
  return Math.ceil(Number((dollars * 100).toPrecision(12))) / 100
}
