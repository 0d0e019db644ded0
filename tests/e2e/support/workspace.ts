import type { Locator, Page } from 'playwright-core'

/** The workspace as a person at the keyboard uses it. */
export class WorkspacePage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Waits until the desk is connected and the dock has its panels. */
  async ready(): Promise<void> {
    await this.page.getByText('Desk connected').waitFor()
    await this.page.locator('[data-panel]').first().waitFor()
  }

  /** Waits until the sample data of a first start is there. */
  async samplesReady(): Promise<void> {
    await this.page.getByRole('button', { name: /^[1-9]\d* datasets?$/ }).waitFor({ timeout: 60_000 })
  }

  /** Runs a command by its title, through the palette. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+K')
    const palette = this.page.getByRole('dialog', { name: 'Command palette' })
    await palette.getByRole('combobox').fill(title)
    await palette.getByRole('option', { name: title }).first().waitFor()
    await this.page.keyboard.press('Enter')
    await palette.waitFor({ state: 'hidden' })
  }

  /** A panel by its kind, as far as it is shown. */
  panel(kind: string): Locator {
    return this.page.locator(`section[data-panel="${kind}"]`)
  }

  /** Brings a panel to the front. */
  async open(kind: string): Promise<Locator> {
    await this.command(kind === 'editor' ? 'Open the strategy editor' : `Open the ${kind}`)
    const panel = this.panel(kind)
    await panel.waitFor()
    return panel
  }

  /** The list of strategies in the editor; a narrow panel shows it on request. */
  async strategyList(): Promise<Locator> {
    const editor = await this.open('editor')
    const list = editor.getByRole('navigation', { name: 'Strategies' })
    const button = editor.getByRole('button', { name: 'List of strategies' })
    await button.waitFor()
    if (!(await list.isVisible())) await button.click()
    await list.waitFor()
    return list
  }

  /** Titles of the open tabs, from left to right and top to bottom. */
  tabTitles(): Promise<string[]> {
    return this.page.locator('.dv-tab').allInnerTexts()
  }
}
