import { rmSync } from 'node:fs'
import { chmod, mkdir, open, rm, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { deskError, importFile, importText, type LakeFixture, snapshot, temporaryLake } from './lakeKit.ts'

const GOOD = 'date,open,high,low,close,volume\n2024-01-02,10,11,9,10.5,100\n2024-01-03,10.5,12,10,11,200\n'

/** A lake with one dataset, and what its folder looks like. */
async function lakeWithData(): Promise<LakeFixture & { before: Record<string, string> }> {
  const fixture = await temporaryLake()
  await importText(fixture, 'OLD.csv', GOOD)
  return { ...fixture, before: snapshot(fixture.folder) }
}

function binary(): Uint8Array {
  return Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256)
}

/** The same bytes with another checksum. */
function damaged(bytes: Buffer): Buffer {
  return bytes.fill(7, bytes.length - 8)
}

function manyRows(rows: number): string {
  const lines = ['date,open,high,low,close,volume']
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(1990, 0, 1) + i * 86_400_000).toISOString().slice(0, 10)
    lines.push(`${day},10,11,9,10.5,${i}`)
  }
  return `${lines.join('\n')}\n`
}

describe('files that cannot be imported leave the lake byte for byte as it was', () => {
  const files: readonly (readonly [string, string, string | Uint8Array, string, RegExp])[] = [
    ['an empty file', 'a.csv', '', 'FILE_FORMAT', /empty/],
    ['a header without rows', 'a.csv', 'date,open,high,low,close\n', 'FILE_FORMAT', /header and no rows/],
    ['binary data', 'a.csv', binary(), 'FILE_FORMAT', /binary/],
    ['a zip or Excel file', 'a.xlsx', Buffer.from('PK\u0003\u0004 and more'), 'FILE_FORMAT', /zip or Excel/],
    [
      'gzip that is cut short',
      'a.csv.gz',
      gzipSync(manyRows(5000)).subarray(0, 9000),
      'FILE_FORMAT',
      /cut short/,
    ],
    ['gzip with a damaged end', 'a.csv.gz', damaged(gzipSync(GOOD)), 'FILE_FORMAT', /gzip|damaged/],
    ['text without columns', 'a.txt', 'to be\nor not to be\n', 'FILE_FORMAT', /not divided/],
    ['a table without prices', 'a.csv', 'date,comment\n2024-01-02,fine\n', 'FILE_FORMAT', /is a price/],
    ['a table without times', 'a.csv', 'name,price\nx,1\n', 'FILE_FORMAT', /is a time/],
    [
      'times in no known format',
      'a.csv',
      'date,price\nMonday,1\nTuesday,2\n',
      'FILE_FORMAT',
      /no known format/,
    ],
    ['one object of arrays', 'a.json', '{"time":[1,2],"close":[3,4]}\n', 'FILE_FORMAT', /arrays/],
    ['a Parquet file that is cut short', 'a.parquet', 'PAR1 and nothing after', 'FILE_FORMAT', /Parquet/],
  ]
  it.each(files)('%s', async (_name, file, content, code, message) => {
    const { lake, folder, before, write } = await lakeWithData()
    const error = await deskError(lake.inspect(await write(file, content)))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.message.split('\n')).toHaveLength(1)
    expect(snapshot(folder)).toEqual(before)
  })

  it('a folder, a file that is not there, and one that may not be read', async () => {
    const { lake, folder, files, before, write } = await lakeWithData()
    await mkdir(path.join(files, 'folder.csv'))
    expect((await deskError(lake.inspect(path.join(files, 'folder.csv')))).message).toContain('folder')
    expect((await deskError(lake.inspect(path.join(files, 'none.csv')))).code).toBe('FILE_UNREADABLE')
    const secret = await write('secret.csv', GOOD)
    await chmod(secret, 0)
    // The superuser may read everything, so there is nothing to see where the tests run as one.
    if (process.getuid?.() !== 0) expect((await deskError(lake.inspect(secret))).code).toBe('FILE_UNREADABLE')
    expect(snapshot(folder)).toEqual(before)
  })

  it('a line of two gigabytes, of which no more than the beginning is read', async () => {
    const { lake, folder, files, before } = await lakeWithData()
    const huge = path.join(files, 'huge.csv')
    const handle = await open(huge, 'w')
    await handle.write('date,close,'.padEnd(2 << 20, 'x'))
    await handle.close()
    await truncate(huge, 2 ** 31)
    const memory = process.memoryUsage().rss
    const started = performance.now()
    const error = await deskError(lake.inspect(huge))
    expect(error.code).toBe('FILE_FORMAT')
    expect(error.message).toContain('longer than 1 MiB')
    expect(performance.now() - started).toBeLessThan(1000)
    expect(process.memoryUsage().rss - memory).toBeLessThan(200 << 20)
    expect(snapshot(folder)).toEqual(before)
  })

  it('a long line further down, at its row', async () => {
    const { lake, folder, before, write } = await lakeWithData()
    const file = await write('a.csv', `${manyRows(40_000)}2199-01-01,${'9'.repeat(3 << 20)}\n`)
    const error = await deskError(lake.inspect(file))
    expect(error.message).toContain('row 40002 is longer than 1 MiB')
    expect(snapshot(folder)).toEqual(before)
  })

  it('a file that changes or disappears between the look and the import', async () => {
    const { lake, folder, before, write } = await lakeWithData()
    const file = await write('NEW.csv', GOOD)
    const { fileHash, plan } = await lake.inspect(file)
    await writeFile(file, GOOD.replace('10.5', '10.6'))
    expect((await deskError(lake.commit(file, fileHash, plan))).code).toBe('FILE_CHANGED')
    await rm(file)
    expect((await deskError(lake.commit(file, fileHash, plan))).code).toBe('FILE_UNREADABLE')
    expect(snapshot(folder)).toEqual(before)
  })

  it('a symbol that is there already, until it is to be replaced', async () => {
    const { lake, folder, before, write } = await lakeWithData()
    const file = await write('OLD.csv', GOOD.replace('11,200', '11.5,200'))
    const error = await deskError(importFile(lake, file))
    expect(error.code).toBe('ALREADY_EXISTS')
    expect(error.details).toEqual({ datasets: ['OLD@1d'] })
    expect(snapshot(folder)).toEqual(before)
    await importFile(lake, file, { existing: 'replace' })
    const { columns } = await lake.bars('OLD@1d', '1d', undefined, undefined, 10)
    expect([...columns.close]).toEqual([10.5, 11.5])
  })
})

