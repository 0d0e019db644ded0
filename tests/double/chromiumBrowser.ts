import { mkdtempSync, rmSync } from 'node:fs'
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

let launched: Promise<BrowserContext> | null = null

/** The one browser of the double. Specs reach the same pages over the debugging port in QUARTERDECK_DEBUG_PORT. */
export function browserContext(): Promise<BrowserContext> {
  launched ??= launch()
  return launched
}

async function launch(): Promise<BrowserContext> {
  const profile = mkdtempSync(path.join(tmpdir(), 'quarterdeck-double-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.QUARTERDECK_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    viewport: { width: 1600, height: 1000 },
    args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${process.env.QUARTERDECK_DEBUG_PORT ?? 0}`],
  })
  context.on('close', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }))
  return context
}
