import type { DeskStatus } from '../../shared/rpc/contract/deskCalls.ts'

const INTERVAL_MS = 1000
const MEBIBYTE = 2 ** 20

/** The desk's own figures: asked for, or watched once a second while anybody watches. */
export class DeskStatusSource {
  readonly #read: () => DeskStatus
  readonly #watchers = new Set<(status: DeskStatus) => void>()
  #timer: NodeJS.Timeout | null = null
  #lastSeen = ''

  constructor(read: () => DeskStatus) {
    this.#read = read
  }

  /** Memory is told in whole mebibytes: a figure that is never twice the same would make every second a change. */
  read(): DeskStatus {
    const status = this.#read()
    return { ...status, memoryBytes: Math.round(status.memoryBytes / MEBIBYTE) * MEBIBYTE }
  }

  /** Tells the status now, and again when it has changed. Returns the function that stops it. */
  watch(watcher: (status: DeskStatus) => void): () => void {
    this.#watchers.add(watcher)
    const status = this.read()
    if (this.#watchers.size === 1) this.#lastSeen = JSON.stringify(status)
    watcher(status)
    this.#timer ??= setInterval(() => this.#tick(), INTERVAL_MS)
    return () => {
      this.#watchers.delete(watcher)
      if (this.#watchers.size === 0 && this.#timer !== null) {
        clearInterval(this.#timer)
        this.#timer = null
      }
    }
  }

  #tick(): void {
    const status = this.read()
    const seen = JSON.stringify(status)
    if (seen === this.#lastSeen) return
    this.#lastSeen = seen
    for (const watcher of this.#watchers) watcher(status)
  }
}
