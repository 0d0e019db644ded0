import { mkdirSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { type HttpServer, startHttpServer } from '../../electron/server/httpServer.ts'
import { encodeMessage } from '../../shared/rpc/codec.ts'
import { createRpcClient } from '../../shared/rpc/rpcClient.ts'
import { serveContract } from '../../shared/rpc/rpcServer.ts'
import { webSocketTransport } from '../../shared/rpc/transports/webSocket.ts'
import { testContract } from '../rpc/testContract.ts'
import { TestHandlers } from '../rpc/testHandlers.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const MAX_CONNECTIONS = 3
const MAX_MESSAGE_BYTES = 10_000

interface Answer {
  status: number
  headers: http.IncomingHttpHeaders
  body: string
}

let server: HttpServer
let session: string

/** A request with exactly these headers: unlike fetch, Host, Origin and an unnormalised path are the spec's. */
function ask(target: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port: server.port, path: target, method, headers, agent: false },
      (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    request.on('error', reject)
    request.end()
  })
}

function cookieOf(answer: Answer): string {
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

const origin = () => `http://127.0.0.1:${server.port}`

interface UpgradeHeaders {
  cookie?: string
  origin?: string | undefined
  host?: string
}

/** Opens a WebSocket; answers the refusal's status where it is refused. */
function connect(headers: UpgradeHeaders, target = '/rpc'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const { origin: from, ...others } = headers
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, {
      headers: others,
      ...(from === undefined ? {} : { origin: from }),
    })
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.once('error', reject)
  })
}

async function connectAsPage(): Promise<WebSocket> {
  const socket = await connect({ cookie: session, origin: origin() })
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return socket
}

async function closed(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => socket.once('close', resolve))
}

