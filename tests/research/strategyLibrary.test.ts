import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExamples } from '../../electron/research/examples.ts'
import { compileStrategy } from '../../electron/research/strategyCompiler.ts'
import { StrategyLibrary } from '../../electron/research/strategyLibrary.ts'
import { toStrategyId } from '../../electron/research/strategyName.ts'
import { PROJECT_ROOT } from '../support/sampleHome.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const BUILT_IN = path.join(PROJECT_ROOT, 'plugins/sma-cross/src/smaCross.ts')
const cacheFolder = temporaryFolderForAll()

function open() {
  const folder = path.join(temporaryFolder(), 'strategies')
  return { folder, library: new StrategyLibrary({ folder, builtIns: [{ id: 'sma-cross', file: BUILT_IN }] }) }
}

describe('the strategy library', () => {
  it('lists what comes with the workstation, then the user’s files, with the names they declare', async () => {
    const { folder, library } = open()
    await library.create('My first', 'rsi-reversion')
    writeFileSync(path.join(folder, 'notes.txt'), 'no strategy')
    expect((await library.list()).map(({ id, name, origin }) => [id, name, origin])).toEqual([
      ['sma-cross', 'SMA cross', 'built-in'],
      ['my-first', 'My first', 'user'],
    ])
  })

  it('tells the examples with the name and description that they declare, and the run that each explains', async () => {
    const builtIns = await readExamples(PROJECT_ROOT)
    const library = new StrategyLibrary({ folder: path.join(temporaryFolder(), 'strategies'), builtIns })
    const examples = await library.examples()
    expect(examples.map(({ id }) => id).sort()).toEqual(builtIns.map(({ id }) => id).sort())
    for (const { id, name, description, config } of examples) {
      const { source } = await library.read(id)
      const compiled = await compileStrategy(source, `${id}.ts`, { cacheFolder })
      expect(compiled.description).toMatchObject({ name, description })
      expect(config.strategyId).toBe(id)
    }
  })

  it('has templates that compile as they are', async () => {
    const { library } = open()
    const templates = await library.templates()
    expect(templates.map(({ id }) => id)).toEqual([
      'empty',
      'sma-cross',
      'rsi-reversion',
      'breakout',
      'monthly-rotation',
    ])
    for (const { id } of templates) {
      const { source } = await library.create(`From ${id}`, id)
      const { diagnostics, description } = await compileStrategy(source, `${id}.ts`, { cacheFolder })
      expect(diagnostics).toEqual([])
      expect(description?.name).toBe(`From ${id}`)
    }
  })

  it('writes the author’s name into the file as text, not as code', async () => {
    const { library } = open()
    const name = `It's \\ a 'test' $& \${x} " done`
    const { source } = await library.create(name, 'empty')
    const { description } = await compileStrategy(source, 'named.ts', { cacheFolder })
    expect(description?.name).toBe(name)
  })

  it.each(['../escape', '..', 'a/b', 'a\\b', '.hidden', 'nul', 'COM1', '', ' ', 'x\0y'])(
    'reads nothing outside of its folder: %j',
    async (id) => {
      const { library } = open()
      await expect(library.read(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
      await expect(library.save(id, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    },
  )

  it.each([
    ['RSI & Friends (2)', 'rsi-friends-2'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Größe', 'grosse'],
    ['strategy.ts', 'strategy'],
  ])('makes a safe file name of %j', (name, id) => {
    expect(toStrategyId(name)).toBe(id.replace('grosse', toStrategyId('Größe')))
    expect(toStrategyId(name)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })

  it.each(['con', '!!!', 'LPT1', '日本'])('refuses the name %j', (name) => {
    expect(() => toStrategyId(name)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
  })

  it('refuses a name that is taken, in whatever case, by a file or by a built-in', async () => {
    const { folder, library } = open()
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'Mine.ts'), 'export default 1')
    for (const name of ['mine', 'SMA Cross']) {
      await expect(library.create(name, 'empty')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
    }
    await library.create('Other', 'empty')
    await expect(library.rename('other', 'MINE')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' })
    expect(readFileSync(path.join(folder, 'Mine.ts'), 'utf8')).toBe('export default 1')
  })

  it('does not overwrite what another program has written since', async () => {
    const { folder, library } = open()
    const { entry } = await library.create('Shared', 'empty')
    const file = path.join(folder, 'shared.ts')
    writeFileSync(file, '// changed elsewhere')
    utimesSync(file, new Date(), new Date(entry.modifiedMs + 5000))
    await expect(library.save('shared', '// mine', entry.modifiedMs)).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect(readFileSync(file, 'utf8')).toBe('// changed elsewhere')
    const saved = await library.save('shared', '// mine')
    expect((await library.read('shared')).source).toBe('// mine')
    await library.save('shared', '// again', saved.modifiedMs)
    expect(readdirSync(folder)).toEqual(['shared.ts'])
  })

  it('never changes what comes with the workstation, and says what to do instead', async () => {
    const { library } = open()
    const before = readFileSync(BUILT_IN, 'utf8')
    for (const attempt of [
      library.save('sma-cross', '// gone'),
      library.rename('sma-cross', 'mine'),
      library.remove('sma-cross'),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'UNSUPPORTED',
        hint: expect.stringContaining('copy'),
      })
    }
    expect(readFileSync(BUILT_IN, 'utf8')).toBe(before)
  })

  it('renames and removes files', async () => {
    const { folder, library } = open()
    const { source } = await library.create('Before', 'empty')
    expect((await library.rename('before', 'After')).id).toBe('after')
    expect((await library.read('after')).source).toBe(source)
    await library.remove('after')
    expect(readdirSync(folder)).toEqual([])
    await expect(library.read('after')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('suggests the nearest id', async () => {
    await expect(open().library.read('sma-crss')).rejects.toMatchObject({
      details: { suggestions: ['sma-cross'] },
    })
  })

  it('notices a file that another program writes', async () => {
    const { folder, library } = open()
    mkdirSync(folder, { recursive: true })
    const seen = new Promise<string[]>((resolve) => {
      library.onChange((entries) => {
        const ids = entries.map(({ id }) => id)
        if (ids.includes('outside')) resolve(ids)
      })
    })
    await new Promise((resolve) => setTimeout(resolve, 150))
    writeFileSync(path.join(folder, 'outside.ts'), 'export default 1')
    expect(await seen).toContain('outside')
    library.close()
  })

  it('does not list a folder that is a link to elsewhere as a strategy', async () => {
    const { folder, library } = open()
    mkdirSync(folder, { recursive: true })
    symlinkSync(PROJECT_ROOT, path.join(folder, 'link.ts'))
    expect((await library.list()).map(({ id }) => id)).toEqual(['sma-cross'])
  })
})
