import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import { rerunBundle } from '../../electron/research/rerunBundle.ts'
import { readRunResult } from '../../electron/research/resultBundle.ts'
import type { BacktestConfigInput, RunResult } from '../../shared/domain/backtest.ts'
import { openSampleLake, textQueue } from '../support/sampleHome.ts'
import { temporaryFolder, temporaryFolderForAll } from '../support/temporaryFolder.ts'

const strategy = (entries: string, imports = 'atTimeframe, known, ofSymbol, sma') =>
  `import { defineStrategy, ${imports} } from 'quarterdeck'
export default defineStrategy({ name: 'It', ${entries} })`

const LOG_LAST = `onBar(ctx) { if (ctx.barTimeMs >= Date.UTC(2020, 3, 17)) ctx.log([ctx.x].join(' ')) }`

const home = temporaryFolderForAll()
let lake: Lake

beforeAll(async () => {
  lake = await openSampleLake(home)
  const file = path.join(home, 'claims.csv')
  await writeFile(
    file,
    'date,pub_date,value\n2020-03-14,2020-03-19,281\n2020-03-14,2020-03-26,282\n2020-03-21,2020-03-26,3283\n2020-04-11,2020-04-23,4442\n',
  )
  const { plan, fileHash } = await lake.records.inspect(file, 'values')
  await lake.records.commit(file, fileHash, { ...plan, id: 'CLAIMS' })
  const news = path.join(home, 'news.csv')
  await writeFile(
    news,
    'time,type,text,symbols\n2020-03-03T15:00:00Z,statement,Rates are cut by half a point,SPX\n2020-03-15T21:00:00Z,statement,Rates are cut by a point,\n',
  )
  const inspected = await lake.records.inspect(news, 'news')
  await lake.records.commit(news, inspected.fileHash, { ...inspected.plan, id: 'FED' })
})
afterAll(() => lake.close())

async function run(
  source: string,
  config: Partial<BacktestConfigInput> = {},
): Promise<{ result: RunResult; file: string }> {
  const { queue } = textQueue(lake, home, { it: source })
  const record = await queue.whenEnded(
    (await queue.start({ strategyId: 'it', symbols: ['SPX'], timeframe: '1d', ...config })).id,
  )
  if (record.error) throw new Error(`${record.error.code}: ${record.error.message} ${record.error.hint}`)
  const file = queue.bundleFile(record.id)
  return { result: await readRunResult(file, record), file }
}

