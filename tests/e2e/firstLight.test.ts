import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { runQuietly } from '../../electron/launch/processes.mjs'
import { inProject } from '../../electron/launch/project.mjs'
import { sampleCsv } from './support/sampleCsv.ts'
import { type ServedWorkstation, serveWorkstation } from './support/servedWorkstation.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { openWatchedPage, pictureOfFailure, startBrowser, takePicture } from './support/watchedPage.ts'
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
let troubles: string[] = []

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

afterEach(async (context) => {
  await pictureOfFailure(page, context)
  // Uncaught errors, errors on the console, and violated policies fail the step they came in.
  const seen = troubles.splice(0)
  expect(seen).toEqual([])
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
        lines[badLine] = lines[badLine]?.replace(/^([^,]+,[^,]+),[^,]+/, '$1,1.00') ?? ''
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
    const editor = workspace.panel('editor')
    const list = await workspace.strategyList()
    await list.getByRole('button', { name: 'New strategy' }).click()
    const dialog = page.getByRole('dialog', { name: 'New strategy' })
    await dialog.getByLabel('Name').fill('Above average')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await editor.getByLabel('Source of Above average').first().waitFor({ state: 'attached' })
    await writeInEditor(page, editor, STRATEGY)
    await editor.getByText('Unsaved changes').waitFor()
    await page.keyboard.press('ControlOrMeta+S')
    const file = path.join(home.path, 'strategies', 'above-average.ts')
    const lines = (text: string) => text.split('\n').map((line) => line.trim())
    await expect.poll(() => lines(readFileSync(file, 'utf8'))).toEqual(lines(STRATEGY.replace(/[⟦⟧]/g, '')))
    await takePicture(page, 'strategy')
  })

  it('runs it with a key, and cancels it', async () => {
    await workspace.panel('editor').locator('.view-lines').click()
    await page.keyboard.press('ControlOrMeta+Enter')
    const result = workspace.panel('result')
    await result.getByText('Running', { exact: true }).waitFor()
    await result.getByRole('progressbar').waitFor()
    await takePicture(page, 'running')
    await result.getByRole('button', { name: 'Cancel the run' }).click()
    await result.getByText('This run was cancelled').waitFor({ timeout: 2_000 })
  })

  it('starts no run for Enter in the search of symbols', async () => {
    await workspace.panel('backtest').getByRole('button', { name: 'Choose' }).click()
    const dialog = page.getByRole('dialog', { name: 'Symbols of the run' })
    await dialog.getByLabel('Search').press('Enter')
    await page.waitForTimeout(500)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await workspace.panel('result').getByText('This run was cancelled').waitFor({ timeout: 2_000 })
  })

  it('runs it again with another parameter, to a result with trades', async () => {
    const form = workspace.panel('backtest')
    await form.getByLabel(/^work/i).fill('0')
    await form.getByRole('button', { name: 'Run backtest' }).click()
    const result = workspace.panel('result')
    await result.getByRole('tab', { name: /^Trades/ }).waitFor()
    await takePicture(page, 'result')
    await result.getByRole('tab', { name: /^Trades/ }).click()
    await result.getByRole('row').nth(3).waitFor()
  })

  it('brings a trade that is clicked into the chart', async () => {
    const chart = page.getByRole('application', { name: /Chart of ACME/ })
    const visible = async () =>
      ((await chart.locator('[data-visible]').getAttribute('data-visible')) ?? '').split('/')
    const before = await visible()
    const row = workspace.panel('result').getByRole('row', { name: /long/ }).first()
    const entry = /\d{4}-\d{2}-\d{2}/.exec(await row.innerText())?.[0] ?? ''
    await row.click()
    await expect.poll(visible).not.toEqual(before)
    const [from = '', to = ''] = await visible()
    expect(from.slice(0, 10) <= entry && entry <= to.slice(0, 10)).toBe(true)
    await takePicture(page, 'trade')
  })

  it('exports the report as one file that needs no network', async () => {
    const report = await download('Report (HTML)')
    const html = readFileSync(report, 'utf8')
    expect(html).toContain('Above average')
    expect(html).toMatch(/^<!doctype html>/i)
    expect(html).not.toMatch(/(src|href)="https?:/)
  })

  it('exports the bundle, which the command line reruns to the same result', async () => {
    const bundle = await download('Result bundle')
    const args = ['backtest', '--from-bundle', bundle, '--home', home.path, '--json']
    const { code, output } = await runQuietly(process.execPath, [
      inProject('electron/launch/quarterdeck.mjs'),
      ...args,
    ])
    expect(output).toMatch(/identical/)
    expect(code).toBe(0)
  })

  it('finds everything again after a restart on the same home', async () => {
    const layout = await workspace.tabTitles()
    await page.context().close()
    expect(await served.stop()).toBe(0)
    await openWorkstation()
    await expectEverything()
    expect(await workspace.tabTitles()).toEqual(layout)
    await takePicture(page, 'restarted')
  })

  it('finds everything again after the desk was killed', async () => {
    await page.context().close()
    await served.kill()
    await openWorkstation()
    await expectEverything()
  })
})

/** Saves an export of the shown result; the path of the file. */
async function download(entry: string): Promise<string> {
  await workspace.panel('result').getByRole('button', { name: 'Export' }).click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: entry }).click(),
  ])
  const target = path.join(home.path, file.suggestedFilename())
  await file.saveAs(target)
  return target
}

async function expectEverything(): Promise<void> {
  await workspace.samplesReady()
  const strategies = await workspace.strategyList()
  await strategies.getByTitle('Above average', { exact: true }).waitFor()
  const data = await workspace.open('data')
  await data.getByText('ACME').first().waitFor()
  const runs = await workspace.open('runs')
  await runs.getByRole('row', { name: /cancelled/i }).waitFor()
  await runs.getByRole('row', { name: /done/i }).waitFor()
  const result = await workspace.open('result')
  await result.getByRole('tab', { name: /^Trades/ }).waitFor()
}
