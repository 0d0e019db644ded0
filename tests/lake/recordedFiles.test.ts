import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Lake, openLake } from '../../electron/lake/lake.ts'
import type { QualityKind } from '../../shared/domain/dataset.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, importFile, isoTimes, temporaryLake } from './lakeKit.ts'

type Counts = Partial<Record<QualityKind, number>>

/** Every recorded file of bars: rows, symbols, bars after the detected plan, timeframe, first time, defects. */
const BAR_FILES: readonly (readonly [string, number, number, number, string, string, Counts])[] = [
  ['equities/bokeh_AAPL_daily.csv.gz', 3270, 1, 3270, '1d', '2000-03-01T00:00', {}],
  ['equities/bokeh_FB_daily.csv', 196, 1, 196, '1d', '2012-05-18T00:00', {}],
  ['equities/bokeh_GOOG_daily.csv', 2148, 1, 2148, '1d', '2004-08-19T00:00', {}],
  ['equities/bokeh_IBM_daily.csv.gz', 3270, 1, 3270, '1d', '2000-03-01T00:00', {}],
  ['equities/bokeh_MSFT_daily.csv.gz', 3270, 1, 3270, '1d', '2000-03-01T00:00', {}],
  ['equities/india_CCCL_daily.csv', 495, 1, 495, '1d', '2010-01-04T00:00', {}],
  [
    'equities/india_minute.csv.gz',
    4931,
    3,
    3422,
    '1m',
    '2019-01-01T03:37',
    { 'duplicate-time': 1509, unsorted: 4 },
  ],
  ['equities/skfolio_factors_dataset.csv', 2264, 5, 11320, '1d', '2014-01-02T00:00', {}],
  ['equities/skfolio_sp500_dataset.csv.gz', 8313, 20, 166260, '1d', '1990-01-02T00:00', {}],
  ['equities/skfolio_sp500_index.csv.gz', 8313, 1, 8313, '1d', '1990-01-02T00:00', {}],
  ['equities/spx_index_1m_2019-11.csv', 1563, 1, 1563, '1m', '2019-11-05T14:30', {}],
  ['equities/wiki_2014_prices_actions.csv', 916, 4, 916, '1d', '2014-01-02T00:00', {}],
  ['equities/z7_daily_raw.csv.gz', 19108, 7, 19108, '1d', '2004-01-02T00:00', {}],
  ['fx/fed_h10_monthly.csv.gz', 17237, 34, 17237, '1M', '1971-01-01T00:00', {}],
  ['fx/oanda_EURUSD_daily_quotes.csv.gz', 3738, 1, 3738, '1d', '2007-01-01T00:00', {}],
  ['fx/oanda_EURUSD_hour_quotes.csv.gz', 30843, 1, 30843, '1h', '2014-01-01T22:00', {}],
  ['fx/oanda_EURUSD_minute_quotes_2014-05.csv.gz', 15366, 1, 15366, '1m', '2014-05-01T00:00', {}],
  ['crypto/binance_BTCUSDT_hour.csv', 120, 1, 120, '1h', '2018-05-01T00:00', {}],
  ['crypto/binance_perp_ADAUSDT_minute_quote_2022-12-13.csv', 1100, 1, 1100, '1m', '2022-12-13T00:00', {}],
  ['crypto/binance_perp_ADAUSDT_minute_trade_2022-12-13.csv', 1440, 1, 1440, '1m', '2022-12-13T00:00', {}],
  ['crypto/bitfinex_BTCUSD_hour.csv', 733, 1, 733, '1h', '2013-10-01T00:00', {}],
  ['crypto/coinbase_BTCUSD_daily_quote.csv', 1332, 1, 1332, '1d', '2015-04-27T00:00', { 'crossed-quote': 1 }],
  ['crypto/coinbase_BTCUSD_daily_trade.csv', 1318, 1, 1318, '1d', '2014-12-01T00:00', {}],
  ['crypto/coinbase_BTCUSD_minute_quote_2018-04.csv.gz', 2873, 1, 2873, '1m', '2018-04-04T00:00', {}],
  ['crypto/coinbase_BTCUSD_minute_trade_2018-04.csv.gz', 3887, 1, 3887, '1m', '2018-04-04T00:00', {}],
  [
    'futures/eurex_FESX_minute.csv.gz',
    6404,
    3,
    3876,
    '1m',
    '2024-06-03T00:15',
    { 'conflicting-duplicate': 2528, unsorted: 3 },
  ],
  ['futures/hkfe_HSI_daily_quote.csv', 126, 3, 126, '1d', '2013-04-30T00:00', { 'crossed-quote': 1 }],
  ['futures/hkfe_HSI_daily_trade.csv', 51, 3, 51, '1d', '2013-08-30T00:00', {}],
  ['futures/hkfe_HSI_hour_quote.csv', 208, 3, 208, '1h', '2013-10-02T02:00', { 'crossed-quote': 1 }],
  ['futures/hkfe_HSI_hour_trade.csv', 218, 3, 218, '1h', '2013-09-18T07:00', {}],
  ['futures/hsi_fesx_chain_universes.csv', 36, 7, 36, '1d', '2013-10-04T00:00', { 'non-positive-price': 3 }],
  ['npm_samples/aapl.csv', 1260, 1, 1260, '1d', '2013-05-13T00:00', {}],
  ['npm_samples/sp500-2000.csv.gz', 5105, 1, 5105, '1d', '2000-01-03T00:00', {}],
  ['npm_samples/stocks.csv', 560, 5, 560, '1M', '2000-01-01T00:00', {}],
  ['dirty_data/4063-T-1d-bad-stock-split-fixed.csv', 22, 1, 22, '1d', '2023-03-15T00:00', { unsorted: 21 }],
  ['dirty_data/4063-T-1d-bad-stock-split.csv', 22, 1, 22, '1d', '2023-03-15T00:00', { unsorted: 21 }],
  ['dirty_data/8TRA-DE-1d-missing-div-adjust-fixed.csv', 5, 1, 5, '1d', '2023-05-30T00:00', {}],
  ['dirty_data/8TRA-DE-1d-missing-div-adjust.csv', 5, 1, 5, '1d', '2023-05-30T00:00', {}],
  ['dirty_data/AET-L-1d-100x-error-fixed.csv', 23, 1, 23, '1d', '2022-05-03T00:00', { unsorted: 22 }],
  ['dirty_data/AET-L-1d-100x-error.csv', 23, 1, 23, '1d', '2022-05-03T00:00', { unsorted: 22 }],
  ['dirty_data/ALPHA-PA-1d-bad-stock-split-fixed.csv', 29, 1, 29, '1d', '2023-04-20T00:00', {}],
  ['dirty_data/ALPHA-PA-1d-bad-stock-split.csv', 29, 1, 29, '1d', '2023-04-20T00:00', {}],
  ['dirty_data/ASAI-L-1h-bad-unit-fixed.csv', 20, 1, 20, '1h', '2024-10-21T09:00', {}],
  ['dirty_data/ASAI-L-1h-bad-unit.csv', 20, 1, 20, '1h', '2024-10-21T09:00', {}],
  ['dirty_data/CNE-L-1d-bad-stock-split-fixed.csv', 10, 1, 10, '1d', '2023-05-04T00:00', { unsorted: 9 }],
  ['dirty_data/CNE-L-1d-bad-stock-split.csv', 10, 1, 10, '1d', '2023-05-04T00:00', { unsorted: 9 }],
  ['dirty_data/DODFX-1d-cg-double-count-fixed.csv', 502, 1, 502, '1d', '2024-01-10T00:00', {}],
  ['dirty_data/DODFX-1d-cg-double-count.csv', 502, 1, 502, '1d', '2024-01-10T00:00', {}],
  [
    'dirty_data/KEN-TA-1d-bad-div-fixed.csv',
    651,
    1,
    651,
    '1d',
    '2022-01-02T00:00',
    { 'missing-price': 1, 'crossed-range': 4 },
  ],
  [
    'dirty_data/KEN-TA-1d-bad-div.csv',
    651,
    1,
    651,
    '1d',
    '2022-01-02T00:00',
    { 'missing-price': 1, 'crossed-range': 4 },
  ],
  ['dirty_data/LSC-L-1d-bad-div-fixed.csv', 670, 1, 670, '1d', '2022-01-04T00:00', { 'crossed-range': 109 }],
  ['dirty_data/LSC-L-1d-bad-div.csv', 670, 1, 670, '1d', '2022-01-04T00:00', { 'crossed-range': 109 }],
  ['macro/finance-vix.csv.gz', 9235, 1, 9235, '1d', '1990-01-02T00:00', { 'crossed-range': 47 }],
]

