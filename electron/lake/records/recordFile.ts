import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { NewsItem, ValueColumns } from '../../../shared/domain/valueSeries.ts'

/** A values file: the magic in 8 bytes, then reference, known and value as little-endian float64, column by column. */
const MAGIC = 'QDVALS01'
const COLUMNS = 3

/** Writes values under a name made of their hash, where the file is not there yet, and answers its path. */
export async function writeValuesFile(folder: string, hash: string, columns: ValueColumns): Promise<string> {
  const { refMs, knownMs, value } = columns
  const parts = [refMs, knownMs, value].map(
    (column) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
  )
  return writeOnce(folder, `${hash}.values`, Buffer.concat([Buffer.from(MAGIC), ...parts]))
}

/** Writes news in the same way. */
export async function writeNewsFile(
  folder: string,
  hash: string,
  items: readonly NewsItem[],
): Promise<string> {
  return writeOnce(folder, `${hash}.news`, Buffer.from(JSON.stringify(items)))
}

async function writeOnce(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const file = path.join(folder, name)
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true })
  const temporary = `${file}.${process.pid}.new`
  await writeFile(temporary, bytes)
  await rename(temporary, file)
  return file
}

/**
 * Reads a values file. Synchronous, because the process of a run reads its data before it gives up the right to.
 * @throws DeskError FILE_UNREADABLE, FILE_FORMAT where it is not complete
 */
export function readValuesFile(file: string): ValueColumns {
  const bytes = read(file)
  const rows = (bytes.byteLength - MAGIC.length) / 8 / COLUMNS
  if (!Number.isInteger(rows) || bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) {
    throw new DeskError('FILE_FORMAT', 'The cached values are damaged.', { hint: 'Start the run again.' })
  }
  const buffer = new Uint8Array(bytes.subarray(MAGIC.length)).buffer
  const column = (index: number) => new Float64Array(buffer, index * rows * 8, rows)
  return { refMs: column(0), knownMs: column(1), value: column(2) }
}

/** The text of a news file, which the caller parses. @throws DeskError FILE_UNREADABLE */
export function readNewsFile(file: string): unknown {
  return JSON.parse(read(file).toString('utf8'))
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new DeskError('FILE_UNREADABLE', 'The cached values or news cannot be read.', {
      hint: 'Start the run again.',
    })
  }
}
