import { homedir } from 'node:os'
import type { LogEntry } from '../../shared/rpc/contract/deskCalls.ts'
import { Emitter } from './emitter.ts'
import { LogFile } from './logFile.ts'

/** Entries kept in memory for the screen. */
const KEPT_ENTRIES = 5000
const MAX_MESSAGE_LENGTH = 4000

export interface LogServiceOptions {
  readonly folder: string
  readonly now: () => number
  /** Folders that the screen sees by a short name: absolute path to name. */
  readonly places: Readonly<Record<string, string>>
}

/**
 * What the desk says while it works: kept in memory for the screen and written to a rotating file. Secrets given to
 * `protect` appear in neither; the screen sees the machine's folders by short names.
 */
export class LogService {
  readonly #file: LogFile
  readonly #now: () => number
  readonly #places: readonly (readonly [string, string])[]
  readonly #secrets = new Set<string>()
  readonly #entries: LogEntry[] = []
  readonly #news = new Emitter<LogEntry>(() => {})
  #sequence = 0

  constructor(options: LogServiceOptions) {
    this.#file = new LogFile(options.folder)
    this.#now = options.now
    // Longest first: a home inside the user's folder is named as the home.
    this.#places = Object.entries({ [homedir()]: '~', ...options.places })
      .filter(([folder]) => folder.length > 1)
      .sort(([a], [b]) => b.length - a.length)
  }

  /** Keeps a secret out of everything written from now on. */
  protect(secret: string): void {
    if (secret.length >= 8) this.#secrets.add(secret)
  }

  write(level: LogEntry['level'], room: string, message: string): void {
    const timeMs = this.#now()
    const safe = this.#withoutSecrets(message).slice(0, MAX_MESSAGE_LENGTH)
    this.#file.write(
      `${new Date(timeMs).toISOString()} ${level.padEnd(7)} ${room} ${safe.replaceAll('\n', '\n  ')}`,
    )
    const entry: LogEntry = {
      sequence: ++this.#sequence,
      timeMs,
      level,
      room,
      message: this.#shortened(safe),
    }
    this.#entries.push(entry)
    if (this.#entries.length > KEPT_ENTRIES) this.#entries.shift()
    this.#news.emit(entry)
  }

  /** An unexpected failure, with its stack in the file's words. */
  writeFailure(room: string, error: unknown): void {
    this.write('error', room, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }

  /** The newest entries, newest last. */
  tail(limit: number): LogEntry[] {
    return this.#entries.slice(-limit)
  }

  onEntry(listener: (entry: LogEntry) => void): () => void {
    return this.#news.listen(listener)
  }

  flush(): Promise<void> {
    return this.#file.flush()
  }

  /** A text as a screen may show it: without secrets, the machine's folders by their short names. */
  presentable(text: string): string {
    return this.#shortened(this.#withoutSecrets(text))
  }

  #withoutSecrets(message: string): string {
    let safe = message
    for (const secret of this.#secrets) safe = safe.replaceAll(secret, '(secret)')
    return safe
  }

  #shortened(message: string): string {
    let short = message
    for (const [folder, name] of this.#places) short = short.replaceAll(folder, name)
    return short
  }
}
