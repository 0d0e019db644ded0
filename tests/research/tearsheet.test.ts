import { describe, expect, it } from 'vitest'
import { deepestDrawdowns } from '../../electron/research/tearsheet/figures.ts'
import { formatChange, formatNumber, formatPrice } from '../../electron/research/tearsheet/format.ts'
import { renderTearsheet } from '../../electron/research/tearsheet.ts'
import { accountRulesSchema } from '../../shared/domain/accountRules.ts'
import type { RunResult } from '../../shared/domain/backtest.ts'
import { marginCallSentence } from '../../shared/domain/marginCall.ts'

const DAY_MS = 86_400_000
const ATTACK = `</title><script>alert(1)</script><img src=x onerror=alert(1)>"'&`

/** A run of 400 days that rises, halves and does not come back, under names that try to break out of the page. */
function makeResult(change: Partial<RunResult['summary']['data'][number]> = {}): RunResult {
  const days = 400
  const time = Float64Array.from({ length: days }, (_, day) => Date.UTC(2020, 0, 1) + day * DAY_MS)
  const equity = Float64Array.from({ length: days }, (_, day) => (day < 200 ? 1000 + day : 600 + day / 10))
  let peak = 0
  const drawdown = equity.map((value) => {
    peak = Math.max(peak, value)
    return value / peak - 1
  })
  const quality = { counts: { spike: 2 }, droppedRows: 3, expectedBars: 410, missingBars: 10, examples: [] }
  const metrics = {
    ...{
      initialEquity: 1000,
      finalEquity: 639.9,
      totalReturn: -0.3601,
      cagr: -0.33,
      volatility: 0.4,
      sharpe: -0.5,
    },
    ...{ sortino: null, calmar: null, maxDrawdown: -0.48, maxDrawdownDays: 200, valueAtRisk95: -0.01 },
    ...{
      conditionalValueAtRisk95: -0.02,
      trades: 1,
      winRate: 0,
      profitFactor: 0,
      expectancy: -360,
      averageWin: null,
    },
    ...{
      averageLoss: -360,
      exposure: 1,
      turnover: 1,
      fees: 0,
      slippage: 0,
      dividends: 0,
      fillCount: 1,
      orderCount: 1,
    },
    ...{ rejectedOrders: 0, benchmarkReturn: null, alpha: null, beta: null, informationRatio: null },
  }
  const config = {
    ...{
      strategyId: 'attack',
      symbols: ['SYN1'],
      timeframe: '1d',
      sessions: 'all' as const,
      cash: 1000,
      currency: 'USD',
      maxLeverage: 1,
    },
    ...{
      parameters: { choice: ATTACK },
      fees: { model: 'none' as const },
      slippage: { model: 'none' as const },
    },
    ...{
      fillTiming: 'next-open' as const,
      allowShort: false,
      warmupBars: 'auto' as const,
      riskFreeRate: 0,
      seed: 1,
      feesByAssetClass: {},
      regulatoryFees: false,
      account: accountRulesSchema.parse({}),
      exposureLimits: [{ level: 'region' as const, group: ATTACK, maxExposure: 0.6 }],
    },
  }
  return {
    record: {
      ...{
        id: '1',
        state: 'done',
        strategyName: ATTACK,
        strategyHash: 'f00d',
        config,
        createdMs: 0,
        startedMs: 0,
      },
      ...{ endedMs: 0, progress: 1, metrics, resultHash: 'beef', error: null },
    },
    description: {
      ...{ name: ATTACK, description: ATTACK, symbols: [], indicators: [] },
      parameters: [{ type: 'choice', name: 'choice', label: ATTACK, default: ATTACK, choices: [ATTACK] }],
    },
    source: ATTACK,
    summary: {
      metrics,
      monthly: [{ year: 2020, month: 1, returnRate: 0.031 }],
      bySymbol: [],
      cashFlows: [
        { kind: 'deposit', currency: 'USD', amount: 1000, count: 1 },
        { kind: 'borrow', currency: 'USD', amount: -12.345, count: 30 },
        { kind: 'fee', currency: 'BTC', amount: -0.00012345, count: 2 },
      ],
      exposure: [
        { level: 'region', group: ATTACK, meanGross: 0.4, maxGross: 0.55, meanNet: -0.1, profit: -360.1 },
        { level: 'symbol', group: 'SYN1', meanGross: 0.4, maxGross: 0.55, meanNet: -0.1, profit: -360.1 },
      ],
      roundTrips: [
        {
          ...{
            symbol: 'SYN1',
            side: 'long',
            entryMs: time[0] ?? 0,
            exitMs: null,
            quantity: 10,
            entryPrice: 1234.5,
          },
          ...{ exitPrice: null, profit: -360.1, returnRate: -0.36, fees: 0, bars: 400 },
        },
      ],
      data: [
        {
          ...{ datasetId: 'SYN1@1d', symbol: 'SYN1', timeframe: '1d', bars: days, fromMs: time[0] ?? 0 },
          ...{ toMs: time.at(-1) ?? 0, hash: 'cafe', adjustment: 'raw', calendar: 'XNYS', synthetic: false },
          ...{ source: ATTACK, quality },
          ...change,
        },
      ],
      ...{ assumptions: [ATTACK], bars: days, fromMs: time[0] ?? 0, toMs: time.at(-1) ?? 0 },
      ...{ resultHash: 'beef', engineVersion: '1', elapsedMs: 1 },
    },
    equity: { time, equity, drawdown, benchmark: new Float64Array(0) },
    ...{ fills: [], orders: [], statement: [], log: [{ timeMs: 0, level: 'info', message: ATTACK }] },
  }
}

