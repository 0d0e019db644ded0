import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSeriesFile } from '../../electron/lake/columnsFile.ts'
import { openLake } from '../../electron/lake/lake.ts'
import { datasetFolderName } from '../../electron/lake/storage/datasetId.ts'
import { makeExampleMarkets } from '../../electron/lake/synthetic/markets/exampleMarkets.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { deskError, importFile, importText, snapshot, temporaryLake } from './lakeKit.ts'

const CSV =
  'date,open,high,low,close,volume\n2024-01-02,10,11,9,10.1,100\n2024-01-03,10.1,12,0.1,0.1,\n2024-01-04,0.3,0.7,0.1,0.30000000000000004,2\n'

/** Opens the lake in a copy of a folder, as after a crash, and says what it holds and how its folder looks. */
async function reopened(folder: string) {
  const copy = await mkdtemp(path.join(tmpdir(), 'quarterdeck-crash-'))
  await cp(folder, copy, { recursive: true })
  const messages: string[] = []
  const lake = await openLake({
    folder: copy,
    now: () => 0,
    log: (_level, message) => messages.push(message),
  })
  const closes: Record<string, number[]> = {}
  for (const { id } of lake.list()) {
    closes[id] = [...(await lake.bars(id, '1d', undefined, undefined, 100)).columns.close]
  }
  await lake.close()
  const left = existsSync(path.join(copy, '.staging')) ? await readdir(path.join(copy, '.staging')) : []
  await rm(copy, { recursive: true, force: true })
  return { closes, messages, left }
}

