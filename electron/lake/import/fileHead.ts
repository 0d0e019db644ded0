import { isUtf8 } from 'node:buffer'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, gunzip } from 'node:zlib'
import type { FileFormat } from '../../../shared/domain/importPlan.ts'
import { formatError, lineTooLong, MAX_LINE_BYTES, unreadable } from './fileErrors.ts'

/** Text encodings an import reads; the copy that is parsed is always UTF-8. */
export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** What the first bytes of a file tell, from a bounded read. */
export interface FileHead {
  readonly fileName: string
  readonly sizeBytes: number
  readonly gzip: boolean
  readonly format: FileFormat
  readonly encoding: TextEncodingName
  /** Complete lines of the head without line ends; empty for Parquet. */
  readonly lines: readonly string[]
}

/** Bytes looked at, before and after decompression. */
const HEAD_BYTES = MAX_LINE_BYTES
const gunzipAsync = promisify(gunzip)

/**
 * Reads the first mebibyte of a file and says what it is.
 *
 * @throws DeskError FILE_UNREADABLE where it cannot be opened, FILE_FORMAT where it is empty, binary or one long line
 */
export async function readFileHead(filePath: string, displayName?: string): Promise<FileHead> {
  const fileName = displayName ?? path.basename(filePath)
  const { head: raw, sizeBytes } = await readStart(filePath, fileName)
  if (sizeBytes === 0) throw formatError(fileName, 'the file is empty.')
  const gzip = raw[0] === 0x1f && raw[1] === 0x8b
  const bytes = gzip ? await unzipStart(raw, fileName) : raw
  if (bytes.length === 0) throw formatError(fileName, 'the file is empty.')
  const whole = gzip ? bytes.length < HEAD_BYTES && raw.length === sizeBytes : raw.length === sizeBytes
  if (startsWith(bytes, 'PAR1')) {
    return { fileName, sizeBytes, gzip, format: 'parquet', encoding: 'utf-8', lines: [] }
  }
  const encoding = detectEncoding(bytes, whole, fileName)
  const lines = toLines(bytes, encoding, whole, fileName)
  const first = lines.find((line) => line.trim() !== '')
  if (first === undefined) throw formatError(fileName, 'the file has no lines.')
  return { fileName, sizeBytes, gzip, format: textFormat(first, fileName), encoding, lines }
}

async function readStart(filePath: string, fileName: string): Promise<{ head: Buffer; sizeBytes: number }> {
  try {
    const info = await stat(filePath)
    if (!info.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    const handle = await open(filePath, 'r')
    try {
      const buffer = Buffer.alloc(Math.min(HEAD_BYTES, info.size))
      let filled = 0
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return { head: buffer.subarray(0, filled), sizeBytes: info.size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw unreadable(filePath, error, fileName)
  }
}

async function unzipStart(raw: Buffer, fileName: string): Promise<Buffer> {
  try {
    return await gunzipAsync(raw, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: HEAD_BYTES })
  } catch (error) {
    if (error instanceof RangeError) return unzipBounded(raw)
    throw unreadable(fileName, error, fileName)
  }
}

/** The first decompressed mebibyte where the whole head would give more: less and less input until it fits. */
async function unzipBounded(raw: Buffer): Promise<Buffer> {
  for (let length = raw.length >> 1; length > 64; length >>= 1) {
    try {
      return await gunzipAsync(raw.subarray(0, length), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: HEAD_BYTES,
      })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  return Buffer.alloc(0)
}

function startsWith(bytes: Uint8Array, magic: string): boolean {
  return Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') === magic
}

function detectEncoding(bytes: Buffer, whole: boolean, fileName: string): TextEncodingName {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (startsWith(bytes, 'PK')) {
    throw formatError(
      fileName,
      'this is a zip or Excel file.',
      'Extract it, or save the sheet as CSV, and import that.',
    )
  }
  let control = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte < 9 || (byte > 13 && byte < 32)) control++
  }
  if (bytes.includes(0) || control > bytes.length / 100)
    throw formatError(fileName, 'this is binary data, not text.')
  const end = whole ? bytes.length : bytes.lastIndexOf(10)
  return isUtf8(bytes.subarray(0, Math.max(end, 0))) ? 'utf-8' : 'windows-1252'
}

function toLines(bytes: Buffer, encoding: TextEncodingName, whole: boolean, fileName: string): string[] {
  const lines = new TextDecoder(encoding).decode(bytes, { stream: !whole }).split(/\r\n|\n/)
  if (!whole) {
    if (lines.length === 1) throw lineTooLong(fileName, 1)
    lines.pop()
  } else if (lines.at(-1) === '') lines.pop()
  return lines
}

function textFormat(first: string, fileName: string): FileFormat {
  const start = first.trimStart()[0]
  if (start !== '{' && start !== '[') return 'csv'
  try {
    JSON.parse(first)
    return 'json-lines'
  } catch {
    throw formatError(
      fileName,
      'this is JSON, but not one object or array a line.',
      'Write each bar as one JSON object on its own line. A list of instruments is imported by: quarterdeck import FILE --kind instruments.',
    )
  }
}
