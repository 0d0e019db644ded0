import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchShell, type RunningShell, realElectron } from '../double/launchShell.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { takePicture, watchForTroubles } from './support/watchedPage.ts'
import { WorkspacePage } from './support/workspace.ts'

const electron = realElectron()
console.info(
  electron === null
    ? 'Desktop shell: no Electron binary here, the built shell runs under the double on real Chromium.'
    : `Desktop shell: real Electron, ${electron}`,
)

const home = temporaryFolder('shell-home')
const userData = temporaryFolder('shell-user')
let shell: RunningShell
let page: Page
let troubles: string[]

/** Id of the desk's process, as the status bar has it. */
async function deskProcess(): Promise<number> {
  const title = await page.getByTitle(/process \d+/).getAttribute('title')
  return Number(/process (\d+)/.exec(title ?? '')?.[1])
}

beforeAll(async () => {
  shell = await launchShell({ home: home.path, userData: userData.path })
  page = shell.page
  troubles = watchForTroubles(page)
})
afterAll(async () => {
  await shell?.quit()
  home.remove()
  userData.remove()
})

describe('the desktop window', () => {
  it('opens, reaches its desk through the relayed port, and shows the sample data', async () => {
    const workspace = new WorkspacePage(page)
    await workspace.ready()
    await workspace.samplesReady()
    await takePicture(page, 'shell')
    expect(await page.title()).toBe('Quarterdeck')
  })

  it('has nothing of Node in the page, and of the shell only its bridge', async () => {
    const globals = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
      bridge: Object.keys(window.quarterdeck ?? {}).sort(),
      isFrozen: Object.isFrozen(window.quarterdeck),
    }))
    expect(globals).toEqual({
      node: [],
      bridge: [
        'onCommand',
        'onDeskCondition',
        'openFiles',
        'platform',
        'requestDeskPort',
        'restartDesk',
        'saveFile',
        'setTheme',
      ],
      isFrozen: true,
    })
  })

  it('runs no script but its own, and reaches nothing outside', async () => {
    const blocked = page.waitForEvent('console', (message) => /Content Security Policy/.test(message.text()))
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      script.remove()
      return 'injected' in window
    })
    expect(ran).toBe(false)
    await blocked
    expect(
      await page.evaluate(() =>
        fetch('https://example.org/').then(
          () => true,
          () => false,
        ),
      ),
    ).toBe(false)
    expect(await page.evaluate(() => fetch('/..%2f..%2fpackage.json').then((answer) => answer.status))).toBe(
      404,
    )
    troubles.length = 0
  })

  it("stays where it is: links out open in the user's browser, anything else nowhere", async () => {
    await shell.evaluate(({ shell: desktop }) => {
      const opened: string[] = []
      Object.assign(globalThis, { opened })
      desktop.openExternal = async (url) => void opened.push(url)
    }, null)
    const opened = () => shell.evaluate(() => Reflect.get(globalThis, 'opened') as string[], null)
    const before = page.url()
    const follow = (href: string, target: string) =>
      page.evaluate(
        ([address, frame]) => {
          const link = document.createElement('a')
          link.href = address ?? ''
          link.target = frame ?? ''
          document.body.append(link)
          link.click()
          link.remove()
        },
        [href, target],
      )
    await follow('https://example.org/self', '')
    await expect.poll(opened).toEqual(['https://example.org/self'])
    await follow('https://example.org/new', '_blank')
    await expect.poll(opened).toEqual(['https://example.org/self', 'https://example.org/new'])
    await follow('http://example.org/plain', '')
    await follow('https://user:secret@example.org/', '_blank')
    await new Promise((done) => setTimeout(done, 300))
    expect(await opened()).toHaveLength(2)
    expect(page.url()).toBe(before)
    expect(page.context().pages()).toHaveLength(1)
  })

  it('is granted no permission but to write to the clipboard', async () => {
    if (electron !== null) {
      const state = await page.evaluate(() => navigator.permissions.query({ name: 'geolocation' }))
      expect(state.state).toBe('denied')
      return
    }
    const granted = await shell.evaluate(({ session }) => {
      const ask: unknown = Reflect.get(session.defaultSession, 'doubleAsksPermission')
      const names = ['geolocation', 'media', 'notifications', 'clipboard-read', 'clipboard-sanitized-write']
      return names.filter((name) => typeof ask === 'function' && ask(name))
    }, null)
    expect(granted).toEqual(['clipboard-sanitized-write'])
  })

  it('carries out what is chosen in its menus', async () => {
    const choose = (id: string) =>
      shell.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
    await choose('panel.log')
    await page.locator('section[data-panel="log"]').waitFor()
    await choose('shell.palette')
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor()
    await page.keyboard.press('Escape')
    await choose('shell.shortcuts')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  it('saves a file only where the dialog said, and opens only what it named', async () => {
    const target = path.join(userData.path, 'report.html')
    await shell.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
    }, target)
    const answers = await page.evaluate(async () => {
      const filters = [{ name: 'Report', extensions: ['html'] }]
      const bytes = new Uint8Array([104, 105])
      const saved = await window.quarterdeck?.saveFile({ suggestedName: 'report.html', filters, bytes })
      const opened = await window.quarterdeck?.openFiles({ title: 'Open', filters, multiple: false })
      const escaped = await window.quarterdeck
        ?.saveFile({ suggestedName: '../../report.html', filters, bytes })
        .catch((error: unknown) => String(error))
      return { saved, opened, escaped }
    })
    expect(answers.saved).toBe(target)
    expect(answers.opened).toEqual([target])
    expect(answers.escaped).toMatch(/a file name without folders/)
    expect(readFileSync(target, 'utf8')).toBe('hi')
  })

  it('matches the native frame to its theme', async () => {
    await page.evaluate(() => window.quarterdeck?.setTheme('light'))
    await expect.poll(() => shell.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null)).toBe('light')
    await page.evaluate(() => window.quarterdeck?.setTheme('dark'))
    await expect.poll(() => shell.evaluate(({ nativeTheme }) => nativeTheme.themeSource, null)).toBe('dark')
  })

  it('says so when its desk is killed, and has it back soon after', async () => {
    const first = await deskProcess()
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(window, { seen })
      window.quarterdeck?.onDeskCondition(({ state, message }) => seen.push(`${state}: ${message}`))
    })
    process.kill(first, 'SIGKILL')
    await page.getByText(/Desk not reachable/).waitFor()
    await page.getByText('Desk connected').waitFor({ timeout: 30_000 })
    const seen = await page.evaluate(() => Reflect.get(window, 'seen') as string[])
    expect(seen).toContain('restarting: The desk ended unexpectedly and is being restarted: signal SIGKILL')
    expect(seen.at(-1)).toBe('running: ')
    expect(await deskProcess()).not.toBe(first)
  })

  it('had no error on its console meanwhile', () => {
    expect(troubles).toEqual([])
  })
})

describe("the window's place", () => {
  it('is kept over a restart, and its desk ends with it', async () => {
    await shell.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 1200, height: 800 })
    }, null)
    const desk = await deskProcess()
    await shell.quit()
    expect(() => process.kill(desk, 0)).toThrow(/ESRCH/)
    const state = path.join(userData.path, 'window.json')
    expect(JSON.parse(readFileSync(state, 'utf8')).bounds).toEqual({ x: 40, y: 60, width: 1200, height: 800 })
    writeFileSync(
      state,
      JSON.stringify({ bounds: { x: 30, y: 50, width: 1100, height: 700 }, maximized: false }),
    )
    shell = await launchShell({ home: home.path, userData: userData.path })
    const bounds = await shell.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds(),
      null,
    )
    expect(bounds).toEqual({ x: 30, y: 50, width: 1100, height: 700 })
  })
})
