import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { evaluateIndicator } from '../../electron/quant/indicators/evaluateIndicator.ts'
import { findIndicator } from '../../electron/quant/indicators/registry.ts'

const times = z.enum(['dates', 'clock'])
const reference = z
  .object({
    packages: z.array(z.string()),
    bars: z.number(),
    clock: z.object({ startMs: z.number(), stepMs: z.number() }),
    at: z.record(times, z.array(z.number())),
    cases: z.array(
      z.object({
        id: z.string(),
        parameters: z.array(z.number()),
        call: z.string(),
        times,
        values: z.array(z.array(z.number().nullable())),
      }),
    ),
  })
  .parse(
    JSON.parse(
      gunzipSync(readFileSync(new URL('reference/statistical.json.gz', import.meta.url))).toString('utf8'),
    ),
  )

const sample = new URL('../../node_modules/vega-datasets/data/sp500-2000.csv', import.meta.url)
const [header, ...lines] = readFileSync(sample, 'utf8').trim().split(/\r?\n/)
const names = header!.split(',')
const rows = lines.slice(-reference.bars).map((line) => line.split(','))

/** Columns that stand for the inputs a bar does not have, as in reference/statistical.py. */
const STAND_INS: Readonly<Record<string, string>> = {
  source: 'close',
  other: 'open',
  bid: 'low',
  ask: 'high',
  bidSize: 'volume',
  askSize: 'volume',
}

function column(input: string, clock: z.infer<typeof times>): Float64Array<ArrayBuffer> {
  if (input === 'time') {
    const { startMs, stepMs } = reference.clock
    return Float64Array.from(rows, (row, t) =>
      clock === 'clock' ? startMs + t * stepMs : Date.parse(`${row[0]}T00:00:00Z`),
    )
  }
  const place = names.indexOf(STAND_INS[input] ?? input)
  if (place < 0) throw new Error(`the sample has no column for '${input}'`)
  return Float64Array.from(rows, (row) => Number(row[place]))
}

describe(`equal to ${reference.packages.join(', ')} on the S&P 500 sample`, () => {
  for (const { id, parameters, call, times: clock, values } of reference.cases) {
    it(`${id}(${parameters.join(', ')}) is ${call}`, () => {
      const definition = findIndicator(id)
      if (definition === undefined) throw new Error(`there is no indicator '${id}'`)
      const keys = Object.keys(definition.parameters)
      expect(parameters.length).toBe(keys.length)
      const outputs = evaluateIndicator(
        definition,
        definition.inputs.map((input) => column(input, clock)),
        Object.fromEntries(keys.map((key, place) => [key, parameters[place]!])),
      )
      let compared = 0
      for (const [row, t] of reference.at[clock].entries()) {
        expect(values[row]!.length).toBe(outputs.length)
        for (const [place, theirs] of values[row]!.entries()) {
          if (theirs === null) continue
          const ours = outputs[place]![t]!
          compared++
          if (!(Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs) + 1e-12)) {
            expect.fail(`output ${place} at ${t} is ${ours}, not ${theirs}`)
          }
        }
      }
      expect(compared).toBeGreaterThanOrEqual(values.length / 2)
    })
  }
})
