import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedBars, firstWindow, nextWindow, windowAround } from '../../../renderer/charts/chartWindow.ts'

const MINUTE = 60_000
const year = { data: { fromMs: 0, toMs: 500_000 * MINUTE }, barsPerMs: 1 / MINUTE, maxBars: 10_000 }

describe('the window of bars a chart asks for', () => {
  it('is the whole dataset where that fits into one answer', () => {
    const days = { data: { fromMs: 0, toMs: 5_000 * MINUTE }, barsPerMs: 1 / MINUTE, maxBars: 10_000 }
    expect(firstWindow(days)).toEqual(days.data)
  })

  it('is the newest part where it does not, with room to spare below the limit', () => {
    const first = firstWindow(year)
    expect(first.toMs).toBe(year.data.toMs)
    expect(expectedBars(first, year.barsPerMs)).toBeCloseTo(6666.67, 1)
  })

  it('stays while the screen is well inside of it', () => {
    const loaded = firstWindow(year)
    const visible = { fromMs: loaded.toMs - 500 * MINUTE, toMs: loaded.toMs }
    expect(nextWindow({ ...year, loaded, visible, coarseness: 1 })).toBeNull()
  })

  it('moves back when the screen comes near its left edge, and keeps the screen inside', () => {
    const loaded = firstWindow(year)
    const visible = { fromMs: loaded.fromMs + 10 * MINUTE, toMs: loaded.fromMs + 510 * MINUTE }
    const next = nextWindow({ ...year, loaded, visible, coarseness: 1 })
    expect(next?.fromMs).toBeLessThan(visible.fromMs)
    expect(next?.toMs).toBeGreaterThan(visible.toMs)
    expect(expectedBars(next ?? loaded, year.barsPerMs)).toBeLessThanOrEqual(10_000)
  })

  it('asks for nothing beyond the ends of the dataset', () => {
    const visible = { fromMs: -1e9, toMs: 400 * MINUTE }
    const loaded = { fromMs: 0, toMs: 6_000 * MINUTE }
    expect(nextWindow({ ...year, loaded, visible, coarseness: 1 })).toBeNull()
  })

  it('asks for finer bars once the ones wanted fit', () => {
    const visible = { fromMs: 200_000 * MINUTE, toMs: 202_000 * MINUTE }
    const next = nextWindow({ ...year, loaded: year.data, visible, coarseness: 60 })
    expect(next).not.toBeNull()
    expect(expectedBars(next ?? year.data, year.barsPerMs)).toBeLessThanOrEqual(10_000)
    const wide = { fromMs: 100_000 * MINUTE, toMs: 300_000 * MINUTE }
    expect(nextWindow({ ...year, loaded: year.data, visible: wide, coarseness: 60 })).toBeNull()
  })

  it('settles: after loading what was asked for, the same screen asks for nothing more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 490_000 }),
        fc.integer({ min: 10, max: 200_000 }),
        (start, length) => {
          const visible = { fromMs: start * MINUTE, toMs: (start + length) * MINUTE }
          const loaded = firstWindow(year)
          const next = nextWindow({ ...year, loaded, visible, coarseness: 1 })
          if (next === null) return
          const coarseness = Math.max(1, Math.ceil(expectedBars(next, year.barsPerMs) / year.maxBars))
          expect(nextWindow({ ...year, loaded: next, visible, coarseness })).toBeNull()
        },
      ),
      { seed: 7 },
    )
  })

  it('centres on a moment that is to be shown', () => {
    const around = windowAround(year, 250_000 * MINUTE)
    expect((around.fromMs + around.toMs) / 2).toBe(250_000 * MINUTE)
  })
})
