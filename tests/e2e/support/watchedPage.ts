import { mkdirSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { TestContext } from 'vitest'
import { inProject } from '../../../electron/launch/project.mjs'
import { CHROMIUM_FLAGS } from '../../double/chromiumBrowser.ts'

/** Starts the Chromium that the build found. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.QUARTERDECK_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: CHROMIUM_FLAGS,
  })
}

/** A desk that is gone is announced by the browser for each attempt to reach it: no fault of the page. */
const EXPECTED_WHEN_DISCONNECTED = /ERR_CONNECTION_REFUSED|WebSocket connection to .* failed/

/** Collects what a page must never do: uncaught errors, errors on the console (a violated policy is one). */
export function watchForTroubles(page: Page, options: { desksMayGo?: boolean } = {}): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('crash', () => troubles.push('the page crashed'))
  page.on('console', (message) => {
    if (message.type() !== 'error' && !/Content Security Policy/i.test(message.text())) return
    if (options.desksMayGo === true && EXPECTED_WHEN_DISCONNECTED.test(message.text())) return
    troubles.push(`console: ${message.text()} (${message.location().url})`)
  })
  return troubles
}

/** Opens a page at an address and watches it. */
export async function openWatchedPage(
  browser: Browser,
  url: string,
  options: { desksMayGo?: boolean } = {},
): Promise<{ page: Page; troubles: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 1000 },
    acceptDownloads: true,
    locale: 'en-GB',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const troubles = watchForTroubles(page, options)
  await page.goto(url)
  return { page, troubles }
}

/** Saves a picture of the page when the step that has just ended failed. */
export async function pictureOfFailure(page: Page | undefined, context: TestContext): Promise<void> {
  if (context.task.result?.state !== 'fail' || page === undefined || page.isClosed()) return
  await takePicture(page, `failed-${context.task.name.replace(/\W+/g, '-').slice(0, 60)}`)
}

/** Saves a picture of the page under test-results/. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(inProject('test-results/pictures'), { recursive: true })
  await page.screenshot({ path: inProject(`test-results/pictures/${name}.png`) })
}
