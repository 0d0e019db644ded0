import { describe, expect, it } from 'vitest'
import { checkDeterminism } from './determinism.ts'
import { importsOf } from './imports.ts'
import { checkLayers, ROOMS } from './layers.ts'
import { formatOffence, lineAt, type Offence } from './sources.ts'
import { checkFileSizes, checkWords, MAX_LINES } from './textRules.ts'

function file(path: string, ...lines: string[]) {
  return { path, text: `${lines.join('\n')}\n` }
}

function places(offences: readonly Offence[]): string[] {
  return offences.map((offence) => `${offence.path}:${offence.line} ${offence.found}`)
}

describe('imports of a file', () => {
  it('are found in every form a module can be named, and not in comments or strings', () => {
    const source = file(
      'electron/desk/desk.ts',
      "import type { A } from '../lake/a.ts'",
      "export * from './b.ts'",
      "export { c } from '../store/c.ts'",
      "const d = await import('./d.ts')",
      "type E = import('../engine/e.ts').E",
      "// import '../cli/no.ts'",
      'const text = "import \'../cli/no.ts\'"',
      "import worker from './w.ts?worker'",
    )
    expect(importsOf(source).map(({ line, target }) => `${line} ${target}`)).toEqual([
      '1 electron/lake/a.ts',
      '2 electron/desk/b.ts',
      '3 electron/store/c.ts',
      '4 electron/desk/d.ts',
      '5 electron/engine/e.ts',
      '8 electron/desk/w.ts',
    ])
  })
})

describe('layers', () => {
  it('names the import that crosses a wall, its line, and what the room may import', () => {
    const offences = checkLayers([
      file(
        'electron/lake/lake.ts',
        "import { z } from 'zod'",
        "import { openStore } from '../store/store.ts'",
      ),
    ])
    expect(offences.map(formatOffence)).toEqual([
      "electron/lake/lake.ts:2  import '../store/store.ts'  (electron/lake may import only shared/domain, electron/quant)",
    ])
  })

  it.each([
    ['shared/domain/bar.ts', '../rpc/message.ts'],
    ['shared/rpc/message.ts', '../sdk/index.ts'],
    ['electron/quant/sharpe.ts', '../../shared/domain/bar.ts'],
    ['electron/engine/backtest.ts', '../lake/lake.ts'],
    ['electron/engine/backtest.ts', 'node:fs'],
    ['electron/desk/desk.ts', '../server/httpServer.ts'],
    ['electron/main.ts', './desk/desk.ts'],
    ['electron/preload.ts', 'zod'],
    ['electron/launch/start.mjs', 'zod'],
    ['renderer/main.tsx', '../electron/engine/backtest.ts'],
    ['plugins/rsi/src/strategy.ts', '../../../electron/engine/backtest.ts'],
    ['plugins/rsi/src/strategy.ts', '../../donchian/src/strategy.ts'],
    ['plugins/rsi/src/strategy.ts', 'lodash'],
  ])('keeps %s from importing %s', (path, specifier) => {
    expect(places(checkLayers([file(path, `import '${specifier}'`)]))).toEqual([
      `${path}:1 import '${specifier}'`,
    ])
  })

  it.each([
    ['electron/engine/backtest.ts', '../quant/sharpe.ts'],
    ['electron/research/runQueue.ts', '../lake/lake.ts'],
    ['electron/server/httpServer.ts', '../desk/desk.ts'],
    ['electron/cli/main.ts', '../launch/requireNode.ts'],
    ['plugins/rsi/src/strategy.ts', 'quarterdeck'],
    ['plugins/rsi/tests/strategy.test.ts', '../../../electron/engine/backtest.ts'],
    ['tests/engine/backtest.test.ts', '../../electron/engine/backtest.ts'],
  ])('lets %s import %s', (path, specifier) => {
    expect(checkLayers([file(path, `import '${specifier}'`)])).toEqual([])
  })

  it('names only rooms that exist in what a room may import', () => {
    const rooms = new Set(ROOMS.map((room) => room.path))
    expect(ROOMS.flatMap((room) => room.mayImport).filter((path) => !rooms.has(path))).toEqual([])
  })
})

