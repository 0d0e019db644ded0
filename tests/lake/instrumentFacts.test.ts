import { describe, expect, it } from 'vitest'
import { writeMoments } from '../../shared/domain/moment.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, importFile, importText, type LakeFixture, snapshot, temporaryLake } from './lakeKit.ts'

const BARS = 'date,open,high,low,close,volume\n2024-01-02,10,11,9,10.5,100\n2024-01-03,10.5,12,10,11,200\n'
const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

async function lakeWith(...symbols: string[]): Promise<LakeFixture> {
  const fixture = await temporaryLake()
  for (const symbol of symbols) await importText(fixture, `${symbol}.csv`, BARS, { symbol })
  return fixture
}

async function importInstruments(fixture: LakeFixture, instruments: unknown) {
  const file = await fixture.write('instruments.json', JSON.stringify(instruments))
  return fixture.lake.reference.import(file, { kind: 'instruments' })
}

const FUTURE = {
  symbol: 'ESH4',
  name: 'E-mini S&P 500, March 2024',
  multiplier: 50,
  region: 'North America',
  sector: 'Index',
  terms: {
    kind: 'future',
    root: 'ES',
    contractMonth: '2024-03',
    lastTradeMs: '2024-03-15T13:30:00Z',
    settlement: 'cash',
  },
}

