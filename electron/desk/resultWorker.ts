import { parentPort } from 'node:worker_threads'
import type { RunRecord, RunResult } from '../../shared/domain/backtest.ts'
import { serveContract } from '../../shared/rpc/rpcServer.ts'
import { messagePortTransport } from '../../shared/rpc/transports/messagePort.ts'
import { readRunResult } from '../research/resultBundle.ts'
import { renderTearsheet } from '../research/tearsheet.ts'
import { dailyEquity } from './dailyEquity.ts'
import { RecentResults } from './recentResults.ts'
import { resultContract } from './resultContract.ts'
import { thinEquity } from './thinEquity.ts'

// Reads result bundles beside the desk: unpacking and checking one of a hundred thousand fills takes seconds.

if (parentPort === null) throw new Error('resultWorker.ts runs in a worker thread only')
const results = new RecentResults(readRunResult)
const read = (bundle: { file: string; record: RunRecord }): Promise<RunResult> =>
  results.get(bundle.file, bundle.record)

serveContract(resultContract, messagePortTransport(parentPort), {
  calls: {
    detail: async (bundle) => {
      const { description, source, summary } = await read(bundle)
      return { description, source, summary }
    },
    equity: async (bundle) => {
      const { equity } = await read(bundle)
      return thinEquity(bundle.daily ? dailyEquity(equity) : equity, bundle.maxPoints)
    },
    fills: async (bundle) => (await read(bundle)).fills,
    orders: async (bundle) => (await read(bundle)).orders,
    log: async (bundle) => (await read(bundle)).log,
    statement: async (bundle) => (await read(bundle)).statement,
    report: async (bundle) => renderTearsheet(await read(bundle)),
  },
  streams: {},
})
