import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Lake } from '../../electron/lake/lake.ts'
import { checkHoldOut, holdOutResult, lastOpenMs } from '../../electron/research/holdOutPeriod.ts'
import { readRunResult } from '../../electron/research/resultBundle.ts'
import type { HoldOutRegister } from '../../electron/research/runQueue.ts'
import type { BacktestConfigInput, RunRecord, RunResult } from '../../shared/domain/backtest.ts'
import { isSameHoldOut } from '../../shared/domain/holdOut.ts'
import { madeCloses, seriesOfCloses } from '../kit/madeSeries.ts'
import { openSampleLake, textQueue } from '../support/sampleHome.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const iso = (timeMs: number | undefined) =>
  timeMs === undefined ? undefined : new Date(timeMs).toISOString()

describe('the last bar before a hold-out', () => {
  const holdOut = { fromMs: day('2015-01-01') }
  it.each([
    ['1d', '2014-12-31T00:00:00.000Z'],
    ['1h', '2014-12-31T23:00:00.000Z'],
    // A week or a month that begins before and ends after would bring prices of the hold-out with it.
    ['1w', '2014-12-25T00:00:00.000Z'],
    ['1M', '2014-12-01T00:00:00.000Z'],
  ])('of %s closes before it begins', (timeframe, last) => {
    expect(iso(lastOpenMs({ holdOut }, timeframe))).toBe(last)
  })

  it('is the last of the month before, for a hold-out within a month', () => {
    expect(iso(lastOpenMs({ holdOut: { fromMs: day('2015-03-10') } }, '1M'))).toBe('2015-02-10T00:00:00.000Z')
  })

  it('is not bounded once it is opened, but by its own end and that of the run', () => {
    expect(lastOpenMs({ holdOut, openHoldOut: true }, '1d')).toBeUndefined()
    const ending = { holdOut: { ...holdOut, toMs: day('2016-01-01') }, openHoldOut: true }
    expect(lastOpenMs(ending, '1d')).toBe(day('2016-01-01'))
    expect(lastOpenMs({ ...ending, toMs: day('2015-06-01') }, '1d')).toBe(day('2015-06-01'))
    expect(lastOpenMs({ holdOut, toMs: day('2010-01-01') }, '1d')).toBe(day('2010-01-01'))
  })

  it('cannot lie before the run, and nothing is opened that was not named', () => {
    expect(() => checkHoldOut({ holdOut, fromMs: day('2015-01-01') })).toThrow('lies in its own hold-out')
    expect(() => checkHoldOut({ openHoldOut: true })).toThrow('no hold-out to open')
  })
})

describe('two openings', () => {
  const base = {
    strategyId: 'mine',
    strategyName: 'Mine',
    symbols: ['A', 'B'],
    holdOut: { fromMs: 100, toMs: 200 },
  }
  it.each([
    ['an overlap', { holdOut: { fromMs: 150 } }, true],
    ['the same file under another name', { strategyName: 'Other' }, true],
    ['the same name in another file', { strategyId: 'other' }, true],
    ['one common symbol', { symbols: ['B', 'C'] }, true],
    ['another strategy', { strategyId: 'other', strategyName: 'Other' }, false],
    ['other symbols', { symbols: ['C'] }, false],
    ['a later period', { holdOut: { fromMs: 201 } }, false],
  ])('with %s are of one hold-out: %s', (_, change, isSame) => {
    expect(isSameHoldOut(base, { ...base, ...change })).toBe(isSame)
  })
})

