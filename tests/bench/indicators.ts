import type { IndicatorDefinition } from '../../electron/quant/indicators/defineIndicator.ts'
import { evaluateIndicator, loop } from '../../electron/quant/indicators/evaluateIndicator.ts'
import { findIndicator, INDICATOR_DEFINITIONS } from '../../electron/quant/indicators/registry.ts'
import type { Bench, BenchResult } from './benchTypes.ts'
import { randomWalk } from './engine/randomWalk.ts'

const BARS = 1_000_000
const SHORT = 20_000
const REPEATS = 5
const SIMPLE = ['sma', 'ema', 'rsi', 'atr', 'macd', 'highest', 'bollinger', 'standardDeviation', 'adx']

/** Processor time of this thread in seconds. */
function now(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

function seconds(measured: () => void): number {
  measured()
  const times = Array.from({ length: REPEATS }, () => {
    const start = now()
    measured()
    return now() - start
  })
  return times.sort((a, b) => a - b)[REPEATS >> 1]!
}

function columnsOf(definition: IndicatorDefinition, bars: number): Float64Array[] | undefined {
  const { columns } = randomWalk('WALK', bars, 7)
  const inputs = definition.inputs.flatMap((input) => {
    switch (input) {
      case 'source':
        return [columns.close]
      case 'open':
      case 'high':
      case 'low':
      case 'close':
      case 'volume':
      case 'time':
        return [columns[input]]
      default:
        return []
    }
  })
  return inputs.length === definition.inputs.length ? inputs : undefined
}

/** A running sum over 20 values with nothing around it: what a mean costs at least. */
function plainMean(source: Float64Array, out: Float64Array): void {
  let sum = 0
  for (let t = 0; t < source.length; t++) {
    sum += source[t]!
    if (t >= 20) sum -= source[t - 20]!
    out[t] = t >= 19 ? sum / 20 : Number.NaN
  }
}

function simple(): BenchResult[] {
  const { close } = randomWalk('WALK', BARS, 7).columns
  const out = new Float64Array(BARS)
  const plain = BARS / seconds(() => plainMean(close, out))
  const results: BenchResult[] = [{ name: 'plain loop of a mean over 20', value: plain, unit: 'bars/s' }]
  for (const id of SIMPLE) {
    const definition = findIndicator(id)
    const inputs = definition === undefined ? undefined : columnsOf(definition, BARS)
    if (definition === undefined || inputs === undefined) continue
    const value = BARS / seconds(() => evaluateIndicator(definition, inputs))
    results.push({ name: id, value, unit: 'bars/s', ratio: value / plain, against: 'plain loop' })
  }
  return results
}

/** Every indicator that needs bars alone, through the kernel's own loop. */
function everything(): BenchResult[] {
  const rates = INDICATOR_DEFINITIONS.flatMap((definition) => {
    const inputs = columnsOf(definition, SHORT)
    if (inputs === undefined) return []
    const defaults = Object.fromEntries(
      Object.entries(definition.parameters).map(([name, range]) => [name, range.default]),
    )
    return [{ id: definition.id, rate: SHORT / seconds(() => loop(definition, inputs, defaults)) }]
  }).sort((a, b) => a.rate - b.rate)
  const [slowest, middle] = [rates[0]!, rates[rates.length >> 1]!]
  return [
    { name: `bar by bar, median of ${rates.length} indicators`, value: middle.rate, unit: 'bars/s' },
    { name: `bar by bar, slowest (${slowest.id})`, value: slowest.rate, unit: 'bars/s' },
  ]
}

export const benches: Bench[] = [
  { name: 'indicators-simple', run: simple },
  { name: 'indicators-all', run: everything },
]
