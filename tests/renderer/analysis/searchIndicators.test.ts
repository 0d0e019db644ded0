import { describe, expect, it } from 'vitest'
import { INDICATORS } from '../../../electron/engine/indicatorCatalogue.ts'
import { groupTitle, searchIndicators } from '../../../renderer/panels/chart/searchIndicators.ts'

describe('searching the indicators of the chart', () => {
  it("finds a function by TA-Lib's name first, however it is written", () => {
    for (const name of ['CDLDOJI', 'cdldoji']) {
      expect(searchIndicators(INDICATORS, name)[0]?.talib).toBe('CDLDOJI')
    }
    expect(searchIndicators(INDICATORS, 'TRIX')[0]?.id).toBe('trix')
  })

  it('puts a name that begins with the text before one that only mentions it', () => {
    expect(searchIndicators(INDICATORS, 'bollinger')[0]?.name).toBe('Bollinger bands')
  })

  it('finds words of section and description in any order', () => {
    const found = searchIndicators(INDICATORS, 'patterns engulfing')
    expect(found.map(({ talib }) => talib)).toContain('CDLENGULFING')
  })

  it('keeps the order of the catalogue without a text and finds nothing for a word nobody knows', () => {
    expect(searchIndicators(INDICATORS, ' ')).toEqual(INDICATORS)
    expect(searchIndicators(INDICATORS, 'xyzzy')).toEqual([])
  })

  it('has a title for every section', () => {
    for (const { group } of INDICATORS) expect(groupTitle(group)).not.toBe(group)
  })
})
