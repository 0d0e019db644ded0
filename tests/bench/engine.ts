import { createBacktest } from '../../electron/engine/backtest.ts'
import { sma } from '../../electron/quant/indicators/index.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import { backtestConfigSchema } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { defineStrategy, sma as smaOf } from '../../shared/sdk/index.ts'
import type { Strategy } from '../../shared/sdk/quarterdeck.d.ts'
import type { Bench, BenchResult } from './benchTypes.ts'

const FEE_RATE = 0.0005
const CASH = 1_000_000
const FAST = 10
const SLOW = 30
const REPEATS = 5

const parameters = { fraction: { default: 1, step: 0.001 } }

/** Trades when the means cross. */
const cross = defineStrategy({
  name: 'SMA cross',
  parameters,
  indicators: ({ close }) => ({ fast: smaOf(close, FAST), slow: smaOf(close, SLOW) }),
  onBar(ctx) {
    const above = ctx.fast > ctx.slow
    const held = ctx.position(ctx.symbol).quantity > 0
    if (above !== held) ctx.orderTargetPercent(ctx.symbol, above ? ctx.parameters.fraction : 0)
  },
})

/** Asks for its target at every bar, and so trades the drift of prices too. */
const rebalanced = defineStrategy({
  name: 'SMA cross, rebalanced',
  parameters,
  indicators: ({ close }) => ({ fast: smaOf(close, FAST), slow: smaOf(close, SLOW) }),
  onBar(ctx) {
    ctx.orderTargetPercent(ctx.symbol, ctx.fast > ctx.slow ? ctx.parameters.fraction : 0)
  },
})

/** Daily bars of a geometric random walk. */
export function randomWalk(symbol: string, bars: number, seed: number): BarSeries {
  const random = new Xoshiro128(seed)
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(bars)
  const [time, open, high, low, close] = [column(), column(), column(), column(), column()]
  let price = 100
  for (let t = 0; t < bars; t++) {
    time[t] = t * 86_400_000
    open[t] = Math.round(price * 100) / 100
    price = Math.max(1, price * (1 + (random.next() - 0.5) * 0.03))
    close[t] = Math.round(price * 100) / 100
    high[t] = Math.max(open[t]!, close[t]!)
    low[t] = Math.min(open[t]!, close[t]!)
  }
  return {
    instrument: {
      symbol,
      name: symbol,
      assetClass: 'equity',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      multiplier: 1,
      calendar: '24x7',
    },
    timeframe: '1d',
    columns: { time, open, high, low, close, volume: new Float64Array(bars).fill(1e6) },
    actions: [],
  }
}

/**
 * The SMA cross as a loop over plain arrays: whole shares for all of the equity when the means cross, filled at the
 * next open rounded to cents, a fee, cash and an equity curve. No order, no fill record, no check.
 */
function handLoop(
  series: BarSeries,
  fast: Float64Array,
  slow: Float64Array,
  equityCurve: Float64Array,
): number {
  const { open, close } = series.columns
  let cash = CASH
  let quantity = 0
  let wanted = 0
  let equity = CASH
  for (let t = 0; t < close.length; t++) {
    if (wanted !== 0) {
      const price = Math.round(open[t]! * 100) / 100
      const room = Math.trunc(cash / (price * (1 + FEE_RATE)))
      const traded = wanted > room ? room : wanted
      const value = Math.round(traded * price * 100) / 100
      const fee = Math.round(Math.abs(value) * FEE_RATE * 100) / 100
      cash -= value + fee
      quantity += traded
      wanted = 0
    }
    equity = cash + quantity * close[t]!
    equityCurve[t] = equity
    if (t < SLOW - 1) continue
    const above = fast[t]! > slow[t]!
    if (above !== quantity > 0) wanted = above ? Math.trunc(equity / close[t]!) : -quantity
  }
  return equity
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]!
}

/** Processor time of this thread in seconds: what others do on the machine does not count. */
function now(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/** Median processor seconds of the measured part; `setUp` is not measured. */
function time<T>(setUp: () => T, measured: (prepared: T) => void): number {
  const seconds: number[] = []
  for (let repeat = 0; repeat < REPEATS + 2; repeat++) {
    const prepared = setUp()
    const start = now()
    measured(prepared)
    if (repeat >= 2) seconds.push(now() - start)
  }
  return median(seconds)
}

function runSeconds(series: readonly BarSeries[], strategy: Strategy): number {
  const config = backtestConfigSchema.parse({
    strategyId: 'bench',
    symbols: series.map(({ instrument }) => instrument.symbol),
    timeframe: '1d',
    cash: CASH,
    parameters: { fraction: 1 / series.length },
    fees: { model: 'percent', rate: FEE_RATE },
  })
  return time(
    () => createBacktest({ series, strategy, config }),
    (run) => {
      while (!run.advance(100_000));
    },
  )
}

function oneSymbol(): BenchResult[] {
  const bars = 1_000_000
  const series = randomWalk('WALK', bars, 7)
  const fast = sma(series.columns.close, FAST)
  const slow = sma(series.columns.close, SLOW)
  const curve = new Float64Array(bars)
  const hand = time(
    () => undefined,
    () => handLoop(series, fast, slow, curve),
  )
  const engine = runSeconds([series], cross)
  return [
    { name: 'hand-inlined loop, 1 symbol', value: bars / hand, unit: 'bars/s' },
    {
      name: 'engine, 1 symbol',
      value: bars / engine,
      unit: 'bars/s',
      ratio: hand / engine,
      against: 'hand-inlined loop',
    },
    {
      name: 'engine, 1 symbol, target at every bar',
      value: bars / runSeconds([series], rebalanced),
      unit: 'bars/s',
    },
  ]
}

function manySymbols(): BenchResult[] {
  const symbols = 500
  const bars = 5000
  const series = Array.from({ length: symbols }, (_, k) => randomWalk(`S${k}`, bars, k + 1))
  const engine = runSeconds(series, cross)
  const setUp = time(
    () => undefined,
    () => {
      createBacktest({
        series,
        strategy: cross,
        config: backtestConfigSchema.parse({
          strategyId: 'bench',
          symbols: series.map(({ instrument }) => instrument.symbol),
          timeframe: '1d',
        }),
      })
    },
  )
  const total = symbols * bars
  return [
    {
      name: 'engine, 500 symbols',
      value: total / engine,
      unit: 'bars/s',
      ratio: total / engine / 20e6,
      against: 'aim of 20 M bars/s',
    },
    { name: 'indicators and time order, 500 symbols', value: total / setUp, unit: 'bars/s' },
  ]
}

export const benches: Bench[] = [
  { name: 'engine-1-symbol', run: oneSymbol },
  { name: 'engine-500-symbols', run: manySymbols },
]
