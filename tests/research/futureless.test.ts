import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataDrownedAfter, dataKnownAt } from '../../electron/research/checks/futureless.ts'
import type { TrialData } from '../../electron/research/checks/trial.ts'
import { madeCloses, seriesOfCloses } from '../kit/madeSeries.ts'

const DAY_MS = 86_400_000
const START_MS = Date.UTC(2018, 0, 1)
const BARS = 60
const bars = seriesOfCloses('A', madeCloses({ seed: 1, bars: BARS }))
const moments = Array.from({ length: BARS }, (_, day) => START_MS + (day + 1) * DAY_MS)
const column = (value: (index: number) => number) => Float64Array.from(moments, (_, index) => value(index))

const data: TrialData = {
  series: [
    {
      ...bars,
      closeMs: column((index) => moments[index] ?? 0),
      traded: bars.columns,
      quotes: {
        bidOpen: column((index) => index),
        askOpen: column((index) => index + 1),
        bidClose: column((index) => index),
        askClose: column((index) => index + 1),
      },
      actions: [10, 40].map((day) => ({ kind: 'split', timeMs: START_MS + day * DAY_MS, ratio: 2 })),
    },
  ],
  conversions: [bars],
  references: [bars],
  observed: [bars],
  values: [
    {
      id: 'CPI',
      columns: {
        // Each period is published thirty days after it began.
        refMs: column((index) => (moments[index] ?? 0) - 30 * DAY_MS),
        knownMs: column((index) => moments[index] ?? 0),
        value: column((index) => index),
      },
    },
  ],
  news: [
    { id: 'NEWS', items: moments.map((knownMs) => ({ knownMs, text: 'said', type: 'word', symbols: [] })) },
  ],
}

/** All that was known by then, in a form to compare. */
function knownPart(of: TrialData, cutMs: number): unknown {
  const upTo = (values: Float64Array, times: Float64Array) =>
    Array.from(values).filter((_, index) => (times[index] ?? 0) <= cutMs)
  const parts = [of.series, of.conversions ?? [], of.references ?? [], of.observed ?? []].map((list) =>
    list.map(({ columns, closeMs, traded, quotes, actions }) => {
      const closes = closeMs ?? columns.time.map((timeMs) => timeMs + DAY_MS)
      const all = [...Object.values(columns), ...Object.values(traded ?? {}), ...Object.values(quotes ?? {})]
      return [all.map((each) => upTo(each, closes)), actions.filter(({ timeMs }) => timeMs <= cutMs)]
    }),
  )
  const values = (of.values ?? []).map(({ columns }) =>
    Object.values(columns).map((each) => upTo(each, columns.knownMs)),
  )
  const news = (of.news ?? []).map(({ items }) => items.filter(({ knownMs }) => knownMs <= cutMs))
  return [parts, values, news]
}

const anyCut = fc.integer({ min: START_MS - DAY_MS, max: START_MS + (BARS + 2) * DAY_MS })

describe('data without its future', () => {
  it('keeps all that was known, to the last bit, in either way', () => {
    fc.assert(
      fc.property(anyCut, fc.nat(1000), (cutMs, seed) => {
        const before = knownPart(data, cutMs)
        expect(knownPart(dataKnownAt(data, cutMs), cutMs)).toEqual(before)
        expect(knownPart(dataDrownedAfter(data, cutMs, seed), cutMs)).toEqual(before)
      }),
      { seed: 4, numRuns: 100 },
    )
  })

  it('holds nothing that became known later, when it is cut off', () => {
    fc.assert(
      fc.property(anyCut, (cutMs) => {
        const cut = dataKnownAt(data, cutMs)
        expect(knownPart(cut, cutMs)).toEqual(knownPart(cut, Number.POSITIVE_INFINITY))
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  it('has other figures at the same times, when it is noise, the same for the same seed', () => {
    const cutMs = START_MS + 30 * DAY_MS
    const noise = dataDrownedAfter(data, cutMs, 7)
    expect(dataDrownedAfter(data, cutMs, 7)).toEqual(noise)
    const [series] = noise.series
    expect(series?.columns.time).toEqual(bars.columns.time)
    for (let bar = 30; bar < BARS; bar++) {
      expect(series?.columns.close[bar]).not.toBe(bars.columns.close[bar])
      expect(series?.columns.high[bar]).toBeGreaterThanOrEqual(series?.columns.close[bar] ?? 0)
      expect(series?.columns.low[bar]).toBeLessThanOrEqual(series?.columns.open[bar] ?? 0)
      expect(series?.columns.low[bar]).toBeGreaterThan(0)
      expect(noise.values?.[0]?.columns.value[bar]).not.toBe(bar)
    }
    expect(noise.values?.[0]?.columns.knownMs).toEqual(data.values?.[0]?.columns.knownMs)
    expect(noise.news?.[0]?.items.at(-1)?.text).toBe('noise')
  })
})
