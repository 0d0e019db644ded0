import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inProject } from '../../electron/launch/project.mjs'
import { type ServedWorkstation, serveWorkstation } from './support/servedWorkstation.ts'
import { temporaryFolder } from './support/temporaryFolder.ts'
import { openWatchedPage, pictureOfFailure, startBrowser, takePicture } from './support/watchedPage.ts'
import { WorkspacePage } from './support/workspace.ts'

/** The examples by title, and what their statements have that no other class of assets has. */
const EXAMPLES: readonly (readonly [string, readonly string[]])[] = [
  ['Shares and their corporate actions', ['Dividend', 'Borrow fee', 'Merger', 'Delisting', 'Regulatory fee']],
  ['Bonds held to redemption', ['Accrued interest', 'Coupon', 'Redemption']],
  ['Trend in continuous futures', ['Settlement', 'Commission']],
  ['A currency pair with leverage', ['Rollover swap']],
  ['Coins with maker and taker fees', ['Commission']],
  ['Funding of a perpetual', ['Funding']],
  ['Covered call and protective put', ['Exercise', 'Dividend']],
  ['Global macro with targets on three levels', ['Settlement', 'Dividend', 'Interest']],
]

const home = temporaryFolder('examples')
let served: ServedWorkstation
let browser: Browser
let page: Page
let workspace: WorkspacePage
let result: Locator
let troubles: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  served = await serveWorkstation(home.path)
  const opened = await openWatchedPage(browser, served.url)
  page = opened.page
  troubles = opened.troubles
  workspace = new WorkspacePage(page)
  result = workspace.panel('result')
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

/** Presses a button of an example in the list of examples. */
async function choose(action: 'Open' | 'Run', title: string): Promise<void> {
  await workspace.command('Examples…')
  const dialog = page.getByRole('dialog', { name: 'Examples' })
  await dialog.getByRole('button', { name: `${action}: ${title}` }).click()
  await dialog.waitFor({ state: 'hidden' })
}

async function run(title: string): Promise<void> {
  await choose('Run', title)
  const name = `Example: ${title.charAt(0).toLowerCase()}${title.slice(1)}`
  await result.getByText(new RegExp(`^${name} ·`)).waitFor()
  await result.getByRole('tab', { name: 'Statement' }).waitFor({ timeout: 60_000 })
}

async function showTab(name: string): Promise<void> {
  await result.getByRole('tab', { name }).click()
}

/** What the choice of kinds offers once the lines are there: by the statement's words, how many lines have them. */
async function kindsOfStatement(): Promise<Map<string, number>> {
  const offered = result.getByLabel('Kind of movement').locator('option')
  await expect.poll(() => offered.count()).toBeGreaterThan(1)
  const options = await offered.allInnerTexts()
  return new Map(
    options.flatMap((option) => {
      const [, word, count] = /^(.*) \((.*)\)$/.exec(option) ?? []
      return word === undefined ? [] : [[word, Number(count?.replaceAll(/\D/g, ''))]]
    }),
  )
}

/** Shows the lines of one kind only. */
async function narrowTo(word: string): Promise<void> {
  const choice = result.getByLabel('Kind of movement')
  const option = choice.locator('option', { hasText: new RegExp(`^${word} \\(`) })
  await choice.selectOption((await option.getAttribute('value')) ?? '')
}

const rowsOf = (panel: Locator) => panel.locator('.ag-row')
const cells = (panel: Locator, column: string) =>
  panel.locator(`.ag-cell[col-id="${column}"]`).allInnerTexts()

describe('the examples', () => {
  it('stand in the help, all of them, with what each is about', async () => {
    await page.getByRole('button', { name: 'Help' }).click()
    await page.getByRole('menuitem', { name: 'Examples…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Examples' })
    await dialog.getByRole('listitem').first().waitFor()
    expect(await dialog.getByRole('listitem').count()).toBe(
      readdirSync(inProject('resources/examples')).length,
    )
    const bonds = dialog.getByRole('listitem', { name: 'Bonds held to redemption' })
    expect(await bonds.innerText()).toMatch(/collects coupons[\s\S]*Bonds · 2 symbols · 1d · 100.000 USD/)
    await takePicture(page, 'examples')
  })

  it('are reached with the arrows, and opened in the editor and the form of a run', async () => {
    const dialog = page.getByRole('dialog', { name: 'Examples' })
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.ariaLabel))
      .toMatch(/^Open: A currency/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    const strategy = workspace.panel('backtest').getByLabel('Strategy', { exact: true })
    await expect.poll(() => strategy.inputValue()).toBe('example-bonds')
    await workspace
      .panel('editor')
      .getByLabel('Source of Example: bonds')
      .first()
      .waitFor({ state: 'attached' })
    const groups = await strategy
      .locator('optgroup')
      .evaluateAll((all) => all.map((group) => group.getAttribute('label')))
    expect(groups).toEqual(['Built in', 'Examples'])
  })

  it.each(EXAMPLES)('%s: runs, and its statement has what is its own', async (title, words) => {
    await run(title)
    await showTab('Statement')
    const kinds = await kindsOfStatement()
    expect([...kinds.keys()]).toEqual(expect.arrayContaining([...words, 'Deposit', 'Trade']))
    const [word = ''] = words
    await narrowTo(word)
    await expect.poll(async () => new Set(await cells(result, 'kind'))).toEqual(new Set([word]))
    expect(await result.getByText('SYNTHETIC', { exact: true }).first().isVisible()).toBe(true)
  })
})