describe('a run of a strategy that reads other data', () => {
  it('loads exactly what the strategy names, and lists it with hashes', async () => {
    const source = strategy(`
      indicators: ({ close }) => ({
        x: atTimeframe('1w', ({ close }) => sma(close, 4)), y: known('CLAIMS'), z: ofSymbol('SPX', ({ close }) => close),
      }),
      ${LOG_LAST}`)
    const { result, file } = await run(source, { fromMs: Date.UTC(2020, 2, 27) })
    expect(result.description.needs).toEqual({
      bars: [{ timeframe: '1w' }, { symbol: 'SPX' }],
      values: ['CLAIMS'],
      news: [],
    })
    expect(result.summary.data.map(({ symbol, timeframe }) => `${symbol}@${timeframe}`)).toEqual([
      'SPX@1d',
      'SPX@1w',
    ])
    expect(result.summary.data[1]?.hash).toMatch(/^[0-9a-f]{64}$/)
    // The last release was published after the last bar.
    expect(result.summary.pointInTime).toMatchObject([{ kind: 'values', datasetId: 'CLAIMS', rows: 3 }])
    // Mean of the four weeks before that of 13 April 2020, by hand from the closes of SPX: 2304.92, 2541.47, 2488.65, 2789.82.
    expect(Number(result.log[0]?.message)).toBeCloseTo(
      (2304.919922 + 2541.469971 + 2488.649902 + 2789.820068) / 4,
      5,
    )
    expect(await rerunBundle(file, lake)).toEqual({ identical: true, resultHash: result.summary.resultHash })
  })

  it('asks a strategy for its needs with the parameters of the run', async () => {
    const source = strategy(`
      parameters: { weeks: { default: 1, min: 1, max: 3 } },
      indicators: ({ parameters }) => ({ x: atTimeframe(parameters.weeks === 1 ? '1w' : '1M', ({ close }) => close) }),
      ${LOG_LAST}`)
    const { result } = await run(source, { parameters: { weeks: 2 } })
    expect(result.summary.data.map(({ timeframe }) => timeframe)).toEqual(['1d', '1M'])
  })

  it('is told of news at the first close that it was known at, and of none before', async () => {
    const source = strategy(
      `data: { news: ['FED'], values: ['CLAIMS'] },
      onNews(ctx, item) { ctx.log([new Date(ctx.barTimeMs).toISOString().slice(0, 10), item.text, item.symbols.length, ctx.news().length].join('|')) },
      onBar(ctx) {
        const known = ctx.known('CLAIMS')
        if (ctx.index % 5 === 0 && known) ctx.log([known.value, ctx.vintages('CLAIMS', Date.UTC(2020, 2, 14)).length].join(' '))
      }`,
      'known',
    )
    const { result } = await run(source.replace('known }', 'sma }').replace(', known', ', sma'), {
      fromMs: Date.UTC(2020, 1, 3),
    })
    const told = result.log.map(({ message }) => message)
    expect(told.filter((line) => line.includes('|'))).toEqual([
      '2020-03-03|Rates are cut by half a point|1|1',
      '2020-03-16|Rates are cut by a point|0|2',
    ])
    expect(told).toContain('3283 2')
    expect(result.summary.pointInTime).toMatchObject([
      { datasetId: 'CLAIMS' },
      { kind: 'news', datasetId: 'FED', rows: 2 },
    ])
  })

  it.each([
    [
      `indicators: () => ({ x: known('GDP') }), onBar() {}`,
      "DATA_MISSING: The strategy needs the values 'GDP'",
      'quarterdeck import FILE --kind values --symbol GDP',
    ],
    [
      `indicators: () => ({ x: ofSymbol('SPY', ({ close }) => close) }), onBar() {}`,
      'DATA_MISSING: The strategy needs 1d bars of SPY',
      'Import SPY with bars of 1d or finer',
    ],
    [
      `indicators: () => ({ x: atTimeframe('1h', ({ close }) => close) }), onBar() {}`,
      'DATA_MISSING: The strategy needs 1h bars of SPX',
      'The finest bars of SPX are 1d',
    ],
  ])('ends naming what to import: %s', async (entries, message, hint) => {
    await expect(run(strategy(entries))).rejects.toThrow(message)
    await expect(run(strategy(entries))).rejects.toThrow(hint)
  })

  it('is not the same run once a vintage that it saw was corrected at its own time', async () => {
    const folder = temporaryFolder()
    const other = await openLake({ folder: path.join(folder, 'lake'), now: () => 0 })
    const source = strategy(`indicators: () => ({ x: known('CLAIMS') }), ${LOG_LAST}`)
    const { file } = await run(source)
    const csv = path.join(folder, 'claims.csv')
    await writeFile(csv, 'date,pub_date,value\n2020-03-14,2020-03-19,999\n')
    const { plan, fileHash } = await other.records.inspect(csv, 'values')
    await other.records.commit(csv, fileHash, { ...plan, id: 'CLAIMS' })
    const spx = path.join(folder, 'spx.csv')
    await writeFile(spx, await lake.exportCsv('SPX@1d'))
    const bars = await other.inspect(spx)
    await other.commit(spx, bars.fileHash, {
      ...bars.plan,
      symbol: 'SPX',
      assetClass: 'index',
      calendar: 'XNYS',
      adjustment: lake.show('SPX@1d').adjustment,
    })
    const answer = await rerunBundle(file, other)
    expect(answer).toMatchObject({ identical: false, difference: { kind: 'data', where: 'values CLAIMS' } })
    await other.close()
  })
})
