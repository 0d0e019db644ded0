import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LakeDatabase } from '../../electron/lake/duckdb/lakeDatabase.ts'
import { countByte } from '../../electron/lake/import/countByte.ts'
import { readFileHead } from '../../electron/lake/import/fileHead.ts'
import { parseFile } from '../../electron/lake/import/parseFile.ts'
import { isQuickPlan, parsePlain } from '../../electron/lake/import/parsePlain.ts'
import { stageFile } from '../../electron/lake/import/stageFile.ts'
import { openLake } from '../../electron/lake/lake.ts'
import type { ImportPlan } from '../../shared/domain/importPlan.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, importFile, temporaryLake } from './lakeKit.ts'

let folder: string
let database: LakeDatabase
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-quick-'))
  database = await LakeDatabase.open(path.join(folder, 'spill'))
})
afterAll(async () => {
  database.close()
  await rm(folder, { recursive: true, force: true })
})

const TIME_AND_BAR = 's, t::double, hash(columns(* exclude (n, s, t, flags, cells, loser)))::varchar'
let copies = 0

/** What both ways make of a copy of the file: the parsed summary, and every row that would be stored. */
async function bothWays(file: string, plan: ImportPlan) {
  const head = await readFileHead(file)
  const staged = await stageFile(file, head, plan, path.join(folder, `copy-${copies++}`))
  const exact = await database.use(async (session) => {
    const { ascending: _, ...parsed } = await parseFile(session, staged, plan)
    return { parsed, kept: await session.rows(`select ${TIME_AND_BAR} from kept order by s, n`) }
  })
  const quick = await database.use(async (session) => {
    const parsed = await parsePlain(session, { file: staged.file, headerRows: 0 }, plan)
    if (!parsed || parsed.rows !== staged.dataRows || staged.unreadableCount > 0) return undefined
    const { ascending: _, symbols, ...summary } = parsed
    const unranged = symbols.map(({ range: _, ...symbol }) => symbol)
    return {
      parsed: { ...summary, symbols: unranged },
      kept: await session.rows(`select ${TIME_AND_BAR} from kept order by s, n`),
    }
  })
  return { exact, quick }
}

/** Recorded files that have no defect and are read by the quick way. */
const CLEAN = [
  'equities/bokeh_AAPL_daily.csv.gz',
  'equities/india_CCCL_daily.csv',
  'equities/spx_index_1m_2019-11.csv',
  'equities/wiki_2014_prices_actions.csv',
  'equities/z7_daily_raw.csv.gz',
  'fx/oanda_EURUSD_hour_quotes.csv.gz',
  'crypto/bitfinex_BTCUSD_hour.csv',
  'crypto/coinbase_BTCUSD_minute_trade_2018-04.csv.gz',
  'npm_samples/aapl.csv',
  'npm_samples/sp500-2000.csv.gz',
  'npm_samples/stocks.csv',
  'dirty_data/DODFX-1d-cg-double-count.csv',
]

/** Recorded files of which something has to be said, row by row. */
const WITH_DEFECTS = [
  'equities/india_minute.csv.gz',
  'futures/eurex_FESX_minute.csv.gz',
  'futures/hkfe_HSI_daily_quote.csv',
  'futures/hsi_fesx_chain_universes.csv',
  'dirty_data/KEN-TA-1d-bad-div.csv',
  'dirty_data/LSC-L-1d-bad-div.csv',
  'macro/finance-vix.csv.gz',
]

describe.skipIf(!hasSharedData)('the quick way on recorded files', () => {
  const detected = async (file: string) => (await (await temporaryLake()).lake.inspect(file)).plan

  it.each(CLEAN)('reads %s as the exact way does', async (name) => {
    const plan = await detected(sharedData(name))
    expect(isQuickPlan(plan)).toBe(true)
    const { exact, quick } = await bothWays(sharedData(name), plan)
    expect(quick).toEqual(exact)
  })

  it.each(WITH_DEFECTS)('leaves %s to the exact way', async (name) => {
    const { quick } = await bothWays(sharedData(name), await detected(sharedData(name)))
    expect(quick).toBeUndefined()
  })
})

const PLAN: ImportPlan = {
  format: 'csv',
  delimiter: ',',
  hasHeader: true,
  decimalSeparator: '.',
  columns: [
    { name: 'symbol', role: 'symbol' },
    { name: 'time', role: 'time' },
    { name: 'open', role: 'open' },
    { name: 'high', role: 'high' },
    { name: 'low', role: 'low' },
    { name: 'close', role: 'close' },
    { name: 'volume', role: 'volume' },
    { name: 'adjusted', role: 'adjusted-close' },
  ],
  layout: 'long',
  timeFormat: { kind: 'iso' },
  timeZone: 'America/New_York',
  timeMarks: 'open',
  timeframe: '1h',
  assetClass: 'equity',
  currency: 'USD',
  tickSize: 0.01,
  lotSize: 1,
  multiplier: 1,
  calendar: 'XNYS',
  adjustment: 'unknown',
  defects: { unsorted: 'keep', 'duplicate-time': 'drop' },
  existing: 'refuse',
}

