import { randomBytes } from 'node:crypto'
import { sameSecret } from '../desk/sameSecret.ts'

/** The names under which a browser on this machine may ask for this server. */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/** Links handed out for one use that have not been used; the oldest is dropped beyond this. */
const MAX_UNUSED_TICKETS = 20

/**
 * Who may use the server: a browser on this machine that has shown a link's token. The link is exchanged for a cookie
 * that scripts cannot read and other sites cannot cause to be sent, and both are good for this start of the server.
 */
export class AccessControl {
  /** Origins under which a page reaches this server's WebSocket. */
  readonly socketOrigins: readonly string[]
  readonly #cookieName: string
  /** Token of the lasting link, which a person opens as often as needed while the server runs. */
  readonly token = secret()
  readonly #session = secret()
  readonly #tickets = new Set<string>()
  readonly #hosts: ReadonlySet<string>
  readonly #origins: ReadonlySet<string>

  constructor(port: number) {
    // Cookies do not tell ports apart: the name does, for two servers on one machine.
    this.#cookieName = `quarterdeck-${port}`
    const hosts = LOOPBACK_NAMES.map((name) => (port === 80 ? name : `${name}:${port}`))
    this.#hosts = new Set(hosts)
    // The policy's grammar knows no IPv6 literals (CSP 3, 2.3.1); a page from there has 'self'.
    this.socketOrigins = hosts.filter((host) => !host.startsWith('[')).map((host) => `ws://${host}`)
    this.#origins = new Set(hosts.map((host) => `http://${host}`))
  }

  /** A token that is good for one exchange: for a link that passes through other programs' hands. */
  createTicket(): string {
    const ticket = secret()
    this.#tickets.add(ticket)
    if (this.#tickets.size > MAX_UNUSED_TICKETS) {
      for (const oldest of this.#tickets) {
        this.#tickets.delete(oldest)
        break
      }
    }
    return ticket
  }

  /** Whether the Host header names this machine: a foreign name that resolves here is DNS rebinding. */
  isKnownHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.toLowerCase())
  }

  /** Whether the Origin header is one of this server's own pages. A browser sends it with every WebSocket. */
  isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || !this.#origins.has(origin.toLowerCase())) return false
    return origin.toLowerCase() === `http://${host?.toLowerCase()}`
  }

  /** Whether the Cookie header carries this start's session. */
  hasSession(cookieHeader: string | undefined): boolean {
    const prefix = `${this.#cookieName}=`
    return (cookieHeader ?? '')
      .split(';')
      .map((cookie) => cookie.trim())
      .some((cookie) => cookie.startsWith(prefix) && sameSecret(cookie.slice(prefix.length), this.#session))
  }

  /** The Set-Cookie value that a token is exchanged for, or null for a wrong or used one. */
  exchange(token: string): string | null {
    const ticket = [...this.#tickets].find((candidate) => sameSecret(token, candidate))
    if (ticket !== undefined) this.#tickets.delete(ticket)
    else if (!sameSecret(token, this.token)) return null
    return `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`
  }
}

/** 256 bits for a URL. */
function secret(): string {
  return randomBytes(32).toString('base64url')
}
