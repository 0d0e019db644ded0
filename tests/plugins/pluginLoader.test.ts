import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadPlugins } from '../../electron/plugins/pluginLoader.ts'
import { compileStrategy } from '../../electron/research/strategyCompiler.ts'
import { satisfiesSdk } from '../../shared/sdk/sdkVersion.ts'
import { PROJECT_ROOT } from '../support/sampleHome.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const cacheFolder = temporaryFolderForAll()

const manifest = (id: string, change: Readonly<Record<string, unknown>> = {}) => ({
  id,
  name: id,
  version: '1.0.0',
  description: '',
  author: 'me',
  licence: 'MIT',
  sdk: '^0.1.0',
  contributes: { strategies: [{ id, entry: 'src/it.ts' }] },
  ...change,
})

function write(folder: string, name: string, content: unknown): void {
  mkdirSync(path.join(folder, name, 'src'), { recursive: true })
  writeFileSync(path.join(folder, name, 'src/it.ts'), '')
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  writeFileSync(path.join(folder, name, 'plugin.json'), text)
}

describe('loading plugins', () => {
  it('finds the built-in ones, whose strategies all compile and say what they are', async () => {
    const { plugins, strategies, problems } = await loadPlugins(path.join(PROJECT_ROOT, 'plugins'))
    expect(problems).toEqual([])
    expect(strategies.map(({ id }) => id)).toEqual([
      'buy-and-hold',
      'donchian-breakout',
      'global-momentum',
      'pairs-mean-reversion',
      'rsi-reversion',
      'sma-cross',
    ])
    for (const { id, file } of strategies) {
      const source = await readFile(file, 'utf8')
      const { diagnostics, description } = await compileStrategy(source, `${id}.ts`, { cacheFolder })
      expect(diagnostics).toEqual([])
      expect(description?.name).toBe(plugins.find((plugin) => plugin.manifest.id === id)?.manifest.name)
      expect(description?.description.length).toBeGreaterThan(40)
    }
  })

  it('names file and field of every bad manifest and loads the others', async () => {
    const folder = temporaryFolder()
    write(folder, 'good', manifest('good'))
    write(folder, 'not-json', '{ "id": ')
    write(folder, 'no-version', manifest('no-version', { version: 'soon' }))
    write(folder, 'extra', manifest('extra', { autostart: true }))
    write(folder, 'other-name', manifest('another'))
    write(folder, 'too-new', manifest('too-new', { sdk: '^0.2.0' }))
    write(
      folder,
      'lost',
      manifest('lost', { contributes: { strategies: [{ id: 'lost', entry: 'src/lost.ts' }] } }),
    )
    mkdirSync(path.join(folder, 'empty'))
    const { plugins, problems } = await loadPlugins(folder)
    expect(plugins.map((plugin) => plugin.manifest.id)).toEqual(['good'])
    expect(problems.map(({ file, field }) => [file, field])).toEqual([
      ['empty/plugin.json', ''],
      ['extra/plugin.json', ''],
      ['lost/plugin.json', 'contributes.strategies.0.entry'],
      ['no-version/plugin.json', 'version'],
      ['not-json/plugin.json', ''],
      ['other-name/plugin.json', 'id'],
      ['too-new/plugin.json', 'sdk'],
    ])
    expect(problems.find(({ field }) => field === 'sdk')?.message).toBe(
      'needs ^0.2.0; this workstation has 0.1.0',
    )
  })

  it('refuses the second of two strategies with one id', async () => {
    const folder = temporaryFolder()
    write(
      folder,
      'first',
      manifest('first', { contributes: { strategies: [{ id: 'same', entry: 'src/it.ts' }] } }),
    )
    write(
      folder,
      'second',
      manifest('second', { contributes: { strategies: [{ id: 'same', entry: 'src/it.ts' }] } }),
    )
    const { strategies, problems } = await loadPlugins(folder)
    expect(strategies.map(({ pluginId }) => pluginId)).toEqual(['first'])
    expect(problems).toEqual([
      {
        file: 'second/plugin.json',
        field: 'contributes.strategies.0.id',
        message: "'same' is already a strategy of the plugin 'first'",
      },
    ])
  })

  it.each(['src/../../secret.ts', 'src/link.ts'])(
    'reads nothing outside of the plugin: %s',
    async (entry) => {
      const folder = temporaryFolder()
      writeFileSync(path.join(folder, 'secret.ts'), '')
      write(folder, 'sly', manifest('sly', { contributes: { strategies: [{ id: 'sly', entry }] } }))
      symlinkSync(path.join(folder, 'secret.ts'), path.join(folder, 'sly/src/link.ts'))
      const { plugins, problems } = await loadPlugins(folder)
      expect(plugins).toEqual([])
      expect(problems).toMatchObject([{ file: 'sly/plugin.json', field: 'contributes.strategies.0.entry' }])
    },
  )
})

describe('a caret range of SDK versions', () => {
  // From the table of node-semver's README.
  it.each([
    ['^1.2.3', '1.9.0', true],
    ['^1.2.3', '1.2.2', false],
    ['^1.2.3', '2.0.0', false],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0.3', '0.0.3', true],
    ['^0.0.3', '0.0.4', false],
  ])('%s and %s: %s', (range, version, expected) => {
    expect(satisfiesSdk(range, version)).toBe(expected)
  })
})
