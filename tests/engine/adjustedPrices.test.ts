import { describe, expect, it } from 'vitest'
import { createBacktest } from '../../electron/engine/backtest.ts'
import { adjustedAsOf } from '../../electron/quant/adjustment/adjustedColumns.ts'
import { backtestConfigSchema } from '../../shared/domain/backtest.ts'
import type { BarSeries, CorporateAction } from '../../shared/domain/bar.ts'
import type { IndexMembers } from '../../shared/domain/security.ts'
import { defineStrategy, sma } from '../../shared/sdk/index.ts'
import { makeSeries } from '../support/runStrategy.ts'

const DAY = 86_400_000
const START = Date.UTC(2018, 0, 1)
const at = (index: number) => START + index * DAY

/** A share of 700 that splits 7 for 1 at bar 2 and pays a dividend of 1 at bar 4. */
const CLOSES = [693, 700, 100, 101, 100, 102]
const ACTIONS: CorporateAction[] = [
  { kind: 'split', timeMs: at(2), ratio: 7 },
  { kind: 'dividend', timeMs: at(4), amount: 1 },
]

function series(symbol = 'A', actions = ACTIONS): BarSeries {
  return { ...makeSeries(symbol, CLOSES), actions }
}

function run(strategy: ReturnType<typeof defineStrategy>, all: BarSeries[], indexes: IndexMembers[] = []) {
  const symbols = all.map(({ instrument }) => instrument.symbol)
  const config = backtestConfigSchema.parse({ strategyId: 'it', symbols, timeframe: '1d', warmupBars: 0 })
  return createBacktest({ series: all, strategy, config, indexes }).finish()
}

describe('adjusted prices in a strategy', () => {
  it('are an indicator’s input: from the first bar on, with nothing of what comes later', () => {
    const seen: number[] = []
    const strategy = defineStrategy({
      name: 'it',
      indicators: ({ adjusted }) => ({ level: sma(adjusted.close, 1), units: sma(adjusted.volume, 1) }),
      onBar: (ctx) => void seen.push(ctx.level),
    })
    run(strategy, [series()])
    // 7 x after the split; from the ex-date on also 1 / (1 - 1/101).
    const paid = 7 / (1 - 1 / 101)
    const expected = [693, 700, 700, 707, 100 * paid, 102 * paid]
    expect(seen).toHaveLength(expected.length)
    for (const [index, value] of expected.entries()) expect(seen[index]).toBeCloseTo(value, 9)
  })

  it('do not change a past value when a later action is added', () => {
    const record = (actions: CorporateAction[]) => {
      const seen: number[] = []
      const strategy = defineStrategy({
        name: 'it',
        indicators: ({ adjusted }) => ({ level: sma(adjusted.close, 1) }),
        onBar: (ctx) => void seen.push(ctx.level),
      })
      run(strategy, [series('A', actions)])
      return seen
    }
    expect(record(ACTIONS).slice(0, 4)).toEqual(record(ACTIONS.slice(0, 1)).slice(0, 4))
    expect(record(ACTIONS).slice(0, 2)).toEqual(record([]).slice(0, 2))
  })

  it('are the bars so far as of now: the newest raw, equal to a series adjusted as of that bar', () => {
    const base = series()
    const strategy = defineStrategy({
      name: 'it',
      onBar(ctx) {
        const bars = ctx.adjustedBars('A')
        const expected = adjustedAsOf(base.columns, ACTIONS, 'split-dividend', ctx.barTimeMs)
        for (const name of ['time', 'open', 'high', 'low', 'close', 'volume'] as const) {
          for (let i = 0; i <= ctx.index; i++) expect(bars[name][i]).toBeCloseTo(expected[name][i]!, 6)
          expect(bars[name].slice(ctx.index + 1).every(Number.isNaN)).toBe(true)
        }
        expect(bars.close[ctx.index]).toBe(ctx.close)
      },
    })
    expect(run(strategy, [base]).bars).toBe(6)
  })

  it('go through the rolls of a continuous future with the gaps taken out', () => {
    const rolls: CorporateAction[] = [
      { kind: 'roll', timeMs: at(2), from: 'H', to: 'M', fromPrice: 701, toPrice: 101 },
    ]
    const last: number[][] = []
    const strategy = defineStrategy({
      name: 'it',
      onBar: (ctx) => void last.push([...ctx.adjustedBars('A').close.slice(0, ctx.index + 1)]),
    })
    run(strategy, [series('A', rolls)])
    expect(last[1]).toEqual([693, 700])
    expect(last[5]).toEqual([93, 100, 100, 101, 100, 102])
  })
})

describe('members of an index in a strategy', () => {
  const INDEX: IndexMembers = {
    id: 'IDX',
    memberships: [
      { ticker: 'A', fromMs: at(-100), untilMs: at(3) },
      { ticker: 'B', fromMs: at(3) },
    ],
  }

  it('are those of the day whose bar has closed, never those of the next', () => {
    const seen: string[] = []
    const strategy = defineStrategy({
      name: 'it',
      schedule: [{ every: 'day', run: (ctx) => void seen.push(ctx.members('IDX').join()) }],
    })
    run(strategy, [series('A'), series('B')], [INDEX])
    expect(seen).toEqual(['A', 'A', 'A', 'B', 'B', 'B'])
  })

  it('are nobody before the first day that is known', () => {
    const seen: (readonly string[])[] = []
    const later = { ...INDEX, memberships: INDEX.memberships.slice(1) }
    const strategy = defineStrategy({ name: 'it', onBar: (ctx) => void seen.push(ctx.members('IDX')) })
    run(strategy, [series('B')], [later])
    expect(seen[0]).toEqual([])
  })

  it('of an unknown index are refused with those that are known', () => {
    const strategy = defineStrategy({ name: 'it', onBar: (ctx) => void ctx.members('SP500') })
    expect(() => run(strategy, [series('A')], [INDEX])).toThrow("There are no members of an index 'SP500'.")
  })
})
