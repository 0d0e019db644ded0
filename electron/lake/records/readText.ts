import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { DeskError } from '../../../shared/domain/deskError.ts'
import { formatError, unreadable } from '../import/fileErrors.ts'
import type { FileHead } from '../import/fileHead.ts'

/** Largest file of values or news once unpacked. Macro releases and statements are far below. */
const MAX_BYTES = 256 << 20

/**
 * The text of a file with the SHA-256 of the file's bytes.
 *
 * @throws DeskError FILE_UNREADABLE, FILE_FORMAT where it is too large or cut short
 */
export async function readText(
  filePath: string,
  head: FileHead,
): Promise<{ text: string; fileHash: string }> {
  const { fileName } = head
  if (head.sizeBytes > MAX_BYTES) throw tooLarge(fileName)
  try {
    const raw = await readFile(filePath)
    const bytes = head.gzip ? await promisify(gunzip)(raw, { maxOutputLength: MAX_BYTES }) : raw
    return {
      text: new TextDecoder(head.encoding).decode(bytes),
      fileHash: createHash('sha256').update(raw).digest('hex'),
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw tooLarge(fileName)
    throw unreadable(filePath, error, fileName)
  }
}

function tooLarge(fileName: string): DeskError {
  return formatError(
    fileName,
    'a file of values or news may have up to 256 MiB, decompressed.',
    'Split it, and import the parts one after the other: they add to each other.',
  )
}
