import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { formatError, unreadable } from '../import/fileErrors.ts'

/** Files of facts are small beside files of bars: they are read whole. */
const MAX_BYTES = 64 << 20
const gunzipAsync = promisify(gunzip)

export interface ReferenceText {
  readonly fileName: string
  readonly text: string
}

/**
 * A file of facts as text: UTF-8, or UTF-16 with a byte order mark, also gzipped, up to 64 MiB.
 * @throws DeskError FILE_UNREADABLE, FILE_FORMAT
 */
export async function readReferenceText(filePath: string, displayName?: string): Promise<ReferenceText> {
  const fileName = displayName ?? path.basename(filePath)
  try {
    const { size } = await stat(filePath)
    if (size > MAX_BYTES) throw tooLarge(fileName)
    const raw = await readFile(filePath)
    const isGzip = raw[0] === 0x1f && raw[1] === 0x8b
    const bytes = isGzip ? await gunzipAsync(raw, { maxOutputLength: MAX_BYTES }) : raw
    const encoding =
      bytes[0] === 0xff && bytes[1] === 0xfe
        ? 'utf-16le'
        : bytes[0] === 0xfe && bytes[1] === 0xff
          ? 'utf-16be'
          : 'utf-8'
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    if (text.trim() === '') throw formatError(fileName, 'the file is empty.')
    return { fileName, text }
  } catch (error) {
    if (error instanceof TypeError) {
      throw formatError(fileName, 'this is not UTF-8 text.', 'Save the file as UTF-8, then import it again.')
    }
    if (error instanceof RangeError) throw tooLarge(fileName)
    throw unreadable(filePath, error, fileName)
  }
}

function tooLarge(fileName: string) {
  return formatError(
    fileName,
    'a file of facts may have up to 64 MiB.',
    'Split the file, or import bars without --kind.',
  )
}
