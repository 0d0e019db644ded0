import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openLake } from '../../electron/lake/lake.ts'
import { membersAt } from '../../shared/domain/security.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, importText, type LakeFixture, temporaryLake } from './lakeKit.ts'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

async function add(fixture: LakeFixture, text: string, name = 'securities.csv') {
  return fixture.lake.reference.import(await fixture.write(name, text), { kind: 'securities' })
}

/** A ticker that two companies had, and a company that had two tickers. */
const HISTORY =
  'id,symbol,from,to,name\n' +
  'META,FB,2012-05-18,2022-06-08,Meta Platforms\nMETA,META,2022-06-09,,Meta Platforms\n' +
  'ROUNDHILL,META,2021-06-30,2022-01-30,Roundhill Ball Metaverse ETF\n'

describe('a security', () => {
  it('is what its ticker names on a day, whoever else had the ticker', async () => {
    const fixture = await temporaryLake()
    await add(fixture, HISTORY)
    const { securities } = fixture.lake.reference
    const named = (ticker: string, date: string) => securities.resolve(ticker, day(date)).security.id
    expect(named('FB', '2020-01-02')).toBe('META')
    expect(named('META', '2021-12-31')).toBe('ROUNDHILL')
    expect(named('META', '2022-06-09')).toBe('META')
    expect(named('META', '2030-01-01')).toBe('META')
    const error = await deskError(Promise.resolve().then(() => securities.resolve('META', day('2022-03-01'))))
    expect(error.code).toBe('NOT_FOUND')
    expect(error.hint).toContain('Roundhill Ball Metaverse ETF from 2021-06-30 to 2022-01-30')
  })

  it('keeps its renames and its delisting, also when the lake is opened again', async () => {
    const fixture = await temporaryLake()
    await add(fixture, HISTORY)
    const second = await openLake({ folder: fixture.folder, now: () => 0, readOnly: true })
    const { security } = second.reference.securities.resolve('META', day('2023-01-01'))
    expect(security.actions).toEqual([{ kind: 'rename', timeMs: day('2022-06-09'), symbol: 'META' }])
    const { security: fund } = second.reference.securities.resolve('META', day('2022-01-01'))
    expect(fund).toMatchObject({ listedMs: day('2021-06-30'), delistedMs: day('2022-01-30') })
    expect(fund.actions).toEqual([{ kind: 'delisting', timeMs: day('2022-01-31') }])
    await second.close()
  })

  it('is refused where a ticker would name two on one day, naming both, and nothing is stored', async () => {
    const fixture = await temporaryLake()
    await add(fixture, HISTORY)
    const before = fixture.lake.reference.securities.list()
    const error = await deskError(add(fixture, 'symbol,from,to,name\nFB,2022-06-01,,Another company\n'))
    expect(error.code).toBe('DATA_REFUSED')
    expect(error.message).toContain('Meta Platforms (META) from 2012-05-18 to 2022-06-08')
    expect(error.message).toContain('Another company (FB.2022-06-01) from 2022-06-01')
    expect(fixture.lake.reference.securities.list()).toBe(before)
  })

  it('may share a ticker with one on another market, which must be named then', async () => {
    const fixture = await temporaryLake()
    await add(fixture, 'symbol,from,venue,name\nABC,2000-01-01,XNYS,One\nABC,2000-01-01,XLON,Two\n')
    const { securities } = fixture.lake.reference
    const error = await deskError(Promise.resolve().then(() => securities.resolve('ABC', day('2010-01-01'))))
    expect(error.message).toBe('ABC names One on XNYS and Two on XLON.')
    expect(securities.resolve('ABC', day('2010-01-01'), 'XLON').security.name).toBe('Two')
  })

  it('bad rows are named', async () => {
    const fixture = await temporaryLake()
    const error = await deskError(add(fixture, 'symbol,from,to\nABC,2000-01-01,1999-01-01\n'))
    expect(error.message).toBe("securities.csv, row 2, column 'to': the end lies before the beginning.")
  })

  it('a ticker names at most one security on any day', () => {
    const periods = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 40 }), length: fc.integer({ min: 0, max: 12 }) }),
      { minLength: 1, maxLength: 5 },
    )
    return fc.assert(
      fc.asyncProperty(periods, async (list) => {
        const fixture = await temporaryLake()
        const at = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10)
        const text = list
          .map(({ from, length }, index) => `S${index},T,${at(from)},${at(from + length)}`)
          .join('\n')
        const overlap = list.some((a, i) =>
          list.some((b, j) => i < j && a.from <= b.from + b.length && b.from <= a.from + a.length),
        )
        const stored = await add(fixture, `id,symbol,from,to\n${text}\n`).then(
          () => true,
          () => false,
        )
        expect(stored).toBe(!overlap)
        if (!stored) return
        for (let days = 0; days < 53; days++) {
          const expected = list.findIndex(({ from, length }) => from <= days && days <= from + length)
          const named = () =>
            fixture.lake.reference.securities.resolve('T', days * 86_400_000 + 3_600_000).security.id
          if (expected < 0) expect(named).toThrow(/names no known security/)
          else expect(named()).toBe(`S${expected}`)
        }
      }),
      { seed: 20220609, numRuns: 12 },
    )
  })
})

