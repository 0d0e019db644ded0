import { readFile } from 'node:fs/promises'
import path from 'node:path'

export const APP_SCHEME = 'app'
/** Where the window lives: a standard, secure origin without a network. */
export const APP_ORIGIN = `${APP_SCHEME}://quarterdeck`

/** AG Grid, Monaco and dockview set inline styles; everything else comes from the window's own files. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
}

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/**
 * The file inside `folder` that a URL of the window names, or null where it is none of them: another host, a way out
 * of the folder, or a character that has no place in a file name.
 */
export function fileOfUrl(url: string, folder: string): string | null {
  const { host, protocol, pathname } = new URL(url)
  if (`${protocol}//${host}` !== APP_ORIGIN) return null
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null
  const file = path.join(folder, decoded === '/' ? 'index.html' : decoded)
  const relative = path.relative(folder, file)
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? null : file
}

/** Answers the requests of the window's origin from the built renderer, and nothing else. */
export function rendererFiles(
  folder: string,
): (request: { url: string; method: string }) => Promise<Response> {
  return async (request) => {
    const file = fileOfUrl(request.url, folder)
    const type = file === null ? undefined : MEDIA_TYPES[path.extname(file)]
    if (request.method !== 'GET' || file === null || type === undefined) return refusal(404)
    try {
      return new Response(await readFile(file), { headers: { ...HEADERS, 'content-type': type } })
    } catch {
      return refusal(404)
    }
  }
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: HEADERS })
}
