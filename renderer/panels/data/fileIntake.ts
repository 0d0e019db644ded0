import type { FileReference } from '../../../shared/rpc/contract/dataCalls.ts'
import type { DeskClient } from '../../../shared/rpc/deskClient.ts'

/** Small enough for progress and cancel to be smooth, large enough not to be slowed by the way there and back. */
export const UPLOAD_CHUNK_BYTES = 2 ** 20

export const IMPORT_EXTENSIONS = ['csv', 'tsv', 'txt', 'gz', 'json', 'jsonl', 'ndjson', 'parquet'] as const

/** A file to import: one this page holds, or one on the desk's machine that a native dialog named. */
export type IntakeFile =
  | { readonly kind: 'browser'; readonly name: string; readonly sizeBytes: number; readonly blob: Blob }
  | { readonly kind: 'path'; readonly name: string; readonly path: string }

export function browserFile(file: File): IntakeFile {
  return { kind: 'browser', name: file.name, sizeBytes: file.size, blob: file }
}

/**
 * Sends a file's bytes to the desk, in order and one chunk at a time; discards what was sent when cancelled or failed.
 * `onProgress` gets the fraction sent.
 */
export async function uploadFile(
  desk: DeskClient,
  file: Extract<IntakeFile, { kind: 'browser' }>,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<FileReference> {
  const { uploadId } = await desk.call(
    'upload.open',
    { fileName: file.name, sizeBytes: file.sizeBytes },
    { signal },
  )
  try {
    for (let start = 0; start < file.sizeBytes; start += UPLOAD_CHUNK_BYTES) {
      signal.throwIfAborted()
      const chunk = await file.blob.slice(start, start + UPLOAD_CHUNK_BYTES).arrayBuffer()
      await desk.call('upload.write', { uploadId, bytes: new Uint8Array(chunk) }, { signal })
      onProgress(Math.min(1, (start + UPLOAD_CHUNK_BYTES) / file.sizeBytes))
    }
  } catch (error) {
    desk.call('upload.discard', { uploadId }).catch(() => {})
    throw error
  }
  return { kind: 'upload', uploadId }
}

/** Tells the desk that an upload is no longer needed. */
export function releaseFile(desk: DeskClient, file: FileReference): void {
  if (file.kind === 'upload') desk.call('upload.discard', { uploadId: file.uploadId }).catch(() => {})
}

/** The native dialog under the desktop shell; empty when it was closed without a choice. */
export async function pickNativeFiles(): Promise<readonly IntakeFile[]> {
  const paths = await window.quarterdeck?.openFiles({
    title: 'Import prices',
    filters: [{ name: 'Prices', extensions: IMPORT_EXTENSIONS }],
    multiple: true,
  })
  return (paths ?? []).map((path) => ({ kind: 'path', path, name: path.split(/[\\/]/).at(-1) ?? path }))
}
