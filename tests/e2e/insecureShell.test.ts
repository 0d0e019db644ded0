import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { launchShell, realElectron } from '../double/launchShell.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'

const folder = temporaryFolder('insecure')
afterAll(() => folder.remove())

/** A program of one window, as a spec wants it. */
function program(name: string, parts: { preferences?: string; before?: string; preload?: string }): string {
  const root = path.join(folder.path, name)
  mkdirSync(root, { recursive: true })
  writeFileSync(path.join(root, 'package.json'), JSON.stringify({ type: 'module', main: 'main.js' }))
  writeFileSync(path.join(root, 'preload.cjs'), parts.preload ?? '')
  writeFileSync(
    path.join(root, 'main.js'),
    `import { app, BrowserWindow, protocol } from 'electron'
     ${parts.before ?? ''}
     protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
     app.whenReady().then(() => {
       protocol.handle('app', () => new Response('<title>one</title>', { headers: { 'content-type': 'text/html' } }))
       const preload = new URL('preload.cjs', import.meta.url).pathname
       const window = new BrowserWindow({ webPreferences: { preload, ${parts.preferences ?? ''} } })
       window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
       return window.loadURL('app://one/')
     })`,
  )
  return root
}

function launch(appFolder: string) {
  return launchShell({ home: folder.path, userData: folder.path, appFolder })
}

describe.skipIf(realElectron() !== null)('the double refuses a program that', () => {
  it.each([
    [
      'turns context isolation off',
      { preferences: 'contextIsolation: false' },
      'contextIsolation must be true',
    ],
    ['leaves the sandbox', { preferences: 'sandbox: false' }, 'sandbox must be true'],
    ['lets Node into the page', { preferences: 'nodeIntegration: true' }, 'nodeIntegration must be false'],
    ['turns web security off', { preferences: 'webSecurity: false' }, 'webSecurity must be true'],
    ['uses an API it does not have', { before: 'app.setBadgeCount(1)' }, 'has no app.setBadgeCount'],
    ['imports a module it does not have', { before: "import { Tray } from 'electron'" }, 'Tray'],
  ])('%s', async (name, parts, message) => {
    await expect(launch(program(name.replaceAll(' ', '-'), parts))).rejects.toThrow(message)
  })

  it('requires anything but electron in a sandboxed preload', async () => {
    const root = program('preload', {
      preload: `const { contextBridge } = require('electron')
        let answer = 'nothing thrown'
        try { require('node:fs') } catch (error) { answer = error.message }
        contextBridge.exposeInMainWorld('bridge', { answer, later: async (n) => n + 1 })`,
    })
    const shell = await launch(root)
    const seen = await shell.page.evaluate(async () => {
      const bridge = Reflect.get(window, 'bridge') as {
        answer: string
        later: (n: number) => Promise<number>
      }
      return [bridge.answer, await bridge.later(1), 'require' in window]
    })
    expect(seen).toEqual(['a sandboxed preload may not require node:fs', 2, false])
    await shell.quit()
  })
})
