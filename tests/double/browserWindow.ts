import { EventEmitter } from 'node:events'
import path from 'node:path'
import type Electron from 'electron'
import { applicationDouble, preventableEvent } from './application.ts'
import { strict } from './strict.ts'
import { WebContentsDouble } from './webContents.ts'

/** Settings that open the sandbox, and the only value a window may have. */
const REQUIRED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  experimentalFeatures: false,
} as const satisfies Electron.WebPreferences

type WindowApi = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'reload'
  | 'close'
  | 'isMinimized'
  | 'restore'
  | 'maximize'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'getBounds'
  | 'setBounds'
>

const windows = new Set<BrowserWindowDouble>()

class BrowserWindowDouble extends EventEmitter implements WindowApi {
  readonly webContents: WebContentsDouble
  readonly #contents: WebContentsDouble
  #bounds: Electron.Rectangle
  #isMaximized = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    if (!applicationDouble.isReady()) throw new Error('a window is opened once the app is ready')
    const preferences = options.webPreferences ?? {}
    for (const [name, value] of Object.entries(REQUIRED)) {
      const given: unknown = Reflect.get(preferences, name)
      if (given !== undefined && given !== value) throw new Error(`webPreferences.${name} must be ${value}`)
    }
    const { preload } = preferences
    if (preload === undefined || !path.isAbsolute(preload))
      throw new Error('a preload is named by an absolute path')
    this.#bounds = { x: 0, y: 0, width: 800, height: 600, ...pickBounds(options) }
    this.#contents = new WebContentsDouble(preload)
    this.webContents = strict('WebContents', this.#contents)
    windows.add(this)
    applicationDouble.openWindows.add(this.#close)
  }

  async loadURL(url: string): Promise<void> {
    await this.#contents.load(url)
    this.emit('ready-to-show')
  }

  reload(): void {
    void this.#contents.reload()
  }

  show(): void {
    this.emit('show')
  }

  focus(): void {
    this.emit('focus')
  }

  isMinimized(): boolean {
    return false
  }

  restore(): void {}

  maximize(): void {
    this.#isMaximized = true
  }

  isMaximized(): boolean {
    return this.#isMaximized
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize')
  }

  close(): void {
    void this.#close()
  }

  readonly #close = async (): Promise<void> => {
    const event = preventableEvent({})
    this.emit('close', event)
    if (event.defaultPrevented) return
    windows.delete(this)
    applicationDouble.openWindows.delete(this.#close)
    await this.#contents.closePage()
    this.emit('closed')
    applicationDouble.windowClosed()
  }
}

function pickBounds(options: Electron.BrowserWindowConstructorOptions): Partial<Electron.Rectangle> {
  const names = ['x', 'y', 'width', 'height'] as const
  return Object.fromEntries(
    names.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])),
  )
}

/** The class as programs call it: what it does not have throws. */
export const BrowserWindow = new Proxy(BrowserWindowDouble, {
  construct: (target, args: [Electron.BrowserWindowConstructorOptions?]) =>
    strict('BrowserWindow', new target(...args)),
  get(target, key) {
    if (key === 'getAllWindows') return () => [...windows].map((window) => strict('BrowserWindow', window))
    const value: unknown = Reflect.get(target, key)
    if (value === undefined && typeof key === 'string')
      throw new Error(`the Electron double has no BrowserWindow.${key}`)
    return value
  },
})
