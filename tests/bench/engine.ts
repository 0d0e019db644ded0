import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { ENGINE_FLAGS } from '../../electron/research/runConstants.ts'
import type { Bench, BenchResult } from './benchTypes.ts'

export interface MeasurementRequest {
  readonly strategy: 'cross' | 'target'
  readonly symbols: number
  /** Per symbol. */
  readonly bars: number
}

/** Processor seconds by repeat; `hand` is empty where there is no hand-inlined loop to compare with. */
const measurementSchema = z.object({
  setUp: z.array(z.number()),
  engine: z.array(z.number()),
  hand: z.array(z.number()),
  firstRun: z.number(),
})
export type Measurement = z.infer<typeof measurementSchema>

const PROCESS = fileURLToPath(new URL('./engine/measureProcess.ts', import.meta.url))

/** Measures in a fresh process with the flags of a desk's run, which has one to itself: the compiler sees one strategy only. */
function measure({ strategy, symbols, bars }: MeasurementRequest): Measurement {
  const args = [...process.execArgv, ...ENGINE_FLAGS, PROCESS, strategy, String(symbols), String(bars)]
  return measurementSchema.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })))
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * The ratio depends on the length of the run, so both lengths are told. The clock of a thread ticks every 4 ms here, a
 * third of what the loop takes for a million bars: means over the repeats even that out where a median could not.
 */
function oneSymbol(): BenchResult[] {
  return [1_000_000, 5_000_000].flatMap((bars) => {
    const million = `${bars / 1e6} M bars`
    const cross = measure({ strategy: 'cross', symbols: 1, bars })
    const target = measure({ strategy: 'target', symbols: 1, bars })
    return [
      { name: `hand-inlined loop, 1 symbol, ${million}`, value: bars / mean(cross.hand), unit: 'bars/s' },
      {
        name: `engine, 1 symbol, ${million}`,
        value: bars / mean(cross.engine),
        unit: 'bars/s',
        ratio: mean(cross.hand) / mean(cross.engine),
        against: 'hand-inlined loop',
      },
      { name: `engine, 1 symbol, ${million}, first run`, value: bars / cross.firstRun, unit: 'bars/s' },
      {
        name: `engine, 1 symbol, ${million}, target at every bar`,
        value: bars / mean(target.engine),
        unit: 'bars/s',
      },
    ]
  })
}

function manySymbols(): BenchResult[] {
  const symbols = 500
  const bars = 5000
  const total = symbols * bars
  const { engine, setUp, firstRun } = measure({ strategy: 'cross', symbols, bars })
  return [
    {
      name: 'engine, 500 symbols',
      value: total / median(engine),
      unit: 'bars/s',
      ratio: total / median(engine) / 20e6,
      against: 'aim of 20 M bars/s',
    },
    { name: 'engine, 500 symbols, first run', value: total / firstRun, unit: 'bars/s' },
    { name: 'indicators and time order, 500 symbols', value: total / median(setUp), unit: 'bars/s' },
  ]
}

export const benches: Bench[] = [
  { name: 'engine-1-symbol', run: oneSymbol },
  { name: 'engine-500-symbols', run: manySymbols },
]
