import { describe, expect, it } from 'vitest'
import {
  changeDelimiter,
  changeHeader,
  changeRole,
  fieldProblem,
  type PlanSample,
  planProblem,
  splitFields,
} from '../../renderer/panels/data/planEdits.ts'
import type { ImportPlan } from '../../shared/domain/importPlan.ts'

const plan: ImportPlan = {
  format: 'csv',
  delimiter: ',',
  hasHeader: true,
  decimalSeparator: '.',
  columns: [
    { name: 'Date', role: 'time' },
    { name: 'Close', role: 'close' },
    { name: 'Adj Close', role: 'ignore' },
  ],
  layout: 'long',
  timeFormat: { kind: 'iso' },
  timeZone: 'UTC',
  timeMarks: 'open',
  timeframe: '1d',
  symbol: 'SPX',
  assetClass: 'index',
  currency: 'USD',
  tickSize: 0.01,
  lotSize: 1,
  multiplier: 1,
  calendar: 'XNYS',
  adjustment: 'raw',
  defects: {},
  existing: 'refuse',
}
const sample: PlanSample = {
  plan,
  rows: [
    ['2020-01-02', '3257.85', '3257.85'],
    ['2020-01-03', '3234.85', '3234.85'],
  ],
}

describe('overruling what was detected', () => {
  it('splits fields as RFC 4180 quotes them', () => {
    expect(splitFields('a,"b,c","say ""hi""",', ',')).toEqual(['a', 'b,c', 'say "hi"', ''])
  })

  it('splits the sample again at another separator, and knows the usual names', () => {
    const wrong: PlanSample = {
      plan: { ...plan, columns: [{ name: 'Date;Open;Close', role: 'time' }] },
      rows: [['2020-01-02;3244,67;3257,85'.replaceAll(',', '.')]],
    }
    const right = changeDelimiter(wrong, ';')
    expect(right.plan.columns).toEqual([
      { name: 'Date', role: 'date' },
      { name: 'Open', role: 'open' },
      { name: 'Close', role: 'close' },
    ])
    expect(right.rows).toEqual([['2020-01-02', '3244.67', '3257.85']])
  })

  it('gives the rows back when the separator is changed back', () => {
    const there = changeDelimiter(sample, ';')
    expect(changeDelimiter(there, ',').rows).toEqual(sample.rows)
  })

  it('takes the first row for data or for names, and back', () => {
    const without = changeHeader(sample, false)
    expect(without.rows[0]).toEqual(['Date', 'Close', 'Adj Close'])
    expect(without.plan.columns.map(({ name }) => name)).toEqual(['column1', 'column2', 'column3'])
    expect(changeHeader(without, true)).toEqual(sample)
  })

  it('gives a role to one column only', () => {
    expect(changeRole(plan, 2, 'close').columns.map(({ role }) => role)).toEqual(['time', 'ignore', 'close'])
  })

  it('lets every column of a wide file be a close', () => {
    const wide = changeRole({ ...plan, layout: 'wide' }, 2, 'close')
    expect(wide.columns.map(({ role }) => role)).toEqual(['time', 'close', 'close'])
  })

  it('says what is still missing', () => {
    expect(planProblem(plan)).toBeNull()
    expect(planProblem(changeRole(plan, 0, 'ignore'))).toMatch(/time/)
    expect(planProblem(changeRole(plan, 1, 'ignore'))).toMatch(/close/)
    expect(planProblem({ ...plan, symbol: '' })).toMatch(/symbol/)
  })

  it.each([
    ['timeframe', { timeframe: '99x' }, /count and a unit/],
    ['timeZone', { timeZone: 'New York' }, /America\/New_York/],
    ['currency', { currency: '$' }, /upper-case code/],
    ['symbol', { symbol: 'a b' }, /letters, digits/],
  ] as const)('says what is wrong with the %s, beside it', (field, change, sentence) => {
    expect(fieldProblem(plan, field)).toBeNull()
    const wrong = { ...plan, ...change }
    expect(fieldProblem(wrong, field)).toMatch(sentence)
    expect(planProblem(wrong)).not.toBeNull()
  })
})
