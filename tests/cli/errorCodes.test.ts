import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../electron/cli/terminal.ts'
import { ERROR_CODES } from '../../shared/domain/deskError.ts'
import { PROJECT_ROOT } from '../support/sampleHome.ts'

const rows = readFileSync(path.join(PROJECT_ROOT, 'docs/errors.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const match = /^\| `([A-Z_]+)` \| (.+) \| (.+) \| (\d) \|$/.exec(line)
    return match ? [{ code: match[1], exit: Number(match[4]) }] : []
  })

describe('the table of errors in docs/errors.md', () => {
  it('has exactly the codes of the program, in its order', () => {
    expect(rows.map(({ code }) => code)).toEqual([...ERROR_CODES])
  })

  it('tells the exit code that the command line gives', () => {
    for (const code of ERROR_CODES) {
      expect([code, rows.find((row) => row.code === code)?.exit]).toEqual([
        code,
        exitCodeOf({ code, message: '' }),
      ])
    }
  })
})
