import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeriesColors } from '../../../renderer/charts/seriesColors.ts'
import { seriesOnBars } from '../../../renderer/charts/seriesOnBars.ts'
import {
  firstIndexAtOrAfter,
  lastIndexAtOrBefore,
  nearestIndex,
} from '../../../renderer/charts/sortedTimes.ts'

describe('positions in ascending times', () => {
  it('agree with a plain scan', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 50 })),
        fc.integer({ min: -5, max: 55 }),
        (values, time) => {
          const times = values.sort((a, b) => a - b)
          expect(lastIndexAtOrBefore(times, time)).toBe(times.filter((value) => value <= time).length - 1)
          expect(firstIndexAtOrAfter(times, time)).toBe(times.filter((value) => value < time).length)
          const distance = Math.min(...times.map((value) => Math.abs(value - time)))
          const nearest = times[nearestIndex(times, time)]
          if (times.length > 0) expect(Math.abs((nearest ?? Number.NaN) - time)).toBe(distance)
        },
      ),
      { seed: 11 },
    )
  })
})

describe('an equity series under a chart of bars', () => {
  const day = 86_400_000
  it('has one value per bar: the last one known by the end of it', () => {
    const hours = Float64Array.from({ length: 48 }, (_, hour) => hour * 3_600_000)
    const equity = Float64Array.from({ length: 48 }, (_, hour) => hour)
    expect([...seriesOnBars(hours, equity, Float64Array.of(0, day), day)]).toEqual([23, 47])
  })

  it('is empty before the run began and after it ended', () => {
    const aligned = seriesOnBars(
      Float64Array.of(2 * day),
      Float64Array.of(7),
      Float64Array.of(0, day, 2 * day, 3 * day),
      day,
    )
    expect([...aligned]).toEqual([Number.NaN, Number.NaN, 7, Number.NaN])
  })

  it('carries the last value over finer bars', () => {
    const aligned = seriesOnBars(
      Float64Array.of(0, 100),
      Float64Array.of(1, 2),
      Float64Array.of(0, 25, 50, 75, 100),
      25,
    )
    expect([...aligned]).toEqual([1, 1, 1, 1, 2])
  })
})

describe('colours of series', () => {
  it('stay with their key, and differ while the palette has room', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (keys) => {
        const colors = new SeriesColors(8)
        const places = keys.map((key) => colors.placeOf(key))
        expect(new Set(places).size).toBe(keys.length)
        expect(keys.map((key) => colors.placeOf(key))).toEqual(places)
      }),
      { seed: 3 },
    )
  })

  it('are the same after a restart for a series that meets no other', () => {
    expect(new SeriesColors(8).placeOf('sma(close, 20)')).toBe(new SeriesColors(8).placeOf('sma(close, 20)'))
  })

  it('are free again once their series is gone', () => {
    const colors = new SeriesColors(1)
    colors.placeOf('a')
    colors.release('a')
    expect(colors.placeOf('b')).toBe(0)
  })
})
