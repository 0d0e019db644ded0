import { describe, expect, it } from 'vitest'
import type { MarginRequirement } from '../../shared/domain/instrumentTerms.ts'
import { DAY_MS, flat, type RunOptions, runStrategy, START_MS, seriesOf } from './support/runStrategy.ts'

const future = (margins: MarginRequirement[]) =>
  seriesOf('ESH4', flat(4000, 4000, 4000), {
    ...{ assetClass: 'future', multiplier: 50, tickSize: 0.25 },
    terms: { kind: 'future', root: 'ES', settlement: 'cash', margins },
  })

const said = (margins: MarginRequirement[], options: RunOptions = {}): string =>
  runStrategy(future(margins), {}, { maxLeverage: 50, ...options }).assumptions.join(' ')

const from = (days: number): MarginRequirement[] => [
  { fromMs: START_MS + days * DAY_MS, initial: 12_000, maintenance: 11_000 },
]

describe('what a result says of margin', () => {
  it('names futures whose days lie before the first margin on record, and those without any', () => {
    expect(said(from(1))).toContain('Days before the first margin on record were asked that one: ESH4.')
    expect(said(from(0))).not.toContain('margin')
    expect(said([])).toContain('No margin is on record and none was asked: ESH4.')
    expect(said([], { account: { margin: 'off' } })).not.toContain('margin')
    expect(said([], { account: { positions: 'hedging' } }).match(/ESH4/g)).toHaveLength(1)
  })

  it('names contracts that are paid in full for want of terms', () => {
    const bare = (assetClass: 'future' | 'crypto-perpetual' | 'option' | 'etf') =>
      runStrategy(seriesOf('X', flat(100, 100), { assetClass }), {}, {}).assumptions.join(' ')
    const words = 'No terms of the contract are on record'
    for (const assetClass of ['future', 'crypto-perpetual', 'option'] as const) {
      expect(bare(assetClass)).toContain(words)
    }
    expect(bare('etf')).not.toContain(words)
    expect(said(from(0))).not.toContain(words)
  })

  it('speaks of borrowed shares only where something has to be borrowed to be sold short', () => {
    expect(said(from(0), { allowShort: true })).not.toContain('orrowed shares')
    const share = runStrategy(seriesOf('A', flat(1, 1)), {}, { allowShort: true })
    expect(share.assumptions.join(' ')).toContain('Borrowed money and borrowed shares cost nothing.')
  })
})
