import { afterEach, describe, expect, it } from 'vitest'
import { ChartFeed } from '../../../renderer/charts/chartFeed.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { dataCalls, MAX_CHART_BARS } from '../../../shared/rpc/contract/dataCalls.ts'
import { createDeskClient } from '../../../shared/rpc/createDeskClient.ts'
import { serveContract } from '../../../shared/rpc/rpcServer.ts'
import { createMemoryPair } from '../../../shared/rpc/transports/memory.ts'

const MINUTE = 60_000
const contract = {
  calls: { 'data.bars': dataCalls['data.bars'], 'indicators.compute': dataCalls['indicators.compute'] },
  streams: {},
} as const

function dataset(bars: number): Dataset {
  return {
    id: 'TEST@1m',
    instrument: {
      symbol: 'TEST',
      name: 'Test',
      assetClass: 'equity',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      multiplier: 1,
      calendar: '24x7',
    },
    timeframe: '1m',
    kind: 'bars',
    bars,
    fromMs: 0,
    toMs: (bars - 1) * MINUTE,
    adjustment: 'raw',
    timeZone: 'UTC',
    actions: 0,
    provenance: { kind: 'file', source: 'a test', licence: 'none', importedMs: 0 },
    quality: { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] },
    hash: 'h',
  }
}

const COARSER = [
  ['1m', 1],
  ['5m', 5],
  ['1h', 60],
  ['1d', 1440],
] as const

/** A desk over a memory pair that has a minute bar for every minute of the dataset and aggregates as the contract says. */
function desk(data: Dataset) {
  const questions: { fromMs: number; toMs: number; timeframe: string }[] = []
  const trouble = { bars: false, indicators: false, delayMs: 0 }
  const [near, far] = createMemoryPair()
  const answer = (from = data.fromMs, to = data.toMs, maxBars: number) => {
    const first = Math.max(0, Math.ceil(from / MINUTE))
    const last = Math.min(data.bars - 1, Math.floor(to / MINUTE))
    const [timeframe, every] = COARSER.find(([, size]) => (last - first + 1) / size <= maxBars) ?? COARSER[3]
    const count = Math.max(0, Math.ceil((last - first + 1) / every))
    return { timeframe, every, first, count }
  }
  serveContract(contract, far, {
    calls: {
      'data.bars': async ({ fromMs, toMs, maxBars }) => {
        if (trouble.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, trouble.delayMs))
        if (trouble.bars) throw new DeskError('DATA_MISSING', 'The columns are gone.')
        const { timeframe, every, first, count } = answer(fromMs, toMs, maxBars)
        questions.push({ fromMs: fromMs ?? data.fromMs, toMs: toMs ?? data.toMs, timeframe })
        const time = Float64Array.from({ length: count }, (_, index) => (first + index * every) * MINUTE)
        const ones = new Float64Array(count).fill(1)
        const columns = { time, open: ones, high: ones, low: ones, close: ones, volume: ones }
        return { timeframe, columns, aggregated: every > 1, actions: [] }
      },
      'indicators.compute': async ({ fromMs, toMs, maxBars, requests }) => {
        if (trouble.indicators) throw new DeskError('BAD_INPUT', 'No such indicator.')
        const { count } = answer(fromMs, toMs, maxBars)
        return { columns: requests.map(() => ({ value: new Float64Array(count).fill(7) })) }
      },
    },
    streams: {},
  })
  return { feed: new ChartFeed(createDeskClient(near)), questions, trouble }
}

/** Resolves once the feed's state answers the question. */
function until(feed: ChartFeed, isSo: (state: ReturnType<ChartFeed['getState']>) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the feed never came to that state')), 5000)
    const check = () => {
      if (!isSo(feed.getState())) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = feed.subscribe(check)
    check()
  })
}
const settled = (feed: ChartFeed) => until(feed, (state) => state.content !== null && !state.loading)

