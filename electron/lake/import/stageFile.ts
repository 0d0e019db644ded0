import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, statfs } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import { formatError, unreadable } from './fileErrors.ts'
import type { FileHead, TextEncodingName } from './fileHead.ts'
import { LineFilter, type RowMap, type UnreadableRow } from './lineFilter.ts'

/** How far a piece of work has come: a fraction where it is known, and what is being done. */
export interface Progress {
  readonly fraction: number | null
  readonly note: string
}

export interface WorkOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

export interface StageOptions extends WorkOptions {
  /** Free bytes of the disk that holds a folder; asked of the system where it is not given. */
  readonly freeBytes?: ((folder: string) => Promise<number>) | undefined
}

/** The part of the free disk space that the copy of a file may take: the bars need room beside it. */
const COPY_SHARE = 0.5

/** The lake's own copy of a file: plain UTF-8 with data rows only, or Parquet as it was. */
export interface StagedFile {
  readonly file: string
  /** SHA-256 of the original file's bytes. */
  readonly fileHash: string
  /** Rows of the copy; null for Parquet. */
  readonly dataRows: number | null
  readonly rowMap: RowMap
  /** Whether the text has no quotes and line ends of one kind. */
  readonly regular: boolean
  readonly unreadableRows: readonly UnreadableRow[]
  readonly unreadableCount: number
}

/**
 * Copies a file into the working folder in one pass: hashes it, decompresses it, turns it into UTF-8 and leaves out
 * the header, blank lines, comments and rows with the wrong number of fields, whose places it remembers. Everything
 * after reads the copy, so a file that changes or disappears meanwhile cannot give half of two files.
 *
 * @throws DeskError STORE_FAILED where the copy, decompressed, would take more than half of the free disk space
 */
export async function stageFile(
  filePath: string,
  head: FileHead,
  shape: Pick<ImportPlan, 'format' | 'delimiter' | 'hasHeader' | 'columns'>,
  target: string,
  options: StageOptions = {},
): Promise<StagedFile> {
  const limit = COPY_SHARE * (await (options.freeBytes ?? freeBytes)(path.dirname(target)))
  let copied = 0
  const hash = createHash('sha256')
  let read = 0
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      read += chunk.length
      options.onProgress?.({
        fraction: head.sizeBytes > 0 ? Math.min(1, read / head.sizeBytes) : null,
        note: 'Reading the file',
      })
      done(null, chunk)
    },
  })
  const filter = new LineFilter(head.fileName, shape)
  const output = await open(target, 'wx')
  try {
    const source = createReadStream(filePath, { highWaterMark: 256 << 10 })
    await pipeline(
      source,
      tap,
      head.gzip ? createGunzip({ chunkSize: 256 << 10 }) : new PassThrough(),
      head.encoding !== 'utf-8' ? decoding(head.encoding) : new PassThrough(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const bytes of chunks) {
          throwIfCancelled(options.signal)
          if (shape.format === 'parquet') await write(bytes)
          else for (const part of filter.push(bytes)) await write(part)
        }
      },
    )
    if (shape.format !== 'parquet') for (const part of filter.end()) await write(part)
  } catch (error) {
    throw unreadable(filePath, error, head.fileName)
  } finally {
    await output.close()
  }
  return {
    file: target,
    fileHash: hash.digest('hex'),
    dataRows: shape.format === 'parquet' ? null : filter.dataRows,
    rowMap: filter.rowMap,
    regular: filter.regular,
    unreadableRows: filter.unreadableRows,
    unreadableCount: filter.unreadableCount,
  }

  async function write(part: Buffer): Promise<void> {
    if (shape.format !== 'parquet' && !isUtf8(part)) {
      throw formatError(
        head.fileName,
        'the text is not valid UTF-8 beyond its beginning.',
        'Save the file as UTF-8.',
      )
    }
    copied += part.length
    if (copied > limit) throw tooLarge(head, limit)
    for (let written = 0; written < part.length; ) {
      written += (await output.write(part, written)).bytesWritten
    }
  }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

function tooLarge(head: FileHead, limit: number): DeskError {
  const what = head.gzip ? 'decompressed data' : 'data'
  const room = limit < 1e9 ? `${Math.floor(limit / 1e6)} MB` : `${(limit / 1e9).toFixed(1)} GB`
  return new DeskError(
    'STORE_FAILED',
    `${head.fileName}: its ${what} would take more than ${room}, half of the free disk space.`,
    { where: head.fileName, hint: 'Make room on the disk that holds the data folder, or split the file.' },
  )
}

function decoding(encoding: TextEncodingName): Transform {
  const decoder = new TextDecoder(encoding)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(decoder.decode(chunk, { stream: true })))
    },
    flush(done) {
      done(null, Buffer.from(decoder.decode()))
    },
  })
}
