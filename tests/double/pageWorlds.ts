/**
 * The two scripts that stand in for Electron inside a page. They are sent as text: each is one function that uses
 * nothing outside itself but what it is given.
 */

/** Message from a page's preload to the double's main process. */
export type FromPage =
  | { type: 'send'; channel: string; args: unknown[] }
  | { type: 'invoke'; id: number; channel: string; args: unknown[] }
  | { type: 'port'; port: number; data: unknown }
  | { type: 'port-closed'; port: number }

/** Message from the main process to a page's preload. */
export type ToPage =
  | { type: 'message'; channel: string; args: unknown[]; ports: number[] }
  | { type: 'reply'; id: number; ok: boolean; value: unknown }
  | { type: 'port'; port: number; data: unknown }
  | { type: 'port-closed'; port: number }

interface Wire {
  encode(value: unknown, reference?: (callback: (...args: never[]) => unknown) => number): string
  decode(text: string, call?: (id: number) => unknown): unknown
}

/** Functions and objects cross between the worlds as events whose detail is text: nothing else is shared. */
const EVENTS = { expose: 'double:expose', call: 'double:call', back: 'double:back' }

/** Main world: builds what the preload exposes, out of calls to the isolated world. */
export function mainWorldScript(wire: Wire, events: typeof EVENTS): void {
  const callbacks: ((...args: never[]) => unknown)[] = []
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  let lastCall = 0
  let answer: string | null = null
  const reference = (callback: (...args: never[]) => unknown) => callbacks.push(callback) - 1
  const build =
    (path: number) =>
    (...args: unknown[]) => {
      lastCall += 1
      const id = lastCall
      answer = null
      const detail = JSON.stringify({ id, target: path, args: wire.encode(args, reference) })
      window.dispatchEvent(new CustomEvent(events.call, { detail }))
      const { kind, value } = JSON.parse(answer ?? '{"kind":"none"}')
      if (kind === 'promise') {
        return new Promise((resolve, reject) => pending.set(id, { resolve, reject }))
      }
      if (kind === 'thrown') throw wire.decode(value)
      return wire.decode(value, build)
    }
  window.addEventListener(events.expose, (event) => {
    const { key, api } = JSON.parse((event as CustomEvent<string>).detail)
    Object.defineProperty(window, key, { value: Object.freeze(wire.decode(api, build)), enumerable: true })
  })
  window.addEventListener(events.back, (event) => {
    const message = JSON.parse((event as CustomEvent<string>).detail)
    if (message.kind === 'callback') {
      callbacks[message.target]?.(...(wire.decode(message.args, build) as never[]))
      return
    }
    const waiting = pending.get(message.id)
    if (waiting === undefined) {
      answer = JSON.stringify(message)
      return
    }
    pending.delete(message.id)
    if (message.kind === 'resolved') waiting.resolve(wire.decode(message.value, build))
    else waiting.reject(wire.decode(message.value))
  })
}

/** Isolated world: gives the preload its `electron`, and runs it. Returns what the main process calls. */
export function isolatedWorldScript(
  wire: Wire,
  events: typeof EVENTS,
  post: (text: string) => void,
  runPreload: (require: (name: string) => unknown, process: unknown) => void,
  platform: string,
): (text: string) => void {
  const targets: ((...args: never[]) => unknown)[] = []
  const reference = (target: (...args: never[]) => unknown) => targets.push(target) - 1
  const back = (message: object) => {
    window.dispatchEvent(new CustomEvent(events.back, { detail: JSON.stringify(message) }))
  }
  const remoteCallback =
    (target: number) =>
    (...args: unknown[]) =>
      back({ kind: 'callback', target, args: wire.encode(args, reference) })
  window.addEventListener(events.call, (event) => {
    const { id, target, args } = JSON.parse((event as CustomEvent<string>).detail)
    try {
      const value = targets[target]?.(...(wire.decode(args, remoteCallback) as never[]))
      if (value instanceof Promise) {
        back({ id, kind: 'promise' })
        value.then(
          (result) => back({ id, kind: 'resolved', value: wire.encode(result, reference) }),
          (error) => back({ id, kind: 'rejected', value: wire.encode(error) }),
        )
      } else back({ id, kind: 'value', value: wire.encode(value, reference) })
    } catch (error) {
      back({ id, kind: 'thrown', value: wire.encode(error) })
    }
  })

  const say = (message: object) => post(wire.encode(message))
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>()
  const invocations = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >()
  const ports = new Map<number, MessagePort>()
  let lastInvocation = 0
  const adopt = (port: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    port2.addEventListener('message', (event) => say({ type: 'port', port, data: event.data }))
    port2.addEventListener('close', () => say({ type: 'port-closed', port }))
    port2.start()
    ports.set(port, port2)
    return port1
  }
  const only = (name: string, members: object) =>
    new Proxy(members, {
      get(object, key) {
        if (!(key in object))
          throw new Error(`the Electron double has no ${name}.${String(key)} in a preload`)
        return Reflect.get(object, key)
      },
    })
  const ipcRenderer = {
    on(channel: string, listener: (...args: unknown[]) => void) {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    off: (channel: string, listener: (...args: unknown[]) => void) =>
      listeners.get(channel)?.delete(listener),
    send: (channel: string, ...args: unknown[]) => say({ type: 'send', channel, args }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        lastInvocation += 1
        invocations.set(lastInvocation, { resolve, reject })
        say({ type: 'invoke', id: lastInvocation, channel, args })
      }),
  }
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown) {
      const detail = JSON.stringify({ key, api: wire.encode(api, reference) })
      window.dispatchEvent(new CustomEvent(events.expose, { detail }))
    },
  }
  const electron = only('electron', {
    ipcRenderer: only('ipcRenderer', ipcRenderer),
    contextBridge: only('contextBridge', contextBridge),
  })
  runPreload(
    (name) => {
      if (name === 'electron') return electron
      throw new Error(`a sandboxed preload may not require ${name}`)
    },
    { platform, sandboxed: true, contextIsolated: true, type: 'renderer' },
  )

  return (text) => {
    const message = wire.decode(text) as ToPage
    if (message.type === 'message') {
      const event = { sender: ipcRenderer, senderId: 0, ports: message.ports.map(adopt) }
      for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
    } else if (message.type === 'reply') {
      const waiting = invocations.get(message.id)
      invocations.delete(message.id)
      if (message.ok) waiting?.resolve(message.value)
      else waiting?.reject(message.value)
    } else if (message.type === 'port') ports.get(message.port)?.postMessage(message.data)
    else ports.get(message.port)?.close()
  }
}

export { EVENTS as WORLD_EVENTS }
