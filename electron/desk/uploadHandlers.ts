import type { DeskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { CallHandlers } from '../../shared/rpc/rpcHandlers.ts'
import type { DeskServices } from './deskServices.ts'

export type UploadCall = 'upload.open' | 'upload.write' | 'upload.discard'

export function uploadHandlers({ uploads }: DeskServices): CallHandlers<DeskContract, UploadCall> {
  return {
    'upload.open': async ({ fileName, sizeBytes }) => ({ uploadId: await uploads.open(fileName, sizeBytes) }),
    'upload.write': async ({ uploadId, bytes }) => {
      await uploads.write(uploadId, bytes)
      return {}
    },
    'upload.discard': async ({ uploadId }) => {
      await uploads.discard(uploadId)
      return {}
    },
  }
}
