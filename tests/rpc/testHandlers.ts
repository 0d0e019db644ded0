import { DeskError } from '../../shared/domain/deskError.ts'
import type { ContractHandlers, StreamSink } from '../../shared/rpc/rpcHandlers.ts'
import type { TestContract } from './testContract.ts'

/** Handlers whose state a spec can look at and drive. */
export class TestHandlers {
  /** Signals of the `slow` calls under way. */
  readonly slowSignals: AbortSignal[] = []
  readonly latest: StreamSink<number>[] = []
  readonly byKey: StreamSink<{ key: string; value: number }>[] = []

  readonly handlers: ContractHandlers<TestContract> = {
    calls: {
      add: ({ a, b }) => a + b,
      echoColumns: (params) => params,
      fail: ({ kind }) => {
        if (kind === 'expected') {
          throw new DeskError('DATA_REFUSED', 'row 7 has no price', {
            where: 'prices.csv:7',
            hint: 'drop the row',
            details: { row: 7, column: 'close' },
          })
        }
        if (kind === 'bug') throw new TypeError('x is not a function')
        return kind === 'unsendable' ? () => 1 : undefined
      },
      slow: (_params, { signal }) =>
        new Promise((_resolve, reject) => {
          this.slowSignals.push(signal)
          signal.addEventListener('abort', () => reject(signal.reason))
        }),
      progressive: async ({ steps }, { reportProgress }) => {
        for (let step = 0; step < steps; step++) {
          reportProgress({ fraction: step / steps, note: `step ${step}` })
          await new Promise((resolve) => setTimeout(resolve, 30))
        }
        return steps
      },
    },
    streams: {
      all: ({ count }, sink) => {
        for (let item = 0; item < count; item++) sink.push(item)
        sink.end()
      },
      latest: (_params, sink) => {
        this.latest.push(sink)
      },
      byKey: (_params, sink) => {
        this.byKey.push(sink)
      },
      failing: ({ after }, sink) => {
        for (let item = 0; item < after; item++) sink.push(item)
        sink.end(new DeskError('RUN_FAILED', 'the source has failed', { where: 'bar 3' }))
      },
      broken: (_params, sink) => {
        sink.push(Number.NaN)
        sink.push(1)
      },
    },
  }
}