describe('the statement', () => {
  it('sums up what is chosen, and a line leads to its bar in the chart', async () => {
    await run('Shares and their corporate actions')
    await showTab('Statement')
    const count = (await kindsOfStatement()).get('Dividend') ?? 0
    await narrowTo('Dividend')
    await result
      .getByRole('status')
      .getByText(new RegExp(`^${count} of `))
      .waitFor()
    await result.getByRole('button', { name: 'Totals' }).click()
    const totals = result.getByRole('table', { name: 'Totals of the statement' })
    expect(await totals.getByRole('row').count()).toBe(3)
    const sum = await totals.getByRole('row', { name: /^Sum/ }).locator('.num').last().innerText()
    expect(await result.getByRole('status').innerText()).toContain(sum)

    await result.getByRole('button', { name: 'Line by line' }).click()
    await rowsOf(result).first().click()
    await page.getByRole('application', { name: /Chart of SYN-ALPHA, 1d/ }).waitFor()
    await takePicture(page, 'statement')
  })

  it('is exported with every line, whatever is shown', async () => {
    const all = /of ([\d\s]+) lines/.exec(await result.getByRole('status').innerText())?.[1] ?? ''
    await result.getByRole('button', { name: 'Export' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Statement (CSV)' }).click(),
    ])
    const target = path.join(home.path, file.suggestedFilename())
    await file.saveAs(target)
    const [header, ...lines] = readFileSync(target, 'utf8').trimEnd().split('\r\n')
    expect(header).toBe('time,kind,symbol,currency,amount,balance,text')
    expect(lines).toHaveLength(Number(all.replaceAll(/\D/g, '')))
  })
})

describe('the account of a run', () => {
  /** Opens a folded part of the form. */
  async function unfold(title: string): Promise<Locator> {
    const section = workspace
      .panel('backtest')
      .locator('details', { has: page.getByText(title, { exact: true }) })
    if ((await section.getAttribute('open')) === null) await section.locator('summary').click()
    return section
  }

  it('is what Broker and Limits of the form say, and the allocation shows the limit', async () => {
    const broker = await unfold('Broker')
    await broker.getByLabel('Below the maintenance margin').selectOption({ label: 'It is only reported' })
    await broker.getByLabel('Interest on cash').fill('1.5')
    const limits = await unfold('Limits')
    await limits.getByRole('button', { name: 'Add a limit' }).click()
    await limits.getByLabel('Level').selectOption('region')
    await limits.getByLabel('Group').fill('US')
    await limits.getByLabel('At most').fill('30')
    await page.keyboard.press('Tab')
    await workspace.panel('backtest').getByRole('button', { name: 'Run backtest' }).click()
    await showTab('Assumptions and data')
    const settings = result.locator('pre').filter({ hasText: 'maxExposure' })
    await settings.waitFor({ state: 'attached' })
    const config: unknown = JSON.parse((await settings.textContent()) ?? '')
    expect(config).toMatchObject({
      account: { marginCall: 'report', creditRates: { USD: 0.015 } },
      exposureLimits: [{ level: 'region', group: 'US', maxExposure: 0.3 }],
    })
    await showTab('Allocation')
    const held = result.getByRole('table', { name: 'Allocation' }).getByRole('row', { name: /^US / })
    expect(await held.innerText()).toContain('30.0%')
    await takePicture(page, 'allocation')
  })

  it('that is called for margin says so below the headline, and leads to when it was', async () => {
    await choose('Open', 'A currency pair with leverage')
    const lots = workspace.panel('backtest').getByRole('textbox', { name: 'Lots' })
    await lots.fill('7')
    await page.keyboard.press('Tab')
    await workspace.panel('backtest').getByRole('button', { name: 'Run backtest' }).click()
    const note = result.getByRole('note').filter({ hasText: 'Margin call.' })
    await note.waitFor()
    expect(await note.innerText()).toMatch(
      /fell below its maintenance margin (once|\d+ times); positions were closed/,
    )
    await note.getByRole('button', { name: 'Show when' }).click()
    await result
      .getByText(/^Margin call: /)
      .first()
      .waitFor()
    await takePicture(page, 'margin-call')
  })
})

describe('the list of data', () => {
  it('has real data first, and the contracts of a root in one line that opens', async () => {
    const data = await workspace.open('data')
    await rowsOf(data).first().waitFor()
    expect((await cells(data, 'kind')).slice(0, 7)).not.toContain('SYNTHETIC')
    await data.getByLabel('Asset class').selectOption({ label: 'Futures' })
    const line = rowsOf(data).filter({ hasText: '12 contracts: ' }).first()
    await line.click()
    await data.locator('.ag-row[row-id^="SYBH21"]').waitFor()
    await line.locator('[col-id="symbol"]').focus()
    await page.keyboard.press('Enter')
    await data.locator('.ag-row[row-id^="SYBH21"]').waitFor({ state: 'hidden' })
    await takePicture(page, 'data-futures')
  })

  it('is narrowed by origin, and says where nothing is left', async () => {
    const data = workspace.panel('data')
    await data.getByLabel('Real or synthetic').selectOption({ label: 'Real' })
    await data.getByText('No dataset of this kind').waitFor()
    await data.getByRole('button', { name: 'Show all datasets' }).click()
    await rowsOf(data).first().waitFor()
  })

  it('keeps single contracts out of the way of symbol searches until they are asked for', async () => {
    await workspace.panel('backtest').getByRole('button', { name: 'Choose' }).click()
    const dialog = page.getByRole('dialog', { name: 'Symbols of the run' })
    const symbols = () => dialog.locator('.symbol-row .chip-name').allInnerTexts()
    expect((await symbols()).filter((symbol) => /^SY[BCEI][A-Z]\d\d$/.test(symbol))).toEqual([])
    await dialog.getByLabel('Search').fill('SYIH')
    expect(await symbols()).toEqual(['SYIH21', 'SYIH22', 'SYIH23'])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })
})
