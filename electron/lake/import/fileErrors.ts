import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'

/** Longest line an import reads; a longer one is not market data, and must not be held in memory. */
export const MAX_LINE_BYTES = 1 << 20

/** A file whose content is not what an import can read. */
export function formatError(fileName: string, message: string, hint?: string): DeskError {
  return new DeskError('FILE_FORMAT', `${fileName}: ${message}`, {
    where: fileName,
    hint: hint ?? 'Import a CSV, TSV, JSON lines or Parquet file of bars, quotes or prices.',
  })
}

/** The error for a file that could not be opened or read, by the operating system's code. */
export function unreadable(filePath: string, error: unknown, fileName = path.basename(filePath)): DeskError {
  if (error instanceof DeskError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') {
    return formatError(
      fileName,
      'the gzip data is cut short or damaged.',
      'Download or copy the file again, then import it.',
    )
  }
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file.',
    EACCES: 'the file may not be read by you.',
    EPERM: 'the file may not be read by you.',
    EISDIR: 'this is a folder, not a file.',
  }
  return new DeskError(
    'FILE_UNREADABLE',
    `${fileName}: ${reasons[code] ?? `the file cannot be read (${code}).`}`,
    {
      where: fileName,
      hint: 'Check the path and the permissions, then try again.',
    },
  )
}

/** The error for a line beyond `MAX_LINE_BYTES`. */
export function lineTooLong(fileName: string, row: number): DeskError {
  return formatError(fileName, `row ${row} is longer than 1 MiB, so this is not a table of bars.`)
}
