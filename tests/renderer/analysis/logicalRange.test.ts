import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LEAST_BARS,
  latestRange,
  pannedRange,
  restoredRange,
  zoomedRange,
} from '../../../renderer/charts/logicalRange.ts'

const DAY_MS = 86_400_000
const SEED = 20_000_103
const days = (count: number, first = 0) =>
  Float64Array.from({ length: count }, (_, index) => first + index * DAY_MS)

describe('the bars on the screen', () => {
  it('are the newest ones with room before the price scale', () => {
    expect(latestRange(5000, 120)).toEqual({ from: 4880, to: 5003 })
  })

  it('keep the width of bars where there are one or two', () => {
    for (const length of [1, 2, 10]) {
      const { from, to } = latestRange(length, 120)
      expect(from).toBe(-1)
      expect(to - from).toBe(LEAST_BARS)
    }
  })

  it('stay at the same stretch of time when the bars change', () => {
    expect(restoredRange(days(500), { fromMs: 100 * DAY_MS, toMs: 300 * DAY_MS })).toEqual({
      from: 100,
      to: 300,
    })
  })

  it('fill the screen after a symbol that had only a few bars, at the beginning of the new ones', () => {
    // A stretch of ten days at the very start would leave a sliver at the right edge.
    const range = restoredRange(days(400), { fromMs: 0, toMs: 10 * DAY_MS })
    expect(range).toEqual({ from: -1, to: 159 })
  })

  it('are left to the caller where the stretch lies outside the bars', () => {
    expect(restoredRange(days(100), { fromMs: -50 * DAY_MS, toMs: -10 * DAY_MS })).toBeNull()
    expect(restoredRange(days(100), { fromMs: 200 * DAY_MS, toMs: 300 * DAY_MS })).toBeNull()
  })

  it('always show at least as many bars as make a chart, and never a screen without one', () => {
    const length = fc.integer({ min: 2, max: 3000 })
    const place = fc.double({ min: -0.2, max: 1.2, noNaN: true })
    fc.assert(
      fc.property(length, place, place, (count, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const range = restoredRange(days(count), {
          fromMs: from * count * DAY_MS,
          toMs: to * count * DAY_MS,
        })
        if (range === null) return
        expect(range.to - range.from).toBeGreaterThanOrEqual(LEAST_BARS)
        expect(range.from).toBeLessThan(count)
        expect(range.to).toBeGreaterThan(0)
      }),
      { seed: SEED },
    )
  })

  it('cannot be moved away from the data', () => {
    expect(pannedRange({ from: 0, to: 100 }, 1000, -5)).toEqual({ from: -50, to: 50 })
    expect(pannedRange({ from: 900, to: 1000 }, 1000, 5)).toEqual({ from: 949, to: 1049 })
    expect(pannedRange({ from: 400, to: 500 }, 1000, 0.1)).toEqual({ from: 410, to: 510 })
  })

  it('zoom around the newest bar while it is there, else around the middle', () => {
    expect(zoomedRange({ from: 899, to: 999 }, 1000, 0.5)).toEqual({ from: 949, to: 999 })
    expect(zoomedRange({ from: 100, to: 200 }, 1000, 0.5)).toEqual({ from: 125, to: 175 })
  })

  it('are never fewer than eight by zooming', () => {
    const { from, to } = zoomedRange({ from: 100, to: 110 }, 1000, 0.01)
    expect(to - from).toBeCloseTo(8)
  })
})