describe('the tearsheet', () => {
  it('contains nothing of the user’s as markup', () => {
    const page = renderTearsheet(makeResult())
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/)
    expect(page).toContain('&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    const tags = new Set([...page.matchAll(/<([a-z][\w-]*)/g)].map(([, tag]) => tag))
    for (const tag of ['script', 'iframe', 'object', 'embed', 'link', 'img', 'form', 'a'])
      expect(tags).not.toContain(tag)
  })

  it('loads nothing and forbids scripts', () => {
    const page = renderTearsheet(makeResult())
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"`)
    expect(page.match(/<[^>]*\s(?:src|href)\s*=|url\(|@import|https?:/)).toBeNull()
  })

  it('warns of synthetic prices at the top, and only of them', () => {
    const marked = renderTearsheet(makeResult({ synthetic: true }))
    expect(marked.indexOf('SYNTHETIC PRICES: SYN1')).toBeGreaterThan(0)
    expect(marked.indexOf('SYNTHETIC PRICES: SYN1')).toBeLessThan(marked.indexOf('class="headline"'))
    expect(renderTearsheet(makeResult())).not.toContain('SYNTHETIC')
  })

  it('sums up cash by kind and currency, to the cash at the end', () => {
    const page = renderTearsheet(makeResult())
    const [, section = ''] = /<h2>Cash flows<\/h2>(.*?)<\/section>/s.exec(page) ?? []
    const rows = [...section.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell),
    )
    expect(rows.slice(1)).toEqual([
      ['Deposit', '1', '+1\u2009000.00', 'USD'],
      ['Borrow fee', '30', '\u221212.35', 'USD'],
      ['Cash at the end', '', '987.65', 'USD'],
      ['Commission', '2', '\u22120.00012345', 'BTC'],
      ['Cash at the end', '', '\u22120.00012345', 'BTC'],
    ])
  })

  it('has the allocation with its limits', () => {
    const page = renderTearsheet(makeResult())
    const [, section = ''] = /<h2>Allocation<\/h2>(.*?)<\/section>/s.exec(page) ?? []
    const rows = [...section.matchAll(/<tr>(<td.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].slice(1).map(([, cell]) => cell),
    )
    const held = ['40.0\u2009%', '55.0\u2009%']
    expect(rows).toEqual([
      [...held, '60.0\u2009%', '\u221210.0\u2009%', '\u2212360.10'],
      [...held, '', '\u221210.0\u2009%', '\u2212360.10'],
    ])
  })

  it('says above the figures that the account was called for margin, and only then', () => {
    const result = makeResult()
    expect(renderTearsheet(result)).not.toContain('MARGIN CALL')
    result.summary.assumptions.push(marginCallSentence(2, true))
    const page = renderTearsheet(result)
    const place = page.indexOf('MARGIN CALL: The account fell below its maintenance margin 2 times')
    expect(place).toBeGreaterThan(0)
    expect(place).toBeLessThan(page.indexOf('class="headline"'))
  })

  it('says how good the data was', () => {
    const page = renderTearsheet(makeResult())
    expect(page).toContain('spike 2, left out 3')
    expect(page).toContain('2.44\u2009%')
  })

  it('shows a figure that is not defined as a dash, never as NaN or null', () => {
    const page = renderTearsheet(makeResult())
    expect(page.match(/NaN|undefined|null|Infinity/)).toBeNull()
    expect(page).toContain('<dt>Sortino</dt><dd>–</dd>')
  })

  it('finds the drawdown that lasts to the end, with its peak and trough', () => {
    const { equity } = makeResult()
    expect(deepestDrawdowns(equity, 5)).toEqual([
      {
        peakMs: Date.UTC(2020, 0, 1) + 199 * DAY_MS,
        troughMs: Date.UTC(2020, 0, 1) + 200 * DAY_MS,
        recoveredMs: null,
        depth: 620 / 1199 - 1,
      },
    ])
  })

  it('survives a run of one bar', () => {
    const result = makeResult()
    const one = { time: result.equity.time.slice(0, 1), equity: result.equity.equity.slice(0, 1) }
    const equity = { ...one, drawdown: new Float64Array(1), benchmark: new Float64Array(0) }
    expect(renderTearsheet({ ...result, equity }).match(/NaN|Infinity/)).toBeNull()
  })
})

describe('numbers of the report', () => {
  it.each([
    [formatNumber(-1_234_567.891), '\u22121\u2009234\u2009567.89'],
    [formatNumber(-0.001), '0.00'],
    [formatNumber(null), '–'],
    [formatChange(0.1234), '+12.34\u2009%'],
    [formatChange(0), '0.00\u2009%'],
    [formatPrice(1.23456), '1.23456'],
    [formatPrice(12_345), '12\u2009345.00'],
  ])('%s is written as %s', (written, expected) => {
    expect(written).toBe(expected)
  })
})
