import type { DeskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { runCalls, runStreams } from '../../shared/rpc/contract/runCalls.ts'
import type { CallHandlers, StreamHandlers } from '../../shared/rpc/rpcHandlers.ts'
import type { DeskServices } from './deskServices.ts'
import { forward } from './forward.ts'

export function runHandlers({ runs }: DeskServices): CallHandlers<DeskContract, keyof typeof runCalls> {
  return {
    'runs.start': (config) => runs.start(config),
    'runs.cancel': ({ runId }) => runs.cancel(runId),
    'runs.list': (options) => runs.list(options),
    'runs.show': ({ runId }) => runs.show(runId),
    'runs.equity': ({ runId, maxPoints, daily }) => runs.equity(runId, { maxPoints, daily }),
    'runs.fills': ({ runId }) => runs.fills(runId),
    'runs.orders': ({ runId }) => runs.orders(runId),
    'runs.log': ({ runId }) => runs.log(runId),
    'runs.statement': ({ runId }) => runs.statement(runId),
    'runs.remove': async ({ runId }) => {
      await runs.remove(runId)
      return {}
    },
    'runs.report': ({ runId }) => runs.report(runId),
    'runs.bundle': ({ runId }) => runs.bundle(runId),
  }
}

export function runStreamHandlers({
  runs,
}: DeskServices): StreamHandlers<DeskContract, keyof typeof runStreams> {
  return {
    'runs.updates': (_params, sink) => forward(sink, (listener) => runs.onUpdate(listener)),
  }
}
