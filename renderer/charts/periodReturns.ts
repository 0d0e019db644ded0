const DAY_MS = 86_400_000

/**
 * Returns from one UTC day's last equity to the next day's, as fractions; days without a value are skipped.
 * The first day has no predecessor and gives none.
 */
export function dailyReturns(timesMs: ArrayLike<number>, equity: ArrayLike<number>): Float64Array {
  const closes: number[] = []
  let day = Number.NaN
  for (let index = 0; index < timesMs.length; index += 1) {
    const value = equity[index] ?? Number.NaN
    const itsDay = Math.floor((timesMs[index] ?? 0) / DAY_MS)
    if (itsDay === day) closes[closes.length - 1] = value
    else closes.push(value)
    day = itsDay
  }
  const returns = new Float64Array(Math.max(0, closes.length - 1))
  for (let index = 1; index < closes.length; index += 1) {
    returns[index - 1] = (closes[index] ?? Number.NaN) / (closes[index - 1] ?? Number.NaN) - 1
  }
  return returns.filter(Number.isFinite)
}

export interface YearRow {
  readonly year: number
  /** January first; null where the run has no such month. */
  readonly months: readonly (number | null)[]
  /** The year's months compounded. */
  readonly total: number
}

/** Monthly returns as a table, newest year last, each year with its compounded total. */
export function yearRows(
  monthly: readonly { readonly year: number; readonly month: number; readonly returnRate: number }[],
): YearRow[] {
  const years = new Map<number, (number | null)[]>()
  for (const { year, month, returnRate } of monthly) {
    const months = years.get(year) ?? Array.from({ length: 12 }, () => null)
    months[month - 1] = returnRate
    years.set(year, months)
  }
  return [...years.entries()]
    .sort(([a], [b]) => a - b)
    .map(([year, months]) => ({
      year,
      months,
      total: months.reduce<number>((growth, rate) => growth * (1 + (rate ?? 0)), 1) - 1,
    }))
}
