import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arithmetic,
  atr,
  ema,
  highest,
  lag,
  lowest,
  returns,
  rsi,
  sma,
  standardDeviation,
  trueRange,
  wilder,
  zScore,
} from '../../electron/quant/indicators/index.ts'

const NAN = Number.NaN
const f = (...values: number[]): Float64Array<ArrayBuffer> => Float64Array.from(values)
const seed = { seed: 20_260, numRuns: 200 }

/** Sources of prices, some of them unknown, and a window. */
const sources = fc.record({
  values: fc.array(
    fc.oneof(
      { weight: 12, arbitrary: fc.double({ min: 0.01, max: 1e6, noNaN: true }) },
      { weight: 1, arbitrary: fc.constant(NAN) },
    ),
    { minLength: 1, maxLength: 80 },
  ),
  length: fc.integer({ min: 2, max: 12 }),
})

/** The definition spelled out: a function of each full window, NaN for the others. */
function overWindows(source: Float64Array, length: number, of: (window: number[]) => number): number[] {
  return Array.from(source, (_, t) => {
    const window = [...source.slice(Math.max(0, t - length + 1), t + 1)]
    return window.length < length || window.some(Number.isNaN) ? NAN : of(window)
  })
}

const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length
const deviation = (values: number[], divisor: number): number => {
  const center = average(values)
  return Math.sqrt(values.reduce((total, value) => total + (value - center) ** 2, 0) / divisor)
}

function expectClose(ours: Float64Array, expected: number[], scale = 1): void {
  expect(ours.length).toBe(expected.length)
  for (const [t, value] of expected.entries()) {
    if (Number.isNaN(value)) expect(ours[t], `at ${t}`).toBeNaN()
    else
      expect(Math.abs(ours[t]! - value), `at ${t}`).toBeLessThanOrEqual(
        1e-9 * Math.max(scale, Math.abs(value)),
      )
  }
}

describe('rolling indicators equal their definition over every window', () => {
  it('SMA, highest and lowest, through unknown values', () => {
    fc.assert(
      fc.property(sources, ({ values, length }) => {
        const source = Float64Array.from(values)
        expectClose(sma(source, length), overWindows(source, length, average))
        expectClose(
          highest(source, length),
          overWindows(source, length, (window) => Math.max(...window)),
        )
        expectClose(
          lowest(source, length),
          overWindows(source, length, (window) => Math.min(...window)),
        )
      }),
      seed,
    )
  })

  it('standard deviation with both divisors, through unknown values', () => {
    fc.assert(
      fc.property(sources, ({ values, length }) => {
        const source = Float64Array.from(values)
        expectClose(
          standardDeviation(source, length, 'sample'),
          overWindows(source, length, (window) => deviation(window, length - 1)),
          1e6,
        )
        expectClose(
          standardDeviation(source, length, 'population'),
          overWindows(source, length, (window) => deviation(window, length)),
          1e6,
        )
      }),
      seed,
    )
  })
})

describe('numerical stability', () => {
  it('a deviation of 1 stays 1 on a price level of a billion', () => {
    const source = Float64Array.from({ length: 1000 }, (_, t) => 1e9 + (t % 2 === 0 ? 1 : -1))
    const last = standardDeviation(source, 10, 'population').at(-1)
    expect(last).toBeCloseTo(1, 9)
  })

  it('an outlier leaves nothing behind once it has left the window', () => {
    const source = Float64Array.from({ length: 60 }, (_, t) => (t === 20 ? 1e15 : 0.1 + (t % 3)))
    const clean = source.map((value, t) => (t === 20 ? 0 : value))
    expect(sma(source, 5)[59]).toBe(sma(clean, 5)[59])
    expect(standardDeviation(source, 5, 'sample')[59]).toBe(standardDeviation(clean, 5, 'sample')[59])
  })

  it('a mean over a million values of 0.1 is 0.1 to the last digit', () => {
    expect(sma(new Float64Array(1_000_000).fill(0.1), 1000).at(-1)).toBe(0.1)
  })
})

describe('closed forms', () => {
  it('EMA of a constant is the constant, and a unit step answers with 1 - (1 - alpha)^n', () => {
    expect([...ema(f(7, 7, 7, 7), 3)]).toEqual([NAN, NAN, 7, 7])
    const step = ema(f(0, 0, 0, 1, 1, 1, 1), 3)
    expect(step[6]).toBeCloseTo(1 - 0.5 ** 4, 15)
  })

  it('Wilder smoothing decays by 1 - 1/length', () => {
    const out = wilder(f(1, 1, 1, 0, 0), 3)
    expect(out[4]).toBeCloseTo((2 / 3) ** 2, 15)
  })

  it('RSI is 100 when prices only rise, 0 when they only fall, 50 when they rest', () => {
    expect(rsi(f(1, 2, 3, 4), 3)[3]).toBe(100)
    expect(rsi(f(4, 3, 2, 1), 3)[3]).toBe(0)
    expect(rsi(f(4, 4, 4, 4), 3)[3]).toBe(50)
    expect(rsi(f(4, 5, 4, 5), 2)[2]).toBe(50)
  })

  it('true range takes the gap from the close before', () => {
    expect([...trueRange(f(10, 15), f(9, 14), f(9, 14))]).toEqual([NAN, 6])
    expect(atr(f(10, 15, 15), f(9, 14, 13), f(9, 14, 14), 2)[2]).toBe(4)
  })

  it('z-score of the last of 1, 2, 3 is 1, and 0 where nothing varies', () => {
    expect([...zScore(f(1, 2, 3, 3, 3), 3)].slice(2)).toEqual([1, expect.closeTo(0.577350269, 8), 0])
  })

  it('returns, lag and arithmetic, with warm-up and division by zero', () => {
    expect([...returns(f(2, 3, 0, 1), 1)]).toEqual([NAN, 0.5, -1, NAN])
    expect([...lag(f(1, 2, 3), 2)]).toEqual([NAN, NAN, 1])
    expect([...lag(f(1, 2, 3), 0)]).toEqual([1, 2, 3])
    expect([...lag(f(1, 2), 5)]).toEqual([NAN, NAN])
    expect([...arithmetic('divide', f(1, 2), f(0, 4), 2)]).toEqual([NAN, 0.5])
    expect([...arithmetic('subtract', 1, f(1, NAN), 2)]).toEqual([0, NAN])
  })

  it('a window of a fraction or of nothing is refused', () => {
    expect(() => sma(f(1, 2), 0)).toThrow(RangeError)
    expect(() => ema(f(1, 2), 1.5)).toThrow(RangeError)
    expect(() => standardDeviation(f(1, 2), 1, 'sample')).toThrow(RangeError)
  })
})
