import type { DeskContract } from './contract/deskContract.ts'
import type { RpcClient } from './rpcClient.ts'

export type { CallOptions, StreamOptions } from './rpcClient.ts'

/**
 * The desk as a program sees it. Answers are parsed against the contract, failures arrive as `DeskError` with the
 * code they were thrown with, and a lost connection fails everything under way with `DISCONNECTED`.
 */
export type DeskClient = RpcClient<DeskContract>
