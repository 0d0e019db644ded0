import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleCsv } from './support/sampleCsv.ts'
import { type ServedWorkstation, serveWorkstation } from './support/servedWorkstation.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { openWatchedPage, startBrowser, takePicture } from './support/watchedPage.ts'
import { WorkspacePage } from './support/workspace.ts'
import { writeInEditor } from './support/writeInEditor.ts'

/** Crosses its average; `work` makes each bar take as long as a spec needs to cancel it. */
const STRATEGY = `import { defineStrategy, sma } from 'quarterdeck'

export default defineStrategy({
  name: 'Above average',
  parameters: { length: { default: 20, min: 2, max: 200 }, work: { default: 20_000_000, min: 0, max: 1e9 } },
  indicators: ({ close, parameters }) => ({ average: sma(close, parameters.length) }),
  onBar(ctx) {
    let sum = 0
    for (let i = 0; i < ctx.parameters.work; i++) sum += i % 7
    if (sum < 0) return
    ctx.⟦orderTargetPercent⟧(ctx.symbol, ctx.close > ctx.average ? 1 : 0)
  },
})
`

const home = temporaryFolder('first-light')
let served: ServedWorkstation
let browser: Browser
let page: Page
let workspace: WorkspacePage
let troubles: string[]

async function openWorkstation(): Promise<void> {
  served = await serveWorkstation(home.path)
  const opened = await openWatchedPage(browser, served.url)
  page = opened.page
  troubles = opened.troubles
  workspace = new WorkspacePage(page)
  await workspace.ready()
}

beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await served?.stop()
  home.remove()
})

describe('a first day with the workstation', () => {
  it('starts on a new home with the sample data and a strategy open', async () => {
    await openWorkstation()
    await workspace.samplesReady()
    await workspace.panel('editor').locator('.view-lines').waitFor({ timeout: 30_000 })
    await workspace.panel('chart').getByRole('application').waitFor()
    expect(new URL(page.url()).search).toBe('')
    await takePicture(page, 'first-start')
  })

  it('imports a CSV through the wizard, and reports the bad row before anything is written', async () => {
    const file = path.join(home.path, 'acme.csv')
    const badLine = 200
    writeFileSync(
      file,
      sampleCsv(500, (lines) => {
        lines[badLine] = lines[badLine]?.replace(/^([^,]+),[^,]+/, '$1,-1.00') ?? ''
      }),
    )
    await workspace.command('Import prices from a file')
    const wizard = page.getByRole('dialog', { name: /Import/ })
    await wizard.getByLabel('File to import').setInputFiles(file)
    await wizard.getByRole('button', { name: 'Check the file' }).click()
    await wizard
      .getByText(/row|line/i)
      .first()
      .waitFor()
    await takePicture(page, 'import-check')
    const choice = wizard.getByRole('combobox', { name: /What to do with/ })
    await choice.selectOption({ label: 'Leave the rows out' })
    await wizard.getByRole('button', { name: 'Import', exact: true }).click()
    await wizard.getByText('One dataset was stored.').waitFor()
    await wizard.getByRole('cell', { name: '499' }).waitFor()
    await wizard.getByRole('button', { name: 'Show the chart' }).click()
    await page.getByRole('application', { name: /Chart of ACME, 1d/i }).waitFor()
  })

  it('writes a strategy in the editor with the help of completion', async () => {
    const editor = await workspace.open('editor', 'Open the strategy editor')
    await editor.getByRole('button', { name: 'New strategy' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New strategy' })
    await dialog.getByLabel('Name').fill('Above average')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await editor.getByRole('button', { name: 'Above average' }).first().waitFor()
    await writeInEditor(page, editor, STRATEGY)
    await page.keyboard.press('ControlOrMeta+S')
    await editor.getByRole('button', { name: 'Saved' }).waitFor()
    const files = path.join(home.path, 'strategies')
    await expect
      .poll(() => readFileSync(path.join(files, 'above-average.ts'), 'utf8'))
      .toBe(STRATEGY.replace(/[⟦⟧]/g, ''))
    await takePicture(page, 'strategy')
  })
})
