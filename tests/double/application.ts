import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type Electron from 'electron'
import { browserContext } from './chromiumBrowser.ts'
import { strict } from './strict.ts'

type AppApi = Pick<
  Electron.App,
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'whenReady'
  | 'isReady'
  | 'getPath'
  | 'getVersion'
  | 'getName'
>

/** An event whose default can be prevented. */
export function preventableEvent<T extends object>(
  more: T,
): T & { preventDefault(): void; defaultPrevented: boolean } {
  const event = {
    ...more,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}

class ApplicationDouble extends EventEmitter implements AppApi {
  readonly commandLine = strict('app.commandLine', {
    getSwitchValue: (name: string) => {
      const argument = process.argv.find((value) => value.startsWith(`--${name}=`))
      return argument?.slice(name.length + 3) ?? ''
    },
    hasSwitch: (name: string) => process.argv.some((value) => value === `--${name}`),
    appendSwitch: () => {},
  })
  /** How each open window is closed. */
  readonly openWindows = new Set<() => Promise<void>>()
  readonly #ready: Promise<void>
  #isQuitting = false
  #isReady = false

  constructor() {
    super()
    this.#ready = browserContext().then(() => {
      this.#isReady = true
      setImmediate(() => this.emit('ready'))
    })
  }

  requestSingleInstanceLock(): boolean {
    return process.env.QUARTERDECK_DOUBLE_LOCKED === undefined
  }

  isReady(): boolean {
    return this.#isReady
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  getName(): string {
    return 'quarterdeck'
  }

  getVersion(): string {
    return '0.0.0'
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`the Electron double has no app.getPath('${name}')`)
    const folder = path.resolve(process.env.QUARTERDECK_USER_DATA ?? 'user-data')
    mkdirSync(folder, { recursive: true })
    return folder
  }

  /** Asks `before-quit`, closes the windows, asks `will-quit`; each can keep the program going. */
  quit(): void {
    setImmediate(async () => {
      if (!this.#ask('before-quit')) return
      this.#isQuitting = true
      for (const close of [...this.openWindows]) await close()
      this.#isQuitting = false
      if (this.#ask('will-quit')) this.exit(0)
    })
  }

  #ask(name: string): boolean {
    const event = preventableEvent({})
    this.emit(name, event)
    return !event.defaultPrevented
  }

  /** A window has closed. */
  windowClosed(): void {
    if (this.openWindows.size === 0 && !this.#isQuitting) this.emit('window-all-closed')
  }

  exit(code = 0): void {
    const close = this.#isReady ? browserContext().then((context) => context.close()) : Promise.resolve()
    void close.catch(() => {}).then(() => process.exit(code))
  }
}

export const applicationDouble = new ApplicationDouble()
export const app = strict('app', applicationDouble)
