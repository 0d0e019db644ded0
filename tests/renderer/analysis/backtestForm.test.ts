import { describe, expect, it } from 'vitest'
import {
  type BacktestForm,
  checkForm,
  datasetsFor,
  defaultForm,
  fittingTimeframe,
  parameterProblem,
  parameterValue,
  parseDay,
  periodPresets,
  withParameter,
} from '../../../renderer/panels/backtest/backtestForm.ts'
import { backtestConfigSchema } from '../../../shared/domain/backtest.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { StrategyDescription } from '../../../shared/domain/strategy.ts'

function dataset(symbol: string, timeframe: string, kind: Dataset['provenance']['kind'] = 'file'): Dataset {
  return {
    id: `${symbol}@${timeframe}`,
    instrument: {
      symbol,
      name: symbol,
      assetClass: symbol === 'SPX' ? 'index' : 'equity',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      multiplier: 1,
      calendar: 'XNYS',
    },
    timeframe,
    kind: 'bars',
    bars: 5000,
    fromMs: Date.UTC(2000, 0, 3),
    toMs: Date.UTC(2020, 11, 31),
    adjustment: 'raw',
    timeZone: 'America/New_York',
    actions: 0,
    provenance: { kind, source: 'a test', licence: 'none', importedMs: 0 },
    quality: { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] },
    hash: '',
  }
}

const description: StrategyDescription = {
  name: 'SMA cross',
  description: '',
  symbols: [],
  indicators: [],
  parameters: [
    { type: 'number', name: 'fast', label: 'Fast', default: 10, min: 2, max: 100, integer: true },
    { type: 'boolean', name: 'invert', label: 'Invert', default: false },
    { type: 'choice', name: 'mode', label: 'Mode', default: 'a', choices: ['a', 'b'] },
  ],
}
const context = {
  datasets: [dataset('AAPL', '1d'), dataset('SPX', '1d', 'sample'), dataset('SPX', '1h')],
  description,
}
const form: BacktestForm = { ...defaultForm(context, null), symbols: ['SPX'], timeframe: '1d' }
const problemsOf = (change: Partial<BacktestForm>) =>
  checkForm({ ...form, ...change }, 'sma-cross', context).problems

describe('the backtest form', () => {
  it('starts from the panel in front, else from the sample index, and from what the strategy names where it is there', () => {
    expect(defaultForm(context, 'AAPL@1d').symbols).toEqual(['AAPL'])
    expect(defaultForm(context, null)).toMatchObject({ symbols: ['SPX'], timeframe: '1d' })
    const named = { ...context, description: { ...description, symbols: ['AAPL', 'NONE'], timeframe: '1w' } }
    expect(defaultForm(named, null)).toMatchObject({ symbols: ['AAPL'], timeframe: '1w' })
  })

  it('becomes a configuration that the desk accepts, with every parameter filled in', () => {
    const { config, problems } = checkForm({ ...form, parameters: { fast: 20 } }, 'sma-cross', context)
    expect(problems).toEqual({})
    expect(backtestConfigSchema.parse(config).parameters).toEqual({ fast: 20, invert: false, mode: 'a' })
    expect(config).not.toHaveProperty('fromMs')
  })

  it('covers whole days at both ends', () => {
    const { config } = checkForm({ ...form, from: '2015-01-31', to: '2015-01-31' }, 'sma-cross', context)
    expect(config).toMatchObject({ fromMs: Date.UTC(2015, 0, 31), toMs: Date.UTC(2015, 1, 1) - 1 })
  })

  it('says at the field what is wrong', () => {
    expect(problemsOf({ symbols: [] }).symbols).toMatch(/at least one/)
    expect(problemsOf({ symbols: ['SPX', 'AAPL'], timeframe: '1h' }).symbols).toBe(
      'No data at 1h or finer for AAPL.',
    )
    expect(problemsOf({ from: '2015-02-30' }).from).toMatch(/2015-01-31/)
    expect(problemsOf({ from: '2016-01-01', to: '2015-01-01' }).to).toMatch(/before the start/)
    expect(problemsOf({ from: '2021-06-01' }).from).toBe('The data ends on 2020-12-31.')
    expect(problemsOf({ to: '1999-01-01' }).to).toBe('The data begins on 2000-01-03.')
    expect(problemsOf({ benchmark: 'GONE' }).benchmark).toMatch(/No data/)
    expect(problemsOf({ cash: -1 })).toHaveProperty('cash')
    expect(problemsOf({ currency: 'usd' }).currency).toMatch(/^A currency is/)
    expect(problemsOf({ parameters: { fast: 1 } })['parameters.fast']).toBe('At least 2.')
  })

  it('never hands over a configuration while something is wrong', () => {
    expect(checkForm({ ...form, cash: 0 }, 'sma-cross', context).config).toBeNull()
  })
})

