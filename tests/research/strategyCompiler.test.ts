import { describe, expect, it } from 'vitest'
import { compileStrategy } from '../../electron/research/strategyCompiler.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const cacheFolder = temporaryFolderForAll()
const compile = (source: string) => compileStrategy(source, 'mine.ts', { cacheFolder })

async function errorOf(source: string) {
  const { diagnostics, description } = await compile(source)
  expect(description).toBeNull()
  return diagnostics[0]
}

describe('compiling a strategy', () => {
  it('answers what the strategy declares, defaults filled in', async () => {
    const { diagnostics, description } = await compile(`import { defineStrategy, sma } from 'quarterdeck'
      export default defineStrategy({
        name: 'Typed',
        parameters: { length: { default: 20, min: 2 } },
        indicators: ({ close, parameters }) => ({ mean: sma(close, parameters.length) }),
        onBar(ctx) { const twice: number = ctx.mean * 2; ctx.log(String(twice)) },
      })`)
    expect(diagnostics).toEqual([])
    expect(description).toMatchObject({ name: 'Typed', indicators: ['mean'] })
    expect(description?.parameters).toMatchObject([{ name: 'length', default: 20, min: 2, integer: true }])
  })

  it('reports a syntax error at its line and column', async () => {
    expect(await errorOf('export default {\n  a: 1\n  b\n}')).toMatchObject({ line: 3, column: 3 })
  })

  it('counts columns in characters, not in bytes', async () => {
    const source = "const name = 'Größe'; const other = require('lodash')\nexport default other"
    expect(await errorOf(source)).toMatchObject({ line: 1, column: source.indexOf("'lodash'") + 1 })
  })

  it.each([
    ["import fs from 'node:fs'", 'node:fs'],
    ["export * from './other.ts'", './other.ts'],
    ["const load = () => import('node:net')", 'node:net'],
  ])('refuses %s, used or not', async (line, module) => {
    const error = await errorOf(`\n${line}\nexport default 1`)
    expect(error).toMatchObject({ line: 2 })
    expect(error?.message).toContain(module)
  })

  it('says what a file without a strategy lacks', async () => {
    expect((await errorOf('export default 3'))?.message).toContain('export default defineStrategy')
  })

  it('points at the line of a file that throws while it is read', async () => {
    const error = await errorOf('const data: any = null\n\nexport default data.name')
    expect(error).toMatchObject({ line: 3, severity: 'error' })
    expect(error?.message).toContain("reading 'name'")
  })

  it('ends a file that never comes back, and names its line', async () => {
    const limits = { hookTimeMs: 300, memoryBytes: 256 << 20 }
    const source = '\n\nfor (;;) {}\nexport default 1'
    const { diagnostics } = await compileStrategy(source, 'endless.ts', { cacheFolder, limits })
    expect(diagnostics[0]).toMatchObject({ line: 3 })
    expect(diagnostics[0]?.message).toContain('0.3 s')
  })

  it.each(['process', 'require("fs")', 'fetch', 'setTimeout', 'WebAssembly', 'SharedArrayBuffer', 'Buffer'])(
    'gives the file no %s',
    async (expression) => {
      const message = (await errorOf(`export default [${expression}]`))?.message
      expect(message).toMatch(/is not defined|can import only/)
    },
  )

  it('cannot be tricked into loading a module through the Function constructor', async () => {
    const error = await errorOf(`const make = (() => {}).constructor as any
      const loaded: any = []
      make('keep', 'import("node:fs").then((fs) => keep.push(fs))')(loaded)
      throw new Error('loaded ' + loaded.length)`)
    expect(error?.message).toMatch(/loaded 0/)
  })
})