describe('determinism of the core', () => {
  it.each([
    ['Date.now()', 'Date.now'],
    ['new Date()', 'new Date()'],
    ['Date()', 'Date()'],
    ['performance.now()', 'performance'],
    ['Math.random()', 'Math.random'],
    ['setTimeout(f, 0)', 'setTimeout'],
    ['Promise.resolve(1)', 'Promise'],
    ["fetch('x')", 'fetch'],
    ['process.env', 'process'],
    ['globalThis.Date', 'globalThis'],
    ["'a'.localeCompare('b')", 'localeCompare()'],
    ['new Intl.DateTimeFormat()', 'new Intl.DateTimeFormat'],
    ['new Intl.DateTimeFormat(undefined, { timeZone })', 'new Intl.DateTimeFormat'],
    ["import('./a.ts')", 'import()'],
    ['async () => 1', 'async function'],
  ])('refuses %s', (expression, found) => {
    const path = 'electron/engine/clock.ts'
    expect(
      places(checkDeterminism([file(path, 'export const one = 1', `export const x = ${expression}`)])),
    ).toEqual([`${path}:2 ${found}`])
  })

  it('refuses modules of Node', () => {
    const source = file('electron/quant/a.ts', "import { readFileSync } from 'node:fs'")
    expect(places(checkDeterminism([source]))).toEqual(["electron/quant/a.ts:1 import 'node:fs'"])
  })

  it('follows imports into other rooms, and leaves what the core does not reach alone', () => {
    const files = [
      file('electron/engine/a.ts', "import { now } from '../../shared/domain/time.ts'"),
      file('shared/domain/time.ts', 'export const now = Date.now()'),
      file('shared/domain/other.ts', 'export const now = Date.now()'),
    ]
    expect(places(checkDeterminism(files))).toEqual(['shared/domain/time.ts:1 Date.now'])
  })

  it("accepts a date made from the run's time, words in text, members and parameters with such names, and types", () => {
    const source = file(
      'electron/engine/a.ts',
      '// Math.random() is forbidden here',
      'export const year = (timeMs: number) => new Date(timeMs).getUTCFullYear()',
      "export const words = 'Date.now()'",
      'export const order = { process: 1 }',
      'export const run = (process: number, o: typeof order) => process + o.process',
      'export type Later = Promise<number>',
      "export const format = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York' })",
    )
    expect(checkDeterminism([source])).toEqual([])
  })
})

describe('texts', () => {
  it('refuses files beyond the ceiling, the last allowed line excluded', () => {
    const lines = (count: number) => file('renderer/a.ts', ...Array.from({ length: count }, () => 'x'))
    expect(checkFileSizes([lines(MAX_LINES)])).toEqual([])
    expect(places(checkFileSizes([lines(MAX_LINES + 1)]))).toEqual([`renderer/a.ts:400 401 lines`])
  })

  it.each([
    ['reminders', `// ${'TO'}${'DO'}: later`],
    ['paths of a machine', `const home = '${'/ho'}me/ada/data'`],
    ['hosts of a registry', `resolved ${'https://registry.npm'}js.org/zod`],
    ['silenced type errors', `// ${'@ts-'}ignore`],
  ])('refuses %s and names the line', (_, text) => {
    expect(checkWords([file('docs/a.md', 'fine', text)]).map((offence) => offence.line)).toEqual([2])
  })

  it('accepts addresses and relative paths that look alike', () => {
    const text = file(
      'docs/a.md',
      'see https://example.org/work/home and tests/work/notes',
      'TODOS is a word',
    )
    expect(checkWords([text])).toEqual([])
  })

  it('counts lines from 1', () => {
    expect([0, 1, 2, 3].map((offset) => lineAt('a\nb\n', offset))).toEqual([1, 1, 2, 2])
  })
})
