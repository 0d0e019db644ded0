import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { readSeriesFile } from '../../electron/lake/columnsFile.ts'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import type { ImportPlan } from '../../shared/domain/importPlan.ts'
import type { Bench } from './benchTypes.ts'

const ROWS = 1_000_000
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Writes a CSV of bars of one symbol without gaps. */
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

/** Times of one day and symbol after another, as a vendor's file of a whole market has them. */
async function writeMarket(file: string): Promise<void> {
  const output = createWriteStream(file)
  output.write('symbol,date,open,high,low,close,volume\n')
  const symbols = 100
  for (let symbol = 0; symbol < symbols; symbol++) {
    let block = ''
    let price = 10_000 + symbol
    for (let i = 0; i < ROWS / symbols; i++) {
      const open = price
      price = Math.max(100, price + ((i * 7919 + symbol * 104_729) % 41) - 20)
      const high = Math.max(open, price) + 5
      const low = Math.min(open, price) - 5
      const day = new Date(Date.UTC(1990, 0, 1) + i * DAY_MS).toISOString().slice(0, 10)
      block += `S${symbol},${day},${open / 100},${high / 100},${low / 100},${price / 100},${(i * 31) % 100_000}\n`
    }
    if (!output.write(block)) await once(output, 'drain')
  }
  output.end()
  await once(output, 'finish')
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}

/** Rounds of which the median counts. A round measures both sides one after the other, as other work comes and goes. */
const ROUNDS = 5

/** Imports a file over and over beside DuckDB's own read of it. */
async function measureImport(lake: Lake, file: string, what: string) {
  const inspection = await lake.inspect(file)
  const plan: ImportPlan = { ...inspection.plan, calendar: '24x7', timeZone: 'UTC', existing: 'replace' }
  const own: number[] = []
  const direct: number[] = []
  const previewed: number[] = []
  const ratios: number[] = []
  const previewedRatios: number[] = []
  await duckDbSeconds(file)
  for (let round = 0; round < ROUNDS; round++) {
    const read = await duckDbSeconds(file)
    const commit = await seconds(() => lake.commit(file, inspection.fileHash, plan))
    await lake.preview(file, inspection.fileHash, plan)
    const after = await seconds(() => lake.commit(file, inspection.fileHash, plan))
    own.push(read)
    direct.push(commit)
    previewed.push(after)
    ratios.push(commit / read)
    previewedRatios.push(after / read)
  }
  const row = (name: string, took: readonly number[], ratio: readonly number[]) => ({
    name,
    value: ROWS / median(took) / 1e6,
    unit: 'million rows/s',
    ratio: median(ratio),
    against: `DuckDB's own read of the file (${median(own).toFixed(2)} s against ${median(took).toFixed(2)} s, medians of ${ROUNDS})`,
  })
  return [
    row(`import of a CSV of ${what}`, direct, ratios),
    row(`the same after its preview`, previewed, previewedRatios),
  ]
}

/** Import of a million rows beside DuckDB's own read of the same file, and reading them back. */
export const benches: Bench[] = [
  {
    name: 'import of 1,000,000 bars of a minute from CSV',
    run: () =>
      inFolder(async (folder) => {
        const file = path.join(folder, 'BENCH.csv')
        await writeBars(file, MINUTE_MS)
        const lake = await openLake({ folder: path.join(folder, 'lake'), now: Date.now })
        const imported = await measureImport(lake, file, '1,000,000 minute bars')
        const request = { symbol: 'BENCH', timeframe: '1m' }
        const cold = await seconds(() => lake.slice(request))
        const warm = await seconds(() => lake.slice(request))
        const { columnsFile } = await lake.slice(request)
        const read = await seconds(async () => readSeriesFile(columnsFile))
        await lake.close()
        return [
          ...imported,
          { name: 'slice of 1,000,000 bars, from Parquet', value: ROWS / cold / 1e6, unit: 'million bars/s' },
          { name: 'slice of 1,000,000 bars, from memory', value: ROWS / warm / 1e6, unit: 'million bars/s' },
          { name: 'columns file of 1,000,000 bars read', value: ROWS / read / 1e6, unit: 'million bars/s' },
        ]
      }),
  },
  {
    name: 'import of 1,000,000 bars of a day of 100 symbols from CSV',
    run: () =>
      inFolder(async (folder) => {
        const file = path.join(folder, 'MARKET.csv')
        await writeMarket(file)
        const lake = await openLake({ folder: path.join(folder, 'lake'), now: Date.now })
        const imported = await measureImport(lake, file, '1,000,000 daily bars of 100 symbols')
        await lake.close()
        return imported
      }),
  },
]
