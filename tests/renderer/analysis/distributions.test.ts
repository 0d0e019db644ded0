import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histogram, niceStep } from '../../../renderer/charts/histogram.ts'
import { dailyReturns, yearRows } from '../../../renderer/charts/periodReturns.ts'

describe('a histogram', () => {
  it('counts every finite value once, in round bins with zero on an edge, never more bins than asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 400 }),
        (values) => {
          const bins = histogram(values, 21)
          expect(bins.length).toBeLessThanOrEqual(21)
          expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length)
          for (const bin of bins) expect(bin.from < 0 && bin.to > 1e-12 && bin.from < -1e-12).toBe(false)
          for (const bin of bins) {
            const inside = values.filter((value) => value > bin.from + 1e-9 && value < bin.to - 1e-9).length
            expect(bin.count).toBeGreaterThanOrEqual(inside)
          }
        },
      ),
      { seed: 5 },
    )
  })

  it('takes widths of 1, 2, 2.5 and 5 times a power of ten', () => {
    expect([0.0011, 0.0021, 0.003, 0.06, 7].map(niceStep)).toEqual([0.002, 0.0025, 0.005, 0.1, 10])
  })

  it('of equal values is one bin that holds them all', () => {
    expect(
      histogram([0.01, 0.01, 0.01])
        .filter((bin) => bin.count > 0)
        .map((bin) => bin.count),
    ).toEqual([3])
  })

  it('ignores what is not a number, and is empty without any', () => {
    expect(histogram([Number.NaN, Number.POSITIVE_INFINITY])).toEqual([])
  })
})

describe('daily returns', () => {
  it('go from the last equity of a day to the last of the next', () => {
    const day = 86_400_000
    const returns = dailyReturns([0, day / 2, day, day * 1.5, 3 * day], [100, 110, 120, 121, 133.1])
    expect(Array.from(returns, (rate) => Math.round(rate * 1e9) / 1e9)).toEqual([0.1, 0.1])
  })

  it('of one day are none', () => {
    expect(dailyReturns([0, 1, 2], [1, 2, 3])).toHaveLength(0)
  })
})

describe('the table of monthly returns', () => {
  it('compounds each year over the months it has', () => {
    const rows = yearRows([
      { year: 2021, month: 2, returnRate: 0.1 },
      { year: 2020, month: 12, returnRate: -0.5 },
      { year: 2021, month: 3, returnRate: 0.1 },
    ])
    expect(rows.map((row) => row.year)).toEqual([2020, 2021])
    expect(rows[1]?.total).toBeCloseTo(0.21, 12)
    expect(rows[1]?.months.slice(0, 3)).toEqual([null, 0.1, 0.1])
  })
})