describe('the feed of a chart', () => {
  const feeds: ChartFeed[] = []
  const open = (bars: number) => {
    const data = dataset(bars)
    const opened = desk(data)
    feeds.push(opened.feed)
    return { ...opened, data }
  }
  afterEach(() => {
    for (const feed of feeds.splice(0)) feed.dispose()
  })

  it('loads a small dataset whole, with its indicators aligned', async () => {
    const { feed, data } = open(5000)
    feed.setQuestions([{ indicator: 'sma', arguments: [20] }])
    feed.show(data, '1m', null)
    await settled(feed)
    const { content } = feed.getState()
    expect(content?.bars.time).toHaveLength(5000)
    expect(content?.columns[0]?.value).toHaveLength(5000)
  })

  it('computes indicators that are named while the bars are still under way', async () => {
    const { feed, data, trouble } = open(100)
    trouble.delayMs = 30
    feed.show(data, '1m', null)
    feed.setQuestions([{ indicator: 'sma', arguments: [20] }])
    await settled(feed)
    expect(feed.getState().content?.columns[0]?.value).toHaveLength(100)
  })

  it('loads the newest bars of a large one at the timeframe asked for, within the limit', async () => {
    const { feed, data } = open(500_000)
    feed.show(data, '1m', null)
    await settled(feed)
    const { content } = feed.getState()
    expect(content?.timeframe).toBe('1m')
    expect(content?.bars.time.at(-1)).toBe(data.toMs)
    expect(content?.bars.time.length).toBeLessThanOrEqual(MAX_CHART_BARS)
  })

  it('loads coarser bars when the screen is zoomed out, and the asked ones again when it is zoomed in', async () => {
    const { feed, data } = open(500_000)
    feed.show(data, '1m', null)
    await settled(feed)
    feed.setVisible({ fromMs: 0, toMs: data.toMs })
    await until(feed, (state) => state.content?.aggregated === true)
    expect(feed.getState().content?.timeframe).toBe('1h')
    feed.setVisible({ fromMs: 200_000 * MINUTE, toMs: 200_500 * MINUTE })
    await until(feed, (state) => state.content?.timeframe === '1m')
    expect(feed.getState().content?.window.fromMs).toBeLessThan(200_000 * MINUTE)
  })

  it('reaches a moment that is not loaded, and knows one that the dataset does not have', async () => {
    const { feed, data } = open(500_000)
    feed.show(data, '1m', null)
    await settled(feed)
    expect(await feed.reach(1000 * MINUTE)).toBe(true)
    expect(feed.getState().content?.bars.time[0]).toBeLessThan(1000 * MINUTE)
    expect(await feed.reach(data.toMs + 1e9)).toBe(false)
  })

  it('keeps what is on screen when a question fails, and asks again', async () => {
    const { feed, data, trouble } = open(500_000)
    feed.show(data, '1m', null)
    await settled(feed)
    const before = feed.getState().content
    trouble.bars = true
    expect(await feed.reach(1000 * MINUTE)).toBe(false)
    expect(feed.getState().error).toMatchObject({ code: 'DATA_MISSING' })
    expect(feed.getState().content).toBe(before)
    trouble.bars = false
    feed.retry()
    await until(feed, (state) => !state.loading && state.error === null)
    expect(feed.getState().content?.bars.time[0]).toBeLessThan(1000 * MINUTE)
  })

  it('shows the bars though an indicator cannot be computed', async () => {
    const { feed, data, trouble } = open(100)
    trouble.indicators = true
    feed.setQuestions([{ indicator: 'none', arguments: [] }])
    feed.show(data, '1m', null)
    await settled(feed)
    expect(feed.getState().content?.bars.time).toHaveLength(100)
    expect(feed.getState().indicatorError).toMatchObject({ code: 'BAD_INPUT' })
  })

  it('drops the answer to a question that was overtaken', async () => {
    const { feed, data, trouble } = open(500_000)
    trouble.delayMs = 60
    feed.show(data, '1m', 100_000 * MINUTE)
    feed.show(data, '1m', 400_000 * MINUTE)
    const windows: number[] = []
    feed.subscribe(() => {
      const from = feed.getState().content?.window.fromMs
      if (from !== undefined) windows.push(from)
    })
    await settled(feed)
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(windows.every((fromMs) => fromMs > 300_000 * MINUTE)).toBe(true)
  })
})