/** Recorded files that hold no bars, which must end in one clear error. */
const OTHER_FILES = [
  'equities/india_3MINDIA_map_file.csv',
  'equities/india_CCCL_factor_file.csv',
  'equities/sp500_changes_since_2019.csv',
  'equities/sp500_constituents_2026.csv',
  'equities/sp500_ticker_start_end.csv',
  'equities/spy_daily_returns.csv.gz',
  'equities/z7_dividend_ratios.csv',
  'equities/z7_dividends.csv',
  'equities/z7_listing_ranges.csv',
  'equities/z7_splits.csv',
  'fx/dukascopy_candles-minute-EUR-USD-BID-2026-7-10.json',
  'fx/dukascopy_candles-minute-EUR-USD-BID-2026-7-11-empty.json',
  'fx/dukascopy_instrument-EUR-USD.json',
  'fx/dukascopy_ticks-EUR-USD-2026-7-13-12.json',
  'crypto/funding_binance_BTCUSD_PERP.csv',
  'crypto/funding_bybit_BTCUSDT.csv',
  'futures/FESX_continuous_factor_file.ndjson',
  'futures/FESX_continuous_map_file.csv',
  'futures/HSI_continuous_factor_file.ndjson',
  'futures/HSI_continuous_map_file.csv',
  'futures/margins_all.csv.gz',
]

