import { describe, expect, it } from 'vitest'
import { countTicks, labelledEdges } from '../../../renderer/charts/histogramTicks.ts'
import { searchDatasets } from '../../../renderer/panels/chart/searchDatasets.ts'
import { differences, growth } from '../../../renderer/panels/result/comparison.ts'
import {
  bestOf,
  METRIC_DEFINITIONS,
  metricDefinition,
} from '../../../renderer/panels/result/metricDefinitions.ts'
import { backtestConfigSchema, metricsSchema, type RunRecord } from '../../../shared/domain/backtest.ts'
import { equityCsv, fillsCsv, tradesCsv } from '../../../shared/domain/resultCsv.ts'

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\r\n')

describe('a result as CSV', () => {
  it('has full precision and ISO times, and an empty cell where a trade is still open', () => {
    const [header, row] = text(
      tradesCsv([
        {
          symbol: 'SPX',
          side: 'long',
          entryMs: Date.UTC(2020, 0, 2, 14, 30),
          exitMs: null,
          quantity: 1.5,
          entryPrice: 0.1 + 0.2,
          exitPrice: null,
          profit: -1,
          returnRate: -0.1,
          fees: 0,
          bars: 3,
        },
      ]),
    )
    expect(header).toBe('symbol,side,entry,exit,quantity,entryPrice,exitPrice,profit,returnRate,fees,bars')
    expect(row).toBe('SPX,long,2020-01-02T14:30:00.000Z,,1.5,0.30000000000000004,,-1,-0.1,0,3')
  })

  it('quotes what needs it, and never hands a spreadsheet a formula', () => {
    const fill = {
      orderId: 1,
      symbol: 'X',
      side: 'buy' as const,
      timeMs: 0,
      quantity: 1,
      price: 1,
      fee: 0,
      slippage: 0,
      realizedProfit: 0,
      priceSource: 'open, "gap"',
      tag: '=HYPERLINK("x")',
    }
    expect(text(fillsCsv([fill]))[1]).toContain(`"open, ""gap""",1,"'=HYPERLINK(""x"")"`)
  })

  it('leaves the benchmark out where there is none', () => {
    const none = new Float64Array()
    const one = Float64Array.of(1)
    expect(text(equityCsv({ time: one, equity: one, drawdown: one, benchmark: none }))[0]).toBe(
      'time,equity,drawdown',
    )
  })
})

describe('the definitions of the metrics', () => {
  it('cover every figure of a run once, each with a sentence', () => {
    expect(METRIC_DEFINITIONS.map(({ key }) => key).sort()).toEqual(Object.keys(metricsSchema.shape).sort())
    for (const { definition } of METRIC_DEFINITIONS) expect(definition).toMatch(/^[A-Z].+\.$/)
  })

  it('know which run is the better one: less drawdown, fewer fees, more Sharpe', () => {
    expect(bestOf(metricDefinition('maxDrawdown'), [-0.3, -0.1])).toEqual([1])
    expect(bestOf(metricDefinition('fees'), [10, 5, 5])).toEqual([1, 2])
    expect(bestOf(metricDefinition('sharpe'), [0.2, null, 0.9])).toEqual([2])
  })

  it('mark none where all are equal, only one is defined, or there is no better', () => {
    expect(bestOf(metricDefinition('sharpe'), [1, 1])).toEqual([])
    expect(bestOf(metricDefinition('sharpe'), [1, null])).toEqual([])
    expect(bestOf(metricDefinition('trades'), [1, 2])).toEqual([])
  })
})

describe('runs beside each other', () => {
  const record = (parameters: Record<string, number>, cash: number): RunRecord => ({
    id: 'r',
    state: 'done',
    strategyName: 'S',
    strategyHash: 'h',
    config: backtestConfigSchema.parse({
      strategyId: 's',
      symbols: ['SPX'],
      timeframe: '1d',
      parameters,
      cash,
    }),
    createdMs: 0,
    startedMs: 0,
    endedMs: 0,
    progress: 1,
    metrics: null,
    resultHash: null,
    error: null,
  })

  it('name the settings in which they differ, and only those', () => {
    expect(differences([record({ fast: 10 }, 1000), record({ fast: 20, slow: 3 }, 1000)])).toEqual([
      { setting: 'Parameter fast', values: ['10', '20'] },
      { setting: 'Parameter slow', values: ['–', '3'] },
    ])
  })

  it('are laid over each other as growth, whatever cash they began with', () => {
    const none = new Float64Array()
    const series = { time: none, drawdown: none, benchmark: none, equity: Float64Array.of(200, 220, 100) }
    expect(Array.from(growth(series), (value) => Math.round(value * 1e9) / 1e9)).toEqual([0, 0.1, -0.5])
  })
})

describe('labels of a histogram', () => {
  const bins = Array.from({ length: 10 }, (_, index) => ({
    from: (index - 4) / 100,
    to: (index - 3) / 100,
    count: 1,
  }))

  it('stand on every n-th edge so that they do not touch, zero always among them', () => {
    expect(labelledEdges(bins, 1000, 50)).toHaveLength(11)
    const few = labelledEdges(bins, 200, 50)
    expect(few).toContain(4)
    for (let index = 1; index < few.length; index += 1) {
      expect(((few[index] ?? 0) - (few[index - 1] ?? 0)) * (200 / bins.length)).toBeGreaterThanOrEqual(50)
    }
  })

  it('of counts are whole and reach the highest bin', () => {
    expect(countTicks(3, 4)).toEqual([0, 1, 2, 3])
    expect(countTicks(1043, 4)).toEqual([0, 500, 1000, 1500])
  })
})

describe('symbol search', () => {
  const entry = (symbol: string, name: string, timeframe = '1d') => ({
    id: `${symbol}@${timeframe}`,
    timeframe,
    instrument: { symbol, name },
  })
  const all = [
    entry('XAAPL', 'Other'),
    entry('AAPL', 'Apple Inc.'),
    entry('AAP', 'Advance Auto Parts'),
    entry('AAPL', 'Apple Inc.', '1h'),
  ]

  it('puts the exact symbol first, then beginnings, then what merely contains the text', () => {
    expect(searchDatasets(all, 'aap').map(({ instrument }) => instrument.symbol)).toEqual([
      'AAP',
      'AAPL',
      'AAPL',
      'XAAPL',
    ])
  })

  it('takes several words: symbol, name, timeframe', () => {
    expect(searchDatasets(all, 'apple 1h').map(({ id }) => id)).toEqual(['AAPL@1h'])
    expect(searchDatasets(all, 'nothing')).toEqual([])
  })
})
