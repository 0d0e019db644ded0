import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from 'playwright-core'
import type { MessagePortMainDouble } from './messagePorts.ts'
import {
  type FromPage,
  isolatedWorldScript,
  mainWorldScript,
  type ToPage,
  WORLD_EVENTS,
} from './pageWorlds.ts'
import { decodeValue, encodeValue } from './wire.ts'

const WORLD = 'electron-preload'
const BINDING = '__electronDouble'

const WIRE = `{ encode: ${encodeValue}, decode: ${decodeValue} }`

/** The preload and the double's scripts in a page's two worlds, and the messages between them and the main process. */
export class PageLink {
  readonly #session: CDPSession
  readonly #onMessage: (message: FromPage) => void
  readonly #ports = new Map<number, ReturnType<MessagePortMainDouble['moveTo']>>()
  #world: Promise<number>
  #enter: (world: number) => void = () => {}
  #lastPort = 0

  private constructor(session: CDPSession, onMessage: (message: FromPage) => void) {
    this.#session = session
    this.#onMessage = onMessage
    this.#world = this.#nextWorld()
  }

  /** Installs the scripts for every document the page will load. */
  static async open(page: Page, preload: string, onMessage: (message: FromPage) => void): Promise<PageLink> {
    const session = await page.context().newCDPSession(page)
    const link = new PageLink(session, onMessage)
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) link.#enter(context.id)
    })
    session.on('Runtime.executionContextsCleared', () => link.#leave())
    session.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) link.#receive(decodeValue(payload) as FromPage)
    })
    await session.send('Page.enable')
    await session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `(${mainWorldScript})(${WIRE}, ${JSON.stringify(WORLD_EVENTS)})`,
    })
    const run = `(require, process) => { const module = { exports: {} }; const exports = module.exports;\n${readFileSync(preload, 'utf8')}\n}`
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: WORLD,
      source:
        `globalThis.__fromMain = (${isolatedWorldScript})(${WIRE}, ${JSON.stringify(WORLD_EVENTS)}, ` +
        `(text) => ${BINDING}(text), ${run}, ${JSON.stringify(process.platform)})`,
    })
    await session.send('Runtime.enable')
    return link
  }

  #nextWorld(): Promise<number> {
    return new Promise((resolve) => {
      this.#enter = resolve
    })
  }

  /** The document is gone, and with it the ports it held. */
  #leave(): void {
    this.#world = this.#nextWorld()
    this.closePorts()
  }

  closePorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }

  #receive(message: FromPage): void {
    if (message.type === 'port') this.#ports.get(message.port)?.post(message.data)
    else if (message.type === 'port-closed') {
      this.#ports.get(message.port)?.close()
      this.#ports.delete(message.port)
    } else this.#onMessage(message)
  }

  /** Calls the preload; a message to a document that is gone is lost, as in Electron. */
  async send(message: ToPage): Promise<void> {
    const contextId = await this.#world
    const expression = `globalThis.__fromMain(${JSON.stringify(encodeValue(message))})`
    await this.#session.send('Runtime.evaluate', { contextId, expression }).catch(() => {})
  }

  /** Hands ends of channels to the page with a message. */
  postMessage(channel: string, message: unknown, transfer: readonly MessagePortMainDouble[]): void {
    const ports = transfer.map((port) => {
      this.#lastPort += 1
      const id = this.#lastPort
      return { id, port }
    })
    void this.send({ type: 'message', channel, args: [message], ports: ports.map(({ id }) => id) }).then(
      () => {
        for (const { id, port } of ports) {
          const moved = port.moveTo({
            deliver: (data) => void this.send({ type: 'port', port: id, data }),
            close: () => void this.send({ type: 'port-closed', port: id }),
          })
          this.#ports.set(id, moved)
        }
      },
    )
  }
}
