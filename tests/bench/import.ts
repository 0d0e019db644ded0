import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { readColumnsFile } from '../../electron/lake/columnsFile.ts'
import { openLake } from '../../electron/lake/lake.ts'
import type { Bench } from './benchTypes.ts'

const ROWS = 1_000_000

/** Writes a CSV of bars of a minute (or a day) without gaps. */
async function writeBars(file: string, stepMs: number): Promise<void> {
  const output = createWriteStream(file)
  output.write('time,open,high,low,close,volume\n')
  let price = 10_000
  for (let i = 0; i < ROWS; ) {
    let block = ''
    for (const end = Math.min(ROWS, i + 20_000); i < end; i++) {
      const open = price
      price = Math.max(100, price + ((i * 7919) % 41) - 20)
      const high = Math.max(open, price) + 5
      const low = Math.min(open, price) - 5
      const day = new Date(Date.UTC(2000, 0, 1) + i * stepMs).toISOString().slice(0, 19)
      block += `${day},${open / 100},${high / 100},${low / 100},${price / 100},${(i * 31) % 100_000}\n`
    }
    if (!output.write(block)) await once(output, 'drain')
  }
  output.end()
  await once(output, 'finish')
}

/** Seconds of DuckDB's own read of the file, with its detection, into a table. */
async function duckDbSeconds(file: string): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const started = performance.now()
  await connection.run(`create table bars as select * from read_csv('${file}')`)
  const seconds = (performance.now() - started) / 1000
  connection.closeSync()
  instance.closeSync()
  return seconds
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Import of a million rows beside DuckDB's own read of the same file, and reading them back. */
export const benches: Bench[] = [
  {
    name: 'import of 1,000,000 bars of a minute from CSV',
    run: () =>
      inFolder(async (folder) => {
        const file = path.join(folder, 'BENCH.csv')
        await writeBars(file, 60_000)
        await duckDbSeconds(file)
        const own = await duckDbSeconds(file)
        const lake = await openLake({ folder: path.join(folder, 'lake'), now: Date.now })
        const time = async (work: () => Promise<unknown>) => {
          const started = performance.now()
          await work()
          return (performance.now() - started) / 1000
        }
        const inspection = await lake.inspect(file)
        const overrule = { calendar: '24x7', timeZone: 'UTC' }
        const commit = await time(() =>
          lake.commit(file, inspection.fileHash, { ...inspection.plan, ...overrule }),
        )
        const cold = await time(() => lake.slice({ symbol: 'BENCH', timeframe: '1m' }))
        const warm = await time(() => lake.slice({ symbol: 'BENCH', timeframe: '1m' }))
        const { columnsFile } = await lake.slice({ symbol: 'BENCH', timeframe: '1m' })
        const read = await time(async () => readColumnsFile(columnsFile))
        await lake.close()
        return [
          {
            name: 'import of a CSV of 1,000,000 minute bars',
            value: ROWS / commit / 1e6,
            unit: 'million rows/s',
            ratio: commit / own,
            against: `DuckDB's own read of the file (${own.toFixed(2)} s against ${commit.toFixed(2)} s)`,
          },
          { name: 'slice of 1,000,000 bars, from Parquet', value: ROWS / cold / 1e6, unit: 'million bars/s' },
          { name: 'slice of 1,000,000 bars, from memory', value: ROWS / warm / 1e6, unit: 'million bars/s' },
          { name: 'columns file of 1,000,000 bars read', value: ROWS / read / 1e6, unit: 'million bars/s' },
        ]
      }),
  },
]
