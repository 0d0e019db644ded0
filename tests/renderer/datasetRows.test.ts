import { describe, expect, it } from 'vitest'
import { searchDatasets } from '../../renderer/panels/chart/searchDatasets.ts'
import { datasetRows, filterDatasets } from '../../renderer/panels/data/datasetRows.ts'
import { marketOf, marketsOf } from '../../renderer/state/markets.ts'
import { type Dataset, datasetSchema } from '../../shared/domain/dataset.ts'
import { futureTermsSchema, optionTermsSchema } from '../../shared/domain/instrumentTerms.ts'

function dataset(
  symbol: string,
  instrument: Partial<Dataset['instrument']> = {},
  more: Partial<Dataset> = {},
): Dataset {
  return datasetSchema.parse({
    id: `${symbol}@${more.timeframe ?? '1d'}`,
    instrument: {
      ...{ symbol, name: symbol, assetClass: 'equity', currency: 'USD', calendar: 'XNYS' },
      ...{ tickSize: 0.01, lotSize: 1, multiplier: 1 },
      ...instrument,
    },
    timeframe: '1d',
    kind: 'bars',
    ...{ bars: 10, fromMs: 0, toMs: 9, adjustment: 'raw', timeZone: 'UTC', actions: 0 },
    provenance: { kind: 'file', source: 'a.csv', licence: 'own', importedMs: 0 },
    quality: { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] },
    hash: '0',
    ...more,
  })
}

const generated = { kind: 'synthetic', source: 'generator', licence: 'none', importedMs: 0 } as const

function future(symbol: string, month: string, more: Partial<Dataset> = {}): Dataset {
  const terms = futureTermsSchema.parse({
    kind: 'future',
    root: 'CL',
    contractMonth: month,
    expiryMs: 9,
    settlement: 'physical',
  })
  return dataset(symbol, { name: `Crude oil, ${month}`, assetClass: 'commodity', terms }, more)
}

function option(symbol: string): Dataset {
  const terms = optionTermsSchema.parse({
    ...{ kind: 'option', underlying: 'AAPL', right: 'call', strike: 100, expiryMs: 9 },
    ...{ exercise: 'american', settlement: 'physical' },
  })
  return dataset(symbol, { assetClass: 'option', terms })
}

const chained = dataset(
  'CL.c',
  { assetClass: 'commodity' },
  { continuous: { root: 'CL', roll: 'volume', adjust: 'none', contracts: ['CLF24', 'CLG24'] } },
)
const all = [
  future('CLF24', '2024-01', { fromMs: 5, bars: 3 }),
  future('CLG24', '2024-02', { toMs: 12 }),
  option('AAPL-240119C100'),
  option('AAPL-240119P100'),
  dataset('SYN', {}, { provenance: generated }),
  dataset('MSFT'),
  chained,
]
const closed = { open: new Set<string>(), isFlat: false }
const symbols = (rows: readonly { symbol: string }[]) => rows.map(({ symbol }) => symbol)

describe('the list of datasets', () => {
  it('has real data first, then generated data, then the contracts of a root or an underlying in one line', () => {
    expect(symbols(datasetRows(all, closed))).toEqual(['MSFT', 'CL.c', 'SYN', 'CL', 'AAPL'])
  })

  it('sums up in the line what stands below it, and opens it', () => {
    const [line] = datasetRows(all, closed).filter(({ symbol }) => symbol === 'CL')
    expect(line).toMatchObject({
      ...{ dataset: null, contracts: { count: 2, isOpen: false }, name: '2 contracts: Crude oil' },
      ...{ bars: 13, fromMs: 0, toMs: 12, market: 'future' },
    })
    const open = datasetRows(all, { ...closed, open: new Set([line?.id ?? '']) })
    expect(symbols(open)).toEqual(['MSFT', 'CL.c', 'SYN', 'CL', 'CLF24', 'CLG24', 'AAPL'])
    expect(open.filter(({ parentId }) => parentId === line?.id)).toHaveLength(2)
  })

  it('keeps generated contracts apart from real ones, and a single contract as it is', () => {
    const mixed = [all[0], future('CLH24', '2024-03', { provenance: generated })].filter(
      (each) => each !== undefined,
    )
    expect(symbols(datasetRows(mixed, closed))).toEqual(['CLF24', 'CLH24'])
  })

  it('has contracts in the order of their expiry, whatever their symbols', () => {
    const months = [future('CLZ23', '2023-12'), future('CLF24', '2024-01'), future('CLH23', '2023-03')]
    expect(symbols(datasetRows(months, { ...closed, isFlat: true }))).toEqual(['CLH23', 'CLZ23', 'CLF24'])
  })

  it('is flat for a search, contracts last', () => {
    expect(symbols(datasetRows(all, { ...closed, isFlat: true })).slice(3)).toEqual([
      'CLF24',
      'CLG24',
      'AAPL-240119C100',
      'AAPL-240119P100',
    ])
  })

  it('is filtered by market, where a future is one whatever it delivers, and by origin', () => {
    expect(marketsOf(all)).toEqual(['equity', 'future', 'option'])
    expect(marketOf(chained)).toBe('future')
    const ids = (filter: Parameters<typeof filterDatasets>[1]) =>
      filterDatasets(all, filter).map(({ instrument }) => instrument.symbol)
    expect(ids({ market: 'future', origin: 'all' })).toEqual(['CLF24', 'CLG24', 'CL.c'])
    expect(ids({ market: 'all', origin: 'synthetic' })).toEqual(['SYN'])
    expect(ids({ market: 'equity', origin: 'real' })).toEqual(['MSFT'])
  })
})

describe('the search for symbols', () => {
  const found = (text: string, chosen?: readonly string[]) =>
    searchDatasets(all, text, chosen).map(({ instrument }) => instrument.symbol)

  it('leaves single contracts out until something is typed, but those that are chosen', () => {
    expect(found('')).toEqual(['CL.c', 'MSFT', 'SYN'])
    expect(found('', ['CLG24'])).toEqual(['CL.c', 'MSFT', 'SYN', 'CLG24'])
    expect(searchDatasets(all.slice(0, 2), '')).toHaveLength(2)
  })

  it('finds contracts after what they belong to, and an exact symbol first', () => {
    expect(found('cl')).toEqual(['CL.c', 'CLF24', 'CLG24'])
    expect(found('clg24')).toEqual(['CLG24'])
  })

  it('offers real data before generated data that matches as well', () => {
    const pair = [dataset('AB1', {}, { provenance: generated }), dataset('AB2')]
    expect(searchDatasets(pair, 'ab').map(({ instrument }) => instrument.symbol)).toEqual(['AB2', 'AB1'])
  })
})
