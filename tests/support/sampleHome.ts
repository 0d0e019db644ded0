import { cpSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import { RunQueue, type RunQueueOptions } from '../../electron/research/runQueue.ts'
import type { StrategyFile } from '../../electron/research/strategyLibrary.ts'
import type { RunRecord } from '../../shared/domain/backtest.ts'

export const PROJECT_ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** A lake with the S&P 500 sample (5,105 daily bars) imported through the import path. */
export async function openSampleLake(folder: string): Promise<Lake> {
  const lake = await openLake({ folder: path.join(folder, 'lake'), now: () => 0 })
  const file = path.join(PROJECT_ROOT, 'node_modules/vega-datasets/data/sp500-2000.csv')
  const inspection = await lake.inspect(file)
  const plan = { ...inspection.plan, symbol: 'SPX', assetClass: 'index', calendar: 'XNYS' } as const
  await lake.commit(file, inspection.fileHash, plan)
  return lake
}

/** A copy of a home's lake, so that a spec can change it. */
export async function copyLake(from: string, to: string): Promise<Lake> {
  cpSync(path.join(from, 'lake'), path.join(to, 'lake'), { recursive: true })
  return openLake({ folder: path.join(to, 'lake'), now: () => 0 })
}

/** A queue whose strategies are given as text, by their ids. */
export function textQueue(
  lake: Lake,
  folder: string,
  sources: Readonly<Record<string, string>>,
  more: Partial<RunQueueOptions> = {},
): { queue: RunQueue; history: RunRecord[] } {
  const history: RunRecord[] = []
  const read = async (id: string): Promise<StrategyFile> => ({
    entry: { id, name: id, origin: 'user', modifiedMs: 0 },
    source: sources[id] ?? '',
  })
  const queue = new RunQueue({
    lake,
    library: { read },
    runsFolder: path.join(folder, 'runs'),
    persist: async (record) => void history.push(record),
    now: () => Date.now(),
    ...more,
  })
  return { queue, history }
}
