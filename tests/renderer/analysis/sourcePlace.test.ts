import { describe, expect, it } from 'vitest'
import { parseSourcePlace } from '../../../renderer/monaco/sourcePlace.ts'

describe('the place an error names', () => {
  it('is read from file and line, with or without a column', () => {
    expect(parseSourcePlace('my-strategy.ts:12:5')).toEqual({ line: 12, column: 5 })
    expect(parseSourcePlace('strategy.ts:7 in onBar')).toEqual({ line: 7, column: 1 })
    expect(parseSourcePlace('line 3, column 9')).toEqual({ line: 3, column: 9 })
    expect(parseSourcePlace('Line 3')).toEqual({ line: 3, column: 1 })
    expect(parseSourcePlace('12:5')).toEqual({ line: 12, column: 5 })
  })

  it('is none where the words name no line', () => {
    for (const where of [
      undefined,
      '',
      'the desk',
      'order 12',
      'strategy.ts',
      'strategy.ts:0',
      '2020-01-01 12:30',
    ]) {
      expect(parseSourcePlace(where)).toBeNull()
    }
  })
})
