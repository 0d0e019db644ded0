import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import { countByte } from './countByte.ts'
import { MAX_LINE_BYTES, unreadable } from './fileErrors.ts'
import type { FileHead } from './fileHead.ts'
import type { WorkOptions } from './stageFile.ts'

const NEWLINE = 10
const RETURN = 13
const QUOTE = 34
const HASH = 35
const CHUNK_BYTES = 256 << 10

/** What one pass over a file tells. */
export interface TextScan {
  /** SHA-256 of the file's bytes. */
  readonly fileHash: string
  /**
   * Whether the file is ASCII without quotes, number signs (of comments) and overlong lines, with line ends of one
   * kind, so that every delimiter divides fields and every line is a row.
   */
  readonly plain: boolean
  readonly delimiters: number
  /** Whether size and time of the last change were the same before and after. */
  readonly steady: boolean
}

/** Whether a file can be plain, by its beginning. */
export function looksPlain(head: FileHead): boolean {
  if (head.format !== 'csv' || head.encoding !== 'utf-8' || head.gzip) return false
  return head.lines.every((line) => /^[ -~\t]+$/.test(line) && !/["#]/.test(line))
}

/** Reads a file once, in constant memory, to hash it and to see whether it is plain. Writes nothing. */
export async function scanText(
  filePath: string,
  head: FileHead,
  delimiter: string,
  options: WorkOptions,
): Promise<TextScan> {
  try {
    const before = await fingerprint(filePath)
    const scan = new PlainScan(delimiter.charCodeAt(0))
    const fileHash = await readThrough(filePath, head, options, (bytes) => scan.push(bytes))
    const steady = before === (await fingerprint(filePath))
    return { fileHash, plain: scan.plain, delimiters: scan.delimiters, steady }
  } catch (error) {
    throw unreadable(filePath, error, head.fileName)
  }
}

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function hashFile(filePath: string, head: FileHead, options: WorkOptions): Promise<string> {
  try {
    return await readThrough(filePath, head, options, () => undefined)
  } catch (error) {
    throw unreadable(filePath, error, head.fileName)
  }
}

/** Hands a file's bytes on, piece by piece, and returns their hash. */
async function readThrough(
  filePath: string,
  head: FileHead,
  options: WorkOptions,
  take: (bytes: Buffer) => void,
): Promise<string> {
  const hash = createHash('sha256')
  let read = 0
  for await (const chunk of createReadStream(filePath, { highWaterMark: CHUNK_BYTES })) {
    throwIfCancelled(options.signal)
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream of a file gives bytes')
    hash.update(chunk)
    take(chunk)
    read += chunk.length
    options.onProgress?.({
      fraction: head.sizeBytes > 0 ? Math.min(1, read / head.sizeBytes) : null,
      note: 'Reading the file',
    })
  }
  return hash.digest('hex')
}

async function fingerprint(filePath: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(filePath, { bigint: true })
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ')
}

/** Looks whether bytes are plain, in the sense of `TextScan`, and counts delimiters while they are. */
class PlainScan {
  plain = true
  delimiters = 0
  readonly #delimiter: number
  #lineBytes = 0
  #returns: boolean | undefined
  #endsWithReturn = false

  constructor(delimiter: number) {
    this.#delimiter = delimiter
  }

  /** Takes the next bytes, until it is known that they are not plain. */
  push(bytes: Buffer): void {
    if (!this.plain) return
    if (!isAscii(bytes) || bytes.includes(QUOTE) || bytes.includes(HASH) || bytes.includes(0)) {
      this.plain = false
      return
    }
    this.delimiters += countByte(bytes, this.#delimiter)
    this.plain = this.#linesFit(bytes) && this.#endsAgree(bytes)
  }

  /** A line that lies within a chunk cannot be too long. */
  #linesFit(bytes: Buffer): boolean {
    const first = bytes.indexOf(NEWLINE)
    const open = this.#lineBytes + (first === -1 ? bytes.length : first)
    this.#lineBytes = first === -1 ? open : bytes.length - bytes.lastIndexOf(NEWLINE) - 1
    return open < MAX_LINE_BYTES
  }

  /** Line ends are all with a return or all without, and a return stands nowhere else. */
  #endsAgree(bytes: Buffer): boolean {
    if (!this.#endsWithReturn && !bytes.includes(RETURN)) {
      if (!bytes.includes(NEWLINE)) return true
      this.#returns ??= false
      return !this.#returns
    }
    let previous = this.#endsWithReturn ? RETURN : 0
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] ?? 0
      if (byte === NEWLINE) {
        this.#returns ??= previous === RETURN
        if (this.#returns !== (previous === RETURN)) return false
      } else if (previous === RETURN) return false
      previous = byte
    }
    this.#endsWithReturn = previous === RETURN
    return true
  }
}