describe('facts about instruments', () => {
  it('are merged into every dataset of the symbol, times as days or ISO 8601', async () => {
    const fixture = await lakeWith('ESH4')
    const weekly = BARS.replace('2024-01-03', '2024-01-08').replace('2024-01-02', '2024-01-01')
    await importText(fixture, 'ESH4-weekly.csv', weekly, { symbol: 'ESH4', timeframe: '1w' })
    const { tickSize } = fixture.lake.show('ESH4@1d').instrument
    const { datasets } = await importInstruments(fixture, [FUTURE])
    expect(datasets.toSorted()).toEqual(['ESH4@1d', 'ESH4@1w'])
    for (const id of datasets) {
      const { instrument } = fixture.lake.show(id)
      expect(instrument).toMatchObject({ name: FUTURE.name, multiplier: 50, sector: 'Index' })
      expect(instrument.tickSize).toBe(tickSize)
      // The class follows from the terms where nothing else is said.
      expect(instrument.assetClass).toBe('future')
      expect(instrument.terms).toMatchObject({
        root: 'ES',
        lastTradeMs: Date.UTC(2024, 2, 15, 13, 30),
        margins: [],
      })
    }
  })

  it('are kept by a lake that is opened again, with the bars untouched', async () => {
    const fixture = await lakeWith('ESH4')
    const before = fixture.lake.show('ESH4@1d')
    await importInstruments(fixture, [FUTURE])
    const after = fixture.lake.show('ESH4@1d')
    expect(after.hash).toBe(before.hash)
    const bars = (files: Record<string, string>) =>
      Object.entries(files).filter(([name]) => name.endsWith('bars.parquet'))
    expect(bars(snapshot(fixture.folder))).toHaveLength(1)
    const { openLake } = await import('../../electron/lake/lake.ts')
    const second = await openLake({ folder: fixture.folder, now: () => 0, readOnly: true })
    expect(second.show('ESH4@1d')).toEqual(after)
    const { series } = await second.slice({ symbol: 'ESH4', timeframe: '1d' })
    expect(series.instrument.terms).toEqual(after.instrument.terms)
    await second.close()
  })

  it('come out in the form in which they go in', async () => {
    const fixture = await lakeWith('ESH4')
    const actions = [{ kind: 'settlement', timeMs: '2024-01-02T21:00:00Z', price: 10.25 }]
    await importInstruments(fixture, [{ ...FUTURE, actions }])
    const written = writeMoments(await fixture.lake.reference.instrument('ESH4'))
    expect(written).toMatchObject({ terms: { lastTradeMs: '2024-03-15T13:30:00Z' } })
    const before = [fixture.lake.show('ESH4@1d'), await fixture.lake.reference.instrument('ESH4')]
    await importInstruments(fixture, [written])
    expect([fixture.lake.show('ESH4@1d'), await fixture.lake.reference.instrument('ESH4')]).toEqual(before)
  })

  it('change single fields of terms that stand, and add actions', async () => {
    const fixture = await lakeWith('ESH4')
    await importInstruments(fixture, [FUTURE])
    const one = { kind: 'settlement', timeMs: '2024-01-02', price: 10 }
    await importInstruments(fixture, [
      { symbol: 'ESH4', terms: { kind: 'future', priceLimitRate: 0.07 }, actions: [one] },
    ])
    await importInstruments(fixture, [
      {
        symbol: 'ESH4',
        actions: [
          { ...one, price: 11 },
          { ...one, timeMs: '2024-01-01' },
        ],
      },
    ])
    const { terms, actions } = await fixture.lake.reference.instrument('ESH4')
    expect(terms).toMatchObject({ root: 'ES', priceLimitRate: 0.07 })
    expect(actions).toEqual([
      { kind: 'settlement', timeMs: day('2024-01-01'), price: 10 },
      { kind: 'settlement', timeMs: day('2024-01-02'), price: 11 },
    ])
    expect(fixture.lake.show('ESH4@1d').actions).toBe(2)
  })

  it.each([
    ['a field that does not exist', { multipler: 50 }, /ESH4.*multipler/],
    ['a bad value', { tickSize: -1 }, /instrument 1 \(ESH4\), tickSize: /],
    ['terms that miss a field', { terms: { kind: 'option', strike: 5 } }, /ESH4, terms\.underlying: /],
    ['terms of no kind', { terms: { kind: 'futures' } }, /terms\.kind: /],
    ['a field that terms do not have', { terms: { ...FUTURE.terms, strike: 5 } }, /no field 'strike'/],
    [
      'terms of another class',
      { assetClass: 'fx', terms: FUTURE.terms },
      /assetClass: .*need the class future/,
    ],
    [
      'a day that does not exist',
      { terms: { ...FUTURE.terms, lastTradeMs: '2024-02-30' } },
      /terms\.lastTradeMs: a time is a day such as/,
    ],
    [
      'a time in other words',
      { actions: [{ kind: 'split', timeMs: '01/02/2024', ratio: 2 }] },
      /a time is a day/,
    ],
    [
      'a bond that matures before its issue',
      {
        terms: {
          ...{ kind: 'bond', faceValue: 1000, couponRate: 0.05, couponsPerYear: 2, dayCount: '30/360' },
          ...{ issueMs: '2025-01-01', maturityMs: '2023-01-01' },
        },
      },
      /ESH4, terms\.maturityMs: a bond matures after its issue/,
    ],
    [
      'coupons at times that no bond has',
      { terms: { kind: 'bond', couponsPerYear: 3 } },
      /terms\.couponsPerYear: .*0\|1\|2\|4\|12/,
    ],
    [
      'shares of a company that is not named',
      { actions: [{ kind: 'merger', timeMs: 0, ratio: 0.5 }] },
      /actions\.0\.into: shares of another company/,
    ],
    ['an action of no kind', { actions: [{ kind: 'gift', timeMs: 0 }] }, /actions\.0\.kind: /],
    [
      'a misspelt field of an action',
      { actions: [{ kind: 'split', timeMs: 0, ratio: 2, paid: 1 }] },
      /'paid'/,
    ],
  ])('are refused for %s, and nothing is stored', async (_name, fields, message) => {
    const fixture = await lakeWith('ESH4', 'ESM4')
    const before = snapshot(fixture.folder)
    const error = await deskError(
      importInstruments(
        fixture,
        [
          { symbol: 'ESM4', name: 'June' },
          { symbol: 'ESH4', ...fields },
        ].reverse(),
      ),
    )
    expect(error.code).toBe('BAD_INPUT')
    expect(error.message).toMatch(message)
    expect(snapshot(fixture.folder)).toEqual(before)
  })

  it('are refused for a symbol without data, with the nearest', async () => {
    const fixture = await lakeWith('ESH4')
    const error = await deskError(importInstruments(fixture, [{ symbol: 'ESH5', name: 'x' }]))
    expect(error.code).toBe('DATA_MISSING')
    expect(error.details).toEqual({ suggestions: ['ESH4'] })
  })

  it('are refused where the file is no JSON', async () => {
    const fixture = await lakeWith('ESH4')
    const file = await fixture.write('bad.json', '[{"symbol": }]')
    const error = await deskError(fixture.lake.reference.import(file, { kind: 'instruments' }))
    expect(error).toMatchObject({ code: 'FILE_FORMAT', where: 'bad.json' })
  })

  it('are refused with a calendar that nobody knows', async () => {
    const fixture = await lakeWith('ESH4')
    const error = await deskError(importInstruments(fixture, [{ symbol: 'ESH4', calendar: 'GLOBEX' }]))
    expect(error).toMatchObject({ code: 'BAD_INPUT', where: 'calendar' })
    expect(error.hint).toContain('XCME-EQUITY')
  })

  it('count gaps against a calendar that is given later', async () => {
    const fixture = await temporaryLake()
    const gap = BARS.replace('2024-01-03', '2024-01-04')
    await importText(fixture, 'AAA.csv', gap, { symbol: 'AAA', calendar: 'unknown', timeframe: '1d' })
    expect(fixture.lake.show('AAA@1d').quality.missingBars).toBeNull()
    await importInstruments(fixture, [{ symbol: 'AAA', calendar: 'XNYS' }])
    expect(fixture.lake.show('AAA@1d').quality).toMatchObject({ expectedBars: 3, missingBars: 1 })
  })
})

