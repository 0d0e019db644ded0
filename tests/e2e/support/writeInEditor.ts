import type { Locator, Page } from 'playwright-core'

/**
 * Replaces the text of the open strategy. What stands between ⟦ and ⟧ is typed by its first letters and completed;
 * indentation is left to the editor.
 */
export async function writeInEditor(page: Page, editor: Locator, text: string): Promise<void> {
  await editor.locator('.view-lines').click()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  for (const part of text.split(/(⟦[^⟧]*⟧)/)) {
    const completed = /^⟦(.*)⟧$/.exec(part)?.[1]
    if (completed === undefined) await page.keyboard.insertText(part.replace(/\n +/g, '\n'))
    else await complete(page, editor, completed)
  }
}

async function complete(page: Page, editor: Locator, word: string): Promise<void> {
  await page.keyboard.type(word.slice(0, -4), { delay: 30 })
  const suggestion = page.locator('.suggest-widget .monaco-list-row', { hasText: word })
  for (let attempt = 0; attempt < 20 && !(await suggestion.first().isVisible()); attempt++) {
    await page.keyboard.press('Control+Space')
    await suggestion
      .first()
      .waitFor({ timeout: 1_500 })
      .catch(() => {})
  }
  await suggestion.first().click()
  await page
    .locator('.suggest-widget.visible')
    .waitFor({ state: 'hidden' })
    .catch(() => {})
  await editor.locator('.view-lines').waitFor()
}