const bars = (rows: Readonly<Record<string, number>>) =>
  `date,open,high,low,close,volume\n${Object.entries(rows)
    .map(([date, price]) => `${date},${price},${price},${price},${price},10`)
    .join('\n')}\n`

describe('a renamed security in a run', () => {
  async function renamed() {
    const fixture = await temporaryLake()
    const described = { timeframe: '1d', adjustment: 'raw', calendar: 'unknown' } as const
    await importText(fixture, 'FB.csv', bars({ '2022-06-07': 195, '2022-06-08': 196 }), {
      symbol: 'FB',
      ...described,
    })
    // The same ticker's bars of the fund that had it before.
    await importText(
      fixture,
      'META.csv',
      bars({ '2022-01-27': 12, '2022-01-28': 13, '2022-06-09': 184, '2022-06-10': 175 }),
      { symbol: 'META', ...described },
    )
    return fixture
  }

  it('is one series under its new ticker, without the bars of the other company', async () => {
    const fixture = await renamed()
    await add(fixture, HISTORY)
    const { series, slice } = await fixture.lake.slice({ symbol: 'META', timeframe: '1d' })
    expect([...series.columns.close]).toEqual([195, 196, 184, 175])
    expect(series.actions).toEqual([{ kind: 'rename', timeMs: day('2022-06-09'), symbol: 'META' }])
    expect(series.instrument.symbol).toBe('META')
    expect(slice).toMatchObject({ datasetId: 'FB@1d+META@1d', symbol: 'META', bars: 4 })
    expect(slice.construction).toContain(
      'META is Meta Platforms, traded as FB from 2012-05-18 to 2022-06-08, then as META from 2022-06-09 on: one series.',
    )
    expect(slice.construction).toContain('bars of META@1d outside of the time')
  })

  it('is found under its old ticker too, and as of a day the ticker names who had it', async () => {
    const fixture = await renamed()
    await add(fixture, HISTORY)
    const old = await fixture.lake.slice({ symbol: 'FB', timeframe: '1d' })
    expect([...old.series.columns.close]).toEqual([195, 196, 184, 175])
    const fund = await fixture.lake.slice({ symbol: 'META', timeframe: '1d', toMs: day('2022-03-01') })
    expect([...fund.series.columns.close]).toEqual([12, 13])
    expect(fund.series.actions).toEqual([{ kind: 'delisting', timeMs: day('2022-01-31') }])
    expect(fund.slice.construction).toContain('META was delisted after 2022-01-30.')
  })

  it('is the dataset of its ticker alone where nothing is known about it', async () => {
    const fixture = await renamed()
    const { series, slice } = await fixture.lake.slice({ symbol: 'META', timeframe: '1d' })
    expect([...series.columns.close]).toEqual([12, 13, 184, 175])
    expect(slice).not.toHaveProperty('construction')
  })

  it('is refused where its parts are adjusted differently', async () => {
    const fixture = await renamed()
    await importText(fixture, 'FB.csv', bars({ '2022-06-08': 196 }), {
      ...{ symbol: 'FB', timeframe: '1d', adjustment: 'split', calendar: 'unknown', existing: 'replace' },
    })
    await add(fixture, HISTORY)
    const error = await deskError(fixture.lake.slice({ symbol: 'META', timeframe: '1d' }))
    expect(error.message).toBe('FB@1d and META@1d are one security, but differ in adjustment: split and raw.')
  })
})