/** Numbers as files have them, and what is nearly one. */
const ODD_NUMBERS =
  '10.5|0010.5|+10.5| 10.5|10.5 |1e1|1.05E1|.5|5.|10_000|1,5|0x10|nan|inf|-|null||1K|10.500000000000000001|9007199254740993|1e-320|1e400|١٠|10.5\u00a0'.split(
    '|',
  )
const number = fc.oneof(
  { weight: 30, arbitrary: fc.double({ min: 9, max: 11, noNaN: true }).map(String) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_NUMBERS) },
)
const time = fc.oneof(
  {
    weight: 40,
    arbitrary: fc
      .record({ hour: fc.integer({ min: 0, max: 24 * 200 }), form: fc.integer({ min: 0, max: 4 }) })
      .map(({ hour, form }) => {
        const iso = new Date(Date.UTC(2024, 0, 1, hour)).toISOString().slice(0, 19)
        return [iso, iso.replace('T', ' '), `${iso}Z`, `${iso}-05:00`, iso.slice(0, 16)][form] ?? iso
      }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2024-03-10T02:30:00', '2024-02-30', 'epoch', 'infinity', '', '2024-01-01'),
  },
)
const symbol = fc.constantFrom('AAA', 'AAA', 'BBB', 'bbb', ' AAA', 'A A', '#AA', '')
const line = fc
  .record({ symbol, time, rest: fc.array(number, { minLength: 6, maxLength: 6 }) })
  .map(({ symbol, time, rest }) => [symbol, time, '10', '12', '8', ...rest.slice(3)].join(','))
const oddLine = fc.constantFrom('', '   ', '# note', 'AAA,2024-01-01', `${'x,'.repeat(8)}`, '"AAA",x')

describe('the quick way', () => {
  const parse = async (name: string, text: string | Uint8Array, plan = PLAN) => {
    const file = path.join(folder, name)
    await writeFile(file, text)
    return bothWays(file, plan)
  }
  const header = 'symbol,time,open,high,low,close,volume,adjusted\n'

  it('either gives exactly what the exact way gives or leaves the file to it', async () => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 30, arbitrary: line }, { weight: 1, arbitrary: oddLine }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.constantFrom('\n', '\r\n'),
        async (lines, end) => {
          const sorted = lines.toSorted((a, b) => (a.slice(4) < b.slice(4) ? -1 : 1))
          const text = `${header + sorted.join('\n')}\n`
          const { exact, quick } = await parse('odd.csv', text.replaceAll('\n', end))
          if (!quick) return
          taken++
          expect(quick).toEqual(exact)
        },
      ),
      { seed: 11, numRuns: 60 },
    )
    expect(taken).toBeGreaterThan(20)
  })

  it.each(ODD_NUMBERS)("reads the volume '%s' as the exact way does, or not at all", async (text) => {
    const { exact, quick } = await parse('one.csv', `${header}AAA,2024-01-02T10:00:00,10,12,8,11,${text},1\n`)
    if (quick) expect(quick).toEqual(exact)
    if (text === '10.5' || text === '1e1') expect(quick).toBeDefined()
  })
})

describe('counting a byte in text', () => {
  it('gives what splitting at it gives, wherever the text begins in memory', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...',,,;a\n\u0000\u007f+'), maxLength: 3000 }),
        fc.nat(7),
        (text, at) => {
          const bytes = Buffer.from(` ${' '.repeat(at)}${text}`).subarray(at + 1)
          expect(countByte(bytes, 44)).toBe(text.split(',').length - 1)
        },
      ),
      { seed: 11, numRuns: 200 },
    )
  })
})

