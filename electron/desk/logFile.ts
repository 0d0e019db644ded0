import { appendFile, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** Lines that may wait for a slow disk; beyond it the oldest are dropped, and the gap is noted. */
const MAX_WAITING_LINES = 10_000

/** A text file of lines that is moved to `.1`, `.2`... when it has grown, keeping a fixed number. */
export class LogFile {
  readonly #file: string
  readonly #maxBytes: number
  readonly #kept: number
  #size: number | null = null
  #waiting: string[] = []
  #dropped = 0
  #writing: Promise<void> | null = null

  constructor(folder: string, options: { maxBytes?: number; kept?: number } = {}) {
    this.#file = path.join(folder, 'desk.log')
    this.#maxBytes = options.maxBytes ?? 5 * 2 ** 20
    this.#kept = options.kept ?? 5
  }

  write(line: string): void {
    if (this.#waiting.length >= MAX_WAITING_LINES) {
      this.#waiting.shift()
      this.#dropped++
    }
    this.#waiting.push(line)
    this.#writing ??= this.#drain().finally(() => {
      this.#writing = null
    })
  }

  /** Resolves when every line is in the file, or could not be written. */
  async flush(): Promise<void> {
    while (this.#writing !== null) await this.#writing
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const lines = this.#waiting
      this.#waiting = []
      if (this.#dropped > 0) lines.unshift(`(${this.#dropped} lines were lost: the disk was too slow)`)
      this.#dropped = 0
      const text = `${lines.join('\n')}\n`
      try {
        await this.#rotateFor(Buffer.byteLength(text))
        await appendFile(this.#file, text, { mode: 0o600 })
      } catch {
        // A log that cannot be written must not bring the desk down; the screen still shows the entries.
        this.#size = null
      }
    }
  }

  async #rotateFor(bytes: number): Promise<void> {
    this.#size ??= await stat(this.#file).then(
      ({ size }) => size,
      () => 0,
    )
    if (this.#size > 0 && this.#size + bytes > this.#maxBytes) {
      await rm(`${this.#file}.${this.#kept - 1}`, { force: true })
      for (let number = this.#kept - 2; number >= 1; number--) {
        await rename(`${this.#file}.${number}`, `${this.#file}.${number + 1}`).catch(() => undefined)
      }
      await rename(this.#file, `${this.#file}.1`)
      this.#size = 0
    }
    this.#size += bytes
  }
}
