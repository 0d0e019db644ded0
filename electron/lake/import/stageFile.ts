import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { PassThrough, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
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
 */
export async function stageFile(
  filePath: string,
  head: FileHead,
  shape: Pick<ImportPlan, 'format' | 'delimiter' | 'hasHeader' | 'columns'>,
  target: string,
  options: WorkOptions = {},
): Promise<StagedFile> {
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
    for (let written = 0; written < part.length; ) {
      written += (await output.write(part, written)).bytesWritten
    }
  }
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
