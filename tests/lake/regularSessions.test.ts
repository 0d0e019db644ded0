import { describe, expect, it } from 'vitest'
import { deskError, importText, isoTimes, type LakeFixture, temporaryLake } from './lakeKit.ts'

/** Half-hour bars of two winter days from 8:00 to 17:30 in New York, each bar's close being its number. */
function halfHours(): string {
  const rows = ['2025-01-08', '2025-01-10'].flatMap((date) =>
    Array.from({ length: 20 }, (_, index) => {
      const time = new Date(Date.parse(`${date}T13:00:00Z`) + index * 1_800_000).toISOString()
      return `${time},${index + 1},${index + 1},${index + 1},${index + 1},10`
    }),
  )
  return `time,open,high,low,close,volume\n${rows.join('\n')}\n`
}

async function lakeWith(calendar: string): Promise<LakeFixture> {
  const fixture = await temporaryLake()
  await importText(fixture, 'AAA.csv', halfHours(), { symbol: 'AAA', timeframe: '30m', calendar })
  return fixture
}

describe('a slice of regular sessions', () => {
  it('has the bars from the open to the close, and says how many others there are', async () => {
    const { lake } = await lakeWith('XNYS')
    const { series, slice } = await lake.slice({ symbol: 'AAA', timeframe: '30m', sessions: 'regular' })
    const times = isoTimes(series.columns.time)
    expect(times).toHaveLength(26)
    expect([times[0], times[12], times[13]]).toEqual([
      '2025-01-08T14:30:00Z',
      '2025-01-08T20:30:00Z',
      '2025-01-10T14:30:00Z',
    ])
    expect(slice).toMatchObject({ bars: 26, outsideSessions: 14, calendar: 'XNYS' })
  })

  it('builds coarser bars from those alone', async () => {
    const { lake } = await lakeWith('XNYS')
    const daily = async (sessions: 'all' | 'regular') => {
      const { series, slice } = await lake.slice({ symbol: 'AAA', timeframe: '1d', sessions })
      const { open, close, volume } = series.columns
      return { open: [...open], close: [...close], volume: [...volume], hash: slice.hash }
    }
    const [all, regular] = [await daily('all'), await daily('regular')]
    expect(all).toMatchObject({ open: [1, 1], close: [20, 20], volume: [200, 200] })
    expect(regular).toMatchObject({ open: [4, 4], close: [16, 16], volume: [130, 130] })
    expect(regular.hash).not.toBe(all.hash)
  })

  it('counts only what lies in the period asked for', async () => {
    const { lake } = await lakeWith('XNYS')
    const { slice } = await lake.slice({
      symbol: 'AAA',
      timeframe: '30m',
      toMs: Date.parse('2025-01-08T23:00:00Z'),
      sessions: 'regular',
    })
    expect(slice).toMatchObject({ bars: 13, outsideSessions: 7 })
  })

  it('is the same as all of them where nobody asks', async () => {
    const { lake } = await lakeWith('XNYS')
    const { slice } = await lake.slice({ symbol: 'AAA', timeframe: '30m' })
    expect(slice.bars).toBe(40)
    expect(slice).not.toHaveProperty('outsideSessions')
  })

  it('leaves bars of a day alone, whatever their calendar', async () => {
    const fixture = await temporaryLake()
    const text = 'time,open,high,low,close\n2025-01-08,1,1,1,1\n2025-01-09,1,1,1,1\n'
    await importText(fixture, 'AAA.csv', text, { symbol: 'AAA', timeframe: '1d', calendar: 'unknown' })
    const { slice } = await fixture.lake.slice({ symbol: 'AAA', timeframe: '1d', sessions: 'regular' })
    expect(slice.bars).toBe(2)
  })

  it('is refused where the market is not known, and where it has no bar', async () => {
    const { lake } = await lakeWith('unknown')
    const error = await deskError(lake.slice({ symbol: 'AAA', timeframe: '30m', sessions: 'regular' }))
    expect(error).toMatchObject({ code: 'DATA_MISSING', where: 'sessions' })
    expect(error.message).toContain("its calendar 'unknown' has no rules")
    const other = await lakeWith('XTKS')
    const empty = other.lake.slice({ symbol: 'AAA', timeframe: '30m', sessions: 'regular' })
    expect((await deskError(empty)).code).toBe('DATA_MISSING')
  })
})

describe('a calendar', () => {
  it('must be known to an import, which names those that are', async () => {
    const fixture = await temporaryLake()
    const error = await deskError(
      importText(fixture, 'AAA.csv', halfHours(), { symbol: 'AAA', calendar: 'NYSE' }),
    )
    expect(error).toMatchObject({ code: 'BAD_INPUT', where: 'calendar' })
    expect(error.hint).toContain('XNYS, XNAS')
    expect(fixture.lake.list()).toEqual([])
  })

  it.each([
    ['ESZ24.csv', 'XCME-EQUITY', 'future', 'USD'],
    ['CL=F.csv', 'XNYM', 'future', 'USD'],
    ['ZCH25.csv', 'XCBT-GRAINS', 'future', 'USD'],
    ['6EM5.csv', 'XCME-FX', 'future', 'USD'],
    ['FDAX202503.csv', 'XEUR', 'future', 'EUR'],
    ['FGBLH25_eurex.csv', 'XEUR', 'future', 'EUR'],
    ['HSIF25.csv', 'XHKF', 'future', 'HKD'],
    ['7203.T.csv', 'XTKS', 'equity', 'JPY'],
    ['600000.SS.csv', 'XSHG', 'equity', 'CNY'],
    ['005930.KS.csv', 'unknown', 'equity', 'KRW'],
    ['^N225.csv', 'XTKS', 'index', 'JPY'],
    ['EURUSD.csv', '24x5', 'fx', 'USD'],
    ['ES.csv', 'XNYS', 'equity', 'USD'],
  ])('is told from the name %s: %s', async (name, calendar, assetClass, currency) => {
    const fixture = await temporaryLake()
    const file = await fixture.write(name, halfHours())
    const { plan } = await fixture.lake.inspect(file)
    expect(plan).toMatchObject({ calendar, assetClass, currency })
  })
})
