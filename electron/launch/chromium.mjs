import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { npm } from './dependencies.mjs'
import { runQuietly } from './processes.mjs'
import { inProject, seconds } from './project.mjs'

const SPARTICUZ_VERSION = '153.0.0'

/** @type {Readonly<Record<string, readonly string[]>>} */
const SYSTEM_PATHS = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** @type {Readonly<Record<string, string>>} */
const PLAYWRIGHT_FOLDERS = {
  linux: '.cache/ms-playwright',
  darwin: 'Library/Caches/ms-playwright',
  win32: 'AppData/Local/ms-playwright',
}
const PLAYWRIGHT_BINARIES = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
]

/**
 * @typedef {{ binary: string, note: string }} FoundChromium `note` is one line on where it came from
 */

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {FoundChromium | null}
 */
function fromPlaywright(env) {
  const folder =
    env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), PLAYWRIGHT_FOLDERS[process.platform] ?? '.cache')
  if (!existsSync(folder)) return null
  const revisions = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name))
  revisions.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
  for (const revision of revisions) {
    for (const relative of PLAYWRIGHT_BINARIES) {
      const binary = path.join(folder, revision, relative)
      if (existsSync(binary)) return { binary, note: `Chromium: Playwright's, ${binary}` }
    }
  }
  return null
}

/** @returns {Promise<FoundChromium | null>} */
async function fromApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/etc/debian_version'))
    return null
  const startedMs = Date.now()
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runQuietly('apt-get', ['update', '-qq'], { env, timeoutMs: 120_000 })
  const { code } = await runQuietly(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    {
      env,
      timeoutMs: 420_000,
    },
  )
  const binary = '/usr/bin/chromium'
  if (code !== 0 || !existsSync(binary)) return null
  return { binary, note: `Chromium: installed Debian's package in ${seconds(startedMs)}, ${binary}` }
}

/** @returns {Promise<FoundChromium | null>} */
async function fromNpm() {
  if (process.platform !== 'linux') return null
  const startedMs = Date.now()
  const folder = inProject('node_modules/.cache/quarterdeck/chromium')
  const module = path.join(folder, 'node_modules/@sparticuz/chromium/build/index.js')
  const wasThere = existsSync(module)
  if (!wasThere) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n')
    const { code } = await npm(
      ['install', '--no-audit', '--no-fund', '--ignore-scripts', `@sparticuz/chromium@${SPARTICUZ_VERSION}`],
      folder,
    )
    if (code !== 0 || !existsSync(module)) return null
  }
  const { default: chromium } = await import(pathToFileURL(module).href)
  const binary = await chromium.executablePath()
  const deed = wasThere
    ? 'the copy from npm'
    : `installed @sparticuz/chromium from npm in ${seconds(startedMs)}`
  return { binary, note: `Chromium: ${deed}, ${binary}` }
}

/**
 * Finds a Chromium to test with: the environment's, the system's, Playwright's; else installs one, with apt where
 * this is root on Debian, else from npm into a cache folder.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<FoundChromium | { binary: null, note: string }>}
 */
export async function findOrInstallChromium(env = process.env) {
  const named = env.QUARTERDECK_CHROMIUM
  if (named) {
    if (existsSync(named) && statSync(named).isFile()) {
      return { binary: named, note: `Chromium: QUARTERDECK_CHROMIUM, ${named}` }
    }
    return { binary: null, note: `QUARTERDECK_CHROMIUM names ${named}, which is not a file.` }
  }
  const system = SYSTEM_PATHS[process.platform]?.find((file) => existsSync(file))
  if (system !== undefined) return { binary: system, note: `Chromium: the system's, ${system}` }
  return (
    fromPlaywright(env) ??
    (await fromApt()) ??
    (await fromNpm()) ?? {
      binary: null,
      note: 'No Chromium was found and none could be installed: set QUARTERDECK_CHROMIUM to a binary.',
    }
  )
}
