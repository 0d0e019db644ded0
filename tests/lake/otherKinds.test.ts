import { describe, expect, it } from 'vitest'
import { otherKindHint } from '../../electron/lake/detection/otherKind.ts'

describe('a file without prices', () => {
  it.each([
    ['funding', ['t', 'funding_rate']],
    ['margins', ['exchange', 'root', 'date', 'initial', 'maintenance']],
    ['news', ['date', 'type', 'text']],
    ['members', ['ticker', 'start_date', 'end_date']],
    ['members', ['date', 'add', 'remove']],
    ['members', ['Symbol', 'Security', 'GICS Sector', 'Date added']],
    ['securities', ['date', 'ticker']],
    ['securities', ['symbol', 'start_date', 'end_date']],
    ['values', ['Date', 'Index', 'Inflation']],
    ['values', ['Time Period', '1month', '10year']],
  ])('is said to be of the kind %s where its columns are %j', (kind, names) => {
    expect(otherKindHint(names)).toMatch(new RegExp(`with the kind ${kind}\\.$`))
  })

  it('is told that splits and dividends are actions of instruments', () => {
    const tables = [
      ['symbol', 'effective_date', 'ratio'],
      ['symbol', 'ex_date', 'amount'],
    ]
    for (const names of tables) expect(otherKindHint(names)).toMatch(/actions of instruments, in JSON/)
  })
})
