/**
 * Takes the pictures of the guides into docs/images, from the real program on a new home: `node tests/e2e/pictures.ts`.
 * Not part of the test run. Real sample prices only, so that no picture shows generated ones.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { inProject } from '../../electron/launch/project.mjs'
import buildOnce from './support/buildOnce.ts'
import { serveWorkstation } from './support/servedWorkstation.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { openWatchedPage, startBrowser } from './support/watchedPage.ts'
import { WorkspacePage } from './support/workspace.ts'

const FOLDER = inProject('docs/images')
const MOST_BYTES = 400_000
/** Moments for fonts, canvases and the editor's colours to settle. */
const SETTLE_MS = 1500

/** Height of a group's tabs, which lie above the panel. */
const TABS_PX = 28

/** A picture of the window, or of one panel with its tab. */
async function take(page: Page, name: string, kind?: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForTimeout(SETTLE_MS)
  const box = kind === undefined ? null : await page.locator(`section[data-panel="${kind}"]`).boundingBox()
  const clip = box === null ? {} : { clip: { ...box, y: box.y - TABS_PX, height: box.height + TABS_PX } }
  const bytes = await page.screenshot({ type: 'png', ...clip })
  if (bytes.length > MOST_BYTES) throw new Error(`${name}.png has ${bytes.length} bytes`)
  writeFileSync(path.join(FOLDER, `${name}.png`), bytes)
  console.log(`${name}.png ${bytes.length} bytes`)
}

async function addAverage(page: Page, workspace: WorkspacePage, length: number): Promise<void> {
  await workspace.panel('chart').getByRole('button', { name: 'Add an indicator' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add an indicator' })
  await dialog.getByRole('option', { name: 'Simple moving average' }).click()
  await dialog.locator('.indicator-arguments input').first().fill(String(length))
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function run(workspace: WorkspacePage, strategy: string): Promise<void> {
  const form = workspace.panel('backtest')
  await form.getByLabel('Strategy').selectOption({ label: strategy })
  const benchmark = form.getByLabel('Benchmark')
  await benchmark.waitFor({ state: 'attached' })
  if (!(await benchmark.isVisible())) await form.getByText('Comparison', { exact: true }).click()
  await benchmark.selectOption('SPX')
  await form.getByText('Comparison', { exact: true }).click()
  await form.getByRole('button', { name: 'Run backtest' }).click()
  const result = workspace.panel('result')
  await result.getByText(`${strategy} · SPX`).first().waitFor()
  await result.getByRole('tab', { name: /^Trades/ }).waitFor()
}

async function takeAll(page: Page, workspace: WorkspacePage): Promise<void> {
  await workspace.ready()
  await workspace.samplesReady()
  await workspace.panel('editor').locator('.view-lines').waitFor()
  await addAverage(page, workspace, 10)
  await addAverage(page, workspace, 30)
  for (const strategy of ['Buy and hold', 'Donchian breakout', 'RSI reversion', 'SMA cross']) {
    await run(workspace, strategy)
  }
  await page
    .getByRole('button', { name: 'Dismiss' })
    .first()
    .click({ timeout: 500 })
    .catch(() => {})
  await workspace
    .panel('editor')
    .locator('.view-lines')
    .focus()
    .catch(() => {})
  await take(page, 'workspace')
  await take(page, 'editor', 'editor')
  await take(page, 'chart', 'chart')
  await take(page, 'backtest', 'backtest')
  await workspace.command('Switch to the next theme')
  await take(page, 'workspace-light')
  await workspace.command('Switch to the next theme')
  await workspace.command('Switch to the next theme')

  await page.setViewportSize({ width: 1200, height: 760 })
  for (const kind of ['result', 'runs', 'data', 'log']) {
    await workspace.open(kind)
    await workspace.command('Maximise or restore the panel')
    if (kind === 'data') {
      await page.getByLabel('Real or synthetic').selectOption({ label: 'Real' })
      await page.getByRole('gridcell', { name: 'SPX' }).first().click()
    }
    await take(page, kind, kind)
    if (kind === 'runs') await takeComparison(page, workspace)
    await workspace.command('Maximise or restore the panel')
  }
}

async function takeComparison(page: Page, workspace: WorkspacePage): Promise<void> {
  const runs = workspace.panel('runs')
  for (const row of [0, 1, 2]) await runs.locator(`[row-index="${row}"] .ag-checkbox-input`).first().check()
  await runs.getByRole('button', { name: 'Compare' }).click()
  await take(page, 'compare', 'result')
}

mkdirSync(FOLDER, { recursive: true })
await buildOnce()
const home = temporaryFolder('pictures')
const served = await serveWorkstation(path.join(home.path, 'quarterdeck'))
const browser = await startBrowser()
try {
  const { page, troubles } = await openWatchedPage(browser, served.url)
  await takeAll(page, new WorkspacePage(page))
  if (troubles.length > 0) throw new Error(troubles.join('\n'))
} finally {
  await browser.close()
  await served.stop()
  home.remove()
}
