import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import { rerunBundle } from '../../electron/research/rerunBundle.ts'
import { readRunResult } from '../../electron/research/resultBundle.ts'
import type { BacktestConfigInput, RunRecord, RunResult } from '../../shared/domain/backtest.ts'
import { textQueue } from '../support/sampleHome.ts'
import { temporaryFolderForAll } from '../support/temporaryFolder.ts'

const home = temporaryFolderForAll()
let lake: Lake

async function importBars(symbol: string, prices: readonly number[], currency = 'USDT'): Promise<void> {
  const file = path.join(home, `${symbol}.csv`)
  const rows = prices.map((price, day) => `2024-01-0${day + 1},${price},${price},${price},${price},1000`)
  await writeFile(file, ['date,open,high,low,close,volume', ...rows].join('\n'))
  const { plan, fileHash } = await lake.inspect(file)
  await lake.commit(file, fileHash, {
    ...plan,
    symbol,
    currency,
    assetClass: 'crypto-perpetual',
    calendar: '24x7',
  })
}

beforeAll(async () => {
  lake = await openLake({ folder: path.join(home, 'lake'), now: () => 0 })
  await importBars('BTCUSDT', [1000, 1000, 950, 1000, 1000])
  await importBars('BTCMARK', [1000, 1000, 880, 1000, 1000])
  await importBars('BNBUSDT', [300, 300, 300, 300, 300])
  const file = path.join(home, 'terms.json')
  const terms = {
    kind: 'perpetual',
    base: 'BTC',
    markSymbol: 'BTCMARK',
    maintenanceTiers: [{ fromNotional: 0, maintenanceRate: 0.01, deduction: 0, maxLeverage: 50 }],
  }
  await writeFile(file, JSON.stringify([{ symbol: 'BTCUSDT', terms }]))
  await lake.reference.import(file, { kind: 'instruments' })
})
afterAll(() => lake.close())

const SOURCE = `import { defineStrategy } from 'quarterdeck'
export default defineStrategy({ name: 'It', onBar(ctx) { if (ctx.index === 0) ctx.order(ctx.symbol, 10) } })`

async function run(
  config: Partial<BacktestConfigInput>,
): Promise<{ result: RunResult; file: string; record: RunRecord }> {
  const { queue } = textQueue(lake, home, { it: SOURCE })
  const started = await queue.start({
    strategyId: 'it',
    symbols: ['BTCUSDT'],
    timeframe: '1d',
    currency: 'USDT',
    maxLeverage: 20,
    ...config,
  })
  const record = await queue.whenEnded(started.id)
  if (record.error) throw new Error(`${record.error.code}: ${record.error.message}`)
  const file = queue.bundleFile(record.id)
  return { result: await readRunResult(file, record), file, record }
}

describe('a run of a contract that refers to other series', () => {
  it('reads the mark price that its terms name, lists it and reruns to the same', async () => {
    const { result, file } = await run({ account: { marginMode: 'isolated', isolatedLeverage: 10 } })
    // The mark of 880 is below the bankruptcy price of 900 that 10x leaves; what was traded is not.
    expect(result.fills[1]).toMatchObject({ priceSource: 'margin call', side: 'sell', price: 950 })
    expect(result.summary.data.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'BTCMARK'])
    expect(await rerunBundle(file, lake)).toEqual({ identical: true, resultHash: result.summary.resultHash })
  })

  it('reads the prices of a third asset that fees are paid in', async () => {
    const { result } = await run({
      fees: { model: 'maker-taker', makerRate: 0.0002, takerRate: 0.0006, feeIn: 'BNB', discountRate: 0.1 },
    })
    // 10,000 x 0.06 % less a tenth, at 300.
    expect(result.statement.find(({ kind }) => kind === 'fee')).toMatchObject({
      currency: 'BNB',
      amount: -0.018,
    })
  })
})
