import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'

/** Flags for a quiet, headless Chromium inside a container. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Electron always has the `close` event of ports, Chromium behind this flag. */
const CLOSE_EVENT = '--enable-blink-features=MessagePortCloseEvent'

let launched: Promise<BrowserContext> | null = null

/** The one browser of the double. Specs reach the same pages over the debugging port in QUARTERDECK_DEBUG_PORT. */
export function browserContext(): Promise<BrowserContext> {
  launched ??= launch()
  return launched
}

async function launch(): Promise<BrowserContext> {
  // The spec that gave the folder removes it.
  const parent = process.env.QUARTERDECK_USER_DATA ?? tmpdir()
  mkdirSync(parent, { recursive: true })
  const profile = mkdtempSync(path.join(parent, 'quarterdeck-double-'))
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env.QUARTERDECK_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1600, height: 1000 },
    args: [
      ...CHROMIUM_FLAGS,
      CLOSE_EVENT,
      `--remote-debugging-port=${process.env.QUARTERDECK_DEBUG_PORT ?? 0}`,
    ],
  })
}