describe('an import through the quick way', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const at = new Date(Date.UTC(2020, 0, 1) + index * 60_000).toISOString().slice(0, 19)
      const price = 100 + ((index * 7919) % 97) / 10
      return `${at},${price},${price + 1},${price - 1},${price + 0.5},${(index * 31) % 1000}\n`
    })
  const header = 'time,open,high,low,close,volume\n'
  const overrule = { timeZone: 'UTC', calendar: '24x7', existing: 'replace' } as const

  it('stores the same dataset as the exact way, which a comment, a quote or gzip asks for', async () => {
    const { lake, write } = await temporaryLake()
    const body = rows(30_000).join('')
    const forms: readonly (readonly [string, string | Uint8Array])[] = [
      ['ABC.csv', header + body],
      ['ABC.csv', `${header}${body}# the end\n`],
      ['ABC.csv', `${header}${body.replace('2020-01-01T00:00:00', '"2020-01-01T00:00:00"')}`],
      ['ABC.csv', (header + body).replaceAll('\n', '\r\n')],
      ['ABC.csv.gz', gzipSync(header + body)],
      ['ABC.csv', (header + body).trimEnd()],
    ]
    const stored = []
    for (const [name, text] of forms) {
      const { datasets } = await importFile(lake, await write(name, text), overrule)
      stored.push(datasets.map(({ provenance: _, ...dataset }) => dataset))
    }
    for (const other of stored) expect(other).toEqual(stored[0])
  })

  it('names the row of a defect after the header and lines that are none', async () => {
    const { lake, write } = await temporaryLake()
    const lines = rows(5000)
    const text = `${header}${lines.slice(0, 4000).join('')}\n${lines.slice(4000).join('').replace(',100,', ',-1,')}`
    const bad = text.split('\n').findIndex((line) => line.includes(',-1,')) + 1
    const file = await write('ABC.csv', text)
    const { fileHash, plan } = await lake.inspect(file)
    expect((await deskError(lake.commit(file, fileHash, plan))).where).toBe(`ABC.csv, row ${bad}`)
  })

  it('sees a trailing delimiter in one row as the exact way does', async () => {
    const { lake, write } = await temporaryLake()
    const lines = rows(100)
    lines[50] = `${(lines[50] ?? '').trimEnd()},\n`
    const file = await write('ABC.csv', header + lines.join(''))
    const { fileHash, plan } = await lake.inspect(file)
    const preview = await lake.preview(file, fileHash, plan)
    expect(preview.counts).toEqual({ 'unreadable-row': 1 })
    expect(preview.issues[0]?.row).toBe(52)
  })

  it('takes a preview over, and what the file has become since not', async () => {
    const { lake, write } = await temporaryLake()
    const file = await write('ABC.csv', header + rows(2000).join(''))
    const { fileHash, plan: found } = await lake.inspect(file)
    const plan = { ...found, ...overrule }
    const { symbols } = await lake.preview(file, fileHash, plan)
    const first = await lake.commit(file, fileHash, { ...plan, tickSize: 0.5, multiplier: 3 })
    expect(first.datasets[0]).toMatchObject({ bars: symbols[0]?.bars, instrument: { multiplier: 3 } })
    const second = await lake.commit(file, fileHash, plan)
    expect(second.datasets[0]?.hash).toBe(first.datasets[0]?.hash)
    await lake.preview(file, fileHash, plan)
    await writeFile(file, header + rows(2000).join('').replace('100.5', '100.6'))
    expect((await deskError(lake.commit(file, fileHash, plan))).code).toBe('FILE_CHANGED')
    await rm(file)
    expect((await deskError(lake.commit(file, fileHash, plan))).code).toBe('FILE_UNREADABLE')
  })

  it('parses again after a plan that reads the file differently', async () => {
    const { lake, write } = await temporaryLake()
    const file = await write('ABC.csv', header + rows(100).join(''))
    const { fileHash, plan: found } = await lake.inspect(file)
    const plan = { ...found, ...overrule }
    const [utc] = (await lake.preview(file, fileHash, plan)).symbols
    const { datasets } = await lake.commit(file, fileHash, { ...plan, timeZone: 'Asia/Tokyo' })
    expect(datasets[0]?.fromMs).toBe((utc?.fromMs ?? 0) - 9 * 3_600_000)
  })
})

describe('gzip that unpacks to more than half of the free disk', () => {
  it('is one clear error, and leaves nothing behind', async () => {
    const lake = await openLake({
      folder: path.join(folder, 'small'),
      now: () => 0,
      freeBytes: async () => 8_000_000,
    })
    const line = '2024-01-02,10,11,9,10.5,100\n'
    const file = path.join(folder, 'BOMB.csv.gz')
    await writeFile(file, gzipSync(`date,open,high,low,close,volume\n${line.repeat(400_000)}`))
    expect((await stat(file)).size).toBeLessThan(100_000)
    const error = await deskError(lake.inspect(file))
    expect(error).toMatchObject({ code: 'STORE_FAILED', where: 'BOMB.csv.gz' })
    expect(error.message).toBe(
      'BOMB.csv.gz: its decompressed data would take more than 4 MB, half of the free disk space.',
    )
    expect(lake.list()).toEqual([])
    await lake.close()
  })
})
