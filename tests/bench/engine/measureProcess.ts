import assert from 'node:assert/strict'
import { type Backtest, createBacktest } from '../../../electron/engine/backtest.ts'
import { sma } from '../../../electron/quant/indicators/index.ts'
import { backtestConfigSchema } from '../../../shared/domain/backtest.ts'
import type { Measurement, MeasurementRequest } from '../engine.ts'
import { handLoop, handRun } from './handLoop.ts'
import { randomWalk } from './randomWalk.ts'
import { CASH, FAST, FEE_RATE, SLOW, STRATEGIES } from './smaCross.ts'

/**
 * Measures one strategy over one number of symbols, in a process of its own as the desk runs it: engine and, for one
 * symbol, the hand-inlined loop by turns. Writes the seconds as JSON.
 */
const WARM_UPS = 3
const REPEATS = 9

/** Processor seconds of this thread: what others do on the machine does not count. */
function seconds(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const after = process.threadCpuUsage()
  return (after.user + after.system - before.user - before.system) / 1e6
}

function measure({ strategy, symbols, bars }: MeasurementRequest): Measurement {
  const series = Array.from({ length: symbols }, (_, k) => randomWalk(`S${k}`, bars, k + 7))
  const config = backtestConfigSchema.parse({
    strategyId: 'bench',
    symbols: series.map(({ instrument }) => instrument.symbol),
    timeframe: '1d',
    cash: CASH,
    parameters: { fraction: 1 / symbols },
    fees: { model: 'percent', rate: FEE_RATE },
  })
  const [first] = series
  const fast = sma(first!.columns.close, FAST)
  const slow = sma(first!.columns.close, SLOW)
  const compares = strategy === 'cross' && symbols === 1
  const result: Measurement = { setUp: [], engine: [], hand: [], firstRun: 0 }
  for (let repeat = 0; repeat < WARM_UPS + REPEATS; repeat++) {
    const hand = handRun(compares ? bars : 0)
    const handSeconds = compares ? seconds(() => handLoop(first!, fast, slow, hand)) : 0

    let run: Backtest | undefined
    const setUp = seconds(() => {
      run = createBacktest({ series, strategy: STRATEGIES[strategy], config })
    })
    const engine = seconds(() => {
      while (!run?.advance(100_000));
    })
    if (repeat === 0) {
      result.firstRun = engine
      if (compares) {
        const { fills, equity } = run!.finish()
        assert.equal(fills.length, hand.fills)
        assert.deepEqual(
          Float64Array.from(fills, ({ price }) => price),
          hand.price.slice(0, hand.fills),
        )
        assert.deepEqual(
          Float64Array.from(fills, ({ fee }) => fee),
          hand.fee.slice(0, hand.fills),
        )
        assert.ok(equity.equity.every((value, t) => Math.abs(value - hand.equity[t]!) < 0.005))
      }
    }
    if (repeat < WARM_UPS) continue
    result.setUp.push(setUp)
    result.engine.push(engine)
    if (compares) result.hand.push(handSeconds)
  }
  return result
}

const [strategy, symbols, bars] = process.argv.slice(2)
console.log(
  JSON.stringify(
    measure({
      strategy: strategy === 'target' ? 'target' : 'cross',
      symbols: Number(symbols),
      bars: Number(bars),
    }),
  ),
)