describe('members of an index', () => {
  async function members(fixture: LakeFixture, text: string) {
    const file = await fixture.write('members.csv', text)
    return fixture.lake.reference.import(file, { kind: 'members', symbol: 'IDX' })
  }

  it('are those whose time has begun and not ended', async () => {
    const fixture = await temporaryLake()
    await members(
      fixture,
      'ticker,start_date,end_date\nOLD,2000-01-01,2010-01-04\nNEW,2010-01-04,\nBACK,2000-01-01,2001-01-01\nBACK,2005-01-01,\n',
    )
    const index = fixture.lake.reference.indexes.show('IDX')
    expect(membersAt(index, day('2000-06-01'))).toEqual(['BACK', 'OLD'])
    expect(membersAt(index, day('2003-06-01'))).toEqual(['OLD'])
    expect(membersAt(index, day('2010-01-03'))).toEqual(['BACK', 'OLD'])
    expect(membersAt(index, day('2010-01-04'))).toEqual(['BACK', 'NEW'])
    expect(membersAt(index, day('1999-12-31'))).toEqual([])
  })

  it('change with a list of changes, from the newest known one on', async () => {
    const fixture = await temporaryLake()
    const without = await deskError(members(fixture, 'date,add,remove\n2020-01-02,A,B\n'))
    expect(without.hint).toContain('first')
    await members(fixture, 'ticker,start_date,end_date\nA,2000-01-01,\nB,2000-01-01,\nC,2010-01-01,\n')
    const { notes } = await members(fixture, 'date,add,remove\n2009-12-01,C,\n2020-01-02,"D,E","A,B"\n')
    expect(notes).toContain('Row 2: C is known to come on another day than 2009-12-01; what is known stands.')
    const index = fixture.lake.reference.indexes.show('IDX')
    expect(membersAt(index, day('2020-01-01'))).toEqual(['A', 'B', 'C'])
    expect(membersAt(index, day('2020-01-02'))).toEqual(['C', 'D', 'E'])
    const error = await deskError(members(fixture, 'date,add,remove\n2021-01-04,,Z\n'))
    expect(error.message).toBe(
      "members.csv, row 2, column 'remove': Z is no member of IDX before 2021-01-04.",
    )
  })

  it('are refused where one would be a member twice', async () => {
    const fixture = await temporaryLake()
    const error = await deskError(
      members(fixture, 'ticker,start_date,end_date\nA,2000-01-01,\nA,2005-01-01,\n'),
    )
    expect(error.code).toBe('DATA_REFUSED')
    expect(error.message).toContain('since 2000-01-01 and since 2005-01-01')
  })
})

