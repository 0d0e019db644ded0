import { describe, expect, it } from 'vitest'
import type { IndicatorDefinition, Unit } from '../../electron/quant/indicators/defineIndicator.ts'
import {
  evaluateIndicator,
  IndicatorStream,
  loop,
  resolveIndicatorParameters,
} from '../../electron/quant/indicators/evaluateIndicator.ts'
import { INDICATOR_DEFINITIONS } from '../../electron/quant/indicators/registry.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import { RESERVED_NAMES } from '../../shared/sdk/strategyDefinition.ts'

const START_MS = Date.UTC(2024, 0, 2, 14, 30)

/** Columns of a random market: prices on a tick of 1/16, so that a doubled price is a doubled number exactly. */
function market(bars: number, seed: number, priceScale = 1): (input: string) => Float64Array<ArrayBuffer> {
  const random = new Xoshiro128(seed)
  const names = ['time', 'open', 'high', 'low', 'close', 'volume'] as const
  const columns = new Map<string, Float64Array<ArrayBuffer>>(
    names.map((name) => [name, new Float64Array(bars)] as const),
  )
  const tick = (value: number) => Math.max(1, Math.round(value * 16) / 16)
  let price = 100
  for (let t = 0; t < bars; t++) {
    const open = tick(price + (random.next() - 0.5) * 2)
    price = tick(open * (1 + (random.next() - 0.5) * 0.05))
    const high = tick(Math.max(open, price) + random.next() * 2)
    const low = tick(Math.min(open, price) - random.next() * 2)
    const row = { time: START_MS + t * 3_600_000, open, high, low, close: price, volume: 0 }
    row.volume = Math.round(1000 + random.next() * 9000)
    for (const name of names) {
      columns.get(name)![t] = name === 'time' || name === 'volume' ? row[name] : row[name] * priceScale
    }
  }
  return (input) => {
    const known = columns.get(input === 'source' ? 'close' : input)
    if (known !== undefined) return known
    // A series of its own for every name that is no column of a bar.
    const own = new Xoshiro128(
      [...input].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), seed) >>> 0,
    )
    let level = 100
    const made = Float64Array.from({ length: bars }, () => {
      level = tick(level * (1 + (own.next() - 0.5) * 0.04))
      return level * priceScale
    })
    columns.set(input, made)
    return made
  }
}

function inputsOf(definition: IndicatorDefinition, columns: (input: string) => Float64Array<ArrayBuffer>) {
  return definition.inputs.map((input) => columns(input))
}

/** Smallest parameters that make sense, and the defaults. */
function parameterSets(definition: IndicatorDefinition): Record<string, number>[] {
  const entries = Object.entries(definition.parameters)
  const defaults = Object.fromEntries(entries.map(([name, range]) => [name, range.default]))
  const short = Object.fromEntries(
    entries.map(([name, range]) => [
      name,
      range.whole && range.max > 1000 ? Math.max(range.min, Math.min(range.default, 4)) : range.default,
    ]),
  )
  return definition.refuse?.(short) === undefined ? [defaults, short] : [defaults]
}

function expectSame(ours: readonly Float64Array[], theirs: readonly Float64Array[], what: string): void {
  expect(ours.length, what).toBe(theirs.length)
  for (const [place, column] of ours.entries()) {
    const other = theirs[place]!
    expect(column.length, what).toBe(other.length)
    for (let t = 0; t < column.length; t++) {
      if (column[t] !== other[t] && !(Number.isNaN(column[t]!) && Number.isNaN(other[t]!))) {
        expect.fail(`${what}: output ${place} at ${t} is ${column[t]} and ${other[t]}`)
      }
    }
  }
}

/** By what a value grows where all prices are `k` times as high; undefined where nothing is promised. */
function growth(unit: Unit, k: number): number | undefined {
  switch (unit) {
    case 'price':
    case 'price per bar':
    case 'price x volume':
    case 'money':
    case 'unit of the input':
      return k
    case 'price squared':
      return k * k
    case 'other':
    case 'degrees':
    case 'index':
      return undefined
    default:
      return 1
  }
}

const BARS = 420
const calm = market(BARS, 11)
const holed = (definition: IndicatorDefinition) => {
  const columns = inputsOf(definition, market(BARS, 12)).map((column) => column.slice())
  for (const [k, hole] of [0, 1, 57, 58, 130, 260, 261, 300].entries()) {
    columns[k % columns.length]![hole] = Number.NaN
  }
  return columns
}