describe.skipIf(!hasSharedData)('every recorded file', () => {
  let folder: string
  let lake: Lake
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-lake-'))
    lake = await openLake({ folder, now: () => 0 })
  })
  afterAll(async () => {
    await lake.close()
    await rm(folder, { recursive: true, force: true })
  })

  it.each(BAR_FILES)(
    '%s is detected and imported',
    async (file, rows, symbols, bars, timeframe, first, counts) => {
      const at = sharedData(file)
      const inspection = await lake.inspect(at)
      expect(inspection.plan.timeframe).toBe(timeframe)
      const preview = await lake.preview(at, inspection.fileHash, inspection.plan)
      expect(preview.rows).toBe(rows)
      expect(preview.counts).toEqual(counts)
      expect(preview.symbols).toHaveLength(symbols)
      expect(preview.symbols.reduce((sum, symbol) => sum + symbol.bars, 0)).toBe(bars)
      expect(
        isoTimes(Float64Array.of(Math.min(...preview.symbols.map(({ fromMs }) => fromMs))))[0],
      ).toContain(first)
      for (const kind of preview.refused) {
        const issue = preview.issues.find((found) => found.kind === kind)
        expect(issue?.row).toBeGreaterThan(1)
        expect(issue?.column).toBeTruthy()
      }
      const dropped = Object.fromEntries(preview.refused.map((kind) => [kind, 'drop' as const]))
      const { datasets } = await lake.commit(at, inspection.fileHash, {
        ...inspection.plan,
        existing: 'replace',
        defects: { ...inspection.plan.defects, ...dropped },
      })
      const sum = (kind: QualityKind) =>
        datasets.reduce((total, { quality }) => total + (quality.counts[kind] ?? 0), 0)
      for (const dataset of datasets) {
        const { columns } = await lake.bars(dataset.id, dataset.timeframe, undefined, undefined, 1_000_000)
        expect(columns.time).toHaveLength(dataset.bars)
        expect(columns.time.every((at, index) => index === 0 || at > (columns.time[index - 1] ?? 0))).toBe(
          true,
        )
        expect(columns.close.every((price) => price > 0)).toBe(true)
      }
      if (datasets.length === symbols) {
        for (const kind of preview.refused) expect(sum(kind)).toBe(counts[kind])
      }
    },
  )

  it.each(OTHER_FILES)('%s is refused as no file of bars', async (file) => {
    const error = await deskError(lake.inspect(sharedData(file)))
    expect(error.code).toBe('FILE_FORMAT')
    expect(error.message).toContain(file.split('/').at(-1))
    expect(error.hint).toBeTruthy()
  })
})