describe.skipIf(!hasSharedData)('recorded histories', () => {
  it('the map file of 3M India: BIRLA3M until 2004-06-15, 3MINDIA since', async () => {
    const { lake } = await temporaryLake()
    await lake.reference.import(sharedData('equities/india_3MINDIA_map_file.csv'), { kind: 'securities' })
    const { securities } = lake.reference
    const before = securities.resolve('BIRLA3M', day('2004-06-15'))
    const after = securities.resolve('3MINDIA', day('2004-06-16'))
    expect(before.security).toBe(after.security)
    expect(after.security.listedMs).toBe(day('1999-01-01'))
    expect(after.security.actions).toEqual([{ kind: 'rename', timeMs: day('2004-06-16'), symbol: '3MINDIA' }])
    expect(() => securities.resolve('BIRLA3M', day('2004-06-16'))).toThrow(/names no known security/)
    expect(() => securities.resolve('3MINDIA', day('2004-06-15'))).toThrow(/names no known security/)
  })

  it('the listing ranges of zipline: DELL ends on 2013-10-29', async () => {
    const { lake } = await temporaryLake()
    await lake.reference.import(sharedData('equities/z7_listing_ranges.csv'), { kind: 'securities' })
    expect(lake.reference.securities.list()).toHaveLength(7)
    const { security } = lake.reference.securities.resolve('DELL', day('2013-10-29'))
    expect(security.actions).toEqual([{ kind: 'delisting', timeMs: day('2013-10-30') }])
    expect(() => lake.reference.securities.resolve('DELL', day('2013-10-30'))).toThrow(/names no known/)
  })

  it('a security master of Databento: Apple, listed on 1980-12-12', async () => {
    const { lake } = await temporaryLake()
    const file = sharedData('dbn/reference_test_data.security-master.jsonl')
    await lake.reference.import(file, { kind: 'securities' })
    const { security, ticker } = lake.reference.securities.resolve('AAPL', day('1999-01-04'))
    expect(security).toMatchObject({ id: 'S-33449', name: 'Apple Inc', listedMs: day('1980-12-12') })
    expect(ticker).toEqual({ ticker: 'AAPL', venue: 'XNAS', fromMs: day('1980-12-12') })
  })

  it('corporate actions of Databento: splits of 1 for 1000 and 1 for 12, the newest record of an event', async () => {
    const fixture = await temporaryLake()
    const raw = { timeframe: '1d', adjustment: 'raw' } as const
    await importText(fixture, 'BOMO.csv', bars({ '2023-10-09': 1, '2023-10-10': 1000 }), {
      symbol: 'BOMO',
      ...raw,
    })
    await importText(fixture, 'BRQS.csv', bars({ '2023-10-09': 1, '2023-10-10': 12 }), {
      symbol: 'BRQS',
      ...raw,
    })
    for (const name of ['corporate-actions', 'corporate-actions-pit']) {
      const file = sharedData(`dbn/reference_test_data.${name}.jsonl`)
      await fixture.lake.reference.import(file, { kind: 'corporate-actions' })
    }
    const of = async (symbol: string) => (await fixture.lake.reference.instrument(symbol)).actions
    expect(await of('BOMO')).toEqual([{ kind: 'split', timeMs: day('2023-10-10'), ratio: 1 / 1000 }])
    expect(await of('BRQS')).toEqual([{ kind: 'split', timeMs: day('2023-10-10'), ratio: 1 / 12 }])
  })

  it('the S&P 500 since 1996: counts of members, additions and removals by name', async () => {
    const { lake } = await temporaryLake()
    const periods = sharedData('equities/sp500_ticker_start_end.csv')
    await lake.reference.import(periods, { kind: 'members', symbol: 'SP500' })
    const on = (date: string) => membersAt(lake.reference.indexes.show('SP500'), day(date))
    // Counted in the file by itself: start_date <= day < end_date. Share classes make more than 500.
    expect(
      ['1996-01-02', '2000-01-03', '2010-01-04', '2019-01-02', '2020-12-21', '2024-01-02'].map(
        (date) => on(date).length,
      ),
    ).toEqual([487, 491, 499, 505, 505, 503])
    // Tesla came on 2020-12-21 for Apartment Investment (S&P Dow Jones Indices, 2020-12-11).
    expect(on('2020-12-20')).not.toContain('TSLA')
    expect(on('2020-12-21')).toContain('TSLA')
    expect(on('2020-12-20')).toContain('AIV')
    expect(on('2020-12-21')).not.toContain('AIV')
    // Lehman Brothers, under the ticker after its failure, left in September 2008; Facebook became Meta Platforms on 2022-06-09.
    expect(on('2008-09-01')).toContain('LEHMQ')
    expect(on('2008-10-01')).not.toContain('LEHMQ')
    expect(on('2022-06-08')).toContain('FB')
    expect(on('2022-06-09')).toEqual(expect.arrayContaining(['META']))
    expect(on('2022-06-09')).not.toContain('FB')
  })

  it('the S&P 500’s changes since 2019: they agree but for two days, and go on where the periods end', async () => {
    const { lake } = await temporaryLake()
    const as = { kind: 'members', symbol: 'SP500' } as const
    await lake.reference.import(sharedData('equities/sp500_ticker_start_end.csv'), as)
    const changes = sharedData('equities/sp500_changes_since_2019.csv')
    const { notes } = await lake.reference.import(changes, as)
    expect(notes.slice(1).map((note) => /: (\S+) .*than (\S+);/.exec(note)?.slice(1).join(' '))).toEqual([
      'WLTW 2022-01-10',
      'WTW 2022-01-10',
      'RE 2023-07-10',
      'EG 2023-07-10',
    ])
    const on = (date: string) => membersAt(lake.reference.indexes.show('SP500'), day(date))
    expect(on('2025-09-21')).toContain('ENPH')
    expect(on('2025-09-22')).toEqual(expect.arrayContaining(['APP', 'EME', 'HOOD']))
    expect(on('2025-09-22')).not.toContain('ENPH')
    expect(on('2025-11-11')).toContain('FISV')
  })
})
