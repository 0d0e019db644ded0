import { describe, expect, it } from 'vitest'
import { allocationRows, allocationScale } from '../../../renderer/panels/result/allocationRows.ts'
import {
  filterStatement,
  statementTotals,
  sumsByCurrency,
} from '../../../renderer/panels/result/statementFilter.ts'
import type { GroupExposure } from '../../../shared/domain/accountRules.ts'
import { findMarginCall, marginCallSentence } from '../../../shared/domain/marginCall.ts'
import { statementCsv } from '../../../shared/domain/resultCsv.ts'
import type { StatementLine } from '../../../shared/domain/statement.ts'

const line = (
  kind: StatementLine['kind'],
  amount: number,
  more: Partial<StatementLine> = {},
): StatementLine => ({
  ...{ timeMs: Date.UTC(2021, 0, 4), kind, currency: 'USD', amount, balance: 0, text: '' },
  ...more,
})
const deposit = line('deposit', 1000, { text: 'opening balance' })
const LINES = [
  deposit,
  line('trade', -400, { symbol: 'AAPL', text: 'bought 4 at 100' }),
  line('dividend', 8, { symbol: 'AAPL', text: '4 of 2.00' }),
  line('dividend', 3, { symbol: 'SAP', currency: 'EUR', text: '3 of 1.00' }),
  line('fee', -1, { symbol: 'AAPL', text: 'for bought 4 at 100' }),
]
const ALL = { kind: '', symbol: '', currency: '', search: '' } as const
const amounts = (lines: readonly StatementLine[]) => lines.map(({ amount }) => amount)

describe('the statement', () => {
  it('is filtered by kind, symbol, currency and words, all of which must fit', () => {
    expect(filterStatement(LINES, ALL)).toBe(LINES)
    expect(amounts(filterStatement(LINES, { ...ALL, kind: 'dividend' }))).toEqual([8, 3])
    expect(amounts(filterStatement(LINES, { ...ALL, symbol: 'AAPL' }))).toEqual([-400, 8, -1])
    expect(amounts(filterStatement(LINES, { ...ALL, currency: 'EUR' }))).toEqual([3])
    expect(amounts(filterStatement(LINES, { ...ALL, search: 'bought COMMISSION' }))).toEqual([-1])
    expect(amounts(filterStatement(LINES, { ...ALL, kind: 'dividend', symbol: 'AAPL' }))).toEqual([8])
    expect(filterStatement(LINES, { ...ALL, kind: 'coupon' })).toEqual([])
  })

  it('is summed up by kind and currency', () => {
    expect(statementTotals(LINES)).toEqual([
      { kind: 'deposit', currency: 'USD', amount: 1000, count: 1 },
      { kind: 'trade', currency: 'USD', amount: -400, count: 1 },
      { kind: 'dividend', currency: 'USD', amount: 8, count: 1 },
      { kind: 'dividend', currency: 'EUR', amount: 3, count: 1 },
      { kind: 'fee', currency: 'USD', amount: -1, count: 1 },
    ])
    expect([...sumsByCurrency(LINES)]).toEqual([
      ['USD', 607],
      ['EUR', 3],
    ])
  })

  it('is exported as RFC 4180 wants it, without formulas for spreadsheets', () => {
    const odd = line('trade', -400.5, { symbol: 'AAPL', balance: 599.5, text: '=1+1, "quoted"' })
    expect(new TextDecoder().decode(statementCsv([odd, deposit]))).toBe(
      [
        'time,kind,symbol,currency,amount,balance,text',
        `2021-01-04T00:00:00.000Z,trade,AAPL,USD,-400.5,599.5,"'=1+1, ""quoted"""`,
        '2021-01-04T00:00:00.000Z,deposit,,USD,1000,0,opening balance',
        '',
      ].join('\r\n'),
    )
  })
})

describe('the allocation', () => {
  const held: GroupExposure[] = [
    { level: 'region', group: 'US', meanGross: 0.4, maxGross: 0.5, meanNet: 0.4, profit: 10 },
    { level: 'symbol', group: 'AAPL', meanGross: 0.4, maxGross: 0.5, meanNet: 0.4, profit: 10 },
  ]
  const limits = [
    { level: 'region', group: 'US', maxExposure: 0.6 },
    { level: 'region', group: 'US', maxExposure: 0.55 },
    { level: 'region', group: 'Asia', maxExposure: 0.8 },
  ] as const

  it('has the narrowest limit of each group, and groups with a limit of which nothing was held', () => {
    const rows = allocationRows('region', held, limits)
    expect(rows.map(({ group, maxGross, limit }) => [group, maxGross, limit])).toEqual([
      ['US', 0.5, 0.55],
      ['Asia', 0, 0.8],
    ])
    expect(allocationRows('symbol', held, limits).map(({ limit }) => limit)).toEqual([null])
  })

  it('has bars on a scale that all of it fits on', () => {
    expect(allocationScale(allocationRows('region', held, limits))).toBe(0.8)
    expect(allocationScale(allocationRows('symbol', held, []))).toBe(0.5)
    expect(allocationScale([])).toBe(0.01)
  })
})

describe('a margin call', () => {
  it('is found among the assumptions, whatever was done about it', () => {
    for (const sentence of [marginCallSentence(1, true), marginCallSentence(3, false)]) {
      expect(findMarginCall(['No fees are assumed.', sentence])).toBe(sentence)
    }
    expect(findMarginCall(['No fees are assumed.'])).toBeNull()
  })
})
