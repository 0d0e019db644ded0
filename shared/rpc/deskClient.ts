import type {
  CallName,
  CallParams,
  CallResult,
  DeskContract,
  StreamItem,
  StreamName,
  StreamParams,
} from './contract/deskContract.ts'
import type { Progress } from './message.ts'

export interface CallOptions {
  /** Aborting sends a cancel; the call then fails with `CANCELLED`. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

export interface StreamOptions<I> {
  readonly onItem: (item: I) => void
  /** The stream ended: without an error where the desk closed it, with one where it failed or the connection went. */
  readonly onEnd?: (error: Error | null) => void
}

/**
 * The desk as a program sees it. Answers are parsed against the contract, failures arrive as `DeskError` with the
 * code they were thrown with, and a lost connection fails everything under way with `DISCONNECTED`.
 */
export interface DeskClient {
  call<M extends CallName<DeskContract>>(
    method: M,
    params: CallParams<DeskContract, M>,
    options?: CallOptions,
  ): Promise<CallResult<DeskContract, M>>
  /** Returns the function that ends the subscription. */
  subscribe<S extends StreamName<DeskContract>>(
    stream: S,
    params: StreamParams<DeskContract, S>,
    options: StreamOptions<StreamItem<DeskContract, S>>,
  ): () => void
  close(): void
}