describe('the definitions', () => {
  it('have ids of their own, and an output of that name where there is only one', () => {
    const ids = INDICATOR_DEFINITIONS.map(({ id }) => id)
    expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
    for (const { id, outputs, inputs } of INDICATOR_DEFINITIONS) {
      const names = Object.keys(outputs)
      if (names.length === 1) expect(names).toEqual([id])
      expect(inputs.length).toBeGreaterThan(0)
      expect(inputs.length).toBeLessThanOrEqual(6)
    }
  })

  it('have outputs that a strategy can spread into its indicators', () => {
    const names = INDICATOR_DEFINITIONS.flatMap(({ outputs }) => Object.keys(outputs))
    expect(names.filter((name) => RESERVED_NAMES.has(name))).toEqual([])
  })

  it('refuse a value outside its limits, a fraction of a bar and a name they do not have', () => {
    const sma = INDICATOR_DEFINITIONS.find(({ id }) => id === 'sma')!
    expect(() => resolveIndicatorParameters(sma, { length: 0 })).toThrow(
      "sma: 'length' must be a whole number",
    )
    expect(() => resolveIndicatorParameters(sma, { length: 1.5 })).toThrow(RangeError)
    expect(() => resolveIndicatorParameters(sma, { size: 3 })).toThrow("sma has no parameter 'size'")
  })
})

describe.each(INDICATOR_DEFINITIONS.map((definition) => [definition.id, definition] as const))(
  '%s',
  (_, definition) => {
    it('is the same fed bar by bar and over columns, through unknown inputs', () => {
      for (const parameters of parameterSets(definition)) {
        for (const inputs of [inputsOf(definition, calm), holed(definition)]) {
          const whole = evaluateIndicator(definition, inputs, parameters)
          expectSame(loop(definition, inputs, parameters), whole, 'loop against columns')
          const stream = new IndicatorStream(definition, parameters)
          const fed = whole.map((column) => new Float64Array(column.length))
          for (let t = 0; t < BARS; t++) {
            const [a, b, c, d, e, f] = inputs.map((column) => column[t]!)
            stream.update(a!, b, c, d, e, f)
            for (const [place, column] of fed.entries()) column[t] = stream.values[place]!
          }
          expectSame(fed, whole, 'stream against columns')
        }
      }
    })

    it('does not change when later bars are cut off', () => {
      const inputs = holed(definition)
      const whole = evaluateIndicator(definition, inputs)
      for (const end of [0, 1, 59, 200]) {
        const cut = evaluateIndicator(
          definition,
          inputs.map((column) => column.subarray(0, end)),
        )
        expectSame(
          cut,
          whole.map((column) => column.subarray(0, end)),
          `cut at ${end}`,
        )
      }
    })

    if (definition.memory === 'window') {
      it('needs no more bars than its warm-up and the last one', () => {
        for (const parameters of parameterSets(definition)) {
          const inputs = inputsOf(definition, calm)
          const warmUp = definition.warmUp(parameters)
          if (warmUp >= BARS) continue
          const whole = evaluateIndicator(definition, inputs, parameters)
          const alone = evaluateIndicator(
            definition,
            inputs.map((column) => column.subarray(BARS - 1 - warmUp)),
            parameters,
          )
          for (const [place, column] of whole.entries()) {
            const expected = column.at(-1)!
            const value = alone[place]!.at(-1)!
            if (Object.is(value, expected)) continue
            expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)))
          }
        }
      })
    }

    it('is known from its warm-up on, and not before', () => {
      for (const parameters of parameterSets(definition)) {
        const outputs = evaluateIndicator(definition, inputsOf(definition, calm), parameters)
        const firsts = outputs.map((column) => column.findIndex((value) => !Number.isNaN(value)))
        if (firsts.includes(-1)) {
          expect(definition.warmUp(parameters)).toBeGreaterThanOrEqual(BARS - 1)
        } else expect(Math.max(...firsts)).toBe(definition.warmUp(parameters))
      }
    })

    it('scales with prices as its units say', () => {
      const once = evaluateIndicator(definition, inputsOf(definition, market(BARS, 13)))
      const fourfold = evaluateIndicator(definition, inputsOf(definition, market(BARS, 13, 4)))
      for (const [place, unit] of Object.values(definition.outputs).entries()) {
        const factor = growth(unit, 4)
        if (factor === undefined) continue
        for (let t = 0; t < BARS; t++) {
          const expected: number = once[place]![t]! * factor
          const value: number = fourfold[place]![t]!
          if (Object.is(value, expected)) continue
          const near = Math.abs(value - expected) <= 1e-9 * Math.max(1e-3, Math.abs(expected))
          if (!near) expect.fail(`output ${place} at ${t} is ${value} where ${expected} is expected`)
        }
      }
    })
  },
)
