import { describe, expect, it } from 'vitest'
import { mergeProblems, type Problem, problemCount } from '../../../renderer/panels/editor/problems.ts'
import { withStrategyName } from '../../../renderer/panels/editor/strategyName.ts'

describe('a copy of a strategy', () => {
  it('declares the name it was given, whatever quotes the original had', () => {
    const source = `export default defineStrategy({\n  name: "Old",\n  parameters: { name: { default: 1 } },\n})`
    expect(withStrategyName(source, "Trader's \\ own")).toBe(
      `export default defineStrategy({\n  name: 'Trader\\'s \\\\ own',\n  parameters: { name: { default: 1 } },\n})`,
    )
  })

  it('is left alone where no plain name is declared', () => {
    const source = 'export default defineStrategy({ name: NAME })'
    expect(withStrategyName(source, 'New')).toBe(source)
  })
})

describe('the problems of a file', () => {
  const typescript: Problem = {
    owner: 'typescript',
    severity: 'error',
    message: 'no such name',
    line: 3,
    column: 5,
  }
  const run: Problem = { owner: 'run', severity: 'error', message: 'it threw', line: 1, column: 1 }

  it('are told once per line where TypeScript and the compiler speak of the same mistake', () => {
    const merged = mergeProblems(
      [typescript],
      [
        { severity: 'error', message: 'unexpected', line: 3, column: 1 },
        { severity: 'warning', message: 'unused', line: 2, column: 1 },
      ],
      run,
    )
    expect(merged.map(({ owner, line }) => [owner, line])).toEqual([
      ['run', 1],
      ['compiler', 2],
      ['typescript', 3],
    ])
  })

  it('keep the compiler on lines where TypeScript only warns', () => {
    const warning: Problem = { ...typescript, severity: 'warning' }
    expect(
      mergeProblems([warning], [{ severity: 'error', message: 'unexpected', line: 3, column: 1 }], null),
    ).toHaveLength(2)
  })

  it('are counted in words', () => {
    expect(problemCount([])).toBe('No problems')
    expect(problemCount([run, typescript, { ...run, severity: 'warning' }])).toBe('2 errors, 1 warning')
  })
})
