import { describe, expect, it } from 'vitest'
import { codeParts } from '../../../renderer/monaco/codeParts.ts'

describe('a source in coloured parts', () => {
  it('cuts lines at their tokens and names what each is', () => {
    const tokens = [
      [
        { offset: 0, type: 'keyword.ts' },
        { offset: 5, type: '' },
        { offset: 6, type: 'identifier.ts' },
        { offset: 10, type: 'string.quote.ts' },
      ],
    ]
    expect(codeParts("const name='a'", tokens)).toEqual([
      [
        { text: 'const', kind: 'keyword' },
        { text: ' ', kind: '' },
        { text: 'name', kind: '' },
        { text: "='a'", kind: 'string' },
      ],
    ])
  })

  it('loses nothing: not what stands before the first token, nor lines without tokens, nor empty ones', () => {
    const source = '  // note\n\nplain\r\nlast'
    const lines = codeParts(source, [[{ offset: 2, type: 'comment.ts' }]])
    expect(lines.map((parts) => parts.map(({ text }) => text).join(''))).toEqual([
      '  // note',
      '',
      'plain',
      'last',
    ])
    expect(lines[0]?.map(({ kind }) => kind)).toEqual(['', 'comment'])
  })

  it('takes a type for what its whole first word says', () => {
    expect(codeParts('x', [[{ offset: 0, type: 'typeface.ts' }]])[0]?.[0]?.kind).toBe('')
  })
})
