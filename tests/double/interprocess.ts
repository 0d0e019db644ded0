import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { strict } from './strict.ts'

/** What a handler learns of who asks. */
interface SenderEvent {
  readonly sender: object
  readonly senderFrame: object | null
}

type Listener = (event: SenderEvent, ...args: unknown[]) => unknown

class IpcMainDouble extends EventEmitter implements Pick<Electron.IpcMain, 'removeHandler'> {
  readonly #handlers = new Map<string, Listener>()

  handle(channel: string, listener: Listener): void {
    if (this.#handlers.has(channel)) throw new Error(`a second handler for '${channel}'`)
    this.#handlers.set(channel, listener)
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** Answers an `invoke` of a page. */
  async answer(event: SenderEvent, channel: string, args: unknown[]): Promise<unknown> {
    const listener = this.#handlers.get(channel)
    if (listener === undefined) throw new Error(`No handler registered for '${channel}'`)
    return listener(event, ...args)
  }
}

export const ipcMainDouble = new IpcMainDouble()
export const ipcMain = strict('ipcMain', ipcMainDouble)
