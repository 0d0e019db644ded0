import path from 'node:path'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { FileReference } from '../../shared/rpc/contract/dataCalls.ts'
import type { DeskServices } from './deskServices.ts'

/** The file that a reference names, and the name to show for it. @throws DeskError BAD_INPUT, NOT_FOUND */
export async function resolveFile(
  { uploads }: DeskServices,
  reference: FileReference,
): Promise<{ filePath: string; displayName: string }> {
  if (reference.kind === 'upload') {
    const { file, fileName } = await uploads.complete(reference.uploadId)
    return { filePath: file, displayName: fileName }
  }
  if (!path.isAbsolute(reference.path)) {
    throw new DeskError('BAD_INPUT', 'A file is named by its absolute path.', { where: reference.path })
  }
  return { filePath: reference.path, displayName: path.basename(reference.path) }
}
