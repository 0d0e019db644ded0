import { rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import { canonicalJson, parseCanonicalJson } from '../../electron/research/canonicalJson.ts'
import {
  findInputDifference,
  findResultDifference,
  rerunBundle,
} from '../../electron/research/rerunBundle.ts'
import {
  decodeResultBundle,
  encodeResultBundle,
  type ResultBundle,
  readResultBundle,
} from '../../electron/research/resultBundle.ts'
import { copyLake, openSampleLake, textQueue } from '../support/sampleHome.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const CROSS = `import { defineStrategy, sma } from 'quarterdeck'
export default defineStrategy({
  name: 'Cross',
  parameters: { fast: { default: 10 }, slow: { default: 30 } },
  indicators: ({ close, parameters }) => ({ fast: sma(close, parameters.fast), slow: sma(close, parameters.slow) }),
  onBar(ctx) {
    const isLong = ctx.position(ctx.symbol).quantity > 0
    if (ctx.fast > ctx.slow !== isLong) ctx.orderTargetPercent(ctx.symbol, isLong ? 0 : 1, { tag: 'cross' })
  },
})`

const home = temporaryFolderForAll()
let lake: Lake
let bundleFile: string
let bundle: ResultBundle

beforeAll(async () => {
  lake = await openSampleLake(home)
  const { queue } = textQueue(lake, home, { cross: CROSS })
  const { id } = await queue.start({
    strategyId: 'cross',
    symbols: ['SPX'],
    timeframe: '1d',
    fees: { model: 'percent', rate: 0.001 },
  })
  await queue.whenEnded(id)
  bundleFile = queue.bundleFile(id)
  bundle = await readResultBundle(bundleFile)
})
afterAll(() => lake.close())

const clone = () => structuredClone(bundle)

describe('a result', () => {
  it('is what an independent book of cash makes of its fills and the prices', () => {
    const { fills, equity, metrics } = bundle.outcome
    let cash = 100_000
    let quantity = 0
    let next = 0
    const columns = lake.slice({ symbol: 'SPX', timeframe: '1d' })
    return columns.then(({ series }) => {
      const { time, close, open } = series.columns
      const openAt = new Map(Array.from(time, (timeMs, index) => [timeMs, open[index] ?? 0]))
      for (const [index, timeMs] of equity.time.entries()) {
        for (; next < fills.length && (fills[next]?.timeMs ?? 0) <= timeMs; next++) {
          const fill = fills[next]
          if (!fill) break
          // A market order decided at a close fills at the next open, at its nearest tick of 0.01.
          expect(Math.abs(fill.price - (openAt.get(fill.timeMs) ?? Number.NaN))).toBeLessThanOrEqual(0.0051)
          expect(fill.fee).toBeCloseTo(fill.price * fill.quantity * 0.001, 2)
          const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity
          cash -= signed * fill.price + fill.fee
          quantity += signed
        }
        const price = close[time.indexOf(timeMs)] ?? Number.NaN
        expect(equity.equity[index]).toBeCloseTo(cash + quantity * price, 2)
      }
      expect(next).toBe(fills.length)
      expect(fills.length).toBeGreaterThan(100)
      expect(metrics.finalEquity).toBeCloseTo(cash + quantity * (close.at(-1) ?? 0), 2)
      expect(metrics.totalReturn).toBeCloseTo(metrics.finalEquity / 100_000 - 1, 10)
      expect(metrics.fees).toBeCloseTo(
        fills.reduce((sum, { fee }) => sum + fee, 0),
        2,
      )
      let peak = 100_000
      let deepest = 0
      for (const value of equity.equity) {
        peak = Math.max(peak, value)
        deepest = Math.min(deepest, value / peak - 1)
      }
      expect(metrics.maxDrawdown).toBeCloseTo(deepest, 10)
    })
  })
})

describe('a bundle', () => {
  it('reads back everything that was written, to the last bit', async () => {
    const { bytes, resultHash } = await encodeResultBundle(bundle)
    const { resultHash: readHash, ...content } = await decodeResultBundle(bytes, 'again.qdr')
    const { resultHash: _hash, ...written } = bundle
    expect(readHash).toBe(resultHash)
    expect(content).toEqual(written)
  })

  it('keeps its result hash when only the time it took differs', async () => {
    const { resultHash } = await encodeResultBundle({ ...bundle, elapsedMs: bundle.elapsedMs + 1 })
    expect(resultHash).toBe(bundle.resultHash)
  })

  it('runs again with an identical result', async () => {
    expect(await rerunBundle(bundleFile, lake)).toEqual({ identical: true, resultHash: bundle.resultHash })
  })

  it('names the data that is no longer the same', async () => {
    const other = temporaryFolder()
    const changed = await copyLake(home, other)
    const csv = new TextDecoder().decode(await changed.exportCsv('SPX@1d')).split('\n')
    const row = csv[100]?.split(',') ?? []
    const close = csv[0]?.split(',').indexOf('close') ?? -1
    row[close] = row[csv[0]?.split(',').indexOf('low') ?? -1] ?? ''
    csv[100] = row.join(',')
    const file = path.join(other, 'SPX.csv')
    await writeFile(file, csv.join('\n'))
    const { plan, fileHash } = await changed.inspect(file)
    await changed.commit(file, fileHash, { ...plan, symbol: 'SPX', calendar: 'XNYS', existing: 'replace' })
    const answer = await rerunBundle(bundleFile, changed)
    await changed.close()
    expect(answer).toMatchObject({ identical: false, difference: { kind: 'data', where: 'SPX 1d' } })
  })

  it('names data that is gone', async () => {
    const folder = temporaryFolder()
    const empty = await openLake({ folder, now: () => 0 })
    const answer = await rerunBundle(bundleFile, empty)
    await empty.close()
    expect(answer).toMatchObject({ identical: false, difference: { kind: 'data', actual: 'nothing' } })
  })

  it('names another version of the engine before anything else', () => {
    expect(findInputDifference(bundle, [], '9.9.9')).toMatchObject({ kind: 'engine', actual: '9.9.9' })
  })

  it('names the first fill, order, point of equity, figure or log line that differs', () => {
    const fill = clone()
    const fifth = fill.outcome.fills[4]
    if (fifth) fifth.price += 0.01
    expect(findResultDifference(bundle, fill)).toMatchObject({ kind: 'fill', where: 'fill 5' })

    const missing = clone()
    missing.outcome.fills.pop()
    expect(findResultDifference(bundle, missing)).toMatchObject({
      where: `fill ${bundle.outcome.fills.length}`,
      actual: 'nothing',
    })

    const equity = clone()
    equity.outcome.equity.equity[7] = 1
    expect(findResultDifference(bundle, equity)).toMatchObject({
      where: 'equity at 2000-01-12T00:00:00.000Z',
    })

    const metric = clone()
    metric.outcome.metrics.sharpe = 99
    expect(findResultDifference(bundle, metric)).toMatchObject({
      kind: 'metric',
      where: 'sharpe',
      actual: '99',
    })

    const log = clone()
    log.outcome.log.push({ timeMs: 0, level: 'info', message: 'new' })
    expect(findResultDifference(bundle, log)).toMatchObject({ kind: 'log' })

    expect(findResultDifference(bundle, clone())).toBeUndefined()
  })
})

describe('a bundle file that cannot be trusted', () => {
  const reading = async (bytes: Uint8Array) => {
    const file = path.join(temporaryFolder(), 'given.qdr')
    await writeFile(file, bytes)
    return readResultBundle(file)
  }
  const edited = async (change: (text: string) => string) =>
    gzipSync(change(gunzipSync(await readFile(bundleFile)).toString('utf8')))

  it('is refused when a price, a figure or the source was changed', async () => {
    const { price = 0 } = bundle.outcome.fills[0] ?? {}
    const changes: ((text: string) => string)[] = [
      (text) => text.replace(`"price":${price}`, `"price":${price + 1}`),
      (text) => text.replace(/"sharpe":[\d.]+/, '"sharpe":3'),
      (text) => text.replace("name: 'Cross'", "name: 'Other'"),
      (text) => text.replace(/"elapsedMs":[\d.]+/, '"elapsedMs":1'),
    ]
    for (const change of changes) {
      await expect(reading(await edited(change))).rejects.toMatchObject({
        code: 'FILE_FORMAT',
        message: expect.stringContaining('changed after it was written'),
      })
    }
  })

  it('is refused when it is cut off anywhere', async () => {
    const bytes = await readFile(bundleFile)
    for (const part of [0.1, 0.5, 0.99]) {
      await expect(reading(bytes.subarray(0, bytes.length * part))).rejects.toMatchObject({
        code: 'FILE_FORMAT',
      })
    }
  })

  it('is refused when it is something else', async () => {
    for (const bytes of [
      new Uint8Array(0),
      Buffer.from('time,open'),
      gzipSync('{}'),
      gzipSync('[1'),
      gzipSync('7'),
    ]) {
      await expect(reading(bytes)).rejects.toMatchObject({ code: 'FILE_FORMAT' })
    }
  })

  it('is refused when a newer program wrote it, and says so', async () => {
    await expect(
      reading(await edited((text) => text.replace('"version":2', '"version":3'))),
    ).rejects.toMatchObject({ hint: 'Update Quarterdeck.' })
  })

  it('is refused when an older engine wrote it, and says so', async () => {
    await expect(
      reading(await edited((text) => text.replace('"version":2', '"version":1'))),
    ).rejects.toMatchObject({
      message: expect.stringContaining('of an older engine'),
      hint: 'Run the backtest again.',
    })
  })

  it('is refused when it unpacks without end, before memory is full', async () => {
    const bomb = Buffer.concat(Array.from({ length: 33 }, () => gzipSync(Buffer.alloc(1 << 25))))
    expect(bomb.length).toBeLessThan(2 << 20)
    await expect(reading(bomb)).rejects.toMatchObject({ message: expect.stringContaining('more than 1 GB') })
  })

  it('that is not there is unreadable, not damaged', async () => {
    rmSync(path.join(home, 'nothing.qdr'), { force: true })
    await expect(readResultBundle(path.join(home, 'nothing.qdr'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    })
  })
})

describe('canonical JSON', () => {
  it('has one spelling for a value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('keeps every bit of a column, NaN and infinities among them', () => {
    fc.assert(
      fc.property(fc.float64Array(), (column) => {
        expect(parseCanonicalJson(canonicalJson({ column }))).toEqual({ column })
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('refuses a number that JSON would lose', () => {
    expect(() => canonicalJson({ price: Number.NaN })).toThrow(RangeError)
  })
})
