import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { IndicatorDefinition } from '../../electron/quant/indicators/defineIndicator.ts'
import { evaluateIndicator } from '../../electron/quant/indicators/evaluateIndicator.ts'
import { INDICATOR_DEFINITIONS } from '../../electron/quant/indicators/registry.ts'
import { madeCandles } from './madeCandles.ts'
import { DEPARTURES } from './talibDepartures.ts'

const caseSchema = z.object({ function: z.string(), parameters: z.array(z.number()) })
const sampledSchema = caseSchema.extend({
  outputs: z.array(
    z.object({
      first: z.number(),
      at: z.array(z.number()),
      values: z.array(z.number().nullable()),
    }),
  ),
})
const signalsSchema = z.array(z.tuple([z.number(), z.number()]))
const patternSchema = caseSchema.extend({ first: z.number(), found: signalsSchema, made: signalsSchema })
const reference = z
  .object({ library: z.string(), bars: z.number(), cases: z.array(z.union([sampledSchema, patternSchema])) })
  .parse(
    JSON.parse(
      gunzipSync(readFileSync(new URL('reference/talib.json.gz', import.meta.url))).toString('utf8'),
    ),
  )

const table = readFileSync(
  new URL('../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(','))

/** A column of the sample; TA-Lib's pairs are the high and the low. */
function column(input: string): Float64Array<ArrayBuffer> {
  const name = input === 'source' ? 'close' : input === 'a' ? 'high' : input === 'b' ? 'low' : input
  const place = table[0]!.indexOf(name)
  if (place < 0) throw new Error(`the sample has no column for '${input}'`)
  return Float64Array.from(table.slice(1), (row) => Number(row[place]))
}

const bySource = new Map(INDICATOR_DEFINITIONS.map((definition) => [definition.talib, definition]))

function compute(definition: IndicatorDefinition, given: readonly number[], rows?: number) {
  const inputs = definition.inputs.map((input) =>
    rows === undefined ? column(input) : column(input).slice(-rows),
  )
  const names = Object.keys(definition.parameters)
  const parameters = Object.fromEntries(names.map((name, place) => [name, given[place]!]))
  return { outputs: evaluateIndicator(definition, inputs, parameters), warmUp: definition.warmUp(parameters) }
}

const candles = madeCandles(30_000)

/** Bars with a signal, and the signal. */
function signalsOf(column: Float64Array): number[][] {
  return [...column].flatMap((signal, t) => (signal === 0 || Number.isNaN(signal) ? [] : [[t, signal]]))
}

const implemented = reference.cases.filter((each) => bySource.has(each.function))

/** Functions of TA-Lib that have no definition of that name. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  ADD: 'arithmetic of the SDK',
  SUB: 'arithmetic of the SDK',
  MULT: 'arithmetic of the SDK',
  DIV: 'arithmetic of the SDK',
  CUMSUM: 'without end: depends on where the data begins',
  MAXINDEX: 'an index counts from where the data begins; barsSinceHighest',
  MININDEX: 'an index counts from where the data begins; barsSinceLowest',
  MINMAX: 'highest and lowest',
  MINMAXINDEX: 'barsSinceHighest and barsSinceLowest',
  PERCENTILE: 'quantile, by the definition of R type 7',
  PERCENTRANK: 'percentRank, by its own definition',
  RVOL: 'relativeVolume',
  VWAP: 'anchoredVwap, which starts anew each session',
  KDJ: 'not there',
  FRACTAL: 'not there',
  RVI: 'not there',
}

describe(`against ${reference.library} on the S&P 500 sample`, () => {
  it('every definition that names a function of TA-Lib is compared with it', () => {
    const compared = new Set(reference.cases.map((each) => each.function))
    const named = INDICATOR_DEFINITIONS.flatMap(({ talib }) => talib ?? [])
    expect(named.filter((name) => !compared.has(name))).toEqual([])
    expect(new Set(named).size).toBe(named.length)
  })

  it('every function of TA-Lib has a definition, or a reason why not', () => {
    const without = reference.cases.map((each) => each.function).filter((name) => !bySource.has(name))
    expect([...new Set(without)].sort()).toEqual(Object.keys(LEFT_OUT).sort())
  })

  it.each(implemented.map((each) => [`${each.function} ${each.parameters.join(' ')}`, each] as const))(
    '%s',
    (_, each) => {
      const definition = bySource.get(each.function)!
      if ('found' in each) {
        const { outputs, warmUp } = compute(definition, each.parameters)
        expect(warmUp).toBe(each.first)
        expect(signalsOf(outputs[0]!)).toEqual(each.found)
        const made = evaluateIndicator(
          definition,
          definition.inputs.map((input) => candles.get(input)!),
        )
        expect(signalsOf(made[0]!).slice(0, 100)).toEqual(each.made)
        expect(each.found.length + each.made.length).toBeGreaterThan(0)
        return
      }
      const departure = DEPARTURES[each.function]
      const { outputs, warmUp } = compute(definition, each.parameters, reference.bars)
      expect(outputs).toHaveLength(each.outputs.length)
      if (departure === undefined) expect(Math.max(...each.outputs.map(({ first }) => first))).toBe(warmUp)
      for (const [place, { at, values }] of each.outputs.entries()) {
        for (const [k, t] of at.entries()) {
          const theirs = values[k]
          const ours = outputs[place]![t]!
          if (theirs === null || theirs === undefined || (departure?.skip(t) ?? false)) continue
          const allowed = 1e-9 * Math.max(Math.abs(theirs), departure?.scale ?? 1e-3)
          if (!(Math.abs(ours - theirs) <= allowed)) {
            expect.fail(`output ${place} at ${t} is ${ours}, in TA-Lib ${theirs}`)
          }
        }
      }
    },
  )
})
