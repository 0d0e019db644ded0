import { readFileSync } from 'node:fs'
import type * as declaration from 'quarterdeck'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { describeStrategy } from '../../shared/sdk/describeStrategy.ts'
import * as implementation from '../../shared/sdk/index.ts'
import { defineStrategy, macd, sma } from '../../shared/sdk/index.ts'
import { RESERVED_NAMES } from '../../shared/sdk/strategyDefinition.ts'

const text = readFileSync(new URL('../../shared/sdk/quarterdeck.d.ts', import.meta.url), 'utf8')

describe('the declaration and the implementation of the SDK', () => {
  it('have the same types', () => {
    expectTypeOf<typeof implementation>().toEqualTypeOf<typeof declaration>()
  })

  it('export the same names', () => {
    const declared = [...text.matchAll(/^export function (\w+)/gm)].map(([, name]) => name)
    expect(Object.keys(implementation).sort()).toEqual([...new Set(declared)].sort())
  })

  it('document every exported entry with the version it came in', () => {
    const undocumented = [
      ...text.matchAll(/(^|\n)(?<before>[^\n]*)\nexport (function|interface|type) (?<name>\w+)/g),
    ]
      .filter(
        ({ groups, index }) =>
          !text
            .slice(0, index + groups!.before!.length + 2)
            .trimEnd()
            .endsWith('*/'),
      )
      .map(({ groups }) => groups!.name)
    expect(undocumented).toEqual([])
    expect(text.match(/@since \d+\.\d+\.\d+/g)!.length).toBeGreaterThan(30)
  })

  it('reserves every name the context has', () => {
    const context = [...text.matchAll(/interface (SymbolView|StrategyContext<V>)[^{]*\{([\s\S]*?)\n\}/g)]
      .map(([, , body]) => body)
      .join('\n')
    const names = [...context.matchAll(/^ {2}(?:readonly )?(\w+)[:(]/gm)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !RESERVED_NAMES.has(name))).toEqual([])
  })
})

describe('a strategy describes itself', () => {
  const strategy = defineStrategy({
    name: 'Many',
    parameters: {
      fastLength: { default: 10, min: 2, max: 100 },
      width: { default: 0.5 },
      hedge: { default: false, label: 'Hedge it' },
      mode: { default: 'slow', choices: ['slow', 'quick'] },
    },
    indicators: ({ close, parameters }) => ({
      mean: sma(close, parameters.fastLength),
      ...macd(close, 12, 26, 9),
    }),
    onBar() {},
  })

  it('with labels, limits and steps filled in, and its indicators by name', () => {
    const description = describeStrategy(strategy)
    expect(description.parameters).toEqual([
      {
        type: 'number',
        name: 'fastLength',
        label: 'Fast length',
        default: 10,
        min: 2,
        max: 100,
        step: 1,
        integer: true,
      },
      { type: 'number', name: 'width', label: 'Width', default: 0.5, integer: false },
      { type: 'boolean', name: 'hedge', label: 'Hedge it', default: false },
      { type: 'choice', name: 'mode', label: 'Mode', default: 'slow', choices: ['slow', 'quick'] },
    ])
    expect(description.indicators).toEqual(['mean', 'macd', 'signal', 'histogram'])
  })

  it('and refuses values it did not declare', () => {
    expect(() => describeStrategy(strategy, { fastLength: 1 })).toThrow(
      'must be a whole number from 2 to 100, not 1',
    )
    expect(() => describeStrategy(strategy, { fastLength: 2.5 })).toThrow('a whole number')
    expect(() => describeStrategy(strategy, { mode: 'other' })).toThrow('one of slow, quick')
    expect(() => describeStrategy(strategy, { fast: 3 })).toThrow("no parameter 'fast'")
  })
})

describe('mistakes in a definition', () => {
  const define = (definition: object) => () => defineStrategy(definition as never)

  it('are named with the entry that is wrong', () => {
    expect(define({ onBar() {} })).toThrow('name:')
    expect(define({ name: 'x' })).toThrow('neither onBar nor a schedule')
    expect(define({ name: 'x', onbar() {} })).toThrow('onbar')
    expect(define({ name: 'x', onBar: 3 })).toThrow('onBar: must be a function')
    expect(define({ name: 'x', async onBar() {} })).toThrow('onBar: must not be async')
    expect(define({ name: 'x', *onBar() {} })).toThrow('onBar: must not be async or a generator')
    expect(define({ name: 'x', schedule: [{ every: 'day', async run() {} }] })).toThrow('schedule.0.run')
    expect(define({ name: 'x', onBar() {}, parameters: { a: { default: 5, max: 3 } } })).toThrow('outside')
    expect(define({ name: 'x', onBar() {}, timeframe: 'daily' })).toThrow('timeframe')
    expect(define({ name: 'x', schedule: [{ every: 'day', at: '25:00', run() {} }] })).toThrow(
      'schedule.0.at',
    )
  })

  it('of indicators name the indicator', () => {
    const withIndicators = (indicators: object) => () =>
      describeStrategy(defineStrategy({ name: 'x', indicators: () => indicators as never, onBar() {} }))
    expect(withIndicators({ close: 3 })).toThrow("cannot be called 'close'")
    expect(withIndicators({ mean: 3 })).toThrow("indicator 'mean' is not a series")
    expect(() => sma(3 as never, 10)).toThrow("sma: 'source' must be a series, not 3")
    expect(() => describeStrategy({ kind: 'strategy' })).toThrow('not made by defineStrategy')
  })
})