describe('the HTTP server', () => {
  const folder = temporaryFolderForAll()
  beforeAll(async () => {
    const rendererFolder = path.join(folder, 'renderer')
    mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true })
    writeFileSync(path.join(rendererFolder, 'index.html'), '<!doctype html><title>Quarterdeck</title>')
    writeFileSync(path.join(rendererFolder, 'assets', 'index-Ab3dE_9x.js'), 'export {}')
    writeFileSync(path.join(rendererFolder, '.secret'), 'hidden')
    writeFileSync(path.join(folder, 'outside.txt'), 'not for browsers')
    server = await startHttpServer(
      {
        attach: (transport) => {
          serveContract(testContract, transport, new TestHandlers().handlers)
        },
      },
      { port: 0, rendererFolder, maxConnections: MAX_CONNECTIONS, maxMessageBytes: MAX_MESSAGE_BYTES },
    )
    session = cookieOf(await ask(new URL(server.url).pathname + new URL(server.url).search))
  })
  afterAll(() => server.close())

  it('listens on the loopback interface only', () => {
    expect(new URL(server.url).hostname).toBe('127.0.0.1')
  })

  describe('the token', () => {
    it('is exchanged for a cookie that scripts and other sites cannot use, and leaves the address', async () => {
      const { pathname, search } = new URL(server.url)
      const answer = await ask(pathname + search)
      expect(answer.status).toBe(303)
      expect(answer.headers.location).toBe('/')
      expect(answer.headers['cache-control']).toBe('no-store')
      expect(answer.headers['referrer-policy']).toBe('no-referrer')
      expect(answer.headers['set-cookie']?.[0]).toMatch(
        new RegExp(`^quarterdeck-${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
      )
    })

    it('of a link for one use is good once', async () => {
      const { pathname, search } = new URL(server.openingUrl())
      const first = await ask(pathname + search)
      expect([first.status, cookieOf(first)]).toEqual([303, session])
      expect((await ask(pathname + search)).status).toBe(401)
      // In a browser that has been let in, a used link still opens the page.
      expect((await ask(pathname + search, { cookie: session })).status).toBe(303)
    })

    it('has 256 bits and differs from the session and from start to start', () => {
      const token = new URL(server.url).searchParams.get('token') ?? ''
      expect(Buffer.from(token, 'base64url')).toHaveLength(32)
      expect(session).not.toContain(token)
      expect(new URL(server.openingUrl()).searchParams.get('token')).not.toBe(token)
    })

    it.each([
      '/',
      '/assets/index-Ab3dE_9x.js',
      '/?token=',
      '/?token=wrong',
      '/?token[]=a&token[]=b',
      '/nothing',
    ])('is asked for: %s without it is 401', async (target) => {
      const answer = await ask(target)
      expect(answer.status).toBe(401)
      expect(answer.headers['set-cookie']).toBeUndefined()
    })

    it('works on the start page only', async () => {
      const { search } = new URL(server.url)
      expect((await ask(`/assets/index-Ab3dE_9x.js${search}`)).status).toBe(401)
    })

    it.each(['quarterdeck-1=x', 'session=1', ''])('is not replaced by the cookie "%s"', async (cookie) => {
      expect((await ask('/', { cookie })).status).toBe(401)
    })

    it('is not replaced by a cookie of the right name with another value', async () => {
      expect((await ask('/', { cookie: `quarterdeck-${server.port}=${'A'.repeat(43)}` })).status).toBe(401)
    })
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1.evil.example', '192.168.1.2'])(
    'answers 403 to a Host of %s, which DNS rebinding would bring',
    async (host) => {
      expect((await ask('/', { host, cookie: session })).status).toBe(403)
      expect(await connect({ host, cookie: session, origin: `http://${host}` })).toBe(403)
    },
  )

  it.each(['localhost', '127.0.0.1', '[::1]'])('answers to a Host of %s with its port', async (name) => {
    const host = `${name}:${server.port}`
    expect((await ask('/', { host, cookie: session })).status).toBe(200)
    const socket = await connect({ host, cookie: session, origin: `http://${host}` })
    expect(socket).not.toBeTypeOf('number')
    if (typeof socket !== 'number') {
      socket.terminate()
      await closed(socket)
    }
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'answers %s from another site with 403, from its own page with 405',
    async (method) => {
      const headers = { cookie: session, origin: 'https://evil.example' }
      expect((await ask('/', headers, method)).status).toBe(403)
      expect((await ask('/', { cookie: session }, method)).status).toBe(403)
      expect((await ask('/', { cookie: session, origin: origin() }, method)).status).toBe(405)
    },
  )

  describe('files', () => {
    it('are served with headers that leave a page nothing but its own origin', async () => {
      const { status, headers, body } = await ask('/', { cookie: session })
      expect(status).toBe(200)
      expect(body).toContain('<title>Quarterdeck</title>')
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      const policy = String(headers['content-security-policy'])
      for (const directive of [
        "default-src 'none'",
        "script-src 'self'",
        "worker-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ]) {
        expect(policy.split('; ')).toContain(directive)
      }
      expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${server.port} `)
      expect(policy).not.toContain('unsafe-eval')
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      })
    })

    it('with a hash in their name are cached for good, the page never without asking', async () => {
      const asset = await ask('/assets/index-Ab3dE_9x.js', { cookie: session })
      expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(asset.headers['content-type']).toBe('application/javascript; charset=utf-8')
      expect((await ask('/', { cookie: session })).headers['cache-control']).toBe('no-cache')
    })

    it.each([
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/..%5coutside.txt',
      '/assets/%00',
      '//outside.txt',
      '/.secret',
      '/%ff',
    ])('outside the folder or hidden are not served: %s', async (target) => {
      const { status, body } = await ask(target, { cookie: session })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(body).not.toMatch(/not for browsers|hidden/)
    })

    it('that do not exist are 404 without a word on the machine', async () => {
      const { status, body } = await ask('/assets/nothing.js', { cookie: session })
      expect([status, body]).toEqual([404, 'not found'])
    })
  })

  describe('the WebSocket', () => {
    it("carries the contract for a page of the server's own", async () => {
      const socket = await connectAsPage()
      const client = createRpcClient(testContract, webSocketTransport(socket))
      expect(await client.call('add', { a: 2, b: 3 })).toBe(5)
      client.close()
      await closed(socket)
    })

    it.each([undefined, 'https://evil.example', 'http://localhost:1', 'null'])(
      'is refused to the origin %s, cookie or not',
      async (from) => {
        expect(await connect({ cookie: session, origin: from })).toBe(403)
      },
    )

    it("is refused to the server's other name, which has cookies of its own", async () => {
      expect(await connect({ cookie: session, origin: `http://localhost:${server.port}` })).toBe(403)
    })

    it('is refused without the session', async () => {
      expect(await connect({ origin: origin() })).toBe(401)
      expect(await connect({ origin: origin(), cookie: `quarterdeck-${server.port}=wrong` })).toBe(401)
    })

    it('that is broken off in the middle of being opened or refused leaves the server as it was', async () => {
      for (const path of ['/rpc', '/other']) {
        for (let attempt = 0; attempt < 20; attempt++) {
          const socket = net.connect(server.port, '127.0.0.1')
          socket.on('error', () => {})
          socket.write(
            `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${origin()}\r\nCookie: ${session}\r\n` +
              'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
          )
          await new Promise((resolve) => setTimeout(resolve, attempt % 3))
          socket.resetAndDestroy()
        }
      }
      await expect
        .poll(async () => (await ask('/', { cookie: session })).status, { timeout: 10_000 })
        .toBe(200)
      const socket = await connectAsPage()
      socket.terminate()
    })

    it('is at one path only', async () => {
      expect(await connect({ cookie: session, origin: origin() }, '/other')).toBe(404)
    })

    it('is refused beyond the number of connections, and free again when one has ended', async () => {
      const sockets = await Promise.all(Array.from({ length: MAX_CONNECTIONS }, connectAsPage))
      expect(await connect({ cookie: session, origin: origin() })).toBe(503)
      const [first] = sockets
      first?.close()
      if (first !== undefined) await closed(first)
      await expect
        .poll(
          async () => {
            const socket = await connect({ cookie: session, origin: origin() })
            if (typeof socket !== 'number') sockets.push(socket)
            return typeof socket
          },
          { timeout: 10_000 },
        )
        .toBe('object')
      for (const socket of sockets) socket.terminate()
    })

    it('is closed on a message above the limit, before it has been read whole', async () => {
      const socket = await connectAsPage()
      socket.send(encodeMessage({ text: 'a'.repeat(MAX_MESSAGE_BYTES) }))
      // RFC 6455, 7.4.1: message too big.
      expect(await closed(socket)).toBe(1009)
    })
  })

  it('says which port is taken', async () => {
    const again = startHttpServer(
      { attach: () => {} },
      { port: server.port, rendererFolder: path.join(folder, 'renderer') },
    )
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', where: `port ${server.port}` })
  })

  it('says what to do where the screen has not been built', async () => {
    const unbuilt = startHttpServer({ attach: () => {} }, { port: 0, rendererFolder: folder })
    await expect(unbuilt).rejects.toMatchObject({ code: 'NOT_FOUND', hint: 'Build it with npm run build.' })
  })
})
