import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Lake } from '../../electron/lake/lake.ts'
import type { RecordPlan } from '../../shared/domain/recordPlan.ts'
import type { ValueColumns } from '../../shared/domain/valueSeries.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, type LakeFixture, snapshot, temporaryLake } from './lakeKit.ts'

const LAST_MS = 86_400_000 - 1
const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const endOf = (text: string) => day(text) + LAST_MS

async function importRecords(
  lake: Lake,
  file: string,
  kind: RecordPlan['kind'],
  over: Partial<RecordPlan> = {},
) {
  const { plan, fileHash } = await lake.records.inspect(file, kind)
  return lake.records.commit(file, fileHash, { ...plan, ...over })
}

async function importText(
  fixture: LakeFixture,
  text: string,
  over: Partial<RecordPlan> = {},
  name = 'gdp.csv',
) {
  return importRecords(fixture.lake, await fixture.write(name, text), 'values', over)
}

function rowsOf({ refMs, knownMs, value }: ValueColumns): [string, string, number][] {
  return Array.from(refMs, (ref, i) => [
    new Date(ref).toISOString().slice(0, 10),
    new Date(knownMs[i] ?? 0).toISOString(),
    value[i] ?? Number.NaN,
  ])
}

const LONG = `quarter,pub_date,value
2020-01-01,2020-04-29,-4.8
2020-01-01,2020-05-28,-5.0
2020-04-01,2020-07-30,-32.9
`

describe('a long file of values', () => {
  it('gives each value the end of its publication day, and keeps every vintage', async () => {
    const fixture = await temporaryLake()
    const { datasets, added } = await importText(fixture, LONG, { id: 'GDP' })
    expect(added).toBe(3)
    expect(datasets).toMatchObject([
      {
        kind: 'values',
        id: 'GDP',
        rows: 3,
        periods: 2,
        vintages: 3,
        revisions: 1,
        firstKnownMs: endOf('2020-04-29'),
      },
    ])
    expect(rowsOf((await fixture.lake.records.values('GDP')).columns)).toEqual([
      ['2020-01-01', '2020-04-29T23:59:59.999Z', -4.8],
      ['2020-01-01', '2020-05-28T23:59:59.999Z', -5],
      ['2020-04-01', '2020-07-30T23:59:59.999Z', -32.9],
    ])
  })

  it('takes the time of day at which the source publishes, in its zone', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, LONG, { id: 'GDP', timeOfDay: '08:30', timeZone: 'America/New_York' })
    const { columns } = await fixture.lake.records.values('GDP')
    expect(rowsOf(columns)[0]?.[1]).toBe('2020-04-29T12:30:00.000Z')
  })

  it('takes instants as they are', async () => {
    const fixture = await temporaryLake()
    await importText(
      fixture,
      'date,known_at,value\n2020-01-01,2020-01-02T13:30:00Z,1\n2020-02-01,2020-02-02 08:00,2\n',
    )
    const { columns } = await fixture.lake.records.values('GDP')
    expect(rowsOf(columns).map(([, known]) => known)).toEqual([
      '2020-01-02T13:30:00.000Z',
      '2020-02-02T08:00:00.000Z',
    ])
  })

  it('makes a series of each id of the file', async () => {
    const fixture = await temporaryLake()
    const text = 'date,vintage_date,country,value\n2020-01-01,2020-03-01,US,1\n2020-01-01,2020-03-01,DE,2\n'
    const { datasets } = await importText(fixture, text, { id: 'CPI' })
    expect(datasets.map(({ id }) => id).sort()).toEqual(['CPI.DE', 'CPI.US'])
  })
})

