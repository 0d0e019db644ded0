import { describe, expect, it } from 'vitest'
import { SeriesEvaluator } from '../../electron/engine/evaluateSeries.ts'
import { computeIndicator, INDICATORS } from '../../electron/engine/indicatorCatalogue.ts'
import { findIndicator } from '../../electron/quant/indicators/index.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import * as sdk from '../../shared/sdk/index.ts'
import { type ColumnName, isSeriesNode, seriesNode } from '../../shared/sdk/seriesNode.ts'

const BARS = 150
const random = new Xoshiro128(5)
const close = Float64Array.from({ length: BARS }, () => 100 + random.next())
const columns = {
  time: close.map((_, t) => Date.UTC(2024, 0, 2) + t * 3_600_000),
  open: close.map((value) => value + random.next() - 0.5),
  high: close.map((value) => value + 1),
  low: close.map((value) => value - 1),
  close,
  volume: close.map(() => 1000 + (random.nextUint32() % 1000)),
}

function isColumn(name: string): name is ColumnName {
  return name in columns
}

const functions = new Map<string, unknown>(Object.entries(sdk))

/** Calls the SDK's function of an indicator on the columns it asks for, with its defaults. */
function callFunction(id: string): unknown {
  const made = functions.get(id)
  if (typeof made !== 'function') throw new Error(`the SDK has no function ${id}`)
  const inputs = findIndicator(id)!.inputs.map((input) =>
    seriesNode({ op: 'column', column: isColumn(input) ? input : 'close' }),
  )
  return Reflect.apply(made, undefined, inputs)
}

describe("the SDK's functions", () => {
  it('give what the chart computes, output by output', () => {
    const evaluator = new SeriesEvaluator(columns)
    for (const { id, outputs } of INDICATORS) {
      const made = callFunction(id)
      const series = isSeriesNode(made) ? { [id]: made } : made
      expect(Object.keys(Object(series))).toEqual(outputs)
      const lines = computeIndicator(id, [], columns)
      for (const [output, node] of Object.entries(Object(series))) {
        if (!isSeriesNode(node)) throw new Error(`${id}.${output} is no series`)
        expect(evaluator.evaluate(node), `${id}.${output}`).toEqual(lines[output])
      }
    }
  })

  it('take outputs as inputs, and compute an indicator once whoever asks', () => {
    const evaluator = new SeriesEvaluator(columns)
    const source = seriesNode({ op: 'column', column: 'close' })
    const twice = [sdk.sma(sdk.rsi(source, 5), 3), sdk.sma(sdk.rsi(source, 5), 3)].map((series) =>
      isSeriesNode(series) ? evaluator.evaluate(series) : undefined,
    )
    expect(twice[0]).toBe(twice[1])
    expect(twice[0]!.findIndex((value) => !Number.isNaN(value))).toBe(5 + 2)
  })

  it('refuse lengths outside their limits and what is no series, by name', () => {
    const source = seriesNode({ op: 'column', column: 'close' })
    expect(() => sdk.adx(source, source, source, 1)).toThrow(
      "adx: 'length' must be a whole number from 2 to 100000, not 1",
    )
    expect(() => sdk.bbands(source, 20, Number.NaN)).toThrow(
      "bbands: 'up' must be a number from -1000 to 1000",
    )
    expect(() => sdk.aroon(source, 3 as never)).toThrow("aroon: 'low' must be a series, not 3")
  })
})
