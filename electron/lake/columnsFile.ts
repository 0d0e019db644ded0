import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { endianness } from 'node:os'
import type { BarColumns } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'

/**
 * A columns file: 64 bytes of header (the magic `QDCOLS01`, then the number of bars as float64, zeros), then six
 * columns of little-endian float64 in the order time, open, high, low, close, volume.
 */
const MAGIC = 'QDCOLS01'
const HEADER_BYTES = 64
const COLUMN_NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const

/** Columns of a bar series in the order in which they are hashed and stored. */
export function columnList(columns: BarColumns): Float64Array[] {
  return COLUMN_NAMES.map((name) => columns[name])
}

/** The bytes of a column as this machine has them, which must be little-endian. */
export function columnBytes(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}

/** Writes a columns file under a temporary name and moves it into place. */
export async function writeColumnsFile(file: string, columns: BarColumns): Promise<void> {
  refuseBigEndian(file)
  const temporary = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}.new`
  const handle = await open(temporary, 'wx')
  try {
    const header = new Uint8Array(HEADER_BYTES)
    header.set(new TextEncoder().encode(MAGIC))
    new DataView(header.buffer).setFloat64(8, columns.time.length, true)
    await handle.writev([header, ...columnList(columns).map(columnBytes)])
    await handle.close()
    await rename(temporary, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(temporary, { force: true })
    throw error
  }
}

/**
 * Reads a columns file into typed arrays over one buffer. Synchronous and free of other modules, because the
 * process of a run reads its data before it gives up the right to read files.
 *
 * @throws DeskError FILE_UNREADABLE where the file is missing, FILE_FORMAT where it is not a complete columns file
 */
export function readColumnsFile(file: string): BarColumns {
  refuseBigEndian(file)
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    throw new DeskError('FILE_UNREADABLE', 'The cached bars cannot be read.', {
      hint: 'Start the run again.',
    })
  }
  try {
    const size = fstatSync(descriptor).size
    const buffer = new ArrayBuffer(size)
    const bytes = new Uint8Array(buffer)
    for (let offset = 0; offset < size; ) {
      const read = readSync(descriptor, bytes, offset, Math.min(size - offset, 1 << 30), offset)
      if (read === 0) break
      offset += read
    }
    const magic = size < HEADER_BYTES ? '' : new TextDecoder().decode(bytes.subarray(0, MAGIC.length))
    const bars = size < HEADER_BYTES ? -1 : new DataView(buffer).getFloat64(8, true)
    if (magic !== MAGIC || size !== HEADER_BYTES + bars * 8 * COLUMN_NAMES.length) {
      throw new DeskError('FILE_FORMAT', 'The cached bars are damaged.', { hint: 'Start the run again.' })
    }
    const column = (index: number) => new Float64Array(buffer, HEADER_BYTES + index * bars * 8, bars)
    return {
      time: column(0),
      open: column(1),
      high: column(2),
      low: column(3),
      close: column(4),
      volume: column(5),
    }
  } finally {
    closeSync(descriptor)
  }
}

function refuseBigEndian(file: string): void {
  if (endianness() !== 'LE') {
    throw new DeskError('UNSUPPORTED', 'Columns files need a little-endian machine.', { where: file })
  }
}
