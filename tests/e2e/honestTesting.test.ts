import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { type ServedWorkstation, serveWorkstation } from './support/servedWorkstation.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { openWatchedPage, pictureOfFailure, startBrowser } from './support/watchedPage.ts'
import { WorkspacePage } from './support/workspace.ts'

const PEEK = `import { defineStrategy } from 'quarterdeck'

export default defineStrategy({
  name: 'Peek',
  onBar(ctx) {
    const half = ctx.bars.close.length / 2
    if (ctx.index > half && ctx.position(ctx.symbol).quantity === 0) {
      ctx.orderTargetPercent(ctx.symbol, 1)
    }
  },
})
`

const home = temporaryFolder('honest')
let served: ServedWorkstation
let browser: Browser
let page: Page
let workspace: WorkspacePage
let troubles: string[] = []

beforeAll(async () => {
  mkdirSync(path.join(home.path, 'strategies'), { recursive: true })
  writeFileSync(path.join(home.path, 'strategies/Peek.ts'), PEEK)
  browser = await startBrowser()
  served = await serveWorkstation(home.path)
  const opened = await openWatchedPage(browser, served.url)
  page = opened.page
  troubles = opened.troubles
  workspace = new WorkspacePage(page)
  await workspace.ready()
  await workspace.samplesReady()
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

const form = () => workspace.panel('backtest')
const result = () => workspace.panel('result')
const choose = (name: string) => form().getByLabel('Strategy').selectOption({ label: name })
const holdOut = () =>
  form()
    .locator('details')
    .filter({ has: page.locator('.backtest-section-title', { hasText: /^Hold-out$/ }) })

async function check(kind: RegExp): Promise<string> {
  await form().getByRole('button', { name: 'Check' }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  const verdict = page.locator('.check-verdict')
  await verdict.waitFor({ timeout: 60_000 })
  return verdict.innerText()
}

it('a strategy that looks ahead is named with its line, which opens in the editor', async () => {
  await choose('Peek')
  expect(await check(/^Look-ahead/)).toContain('Failed.')
  await page.getByRole('button', { name: 'Line 8' }).first().click()
  await workspace.panel('editor').getByText('Look-ahead check: failed on').waitFor()
  await page.waitForFunction(() => document.querySelector('.active-line-number')?.textContent === '8')
})

it('an honest one passes both checks, and its run says so', async () => {
  await choose('SMA cross')
  expect(await check(/^Look-ahead/)).toContain('Passed.')
  await page.getByRole('button', { name: 'Done' }).click()
  expect(await check(/^Warm-up/)).toContain('Recommended warm-up: 30 bars')
  await page.getByRole('button', { name: 'Done' }).click()
  await form().getByRole('button', { name: 'Run backtest' }).click()
  await result().getByText('Look-ahead check of this version: passed on').waitFor()
})

it('a hold-out stays closed until it is opened, after a question, and the opening is counted', async () => {
  await holdOut().locator('summary').click()
  await holdOut().getByLabel('From').fill('2015-01-01')
  await form().getByRole('button', { name: 'Run backtest' }).click()
  await result().getByText('It has never been opened.').waitFor()
  await result().getByText('closed, from 2015-01-01').waitFor()
  for (const times of ['It was opened once', 'It was opened 2 times']) {
    await holdOut().getByRole('button', { name: 'Open the hold-out…' }).click()
    await page.getByRole('button', { name: 'Open the hold-out', exact: true }).click()
    await result().getByText(times).waitFor()
  }
  await result().getByText('2015-01-02 to 2020-04-17').waitFor()
  await holdOut().getByText('It was opened 2 times').waitFor()
  await workspace.panel('editor').getByText('Hold-outs opened: 2, by 1 version').waitFor()
})
