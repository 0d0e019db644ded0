import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkLookAhead, checkStrategy, checkWarmUp } from '../kit/checkStrategy.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

function strategyFile(text: string): string {
  const file = path.join(temporaryFolder(), 'mine.ts')
  writeFileSync(file, text)
  return file
}

const text = (body: string, before = '') => `import { defineStrategy } from 'quarterdeck'
${before}
export default defineStrategy({
  name: 'Mine',
  onBar(ctx) {
    ${body}
  },
})`

describe('a check in the process of a run', () => {
  it('names the line on which the order that differs was placed', async () => {
    const file = strategyFile(
      text(`const half = ctx.bars.close.length / 2
    if (ctx.index > half && ctx.position(ctx.symbol).quantity === 0) {
      ctx.order(ctx.symbol, 5)
    }`),
    )
    const { findings } = await checkLookAhead(file, { symbols: { A: {} } })
    expect(findings[0]).toMatchObject({ kind: 'decision', place: { line: 8 } })
    expect(findings[0]?.place?.column).toBeGreaterThan(4)
    await expect(checkStrategy(file, { symbols: { A: {} } })).rejects.toThrow('bars.close.length')
  })

  it('names the first future row of a table', async () => {
    const rows = Array.from({ length: 1000 }, (_, day) => {
      const date = new Date(Date.UTC(2018, 0, 1 + day)).toISOString().slice(0, 10)
      return `  ['${date}', ${day % 7}],`
    })
    const table = `const table = new Map([\n${rows.join('\n')}\n])`
    const tomorrow = 'new Date(ctx.barTimeMs + 86400000).toISOString().slice(0, 10)'
    const file = strategyFile(text(`if ((table.get(${tomorrow}) ?? 0) > 5) ctx.order(ctx.symbol, 1)`, table))
    const { findings } = await checkLookAhead(file, { symbols: { A: {} }, lookAhead: { cuts: 4 } })
    const [finding] = findings
    expect(finding?.probe).toBe('source')
    // Row k of the table, from 0, stands in line k + 3; the first hidden row is the day of the cut.
    const days = ((finding?.cutMs ?? 0) - Date.UTC(2018, 0, 1)) / 86_400_000
    expect(finding?.place).toEqual({ line: days + 3, column: 3 })
  })

  it('gives the strategy the clock and the random numbers of a run, every time anew', async () => {
    const file = strategyFile(
      text(
        'if (Math.random() < 0.2 && Date.now() === ctx.timeMs) ctx.order(ctx.symbol, 1 + Math.floor(10 * Math.random()))',
      ),
    )
    const outcome = await checkLookAhead(file, { symbols: { A: {} } })
    expect(outcome.decisions).toBeGreaterThan(100)
    expect(outcome.findings).toEqual([])
  })

  it('ends a strategy that hangs, and names the line', async () => {
    const file = strategyFile(text('let n = 0\n    while (ctx.close > 0) n++'))
    await expect(checkWarmUp(file, { symbols: { A: {} } })).rejects.toMatchObject({
      code: 'STRATEGY_TIMEOUT',
      where: expect.stringMatching(/^mine\.ts:7:/),
    })
  })

  it('fails with what the strategy throws over the whole data', async () => {
    const file = strategyFile(text("if (ctx.index === 3) throw new Error('no')"))
    await expect(checkLookAhead(file, { symbols: { A: {} } })).rejects.toMatchObject({
      code: 'STRATEGY_THREW',
      where: expect.stringMatching(/^mine\.ts:6:/),
    })
  })
})
