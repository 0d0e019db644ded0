import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { Page } from 'playwright-core'
import { applicationDouble, preventableEvent } from './application.ts'
import { standIn, standsFor } from './appProtocol.ts'
import { browserContext } from './chromiumBrowser.ts'
import { ipcMainDouble } from './interprocess.ts'
import { MessagePortMainDouble } from './messagePorts.ts'
import { PageLink } from './pageLink.ts'
import { contentsOfPage, newPage } from './pages.ts'
import type { FromPage } from './pageWorlds.ts'
import { strict } from './strict.ts'

type FrameApi = Pick<Electron.WebFrameMain, 'url' | 'origin' | 'postMessage'>

class FrameDouble implements FrameApi {
  url = 'about:blank'
  readonly #link: () => Promise<PageLink>

  constructor(link: () => Promise<PageLink>) {
    this.#link = link
  }

  get origin(): string {
    const { protocol, host } = new URL(this.url)
    return host === '' ? 'null' : `${protocol}//${host}`
  }

  postMessage(channel: string, message: unknown, transfer: unknown[] = []): void {
    const ports = transfer.filter((port) => port instanceof MessagePortMainDouble)
    if (ports.length !== transfer.length) throw new Error('only ports can be transferred to a page')
    void this.#link().then((link) => link.postMessage(channel, message, ports))
  }
}

type ContentsApi = Pick<Electron.WebContents, 'send' | 'getURL'>

/** A page of real Chromium as the main process sees it. */
export class WebContentsDouble extends EventEmitter implements ContentsApi {
  readonly mainFrame: FrameDouble
  readonly #frame: FrameDouble
  readonly #preload: string
  readonly #opened: Promise<{ page: Page; link: PageLink }>
  #openHandler: ((details: { url: string }) => { action: string }) | null = null
  /** The address the program itself is loading. */
  #loading: string | null = null

  constructor(preload: string) {
    super()
    this.#preload = preload
    this.#opened = this.#open()
    this.#frame = new FrameDouble(async () => (await this.#opened).link)
    this.mainFrame = strict('WebFrameMain', this.#frame)
    setImmediate(() => applicationDouble.emit('web-contents-created', {}, strict('WebContents', this)))
  }

  async #open(): Promise<{ page: Page; link: PageLink }> {
    const page = await newPage(await browserContext())
    contentsOfPage.set(page, this)
    const link = await PageLink.open(page, this.#preload, (message) => this.#receive(message))
    page.on('crash', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) this.#frame.url = standsFor(frame.url()) ?? frame.url()
    })
    return { page, link }
  }

  #receive(message: FromPage): void {
    const event = {
      sender: strict('WebContents', this),
      senderFrame: this.mainFrame,
      processId: 0,
      frameId: 0,
    }
    if (message.type === 'send') ipcMainDouble.emit(message.channel, event, ...message.args)
    if (message.type !== 'invoke') return
    const { id, channel, args } = message
    const reply = (ok: boolean, value: unknown) =>
      void this.#opened.then(({ link }) => link.send({ type: 'reply', id, ok, value }))
    ipcMainDouble.answer(event, channel, args).then(
      (value) => reply(true, value),
      (error: unknown) => reply(false, new Error(`Error invoking remote method '${channel}': ${error}`)),
    )
  }

  send(channel: string, ...args: unknown[]): void {
    const copies = structuredClone(args)
    void this.#opened.then(({ link }) => link.send({ type: 'message', channel, args: copies, ports: [] }))
  }

  getURL(): string {
    return this.#frame.url
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler
  }

  async load(url: string): Promise<void> {
    const { page } = await this.#opened
    this.#loading = url
    const response = await page.goto(standIn(url))
    this.#loading = null
    if (response?.ok() !== true) throw new Error(`ERR_FAILED loading ${url}`)
    this.emit('did-finish-load')
  }

  async reload(): Promise<void> {
    await this.load(this.getURL())
  }

  async closePage(): Promise<void> {
    const { page, link } = await this.#opened
    link.closePorts()
    contentsOfPage.delete(page)
    await page.close()
  }

  /** Whether a navigation that has begun may go on: the program's own may, a page's is put to `will-navigate`. */
  mayNavigate(url: string): boolean {
    if (url === this.#loading) return true
    const event = preventableEvent({ url })
    this.emit('will-navigate', event, url)
    return !event.defaultPrevented
  }

  /** A page asks for a window of its own; the double can only see it refused. */
  refuseWindow(url: string): void {
    if (this.#openHandler === null) throw new Error('no window-open handler: any page could open windows')
    if (this.#openHandler({ url }).action !== 'deny')
      throw new Error('the Electron double opens no child windows')
  }
}