describe('a run with a hold-out', () => {
  const home = temporaryFolderForAll()
  const HOLD = `import { defineStrategy } from 'quarterdeck'
export default defineStrategy({
  name: 'Hold',
  onBar(ctx) {
    if (ctx.position(ctx.symbol).quantity === 0) ctx.orderTargetPercent(ctx.symbol, 1)
  },
})`
  let lake: Lake
  beforeAll(async () => {
    lake = await openSampleLake(home)
  })
  afterAll(() => lake.close())

  async function run(config: Partial<BacktestConfigInput>, holdOuts?: HoldOutRegister): Promise<RunResult> {
    const { queue } = textQueue(lake, home, { it: HOLD }, holdOuts ? { holdOuts } : {})
    const queued = await queue.start({ strategyId: 'it', symbols: ['SPX'], timeframe: '1d', ...config })
    const record = await queue.whenEnded(queued.id)
    if (record.error) throw new Error(record.error.message)
    return readRunResult(queue.bundleFile(record.id), record)
  }

  it('reads not one bar of it, says so, and comes to what a run to the day before comes to', async () => {
    const held = await run({ holdOut: { fromMs: day('2015-01-01') } })
    const ended = await run({ toMs: day('2014-12-31') })
    expect(iso(held.summary.toMs)).toBe('2014-12-31T00:00:00.000Z')
    expect(held.summary.data[0]?.hash).toBe(ended.summary.data[0]?.hash)
    expect(held.summary.metrics).toEqual(ended.summary.metrics)
    expect(held.summary.assumptions[0]).toContain('Bars from 2015-01-01 on are held out')
    expect(held.summary.holdOut).toMatchObject({ isOpen: false, outOfSample: null })
    expect(held.summary.holdOut?.inSample?.totalReturn).toBe(held.summary.metrics.totalReturn)
  })

  it('is recorded before it begins and after it ends when it opens it, with the figures of both parts', async () => {
    const recorded: [string, RunRecord][] = []
    const holdOut = { fromMs: day('2015-01-01'), toMs: day('2016-12-31') }
    const result = await run(
      { holdOut, openHoldOut: true },
      {
        opened: async (record) => void recorded.push(['opened', record]),
        finished: async (record) => void recorded.push(['finished', record]),
      },
    )
    expect(recorded.map(([what, { state }]) => [what, state])).toEqual([
      ['opened', 'queued'],
      ['finished', 'running'],
    ])
    expect(recorded[1]?.[1].resultHash).toBe(result.summary.resultHash)
    expect(iso(result.summary.toMs)).toBe('2016-12-30T00:00:00.000Z')
    const { inSample, outOfSample } = result.summary.holdOut ?? {}
    expect(iso(inSample?.toMs)).toBe('2014-12-31T00:00:00.000Z')
    expect(iso(outOfSample?.fromMs)).toBe('2015-01-02T00:00:00.000Z')
    expect(outOfSample?.initialEquity).toBe(inSample?.finalEquity)
    // The two parts multiply to the whole.
    const whole = (1 + (inSample?.totalReturn ?? 0)) * (1 + (outOfSample?.totalReturn ?? 0)) - 1
    expect(whole).toBeCloseTo(result.summary.metrics.totalReturn, 12)
  })

  it('is not run at all where it cannot be recorded', async () => {
    const opening = { holdOut: { fromMs: day('2015-01-01') }, openHoldOut: true }
    await expect(run(opening)).rejects.toThrow('register')
    const failing = {
      opened: () => Promise.reject(new Error('disk full')),
      finished: () => Promise.reject(new Error('never asked')),
    }
    await expect(run(opening, failing)).rejects.toThrow('disk full')
  })
})

it('counts fees and trades in the part in which they fell', () => {
  const closes = madeCloses({ seed: 1, bars: 10 })
  const { columns } = seriesOfCloses('A', closes)
  const time = columns.time.slice()
  const equity = Float64Array.from(time, (_, index) => 1000 + index)
  const zeros = new Float64Array(10)
  const fill = {
    orderId: 1,
    symbol: 'A',
    side: 'buy',
    quantity: 1,
    price: 1,
    slippage: 0,
    realizedProfit: 0,
  } as const
  const result = holdOutResult(
    {
      equity: { time, equity, drawdown: zeros, benchmark: new Float64Array(0) },
      roundTrips: [],
      fills: [2, 6, 7].map((bar) => ({
        ...fill,
        timeMs: time[bar] ?? 0,
        fee: bar,
        priceSource: 'open' as const,
      })),
    },
    {
      ...{ timeframe: '1d', cash: 1000, riskFreeRate: 0 },
      holdOut: { fromMs: time[5] ?? 0 },
      openHoldOut: true,
    },
    '24x7',
  )
  expect(result?.inSample).toMatchObject({ fees: 2, initialEquity: 1000, finalEquity: 1004 })
  expect(result?.outOfSample).toMatchObject({ fees: 13, initialEquity: 1004, finalEquity: 1009 })
})