describe('a disk that refuses', () => {
  it('ends an import with one clear error and the data of before', async () => {
    const { lake, folder, before, write } = await lakeWithData()
    const text = GOOD.replaceAll('\n2024', '\nAAA,2024').replace('date', 'ticker,date')
    const file = await write('two.csv', `${text}ZZZ,2024-01-02,1,1,1,1,1\n`)
    const { fileHash, plan } = await lake.inspect(file)
    const work = lake.commit(file, fileHash, plan, {
      onProgress: ({ note }) => {
        // The working folder vanishes while the second symbol is written.
        if (note === 'Storing ZZZ') rmSync(path.join(folder, '.staging'), { recursive: true })
      },
    })
    expect(await deskError(work)).toMatchObject({ code: 'STORE_FAILED', where: 'two.csv' })
    expect(lake.list().map(({ id }) => id)).toEqual(['OLD@1d'])
    const datasets = (files: Record<string, string>) =>
      Object.entries(files).filter(([name]) => name.includes('@'))
    expect(datasets(snapshot(folder))).toEqual(datasets(before))
  })
})

describe('rows with defects', () => {
  const row = (day: string, values: string) => `2024-01-${day},${values}\n`
  const head = 'date,open,high,low,close,volume\n'
  const rows: readonly (readonly [string, string, number, string, RegExp])[] = [
    ['missing-price', row('03', '10,,9,10,1'), 3, 'high', /missing/],
    ['not-a-number', row('03', '10,11,NaN,10,1'), 3, 'low', /'NaN' is not a number/],
    ['not-a-number', row('03', '10,11,nine,10,1'), 3, 'low', /'nine' is not a number/],
    ['non-positive-price', row('03', '10,11,-1,10,1'), 3, 'low', /-1 is not above zero/],
    ['non-positive-price', row('03', '0,0,0,0,1'), 3, 'open', /0 is not above zero/],
    ['crossed-range', row('03', '10,9.5,9,9.2,1'), 3, 'open', /10 is above the high 9.5/],
    ['crossed-range', row('03', '10,11,9,8,1'), 3, 'close', /8 is below the low 9/],
    ['negative-volume', row('03', '10,11,9,10,-5'), 3, 'volume', /-5 is negative/],
    ['unreadable-time', 'yesterday,10,11,9,10,1\n', 3, 'date', /'yesterday' is not a time/],
    ['unreadable-row', '2024-01-03,10,11\n', 3, 'date', /3 fields/],
    ['conflicting-duplicate', row('02', '10,11,9,10.4,1'), 3, 'date', /other values/],
  ]

  it.each(rows)(
    '%s is refused with its row and column, and dropped on request',
    async (kind, bad, at, column, says) => {
      const fixture = await temporaryLake()
      let text = head + row('02', '10,11,9,10,1') + bad
      for (let day = 4; day < 26; day++) text += row(String(day).padStart(2, '0'), '10,11,9,10,1')
      const file = await fixture.write('ABC.csv', text)
      const { fileHash, plan } = await fixture.lake.inspect(file)
      const preview = await fixture.lake.preview(file, fileHash, plan)
      expect(preview.counts).toEqual({ [kind]: 1 })
      expect(preview.refused).toEqual([kind])
      expect(preview.issues).toHaveLength(1)
      expect(preview.issues[0]).toMatchObject({ kind, row: at, message: expect.stringMatching(says) })
      if (kind !== 'unreadable-row') expect(preview.issues[0]?.column).toBe(column)
      const before = snapshot(fixture.folder)
      const error = await deskError(fixture.lake.commit(file, fileHash, plan))
      expect(error.code).toBe('DATA_REFUSED')
      expect(error.where).toBe(`ABC.csv, row ${at}`)
      expect(snapshot(fixture.folder)).toEqual(before)
      const defects = { ...plan.defects, [kind]: 'drop' as const }
      const { datasets } = await fixture.lake.commit(file, fileHash, { ...plan, defects })
      expect(datasets[0]?.bars).toBe(23)
      expect(datasets[0]?.quality.droppedRows).toBe(1)
      expect(datasets[0]?.quality.counts).toMatchObject({ [kind]: 1 })
    },
  )

  it('keeps what can be stored and says of the rest that it cannot', async () => {
    const fixture = await temporaryLake()
    const text = `${head}${row('02', '10,9.5,9,9.2,1')}${row('03', '10,11,-2,10,-1')}`
    const keep = { 'crossed-range': 'keep', 'non-positive-price': 'keep', 'negative-volume': 'keep' } as const
    const { columns } = await importText(fixture, 'ABC.csv', text, { defects: keep })
    expect([...columns.low]).toEqual([9, -2])
    const file = await fixture.write('DEF.csv', text)
    const { fileHash, plan } = await fixture.lake.inspect(file)
    for (const kind of ['missing-price', 'not-a-number', 'unreadable-time', 'unreadable-row'] as const) {
      const error = await deskError(
        fixture.lake.commit(file, fileHash, { ...plan, defects: { [kind]: 'keep' } }),
      )
      expect(error).toMatchObject({ code: 'BAD_INPUT', where: `defects.${kind}` })
    }
  })

  it('counts rows as the file has them, past blank lines and comments', async () => {
    const { lake, write } = await temporaryLake()
    const text = `# made by hand\n\n${head}${row('02', '10,11,9,10,1')}\n   \n# note\n${row('03', '10,11,9,x,1')}${row('04', '10,11,9,10,1')}`
    const file = await write('ABC.csv', text)
    const { fileHash, plan } = await lake.inspect(file)
    const preview = await lake.preview(file, fileHash, plan)
    expect(preview.issues.map((issue) => issue.row)).toEqual([8])
    expect(text.split('\n')[7]).toContain('x')
  })

  it('sorts a descending file, and drops a repeated row', async () => {
    const fixture = await temporaryLake()
    const text =
      head + row('04', '10,11,9,10.4,1') + row('03', '10,11,9,10.3,1').repeat(2) + row('02', '10,11,9,10.2,1')
    const { columns, dataset } = await importText(fixture, 'ABC.csv', text)
    expect([...columns.close]).toEqual([10.2, 10.3, 10.4])
    expect(dataset.quality.counts).toMatchObject({ unsorted: 2, 'duplicate-time': 1 })
    expect(dataset.quality.droppedRows).toBe(1)
  })
})

describe('cancelling', () => {
  it('stops an import at any of its steps and leaves nothing behind', async () => {
    const { lake, folder, before, write } = await lakeWithData()
    const file = await write('BIG.csv', manyRows(50_000))
    const { fileHash, plan } = await lake.inspect(file)
    for (const note of ['Reading the file', 'Reading bars', 'Storing BIG']) {
      const controller = new AbortController()
      const work = lake.commit(file, fileHash, plan, {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.note === note) controller.abort()
        },
      })
      expect((await deskError(work)).code).toBe('CANCELLED')
      expect(snapshot(folder)).toEqual(before)
    }
    expect(lake.list().map(({ id }) => id)).toEqual(['OLD@1d'])
  })

  it('never starts where it was cancelled before', async () => {
    const { lake, folder, before, write } = await lakeWithData()
    const file = await write('NEW.csv', GOOD)
    const { fileHash, plan } = await lake.inspect(file)
    expect((await deskError(lake.commit(file, fileHash, plan, { signal: AbortSignal.abort() }))).code).toBe(
      'CANCELLED',
    )
    expect(snapshot(folder)).toEqual(before)
  })
})
