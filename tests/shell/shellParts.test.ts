import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isExternalLink } from '../../electron/shell/externalLinks.ts'
import { productNode } from '../../electron/shell/productNode.ts'
import { APP_ORIGIN, fileOfUrl, rendererFiles } from '../../electron/shell/rendererFiles.ts'
import { readWindowState, saveWindowState, visibleBounds } from '../../electron/shell/windowState.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-shell-'))
  writeFileSync(path.join(folder, 'index.html'), '<title>here</title>')
  writeFileSync(path.join(folder, 'app.js'), '1')
  writeFileSync(path.join(folder, 'secret.sqlite'), 'x')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the files of the window', () => {
  const get = (url: string, method = 'GET') => rendererFiles(folder)({ url, method })

  it("are served with their type and a policy that lets only the window's own scripts run", async () => {
    const page = await get(`${APP_ORIGIN}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toBe('<title>here</title>')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await get(`${APP_ORIGIN}/app.js?v=1#x`)).headers.get('content-type')).toBe(
      'text/javascript; charset=utf-8',
    )
  })

  it.each([
    ['another host', 'app://elsewhere/index.html', 'GET'],
    ['another scheme', 'https://quarterdeck/index.html', 'GET'],
    ['a way out of the folder', `${APP_ORIGIN}/%2e%2e%2f%2e%2e%2fetc/passwd.json`, 'GET'],
    ['a backslash', `${APP_ORIGIN}/..%5c..%5cindex.html`, 'GET'],
    ['a null byte', `${APP_ORIGIN}/index.html%00.js`, 'GET'],
    ['a broken escape', `${APP_ORIGIN}/%E0%A4%A`, 'GET'],
    ['a type the window does not have', `${APP_ORIGIN}/secret.sqlite`, 'GET'],
    ['a missing file', `${APP_ORIGIN}/absent.js`, 'GET'],
    ['the folder itself', `${APP_ORIGIN}/./`, 'POST'],
  ])('are not %s', async (_, url, method) => {
    expect((await get(url, method)).status).toBe(404)
  })

  it('name only what lies inside the folder', () => {
    expect(fileOfUrl(`${APP_ORIGIN}/assets/a.js`, folder)).toBe(path.join(folder, 'assets/a.js'))
    expect(fileOfUrl(`${APP_ORIGIN}/..%2f${path.basename(folder)}-other/a.js`, folder)).toBeNull()
  })
})

describe('links out of the window', () => {
  it.each(['https://example.org/a?b#c'])('open %s', (link) => expect(isExternalLink(link)).toBe(true))
  it.each([
    'http://example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'https://user:secret@example.org',
    'not a link',
    `https://example.org/${'a'.repeat(2_000)}`,
  ])('do not open %s', (link) => expect(isExternalLink(link)).toBe(false))
})

describe('the place of the window', () => {
  const area = { x: 0, y: 25, width: 1440, height: 875 }
  const second = { x: 1440, y: 0, width: 1920, height: 1080 }

  it('is where it was, on whichever display', () => {
    const bounds = { x: 1500, y: 100, width: 1600, height: 900 }
    expect(visibleBounds(bounds, [area, second])).toEqual(bounds)
  })

  it('is forgotten where the display is gone or the title bar could not be grasped', () => {
    expect(visibleBounds({ x: 1500, y: 100, width: 1600, height: 900 }, [area])).toBeNull()
    expect(visibleBounds({ x: 100, y: 0, width: 800, height: 600 }, [area])).toBeNull()
    expect(visibleBounds({ x: 1400, y: 100, width: 800, height: 600 }, [area])).toBeNull()
  })

  it('shrinks to a smaller display', () => {
    expect(visibleBounds({ x: 0, y: 25, width: 2560, height: 1400 }, [area])).toEqual({
      x: 0,
      y: 25,
      width: 1440,
      height: 875,
    })
  })

  it('survives a restart, and a damaged or missing file', () => {
    const file = path.join(folder, 'window.json')
    expect(readWindowState(file)).toBeNull()
    const state = { bounds: { x: 1, y: 2, width: 900, height: 700 }, maximized: true }
    saveWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
    writeFileSync(file, '{"bounds":{"x":1')
    expect(readWindowState(file)).toBeNull()
    writeFileSync(file, '{"bounds":{"x":1,"y":2,"width":-5,"height":700},"maximized":false}')
    expect(readWindowState(file)).toBeNull()
  })
})

describe('the Node that runs the desk', () => {
  it('is the one the launcher names, where it exists', () => {
    expect(productNode(folder, { QUARTERDECK_NODE: process.execPath })).toBe(process.execPath)
    expect(productNode(folder, { QUARTERDECK_NODE: '/nowhere/node' })).toBeNull()
  })
})
