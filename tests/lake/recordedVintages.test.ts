import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { backtestConfigSchema } from '../../shared/domain/backtest.ts'
import type { RecordPlan } from '../../shared/domain/recordPlan.ts'
import type { NewsSeries, ValueSeries } from '../../shared/domain/valueSeries.ts'
import { defineStrategy, known } from '../../shared/sdk/index.ts'
import type { Series, Strategy } from '../../shared/sdk/quarterdeck.d.ts'
import { seriesOf } from '../engine/support/runStrategy.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { temporaryLake } from './lakeKit.ts'

const DAY_MS = 86_400_000
const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

async function imported(name: string, kind: RecordPlan['kind'], over: Partial<RecordPlan>) {
  const { lake } = await temporaryLake()
  const file = sharedData(name)
  const { plan, fileHash } = await lake.records.inspect(file, kind)
  await lake.records.commit(file, fileHash, { ...plan, ...over })
  return lake.records
}

/** Runs a strategy over one bar a day. */
function runDays(
  from: string,
  count: number,
  strategy: Strategy,
  data: { values?: ValueSeries[]; news?: NewsSeries[] },
) {
  const series = seriesOf(
    'AAA',
    Array.from({ length: count }, () => [1, 1, 1, 1] as const),
    { startMs: day(from) },
  )
  const config = backtestConfigSchema.parse({
    strategyId: 'it',
    symbols: ['AAA'],
    timeframe: '1d',
    warmupBars: 0,
  })
  createBacktest({ series: [series], strategy, config, ...data }).finish()
}

/** What a strategy sees at each day of a period. */
function seenDays(
  from: string,
  count: number,
  values: ValueSeries,
  expression: () => Series,
): Map<number, number> {
  const seen = new Map<number, number>()
  const strategy = defineStrategy({
    name: 'watch',
    indicators: () => ({ x: expression() }),
    onBar: (ctx) => void seen.set(ctx.barTimeMs, ctx.x),
  })
  runDays(from, count, strategy, { values: [values] })
  return seen
}

describe.skipIf(!hasSharedData)('recorded vintages in a strategy', () => {
  it('of US real GDP: on each day the latest publication up to that day, of the latest quarter known', async () => {
    const records = await imported('macro/gdp_vintages_US.csv.gz', 'values', { id: 'US-GDP' })
    const rows = gunzipSync(readFileSync(sharedData('macro/gdp_vintages_US.csv.gz')))
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    const values = await records.values('US-GDP')
    const seen = seenDays('2008-06-01', 500, values, () => known('US-GDP'))
    const before = seenDays('2008-06-01', 500, values, () => known('US-GDP', { periodsAgo: 1 }))
    const first = seenDays('2008-06-01', 500, values, () =>
      known('US-GDP', { periodsAgo: 1, asFirstReleased: true }),
    )
    let changes = 0
    let previous = Number.NaN
    for (const [timeMs, value] of seen) {
      const date = new Date(timeMs).toISOString().slice(0, 10)
      const visible = rows.filter(([, published = '']) => published <= date)
      const quarters = [...new Set(visible.map(([time = '']) => time))].sort()
      const published = (quarter: string | undefined) =>
        visible.filter(([time]) => time === quarter).sort(([, a = ''], [, b = '']) => (a < b ? -1 : 1))
      expect(value).toBe(Number(published(quarters.at(-1)).at(-1)?.[2]))
      expect(before.get(timeMs)).toBe(Number(published(quarters.at(-2)).at(-1)?.[2]))
      expect(first.get(timeMs)).toBe(Number(published(quarters.at(-2))[0]?.[2]))
      if (value !== previous) changes++
      previous = value
    }
    expect(changes).toBeGreaterThan(4)
  })

  it('of the FRBNY nowcast: what the second file changed is seen from its date on only', async () => {
    const { lake } = await temporaryLake()
    for (const date of ['2016-06-29', '2016-07-29']) {
      const file = sharedData(`macro/frbny_vintage_${date}.csv`)
      const { plan, fileHash } = await lake.records.inspect(file, 'values')
      const timeMs = lake.records.knownAt(date, plan)
      await lake.records.commit(file, fileHash, { ...plan, knowledge: { from: 'at', timeMs } })
    }
    const payrolls = await lake.records.values('PAYEMS')
    const latest = seenDays('2016-06-20', 60, payrolls, () => known('PAYEMS'))
    const may = seenDays('2016-06-20', 60, payrolls, () => known('PAYEMS', { periodsAgo: 1 }))
    // Rows of 5/1/16 and 6/1/16 of the two files: 143894 and nothing, then 143888 and 144175.
    for (const [timeMs, value] of latest) {
      const expected =
        timeMs < day('2016-06-29') ? Number.NaN : timeMs < day('2016-07-29') ? 143_894 : 144_175
      expect(value).toBe(expected)
    }
    expect(may.get(day('2016-07-29'))).toBe(143_888)
    expect(may.get(day('2016-07-28'))).not.toBe(143_888)
  })

  it('of the statements of the FOMC: told on the day of their release, with a time of day within it', async () => {
    const over = { id: 'FOMC', timeOfDay: '14:15', timeZone: 'America/New_York' } as const
    const records = await imported('news/fomc_statements_1994_2010.jsonl.gz', 'news', over)
    const released = gunzipSync(readFileSync(sharedData('news/fomc_statements_1994_2010.jsonl.gz')))
      .toString()
      .trim()
      .split('\n')
      .map((line) => String(JSON.parse(line).date))
      .filter((date) => date.startsWith('2008'))
    const news = await records.news('FOMC')
    const told: string[] = []
    const strategy = defineStrategy({
      name: 'read',
      data: { news: ['FOMC'] },
      onNews: (ctx, item) => {
        expect(item.knownMs).toBeGreaterThanOrEqual(ctx.barTimeMs)
        expect(item.knownMs).toBeLessThan(ctx.barTimeMs + DAY_MS)
        told.push(new Date(ctx.barTimeMs).toISOString().slice(0, 10))
      },
      onBar: () => {},
    })
    runDays('2008-01-01', 366, strategy, { news: [news] })
    expect(told).toEqual(released)
    // 14:15 in New York is 19:15 UTC in winter and 18:15 in summer.
    const hours = new Set(news.items.map(({ knownMs }) => new Date(knownMs).toISOString().slice(11, 16)))
    expect([...hours].sort()).toEqual(['18:15', '19:15'])
  })
})