describe('a file of one vintage', () => {
  const MONTHS = 'Date,Index\n2020-01-01,9.8\n2020-02-01,9.9\n'

  it('is refused while nothing says when it was known', async () => {
    const fixture = await temporaryLake()
    const before = snapshot(fixture.folder)
    const error = await deskError(importText(fixture, MONTHS))
    expect(error.code).toBe('BAD_INPUT')
    expect(error.message).toContain('does not say when its values became known')
    expect(error.hint).toContain('--known-after')
    expect(snapshot(fixture.folder)).toEqual(before)
  })

  it('counts days from the reference date, to the end of that day', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, MONTHS, { id: 'CPI', knowledge: { from: 'after', days: 43 } })
    const { columns } = await fixture.lake.records.values('CPI')
    expect(rowsOf(columns).map(([, known]) => known)).toEqual([
      '2020-02-13T23:59:59.999Z',
      '2020-03-15T23:59:59.999Z',
    ])
  })

  it('adds to the vintages that are there, in whatever order they come', async () => {
    const vintages = [
      ['2020-03-01', 'Date,Index\n2020-01-01,1\n'],
      ['2020-04-01', 'Date,Index\n2020-01-01,5\n2020-02-01,2\n'],
      ['2020-05-01', 'Date,Index\n2020-01-01,1\n2020-02-01,2\n'],
    ] as const
    const hashes: string[] = []
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      const fixture = await temporaryLake()
      for (const place of order) {
        const [known, text] = vintages[place] ?? ['', '']
        await importText(fixture, text, { id: 'CPI', knowledge: { from: 'at', timeMs: endOf(known) } })
      }
      const dataset = fixture.lake.records.show('CPI')
      expect(dataset).toMatchObject({ rows: 5, revisions: 2, periods: 2, vintages: 3 })
      expect(dataset.imports).toHaveLength(3)
      hashes.push(dataset.hash)
    }
    expect(hashes[0]).toBe(hashes[1])
  })

  it('refuses a vintage that says something else at the same time, and keeps what was there', async () => {
    const fixture = await temporaryLake()
    const known = { knowledge: { from: 'at', timeMs: endOf('2020-03-01') } } as const
    await importText(fixture, MONTHS, { id: 'CPI', ...known })
    const error = await deskError(importText(fixture, MONTHS.replace('9.9', '9.7'), { id: 'CPI', ...known }))
    expect(error.code).toBe('DATA_REFUSED')
    expect(error.message).toContain('2020-02-01 as known on 2020-03-01 is 9.9 and 9.7')
    const kept = { 'conflicting-vintage': 'keep' } as const
    await importText(fixture, MONTHS.replace('9.9', '9.7'), { id: 'CPI', ...known, defects: kept })
    expect(rowsOf((await fixture.lake.records.values('CPI')).columns)[1]?.[2]).toBe(9.7)
  })
})

describe('a wide file of values', () => {
  const WIDE =
    'Date,PAYEMS,UNRATE\n1/1/85,96373.0,7.3\n2/1/85,96497.0,\n3/1/85,96843.0,7.2\n4/1/85,97039.0,7.3\n'

  it('is a series per column; empty cells are no values; months are not taken for days', async () => {
    const fixture = await temporaryLake()
    const { datasets } = await importText(fixture, WIDE, { knowledge: { from: 'at', timeMs: 1e12 } })
    expect(datasets.map(({ id, rows }) => [id, rows])).toEqual([
      ['PAYEMS', 4],
      ['UNRATE', 3],
    ])
    const { columns } = await fixture.lake.records.values('UNRATE')
    expect(rowsOf(columns).map(([ref]) => ref)).toEqual(['1985-01-01', '1985-03-01', '1985-04-01'])
    expect(fixture.lake.records.show('UNRATE').quality.counts).toEqual({ 'missing-value': 1 })
    expect(fixture.lake.records.show('PAYEMS').quality.counts).toEqual({})
  })

  it('puts an id before the names of its columns', async () => {
    const fixture = await temporaryLake()
    const { datasets } = await importText(fixture, WIDE, { id: 'US', knowledge: { from: 'after', days: 5 } })
    expect(datasets.map(({ id }) => id)).toEqual(['US.PAYEMS', 'US.UNRATE'])
  })
})

describe('rows with defects', () => {
  const many = LONG + Array.from({ length: 30 }, (_, i) => `${1990 + i}-01-01,${1990 + i}-04-28,1\n`).join('')
  it.each([
    ['not-a-number', many.replace('-5.0', 'much'), "row 3: 'much' is no number"],
    ['unreadable-time', many.replace('2020-05-28', 'soon'), "row 3: 'soon' is no time"],
    ['unreadable-row', `${many}2020-07-01,2020-10-29\n`, 'row 35: the row does not have 3 fields'],
  ])('%s are refused by name, row and value, and nothing is stored', async (kind, text, words) => {
    const fixture = await temporaryLake()
    const error = await deskError(importText(fixture, text))
    expect(error.code).toBe('DATA_REFUSED')
    expect(error.message).toContain(`1 of '${kind}'`)
    expect(error.message).toContain(words)
    expect(fixture.lake.records.list()).toEqual([])
  })

  it('known before their period are stored and reported: a forecast, or columns that were swapped', async () => {
    const fixture = await temporaryLake()
    const { datasets } = await importText(
      fixture,
      'date,pub_date,value\n2020-02-01,2020-01-15,1\n2020-03-01,2020-04-15,1\n',
    )
    expect(datasets[0]?.quality.counts).toEqual({ 'known-early': 1 })
  })
})

