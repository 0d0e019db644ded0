import { EventEmitter } from 'node:events'
import type Electron from 'electron'

type PortApi = Pick<Electron.MessagePortMain, 'postMessage' | 'start' | 'close'>

/** One end of a channel in the main process. What arrives before `start` waits for it, as in Electron. */
export class MessagePortMainDouble extends EventEmitter implements PortApi {
  peer: MessagePortMainDouble | null = null
  #waiting: unknown[] | null = []
  #closed = false
  /** Set when the end was given to a page: it takes what would be delivered here. */
  #moved: { deliver: (data: unknown) => void; close: () => void } | null = null

  postMessage(message: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw new Error('the Electron double transfers no ports over ports')
    const data = structuredClone(message)
    setImmediate(() => this.peer?.deliver(data))
  }

  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const data of waiting) this.emit('message', { data, ports: [] })
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    setImmediate(() => this.peer?.closedByPeer())
    this.emit('close')
  }

  /** What the other end sent. */
  deliver(data: unknown): void {
    if (this.#closed) return
    if (this.#moved !== null) this.#moved.deliver(data)
    else if (this.#waiting !== null) this.#waiting.push(data)
    else this.emit('message', { data, ports: [] })
  }

  closedByPeer(): void {
    if (this.#closed) return
    this.#closed = true
    this.#moved?.close()
    this.emit('close')
  }

  /** Gives this end to a page. Returns how the page's messages come back. */
  moveTo(page: { deliver: (data: unknown) => void; close: () => void }): {
    post: (data: unknown) => void
    close: () => void
  } {
    this.#moved = page
    for (const data of this.#waiting ?? []) page.deliver(data)
    this.#waiting = null
    return { post: (data) => this.postMessage(data), close: () => this.close() }
  }
}

export class MessageChannelMainDouble {
  readonly port1 = new MessagePortMainDouble()
  readonly port2 = new MessagePortMainDouble()

  constructor() {
    this.port1.peer = this.port2
    this.port2.peer = this.port1
  }
}
