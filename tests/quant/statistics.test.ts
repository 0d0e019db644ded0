import { describe, expect, it } from 'vitest'
import { deepestDrawdown, drawdowns, longestDrawdown } from '../../electron/quant/statistics/drawdown.ts'
import { mean, quantile, sampleDeviation, sum } from '../../electron/quant/statistics/moments.ts'
import {
  annualVolatility,
  compoundAnnualGrowth,
  conditionalValueAtRisk95,
  regressOnBenchmark,
  sharpeRatio,
  simpleReturns,
  sortinoRatio,
  valueAtRisk95,
} from '../../electron/quant/statistics/returns.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'

const f = (...values: number[]): Float64Array<ArrayBuffer> => Float64Array.from(values)

describe('moments', () => {
  it('sums without losing small values among large ones', () => {
    expect(sum(f(1, 1e100, 1, -1e100))).toBe(2)
  })

  it('interpolates quantiles as R type 7', () => {
    expect(quantile(f(4, 1, 3, 2), 0.25)).toBe(1.75)
    expect(quantile(f(4, 1, 3, 2), 1)).toBe(4)
  })

  it('has the sample deviation of 2, 4, 4, 4, 5, 5, 7, 9', () => {
    expect(mean(f(2, 4, 4, 4, 5, 5, 7, 9))).toBe(5)
    expect(sampleDeviation(f(2, 4, 4, 4, 5, 5, 7, 9))).toBeCloseTo(Math.sqrt(32 / 7), 15)
  })
})

describe('ratios worked out by hand', () => {
  const returns = f(0.01, -0.02, 0.03, 0)

  it('volatility, Sharpe and Sortino of four returns', () => {
    // mean 0.005; squared deviations 25 + 625 + 625 + 25 = 1300 (x 1e-6); downside squares 400 (x 1e-6) over 4
    const deviation = Math.sqrt(1300e-6 / 3)
    expect(annualVolatility(returns, 252)).toBeCloseTo(deviation * Math.sqrt(252), 14)
    expect(sharpeRatio(returns, 252, 0)).toBeCloseTo((0.005 / deviation) * Math.sqrt(252), 12)
    expect(sortinoRatio(returns, 252, 0)).toBeCloseTo((0.005 / 0.01) * Math.sqrt(252), 12)
    expect(sharpeRatio(returns, 252, 0.252)).toBeCloseTo((0.004 / deviation) * Math.sqrt(252), 12)
  })

  it('value at risk is the 5 % quantile and expected shortfall the mean below it', () => {
    const hundred = Float64Array.from({ length: 101 }, (_, t) => (t - 50) / 100)
    expect(valueAtRisk95(hundred)).toBeCloseTo(-0.45, 14)
    expect(conditionalValueAtRisk95(hundred)).toBeCloseTo(-0.475, 14)
  })

  it('growth of 100 to 121 in two years is 10 % a year', () => {
    expect(compoundAnnualGrowth(100, 121, 2)).toBeCloseTo(0.1, 14)
    expect(compoundAnnualGrowth(100, 121, 0)).toBeNull()
  })

  it('is null where nothing varies', () => {
    expect(sharpeRatio(f(0, 0, 0), 252, 0)).toBeNull()
    expect(sortinoRatio(f(0.01, 0.02), 252, 0)).toBeNull()
  })
})

describe('against a benchmark', () => {
  it('finds beta 2 and the alpha that was put in', () => {
    const benchmark = f(0.01, -0.02, 0.03, 0.005)
    const returns = benchmark.map((value) => 2 * value + 0.001)
    const found = regressOnBenchmark(returns, benchmark, 252, 0)
    expect(found.beta).toBeCloseTo(2, 12)
    expect(found.alpha).toBeCloseTo(0.252, 12)
    const active = returns.map((value, t) => value - benchmark[t]!)
    expect(found.informationRatio).toBeCloseTo((mean(active) / sampleDeviation(active)) * Math.sqrt(252), 12)
  })

  it('is null against a benchmark that rests', () => {
    expect(regressOnBenchmark(f(0.1, 0.2), f(0, 0), 252, 0).beta).toBeNull()
  })
})

describe('drawdown', () => {
  it('is measured from the running maximum, the start included', () => {
    const drawdown = drawdowns(f(90, 120, 60, 119, 120, 130), 100)
    expect([...drawdown]).toEqual([expect.closeTo(-0.1, 15), 0, -0.5, expect.closeTo(-1 / 120, 15), 0, 0])
    expect(deepestDrawdown(drawdown)).toBe(-0.5)
  })

  it('lasts from the last high to the recovery, or to the end', () => {
    const days = f(0, 1, 2, 3, 4, 5)
    expect(longestDrawdown(drawdowns(f(90, 120, 60, 119, 120, 130), 100), days)).toBe(3)
    expect(longestDrawdown(drawdowns(f(100, 120, 60, 70, 80, 90), 100), days)).toBe(4)
    expect(longestDrawdown(drawdowns(f(100, 110, 120, 130, 140, 150), 100), days)).toBe(0)
  })
})

describe('simple returns', () => {
  it('has one fewer than there are values', () => {
    expect([...simpleReturns(f(100, 110, 99))]).toEqual([expect.closeTo(0.1, 15), expect.closeTo(-0.1, 15)])
    expect(simpleReturns(f(1))).toHaveLength(0)
  })
})

describe('random numbers', () => {
  it('follow xoshiro128** from its state: the same seed repeats, another one differs', () => {
    const draw = (start: number): number[] => {
      const random = new Xoshiro128(start)
      return Array.from({ length: 5 }, () => random.nextUint32())
    }
    expect(draw(42)).toEqual(draw(42))
    expect(draw(42)).not.toEqual(draw(43))
    expect(draw(1)).not.toEqual(draw(1 + 2 ** 32))
  })

  it('are uniform in [0, 1): mean and chi-square over ten cells of 100,000 draws', () => {
    const random = new Xoshiro128(7)
    const cells = new Float64Array(10)
    let total = 0
    for (let k = 0; k < 100_000; k++) {
      const value = random.next()
      expect(value >= 0 && value < 1).toBe(true)
      total += value
      cells[Math.floor(value * 10)]!++
    }
    expect(total / 100_000).toBeCloseTo(0.5, 2)
    const chiSquare = cells.reduce((at, count) => at + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(27.9) // 0.1 % point with 9 degrees of freedom
  })
})
