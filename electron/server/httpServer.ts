import { existsSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Duplex } from 'node:stream'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'
import { AccessControl } from './accessControl.ts'
import { contentSecurityPolicy } from './contentSecurityPolicy.ts'

export interface HttpServerOptions {
  /** 0 takes a free port. */
  readonly port: number
  /** Folder with the built screen: `index.html` and hashed files under `assets/`. */
  readonly rendererFolder: string
  /** WebSockets that may be open together. */
  readonly maxConnections?: number
  /** Largest message accepted from a screen, bytes. */
  readonly maxMessageBytes?: number
}

export interface HttpServer {
  readonly port: number
  /** The workstation's address with its token: exchanged for a cookie, so that it does not stay in the address bar. */
  readonly url: string
  /** The address with a token for one use, for handing to a browser through a command line that others can see. */
  openingUrl(): string
  close(): Promise<void>
}

const querySchema = z.object({ token: z.string().max(200).optional() })

/** What the server needs of a desk. */
export interface Attachable {
  attach(transport: Transport): void
}

const LOOPBACK = '127.0.0.1'
const SOCKET_PATH = '/rpc'
/** TCP connections of all kinds; a browser opens six to a host. */
const MAX_SOCKETS = 256
/** Vite puts a hash of the content into the names under assets/: such a file never changes. */
const HASHED_ASSET = /[\\/]assets[\\/][^\\/]+-[\w-]{8,}\.\w+$/
const FOREVER = 'public, max-age=31536000, immutable'
const NO_SESSION = 'Open the workstation with the link that the program has printed.'
/** Long enough for a slow disk, short enough that a stalled request holds nothing. */
const REQUEST_TIMEOUT_MS = 30_000

/**
 * Serves the built screen and the desk's contract to browsers on this machine. Listens on the loopback interface
 * only; see `AccessControl` for who is let in.
 * @throws DeskError `CONFLICT` where the port is taken, `NOT_FOUND` where there is no built screen.
 */
export async function startHttpServer(desk: Attachable, options: HttpServerOptions): Promise<HttpServer> {
  if (!existsSync(path.join(options.rendererFolder, 'index.html'))) {
    throw new DeskError('NOT_FOUND', 'The screen has not been built.', {
      where: options.rendererFolder,
      hint: 'Build it with npm run build.',
    })
  }
  const app = fastify({ requestTimeout: REQUEST_TIMEOUT_MS, forceCloseConnections: true })
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.maxMessageBytes ?? 64 * 2 ** 20,
    perMessageDeflate: false,
  })
  let access: AccessControl | undefined
  const currentAccess = () => {
    // The port, which names belong to, is known once the server listens; no request comes before.
    if (access === undefined) throw new Error('a request came before the server was listening')
    return access
  }
  await defineHttp(app, currentAccess, path.resolve(options.rendererFolder))
  app.server.maxConnections = MAX_SOCKETS
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on the socket is nobody's: an error without a listener would end the desk.
    socket.on('error', () => socket.destroy())
    const refusal = refuseUpgrade(
      request,
      currentAccess(),
      sockets.clients.size,
      options.maxConnections ?? 32,
    )
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => desk.attach(webSocketTransport(webSocket)))
  })

  try {
    await app.listen({ host: LOOPBACK, port: options.port })
  } catch (error) {
    await app.close()
    throw new DeskError('CONFLICT', `Port ${options.port} cannot be opened: ${reason(error)}`, {
      where: `port ${options.port}`,
      hint: 'Choose another port, or 0 for a free one.',
    })
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  const control = new AccessControl(port)
  access = control
  const link = (token: string) => `http://${LOOPBACK}:${port}/?token=${token}`
  return {
    port,
    url: link(control.token),
    openingUrl: () => link(control.createTicket()),
    close: async () => {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
      await app.close()
    },
  }
}

async function defineHttp(app: FastifyInstance, access: () => AccessControl, folder: string): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(access()))
    const refusal = refuseRequest(request, access())
    if (refusal !== null) return reply.code(refusal.status).type('text/plain').send(refusal.text)
  })
  app.get('/', async (request, reply) => {
    const token = tokenOf(request)
    if (token === null) return reply.sendFile('index.html')
    const cookie = access().exchange(token)
    // A used link in a browser that has a session opens the page all the same.
    if (cookie === null && !access().hasSession(request.headers.cookie)) {
      return reply.code(401).type('text/plain').send(NO_SESSION)
    }
    if (cookie !== null) reply.header('set-cookie', cookie)
    return reply.header('cache-control', 'no-store').redirect('/', 303)
  })
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    dotfiles: 'deny',
    cacheControl: false,
    setHeaders: (reply, filePath) => {
      reply.header('cache-control', HASHED_ASSET.test(filePath) ? FOREVER : 'no-cache')
    },
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('not found'))
}

function securityHeaders(access: AccessControl): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(access.socketOrigins),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  }
}

function refuseRequest(
  request: FastifyRequest,
  access: AccessControl,
): { status: number; text: string } | null {
  const { host, origin, cookie } = request.headers
  if (!access.isKnownHost(host))
    return { status: 403, text: 'this server answers to its loopback address only' }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return access.isOwnOrigin(origin, host)
      ? { status: 405, text: 'only GET and HEAD are answered' }
      : { status: 403, text: 'the request comes from another site' }
  }
  const isExchange = request.url.startsWith('/?') && tokenOf(request) !== null
  return isExchange || access.hasSession(cookie) ? null : { status: 401, text: NO_SESSION }
}

function refuseUpgrade(
  request: IncomingMessage,
  access: AccessControl,
  connections: number,
  maxConnections: number,
): string | null {
  const { host, origin, cookie } = request.headers
  if (request.url !== SOCKET_PATH) return '404 Not Found'
  if (!access.isKnownHost(host) || !access.isOwnOrigin(origin, host)) return '403 Forbidden'
  if (!access.hasSession(cookie)) return '401 Unauthorized'
  if (connections >= maxConnections) return '503 Service Unavailable'
  return null
}

function tokenOf(request: FastifyRequest): string | null {
  return querySchema.safeParse(request.query).data?.token ?? null
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
