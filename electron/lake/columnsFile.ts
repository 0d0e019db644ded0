import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { endianness } from 'node:os'
import type { BarColumns, SeriesColumns } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'

/**
 * A columns file: 64 bytes of header (the magic `QDCOLS01`, then as float64 the number of bars and a sum of the parts that
 * follow, zeros), then columns of little-endian float64: time, open, high, low, close, volume; closes (part 1); traded
 * open, high, low, close, volume (part 2); bid and ask at the open, bid and ask at the close (part 4).
 */
const MAGIC = 'QDCOLS01'
const HEADER_BYTES = 64
const COLUMN_NAMES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const
const CLOSES = 1
const TRADED = 2
const QUOTES = 4

/** Columns of a bar series in the order in which they are hashed and stored. */
export function columnList(columns: BarColumns): Float64Array[] {
  return COLUMN_NAMES.map((name) => columns[name])
}

/** All columns of a series in the order in which they are hashed and stored. */
export function seriesColumnList({ columns, closeMs, traded, quotes }: SeriesColumns): Float64Array[] {
  return [
    ...columnList(columns),
    ...(closeMs ? [closeMs] : []),
    ...(traded ? columnList(traded).slice(1) : []),
    ...(quotes ? [quotes.bidOpen, quotes.askOpen, quotes.bidClose, quotes.askClose] : []),
  ]
}

/** The bytes of a column as this machine has them, which must be little-endian. */
export function columnBytes(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}

/** Writes a columns file under a temporary name and moves it into place. */
export async function writeColumnsFile(file: string, series: SeriesColumns): Promise<void> {
  refuseBigEndian(file)
  const temporary = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}.new`
  const handle = await open(temporary, 'wx')
  try {
    const header = new Uint8Array(HEADER_BYTES)
    header.set(new TextEncoder().encode(MAGIC))
    const view = new DataView(header.buffer)
    view.setFloat64(8, series.columns.time.length, true)
    const parts = (series.closeMs ? CLOSES : 0) + (series.traded ? TRADED : 0) + (series.quotes ? QUOTES : 0)
    view.setFloat64(16, parts, true)
    await handle.writev([header, ...seriesColumnList(series).map(columnBytes)])
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
export function readSeriesFile(file: string): SeriesColumns {
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
    const parts = size < HEADER_BYTES ? 0 : new DataView(buffer).getFloat64(16, true)
    const has = (part: number) => (parts & part) !== 0
    const count = COLUMN_NAMES.length + (has(CLOSES) ? 1 : 0) + (has(TRADED) ? 5 : 0) + (has(QUOTES) ? 4 : 0)
    if (magic !== MAGIC || size !== HEADER_BYTES + bars * 8 * count) {
      throw new DeskError('FILE_FORMAT', 'The cached bars are damaged.', { hint: 'Start the run again.' })
    }
    let place = 0
    const next = () => new Float64Array(buffer, HEADER_BYTES + place++ * bars * 8, bars)
    const time = next()
    const candles = (): BarColumns => ({
      time,
      open: next(),
      high: next(),
      low: next(),
      close: next(),
      volume: next(),
    })
    return {
      columns: candles(),
      ...(has(CLOSES) ? { closeMs: next() } : {}),
      ...(has(TRADED) ? { traded: candles() } : {}),
      ...(has(QUOTES)
        ? { quotes: { bidOpen: next(), askOpen: next(), bidClose: next(), askClose: next() } }
        : {}),
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