describe.skipIf(!hasSharedData)('recorded files in particular', () => {
  it('reads the columns of spx_index_1m in their unusual order: open, close, high, low', async () => {
    const { lake } = await temporaryLake()
    const { datasets, inspection } = await importFile(lake, sharedData('equities/spx_index_1m_2019-11.csv'))
    const { columns } = await lake.bars(datasets[0]?.id ?? '', '1m', undefined, undefined, 10_000)
    expect(inspection.plan.timeZone).toBe('America/New_York')
    expect([columns.open[0], columns.high[0], columns.low[0], columns.close[0]]).toEqual([
      3080.8, 3081.47, 3080.3, 3080.49,
    ])
  })

  it('names the row and column of the missing price in KEN-TA', async () => {
    const { lake } = await temporaryLake()
    const file = sharedData('dirty_data/KEN-TA-1d-bad-div.csv')
    const inspection = await lake.inspect(file)
    const error = await deskError(lake.commit(file, inspection.fileHash, inspection.plan))
    expect(error.code).toBe('DATA_REFUSED')
    expect(error.message).toContain("1 of 'missing-price', 4 of 'crossed-range'")
    expect(error.where).toBe('KEN-TA-1d-bad-div.csv, row 562')
    expect(lake.list()).toEqual([])
  })

  it('takes the later of the conflicting FESX rows where they are kept, the earlier where they are dropped', async () => {
    const { lake } = await temporaryLake()
    const file = sharedData('futures/eurex_FESX_minute.csv.gz')
    const first = async (choice: 'drop' | 'keep') => {
      const defects = { 'conflicting-duplicate': choice, 'duplicate-time': 'drop', unsorted: 'keep' } as const
      await importFile(lake, file, { defects, existing: 'replace' })
      return (await lake.bars('FESX202406@1m', '1m', undefined, undefined, 10_000)).columns.close[0]
    }
    // The recorded file holds the back-adjusted copy first and the raw one, in whole points, second.
    expect(await first('drop')).toBe(5065.95)
    expect(await first('keep')).toBe(5024)
  })

  it('turns Yahoo dividends into actions and leaves its splits alone, which its prices contain', async () => {
    const { lake } = await temporaryLake()
    const { datasets } = await importFile(lake, sharedData('dirty_data/4063-T-1d-bad-stock-split.csv'))
    expect(datasets[0]?.adjustment).toBe('split')
    const { actions } = await lake.bars(datasets[0]?.id ?? '', '1d', undefined, undefined, 100)
    expect(actions.map(({ kind }) => kind)).toEqual(['dividend'])
  })

  it("finds raw prices by their split in wiki_2014 and records Apple's 7:1 split of 9 June 2014", async () => {
    const { lake } = await temporaryLake()
    await importFile(lake, sharedData('equities/wiki_2014_prices_actions.csv'))
    expect(lake.show('AAPL@1d').adjustment).toBe('raw')
    const { actions } = await lake.bars('AAPL@1d', '1d', undefined, undefined, 1000)
    expect(actions).toContainEqual({ kind: 'split', timeMs: Date.parse('2014-06-09T00:00:00Z'), ratio: 7 })
    expect(actions.filter(({ kind }) => kind === 'dividend')).toHaveLength(4)
  })

  it('stores quotes as their mid', async () => {
    const { lake } = await temporaryLake()
    const { datasets } = await importFile(lake, sharedData('fx/oanda_EURUSD_daily_quotes.csv.gz'))
    expect(datasets[0]).toMatchObject({ id: 'EURUSD@1d', kind: 'quotes' })
    const { columns } = await lake.bars('EURUSD@1d', '1d', undefined, undefined, 1_000_000)
    expect(columns.close[0]).toBe((1.32095 + 1.32195) / 2)
  })
})