describe('a stored series', () => {
  it('imports again from its CSV with the identical hash', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, LONG, { id: 'GDP' })
    const csv = new TextDecoder().decode(await fixture.lake.records.export('GDP', 'csv'))
    const other = await temporaryLake()
    const { datasets } = await importText(other, csv, { id: 'GDP' })
    expect(datasets[0]?.hash).toBe(fixture.lake.records.show('GDP').hash)
  })

  it('is told of once by name, checked against its hash, and removed', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, LONG, { id: 'GDP' })
    expect(await fixture.lake.records.check('GDP')).toEqual({ counts: {}, droppedRows: 0, examples: [] })
    expect(() => fixture.lake.records.show('GDPP')).toThrow("There is no dataset 'GDPP'")
    await fixture.lake.records.remove('GDP')
    expect(fixture.lake.records.list()).toEqual([])
    expect(Object.keys(snapshot(fixture.folder)).filter((name) => name.includes('GDP'))).toEqual([])
  })

  it('gives a run only what was known by its end, so that a later vintage does not change what it read', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, LONG, { id: 'GDP' })
    const before = await fixture.lake.records.slice('values', 'GDP', endOf('2020-06-01'))
    expect(before.slice.rows).toBe(2)
    await importText(fixture, 'date,pub_date,value\n2020-01-01,2021-01-01,7\n', { id: 'GDP' })
    expect((await fixture.lake.records.slice('values', 'GDP', endOf('2020-06-01'))).slice.hash).toBe(
      before.slice.hash,
    )
    const error = await deskError(fixture.lake.records.slice('values', 'CPI', 0))
    expect(error.code).toBe('DATA_MISSING')
    expect(error.hint).toContain('quarterdeck import FILE --kind values --symbol CPI')
  })
})

describe.skipIf(!hasSharedData)('recorded releases', () => {
  it('stores the vintages of US real GDP as the file has them', async () => {
    const { lake } = await temporaryLake()
    await importRecords(lake, sharedData('macro/gdp_vintages_US.csv.gz'), 'values', { id: 'US-GDP' })
    const lines = gunzipSync(readFileSync(sharedData('macro/gdp_vintages_US.csv.gz')))
      .toString()
      .trim()
      .split('\n')
    const { columns } = await lake.records.values('US-GDP')
    const stored = new Set(
      Array.from(columns.refMs, (ref, i) => `${ref} ${columns.knownMs[i]} ${columns.value[i]}`),
    )
    expect(stored.size).toBe(lines.length - 1)
    for (const line of lines.slice(1)) {
      const [time = '', published = '', value = ''] = line.split(',')
      expect(stored.has(`${day(time)} ${endOf(published)} ${Number(value)}`)).toBe(true)
    }
  })

  it('adds the second vintage of the FRBNY nowcast to the first', async () => {
    const { lake } = await temporaryLake()
    for (const date of ['2016-06-29', '2016-07-29']) {
      await importRecords(lake, sharedData(`macro/frbny_vintage_${date}.csv`), 'values', {
        knowledge: { from: 'at', timeMs: endOf(date) },
      })
    }
    expect(lake.records.list()).toHaveLength(29)
    // Read from the two files: June's payrolls are new on 29 July, May's were corrected.
    const { columns } = await lake.records.values('PAYEMS')
    const of = (ref: string) => rowsOf(columns).filter(([period]) => period === ref)
    expect(of('2016-06-01')).toHaveLength(1)
    expect(of('2016-05-01').map(([, known, value]) => [known.slice(0, 10), value])).toEqual([
      ['2016-06-29', 143894],
      ['2016-07-29', 143888],
    ])
  })

  it.each([
    ['us_primary_credit_rate.csv', 1, 56],
    ['us_treasury_curve_daily.csv.gz', 11, 70_144],
    ['bond-yields-us-10y.csv', 1, 879],
    ['cpi-us.csv', 2, 2719],
  ])('reads %s', async (name, series, rows) => {
    const { lake } = await temporaryLake()
    const { datasets, added } = await importRecords(lake, sharedData(`macro/${name}`), 'values', {
      id: 'X',
      knowledge: { from: 'after', days: 0 },
    })
    expect([datasets.length, added]).toEqual([series, rows])
  })
})
