import type Electron from 'electron'
import type { Route } from 'playwright-core'
import { applicationDouble } from './application.ts'
import { strict } from './strict.ts'

type Handler = (request: Request) => Response | Promise<Response>

/** Chromium knows no app scheme without Electron: its pages live on an https origin that leads nowhere. */
const STAND_IN = 'https://app.invalid'

const privileged = new Map<string, Electron.Privileges>()
const handlers = new Map<string, Handler>()

/** The https address that stands for an address of the app's scheme. */
export function standIn(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url)
  const scheme = protocol.slice(0, -1)
  if (privileged.get(scheme)?.standard !== true)
    throw new Error(`${scheme} is not registered as a standard scheme`)
  return `${STAND_IN.replace('app', `${host}.${scheme}`)}${pathname}${search}${hash}`
}

/** The address of the app's scheme that an https stand-in means; null for any other address. */
export function standsFor(url: string): string | null {
  const { hostname, pathname, search, hash } = new URL(url)
  const [host, scheme, end, ...rest] = hostname.split('.')
  if (end !== 'invalid' || rest.length > 0 || scheme === undefined || !privileged.has(scheme)) return null
  return `${scheme}://${host}${pathname}${search}${hash}`
}

/** Answers a page's request with the app's own handler; every other address is refused, as there is no network. */
export async function answerRoute(route: Route): Promise<void> {
  const url = standsFor(route.request().url())
  const handler = url === null ? undefined : handlers.get(new URL(url).protocol.slice(0, -1))
  if (url === null || handler === undefined) return route.abort('addressunreachable')
  const response = await handler(new Request(url, { method: route.request().method() }))
  await route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  })
}

const protocolDouble: Pick<
  Electron.Protocol,
  'registerSchemesAsPrivileged' | 'handle' | 'isProtocolHandled'
> = {
  registerSchemesAsPrivileged(schemes) {
    if (applicationDouble.isReady()) throw new Error('schemes are registered before the app is ready')
    for (const { scheme, privileges } of schemes) {
      if (privileges?.bypassCSP === true)
        throw new Error(`${scheme} must not bypass the content security policy`)
      privileged.set(scheme, privileges ?? {})
    }
  },
  handle(scheme, handler) {
    if (!applicationDouble.isReady()) throw new Error('a scheme is handled once the app is ready')
    if (handlers.has(scheme)) throw new Error(`${scheme} is handled already`)
    handlers.set(scheme, async (request) => {
      const response = await handler(request)
      if (response instanceof Response) return response
      throw new Error('the Electron double takes only responses from a protocol handler')
    })
  },
  isProtocolHandled: (scheme) => handlers.has(scheme),
}

export const protocol = strict('protocol', protocolDouble)
