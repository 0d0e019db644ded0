import { deskContract } from './contract/deskContract.ts'
import type { DeskClient } from './deskClient.ts'
import { createRpcClient } from './rpcClient.ts'
import type { Transport } from './transport.ts'

/**
 * A client of the desk over any transport. A page whose content security policy forbids code generation imports
 * `shared/rpc/zodWithoutEval.ts` before anything else.
 */
export function createDeskClient(transport: Transport): DeskClient {
  return createRpcClient(deskContract, transport)
}