describe('funding rates', () => {
  const RATES = 't,funding_rate\n2024-01-02T00:00:00Z,0.0001\n2024-01-02T08:00:00Z,-0.00005\n'

  async function perpetual(): Promise<LakeFixture> {
    const fixture = await temporaryLake()
    await importText(fixture, 'P.csv', BARS, { symbol: 'BTCUSDT', assetClass: 'crypto-perpetual' })
    return fixture
  }

  it('become actions of a perpetual; importing them again changes nothing', async () => {
    const fixture = await perpetual()
    const file = await fixture.write('funding.csv', RATES)
    const { notes } = await fixture.lake.reference.import(file, { kind: 'funding', symbol: 'BTCUSDT' })
    expect(notes).toEqual(['BTCUSDT: 2 funding rates, 2024-01-02 to 2024-01-02T08:00:00Z'])
    const { actions } = await fixture.lake.reference.instrument('BTCUSDT')
    expect(actions).toEqual([
      { kind: 'funding', timeMs: day('2024-01-02'), rate: 0.0001 },
      { kind: 'funding', timeMs: day('2024-01-02') + 8 * 3_600_000, rate: -0.00005 },
    ])
    await fixture.lake.reference.import(file, { kind: 'funding', symbol: 'BTCUSDT' })
    expect((await fixture.lake.reference.instrument('BTCUSDT')).actions).toEqual(actions)
  })

  it('may have mark prices and epoch milliseconds, as the venue exports them', async () => {
    const fixture = await perpetual()
    const text = 'symbol,fundingTime,fundingRate,markPrice\nBTCUSDT,1704153600000,0.0001,42100.5\n'
    const file = await fixture.write('funding.csv', text)
    await fixture.lake.reference.import(file, { kind: 'funding', symbol: 'BTCUSDT' })
    expect((await fixture.lake.reference.instrument('BTCUSDT')).actions).toEqual([
      { kind: 'funding', timeMs: 1_704_153_600_000, rate: 0.0001, markPrice: 42100.5 },
    ])
  })

  it.each([
    ['a rate in percent', '2024-01-03T00:00:00Z,1.5', 'row 4', /fraction/],
    ['no number', '2024-01-03T00:00:00Z,x', 'row 4', /'x' is no number/],
    ['a time without an offset', '2024-01-03T00:00:00,0.0001', 'row 4', /is no date/],
    ['two rates at one time', '2024-01-02T00:00:00Z,0.0002', 'row 4', /same time/],
  ])('are refused for %s, by row', async (_name, line, where, message) => {
    const fixture = await perpetual()
    const file = await fixture.write('funding.csv', `${RATES}${line}\n`)
    const error = await deskError(fixture.lake.reference.import(file, { kind: 'funding', symbol: 'BTCUSDT' }))
    expect(error.where).toContain(where)
    expect(error.message).toMatch(message)
    expect((await fixture.lake.reference.instrument('BTCUSDT')).actions).toEqual([])
  })

  it('are refused for another class, and without a symbol', async () => {
    const fixture = await lakeWith('SHARE')
    const file = await fixture.write('funding.csv', RATES)
    const other = await deskError(fixture.lake.reference.import(file, { kind: 'funding', symbol: 'SHARE' }))
    expect(other.message).toContain('only a perpetual has funding')
    const none = await deskError(fixture.lake.reference.import(file, { kind: 'funding' }))
    expect(none.hint).toContain('--symbol')
  })
})

