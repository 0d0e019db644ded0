import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ServedWorkstation, serveWorkstation } from './support/servedWorkstation.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { openWatchedPage, pictureOfFailure, startBrowser, takePicture } from './support/watchedPage.ts'
import { WorkspacePage } from './support/workspace.ts'

const home = temporaryFolder('appearance')
let served: ServedWorkstation
let browser: Browser
let page: Page
let workspace: WorkspacePage
let troubles: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  served = await serveWorkstation(home.path)
  const opened = await openWatchedPage(browser, served.url)
  page = opened.page
  troubles = opened.troubles
  workspace = new WorkspacePage(page)
  await workspace.ready()
  await workspace.samplesReady()
  await page.keyboard.press('ControlOrMeta+Enter')
  await workspace.panel('result').getByRole('tab', { name: 'Overview' }).waitFor()
})
afterEach(async (context) => {
  await pictureOfFailure(page, context)
  expect(troubles.splice(0)).toEqual([])
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  home.remove()
})

/** Figures that mean that something was not thought of. */
const UNTHOUGHT = /\b(NaN|undefined|Infinity|null|\[object Object\])\b|-0\.00\b/

async function expectSound(panel: string): Promise<void> {
  const section = workspace.panel(panel)
  expect(await section.innerText()).not.toMatch(UNTHOUGHT)
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return { x: scrollWidth - clientWidth, y: scrollHeight - clientHeight }
  })
  expect(overflow).toEqual({ x: 0, y: 0 })
}

describe.each(['dark', 'light', 'high-contrast'])('in the %s theme', (theme) => {
  it('the workspace with a result fits the window', async () => {
    for (let round = 0; round < 3; round++) {
      if ((await page.locator('html').getAttribute('data-theme')) === theme) break
      await workspace.command('Switch to the next theme')
    }
    expect(await page.locator('html').getAttribute('data-theme')).toBe(theme)
    await workspace.open('result')
    await workspace.panel('result').getByRole('tab', { name: 'Overview' }).click()
    await takePicture(page, `workspace-${theme}`)
    await expectSound('chart')
    await expectSound('backtest')
  })

  it.each([
    'Overview',
    'Metrics',
    'Trades',
    'Orders and fills',
    'Statement',
    'Allocation',
    'Log',
    'Assumptions and data',
    'Source',
  ])('the result shows sound figures under %s', async (tab) => {
    await workspace.panel('result').getByRole('tab', { name: tab }).click()
    await page.waitForTimeout(100)
    if (tab !== 'Source') await expectSound('result')
    await takePicture(page, `result-${tab.toLowerCase().replace(/\W+/g, '-')}-${theme}`)
  })

  it.each(['runs', 'data', 'log'])('the %s panel shows sound figures', async (kind) => {
    await workspace.open(kind)
    await page.waitForTimeout(200)
    await expectSound(kind)
    await takePicture(page, `${kind}-${theme}`)
  })
})

describe('a narrow window', () => {
  it('still fits, and still shows its chart', async () => {
    await page.setViewportSize({ width: 1000, height: 700 })
    await page.waitForTimeout(200)
    await expectSound('chart')
    // Reachable, not covered by what stands beside it.
    await page.getByRole('button', { name: 'Help' }).click({ trial: true })
    await takePicture(page, 'narrow')
  })
})
