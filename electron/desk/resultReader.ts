import { Worker } from 'node:worker_threads'
import type { CallName, CallParams, CallResult } from '../../shared/rpc/contract/deskContract.ts'
import { createRpcClient, type RpcClient } from '../../shared/rpc/rpcClient.ts'
import { messagePortTransport } from '../../shared/rpc/transports/messagePort.ts'
import { type ResultContract, resultContract } from './resultContract.ts'

/** A reader that nobody has asked for this long gives its memory back. */
const IDLE_MS = 120_000

interface Reader {
  readonly worker: Worker
  readonly client: RpcClient<ResultContract>
}

/**
 * Reads result bundles in a thread of its own, which keeps the last few decoded. The thread is started when it is
 * needed and ended when it has been idle; one that dies (a bundle too large for its memory) fails the question asked
 * and is started anew for the next.
 */
export class ResultReader {
  #reader: Reader | null = null
  #idle: NodeJS.Timeout | null = null
  #asked = 0

  /** @throws DeskError as `readRunResult` does, `DISCONNECTED` where the thread has died. */
  async ask<M extends CallName<ResultContract>>(
    question: M,
    params: CallParams<ResultContract, M>,
  ): Promise<CallResult<ResultContract, M>> {
    this.#reader ??= this.#start()
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#asked++
    try {
      return await this.#reader.client.call(question, params)
    } finally {
      if (--this.#asked === 0) this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref()
    }
  }

  async close(): Promise<void> {
    const reader = this.#reader
    this.#reader = null
    if (this.#idle !== null) clearTimeout(this.#idle)
    reader?.client.close()
    await reader?.worker.terminate()
  }

  #start(): Reader {
    const worker = new Worker(new URL('./resultWorker.ts', import.meta.url))
    const transport = messagePortTransport({
      postMessage: (message) => worker.postMessage(message),
      close: () => void worker.terminate(),
      on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
        event === 'message'
          ? worker.on('message', (data: unknown) => listener({ data }))
          : worker.on('exit', () => listener({ data: undefined })),
    })
    const reader: Reader = { worker, client: createRpcClient(resultContract, transport) }
    // Its end is told by `exit`; without a listener an error would end the desk.
    worker.on('error', () => {})
    worker.on('exit', () => {
      if (this.#reader === reader) this.#reader = null
    })
    return reader
  }
}