describe('margins', () => {
  it('go into the terms of every contract of the root; other roots are counted', async () => {
    const fixture = await lakeWith('ESH4', 'ESM4', 'OTHER')
    const terms = { kind: 'future', root: 'ES', settlement: 'cash' }
    await importInstruments(fixture, [
      { symbol: 'ESH4', terms },
      { symbol: 'ESM4', terms },
    ])
    const text =
      'exchange,root,date,initial,maintenance\ncme,ES,20240102,12000,11000\ncme,ES,20230101,10000,9000\ncme,NQ,20230101,1,1\n'
    const file = await fixture.write('margins.csv', text)
    const { datasets, notes } = await fixture.lake.reference.import(file, { kind: 'margins' })
    expect(datasets).toEqual(['ESH4@1d', 'ESM4@1d'])
    expect(notes.at(-1)).toBe('1 other roots were passed over: there are no contracts of them.')
    expect(fixture.lake.show('ESM4@1d').instrument.terms).toMatchObject({
      margins: [
        { fromMs: day('2023-01-01'), initial: 10000, maintenance: 9000 },
        { fromMs: day('2024-01-02'), initial: 12000, maintenance: 11000 },
      ],
    })
  })

  it('say so where no contract has one of the roots', async () => {
    const fixture = await lakeWith('ESH4')
    const file = await fixture.write('margins.csv', 'root,date,initial,maintenance\nES,20240102,1,1\n')
    const error = await deskError(fixture.lake.reference.import(file, { kind: 'margins' }))
    expect(error.code).toBe('DATA_MISSING')
  })

  it('name the columns that are missing', async () => {
    const fixture = await lakeWith('ESH4')
    const file = await fixture.write('margins.csv', 'root,day,initial\nES,20240102,1\n')
    const error = await deskError(fixture.lake.reference.import(file, { kind: 'margins' }))
    expect(error.message).toContain("no column 'date' and no column 'maintenance'")
    expect(error.hint).toContain("'day'")
  })
})

describe.skipIf(!hasSharedData)('recorded facts', () => {
  it('Binance funding of BTCUSD and the exchanges’ margins of HSI', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'P.csv', BARS, { symbol: 'BTCUSD_PERP', assetClass: 'crypto-perpetual' })
    const funding = sharedData('crypto/funding_binance_BTCUSD_PERP.csv')
    await fixture.lake.reference.import(funding, { kind: 'funding', symbol: 'BTCUSD_PERP' })
    const { actions } = await fixture.lake.reference.instrument('BTCUSD_PERP')
    expect(actions).toHaveLength(182)
    expect(actions?.[0]).toEqual({
      kind: 'funding',
      timeMs: Date.UTC(2022, 9, 16, 8),
      rate: -2.727e-5,
    })

    const { datasets } = await importFile(fixture.lake, sharedData('futures/hkfe_HSI_daily_trade.csv'))
    await importInstruments(
      fixture,
      datasets.map(({ instrument: { symbol } }) => ({
        symbol,
        terms: { kind: 'future', root: 'HSI', settlement: 'cash' },
      })),
    )
    const margins = sharedData('futures/margins_all.csv.gz')
    const { datasets: changed } = await fixture.lake.reference.import(margins, { kind: 'margins' })
    expect(changed).toHaveLength(datasets.length)
    const { terms } = fixture.lake.show(changed[0] ?? '').instrument
    expect(terms?.kind === 'future' ? terms.margins[0] : undefined).toEqual({
      fromMs: day('2016-06-01'),
      initial: 62100,
      maintenance: 49700,
    })
  })
})