describe('a dataset', () => {
  it('has a hash of its columns that anybody can compute: SHA-256 over little-endian float64, column by column', async () => {
    const fixture = await temporaryLake()
    const { dataset } = await importText(fixture, 'ABC.csv', CSV)
    const times = ['2024-01-02', '2024-01-03', '2024-01-04'].map((day) => Date.parse(day))
    const columns = [
      times,
      [10, 10.1, 0.3],
      [11, 12, 0.7],
      [9, 0.1, 0.1],
      [10.1, 0.1, 0.1 + 0.2],
      [100, Number.NaN, 2],
    ]
    const bytes = Buffer.alloc(columns.flat().length * 8)
    for (const [index, value] of columns.flat().entries()) bytes.writeDoubleLE(value, index * 8)
    expect(dataset.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('comes back from an export to CSV and to Parquet with the identical hash', async () => {
    const fixture = await temporaryLake()
    const { dataset } = await importText(fixture, 'ABC.csv', CSV)
    const csv = await fixture.write('CSVCOPY.csv', await fixture.lake.exportCsv(dataset.id))
    const parquet = await fixture.write('PARQUETCOPY.parquet', await fixture.lake.exportParquet(dataset.id))
    expect((await importFile(fixture.lake, csv)).datasets[0]?.hash).toBe(dataset.hash)
    expect((await importFile(fixture.lake, parquet)).datasets[0]?.hash).toBe(dataset.hash)
  })

  it('has the same hash wherever and whenever it was imported', async () => {
    const [a, b] = [await temporaryLake(), await temporaryLake()]
    const first = await importText(a, 'ABC.csv', CSV)
    const second = await importText(b, 'ABC.csv', CSV.replaceAll('\n', '\r\n'))
    expect(second.dataset.hash).toBe(first.dataset.hash)
  })

  it('is found by symbol: at its timeframe, else at the coarsest it can be built from', async () => {
    const { lake, write } = await temporaryLake()
    const minutes = `time,close\n${Array.from({ length: 60 }, (_, i) => `2024-01-02T15:${String(i).padStart(2, '0')}Z,${i + 1}\n`).join('')}`
    await importFile(lake, await write('AB.csv', minutes))
    await importFile(lake, await write('AB.csv', 'date,close\n2024-01-02,5\n2024-01-03,6\n'))
    const found = (timeframe?: string) => lake.find('AB', timeframe)?.id
    expect([found(), found('5m'), found('1h'), found('1d'), found('1w'), found('1s')]).toEqual([
      'AB@1m',
      'AB@1m',
      'AB@1m',
      'AB@1d',
      'AB@1d',
      undefined,
    ])
    expect(lake.find('ab')).toBeUndefined()
  })

  it('that is not there is answered with the closest ids', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'ABCD.csv', CSV)
    const error = await deskError((async () => fixture.lake.show('ABCE@1d'))())
    expect(error).toMatchObject({ code: 'NOT_FOUND', details: { suggestions: ['ABCD@1d'] } })
  })

  it('leaves with its folder when it is removed, and tells the listeners', async () => {
    const fixture = await temporaryLake()
    const before = snapshot(fixture.folder)
    let changes = 0
    const end = fixture.lake.onChange(() => changes++)
    const { dataset } = await importText(fixture, 'ABC.csv', CSV)
    await fixture.lake.remove(dataset.id)
    expect(changes).toBe(2)
    end()
    expect(fixture.lake.list()).toEqual([])
    const after = snapshot(fixture.folder)
    expect(Object.keys(after).filter((name) => name.includes('@'))).toEqual([])
    expect(Object.keys(before).filter((name) => !(name in after))).toEqual([])
  })

  it('has a folder name that keeps 1m and 1M apart without regard to case', () => {
    const names = ['A@1m', 'A@1M', 'A/B@1d', 'A:B@1d', 'ÄB@1d'].map((id) =>
      datasetFolderName(id).toLowerCase(),
    )
    expect(new Set(names).size).toBe(names.length)
    expect(names.every((name) => /^[a-z0-9@._=^%-]+$/.test(name))).toBe(true)
  })
})

describe('a crash', () => {
  it('before the commit leaves the old data and no leftovers', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'ABC.csv', CSV)
    const staging = path.join(fixture.folder, '.staging', 'dead')
    await mkdir(path.join(staging, 'new', 'XYZ@1d'), { recursive: true })
    await writeFile(path.join(staging, 'new', 'XYZ@1d', 'bars.parquet'), 'half of it')
    const { closes, left } = await reopened(fixture.folder)
    expect(Object.keys(closes)).toEqual(['ABC@1d'])
    expect(left).toEqual([])
  })

  it('at any moment of a commit of two datasets gives both new ones or both old ones', async () => {
    const fixture = await temporaryLake()
    const text = (close: number) =>
      `ticker,date,close\nAA,2024-01-02,${close}\nBB,2024-01-02,${close}\nAA,2024-01-03,${close}\nBB,2024-01-03,${close}\n`
    await importText(fixture, 'pair.csv', text(1))
    const other = await temporaryLake()
    await importText(other, 'pair.csv', text(2))
    const staging = path.join(fixture.folder, '.staging', 'dead')
    const fresh = (name: string) => path.join(staging, 'new', name)
    const old = (name: string) => path.join(staging, 'old', name)
    const place = (name: string) => path.join(fixture.folder, name)
    for (const name of ['AA@1d', 'BB@1d'])
      await cp(path.join(other.folder, name), fresh(name), { recursive: true })
    const olds = { 'AA@1d': [1, 1], 'BB@1d': [1, 1] }
    const news = { 'AA@1d': [2, 2], 'BB@1d': [2, 2] }
    expect((await reopened(fixture.folder)).closes).toEqual(olds)
    await writeFile(path.join(staging, 'commit.json.new'), '{"folders":["AA')
    expect((await reopened(fixture.folder)).closes).toEqual(olds)
    await writeFile(path.join(staging, 'commit.json'), '{"folders":["AA@1d","BB@1d"]}')
    await mkdir(path.join(staging, 'old'))
    const steps: (() => Promise<void>)[] = [
      async () => undefined,
      () => rename(place('AA@1d'), old('AA@1d')),
      () => rename(fresh('AA@1d'), place('AA@1d')),
      () => rename(place('BB@1d'), old('BB@1d')),
      () => rename(fresh('BB@1d'), place('BB@1d')),
    ]
    for (const step of steps) {
      await step()
      expect(await reopened(fixture.folder)).toMatchObject({ closes: news, left: [] })
    }
  })

  it('that damaged a record leaves the other datasets usable and says which one is not', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'ABC.csv', CSV)
    await importText(fixture, 'DEF.csv', CSV)
    await writeFile(path.join(fixture.folder, 'DEF@1d', 'dataset.json'), '{"id":')
    const { closes, messages } = await reopened(fixture.folder)
    expect(Object.keys(closes)).toEqual(['ABC@1d'])
    expect(messages).toHaveLength(1)
    expect(messages[0]).toContain('DEF@1d')
  })
})