describe('the data of a run', () => {
  it('is the dataset of that timeframe, else the coarsest finer one, never a coarser one', () => {
    expect(datasetsFor(['SPX'], '1d', context.datasets)[0]?.id).toBe('SPX@1d')
    expect(datasetsFor(['SPX'], '4h', context.datasets)[0]?.id).toBe('SPX@1h')
    expect(datasetsFor(['SPX'], '1w', context.datasets)[0]?.id).toBe('SPX@1d')
    expect(datasetsFor(['AAPL'], '1h', context.datasets)[0]).toBeUndefined()
  })
})

describe('periods offered', () => {
  it('end with the data and are shorter than it', () => {
    const presets = periodPresets({ fromMs: Date.UTC(2018, 5, 1), toMs: Date.UTC(2020, 2, 31) })
    expect(presets.map((preset) => preset.label)).toEqual(['1 month', '6 months', '1 year', 'All'])
    expect(presets[0]?.from).toBe('2020-02-29')
  })

  it('know which days exist', () => {
    expect(parseDay('2020-02-29')).toBe(Date.UTC(2020, 1, 29))
    expect(parseDay('2021-02-29')).toBeNull()
    expect(parseDay('yesterday')).toBeNull()
  })
})

describe('parameters', () => {
  const [fast, invert, mode] = description.parameters
  it('keep to their declaration', () => {
    if (fast === undefined || invert === undefined || mode === undefined) throw new Error('declared above')
    expect(parameterProblem(fast, 2.5)).toBe('Enter a whole number.')
    expect(parameterProblem(fast, 101)).toBe('At most 100.')
    expect(parameterProblem(fast, 100)).toBeNull()
    expect(parameterProblem(invert, true)).toBeNull()
    expect(parameterProblem(mode, 'c')).toBe('One of a, b.')
  })

  it('remember only what differs from the default, and fall back where a declaration has changed its type', () => {
    if (fast === undefined) throw new Error('declared above')
    expect(withParameter({ fast: 20, other: 1 }, fast, 10)).toEqual({ other: 1 })
    expect(withParameter({}, fast, 11)).toEqual({ fast: 11 })
    expect(parameterValue(fast, { fast: 'text' })).toBe(10)
  })
})

describe('the timeframe that fits the symbols', () => {
  const datasets = [
    dataset('SPX', '1d'),
    dataset('SPX', '1h'),
    dataset('MSFT', '1M'),
    dataset('EURUSD', '1m'),
    dataset('VIX', '1w'),
  ]

  it.each([
    ['stays where the data is as fine', ['SPX'], '1d', '1d'],
    ['stays where finer data can be added up', ['EURUSD'], '1d', '1d'],
    ["is the data's own where that is coarser", ['MSFT'], '1d', '1M'],
    ['is the coarsest of those the symbols need', ['SPX', 'VIX', 'MSFT'], '1h', '1M'],
    ['stays where nothing is known of a symbol', ['NONE'], '1d', '1d'],
    ['is made whole where it was unreadable', ['EURUSD'], 'daily', '1m'],
    ['stays without symbols', [], '4h', '4h'],
  ])('%s', (_what, symbols, timeframe, fitting) => {
    expect(fittingTimeframe(symbols, timeframe, datasets)).toBe(fitting)
  })

  it('is what new settings begin with', () => {
    const monthly = { datasets: [dataset('MSFT', '1M')], description: { ...description, timeframe: '1d' } }
    expect(defaultForm(monthly, 'MSFT@1M').timeframe).toBe('1M')
  })
})