describe('a slice', () => {
  it('is the same bars in memory and in its columns file, named after their hash', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'ABC.csv', CSV)
    const { series, slice, columnsFile } = await fixture.lake.slice({
      symbol: 'ABC',
      timeframe: '1d',
      fromMs: Date.parse('2024-01-03'),
      toMs: Date.parse('2024-01-04'),
    })
    expect(slice).toMatchObject({ bars: 2, datasetId: 'ABC@1d', synthetic: false, source: 'ABC.csv' })
    expect(path.basename(columnsFile)).toBe(`${slice.hash}.columns`)
    expect(readSeriesFile(columnsFile)).toEqual({ columns: series.columns })
    const again = await fixture.lake.slice({
      symbol: 'ABC',
      timeframe: '1d',
      fromMs: Date.parse('2024-01-03'),
    })
    expect(again.columnsFile).toBe(columnsFile)
  })

  it('of what is not there says what is', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'ABC.csv', CSV)
    const ask = (request: { symbol: string; timeframe: string; fromMs?: number }) =>
      deskError(fixture.lake.slice(request))
    expect(await ask({ symbol: 'ABD', timeframe: '1d' })).toMatchObject({
      code: 'DATA_MISSING',
      details: { suggestions: ['ABC'] },
    })
    expect((await ask({ symbol: 'ABC', timeframe: '1m' })).hint).toContain('There are bars of 1d')
    expect((await ask({ symbol: 'ABC', timeframe: '1d', fromMs: Date.parse('2030-01-01') })).hint).toContain(
      '2024-01-02',
    )
  })

  it('refuses a columns file that is cut short or of something else', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'ABC.csv', CSV)
    const { columnsFile } = await fixture.lake.slice({ symbol: 'ABC', timeframe: '1d' })
    const bytes = await readFile(columnsFile)
    for (const [name, content] of [
      ['short', bytes.subarray(0, -8)],
      ['none', Buffer.alloc(0)],
      ['other', Buffer.from(bytes).fill(0, 0, 8)],
    ] as const) {
      const file = await fixture.write(name, content)
      expect(() => readSeriesFile(file)).toThrow(DeskError)
    }
    expect(() => readSeriesFile('/nowhere/at/all')).toThrow('cannot be read')
  })
})

describe('the samples', () => {
  it('come from the installed packages, with source and licence, and doing it again changes nothing', async () => {
    const { lake, folder } = await temporaryLake()
    await lake.importSamples()
    const examples = await makeExampleMarkets()
    const isExample = (id: string): boolean =>
      examples.series.some(({ instrument, timeframe }) => id === `${instrument.symbol}@${timeframe}`) ||
      examples.continuous.some(({ symbol }) => id === `${symbol}@1d`)
    const list = lake.list().map(({ id, bars, provenance }) => [id, bars, provenance.kind] as const)
    expect(list.filter(([id]) => !isExample(id))).toEqual([
      ['AAPL@1d', 1260, 'sample'],
      ['AAPL@1M', 123, 'sample'],
      ['AMZN@1M', 123, 'sample'],
      ['GOOG@1M', 68, 'sample'],
      ['IBM@1M', 123, 'sample'],
      ['MSFT@1M', 123, 'sample'],
      ['SPX@1d', 5105, 'sample'],
      ...['BOND-20Y', 'BOND-7Y', 'COMMODITY', 'EQUITY-US', 'EQUITY-WORLD', 'EURUSD', 'GOLD', 'JPYUSD'].map(
        (name) => [`SYN-${name}@1d`, 5105, 'synthetic'],
      ),
    ])
    expect(list.filter(([id]) => isExample(id))).toHaveLength(
      examples.series.length + examples.continuous.length,
    )
    for (const { id, instrument, provenance, continuous } of lake.list()) {
      expect(provenance.licence).not.toBe('')
      if (provenance.kind !== 'synthetic') continue
      expect(instrument.name, id).toMatch(/^SYNTHETIC /)
      if (continuous === undefined) expect(provenance.source, id).toMatch(/^SYNTHETIC /)
    }
    expect(lake.show('SPX@1d')).toMatchObject({
      instrument: { assetClass: 'index', currency: 'USD', calendar: 'XNYS' },
      quality: { expectedBars: 5105, missingBars: 0 },
    })
    const before = snapshot(folder)
    await lake.importSamples()
    expect(snapshot(folder)).toEqual(before)
  })
})
