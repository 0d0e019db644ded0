import { describe, expect, test } from 'vitest'
import {
  BAR_KINDS,
  type BarKind,
  barKindOf,
  barKindsOf,
  canShowKind,
  datasetForTimeframe,
  startingSize,
  timeframeOfKind,
} from '../../renderer/panels/bars/barKinds.ts'
import { type Dataset, datasetSchema } from '../../shared/domain/dataset.ts'
import { timeframeSchema } from '../../shared/domain/timeframe.ts'

function dataset(timeframe: string, kind: Dataset['kind'] = 'bars', bars = 30_000): Dataset {
  return datasetSchema.parse({
    id: `AAA@${timeframe}`,
    instrument: {
      symbol: 'AAA',
      name: 'AAA',
      assetClass: 'equity',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      multiplier: 1,
      calendar: '24x7',
    },
    timeframe,
    kind,
    bars,
    fromMs: 0,
    toMs: 1,
    adjustment: 'raw',
    timeZone: 'UTC',
    actions: 0,
    provenance: { kind: 'file', source: 'AAA.csv', licence: 'unknown', importedMs: 0 },
    quality: { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] },
    hash: '',
  })
}

const KINDS = Object.keys(BAR_KINDS).map((kind): BarKind => barKindOf(`${kind}-1`) ?? 'heikin-ashi')

describe('kinds of bars on the screen', () => {
  test.each(KINDS)('%s begins with a size that makes a timeframe, for dear and cheap instruments', (kind) => {
    for (const price of [0.000_012, 0.4, 103, 61_837, undefined]) {
      const timeframe = timeframeOfKind(kind, startingSize(kind, dataset('1m'), price), '1h', false)
      expect(timeframe).not.toBeNull()
      expect(timeframeSchema.safeParse(timeframe).success).toBe(true)
      expect(barKindOf(timeframe ?? '')).toBe(kind)
    }
  })

  test('a brick begins with about a two-hundredth of the price, at a round figure', () => {
    expect(startingSize('renko', undefined, 188.59)).toBe(1)
    expect(startingSize('renko', undefined, 61_837)).toBe(200)
    expect(startingSize('renko', undefined, 1.0842)).toBe(0.005)
  })

  test('sizes that are none make no timeframe', () => {
    expect(timeframeOfKind('renko', 0, '1d', false)).toBeNull()
    expect(timeframeOfKind('tick', 1.5, '1d', false)).toBeNull()
    expect(timeframeOfKind('renko', 2.5, '1d', true)).toBe('renko-2.5-wicks')
    expect(timeframeOfKind('dollar', 1e21, '1d', false)).toBe('dollar-1e21')
  })

  test('what has no volume offers no bars of volume; several datasets offer what all of them have', () => {
    expect(barKindsOf([dataset('1d', 'quotes')])).not.toContain('volume')
    expect(barKindsOf([dataset('1d'), dataset('quote-1', 'ticks')])).toEqual([
      'heikin-ashi',
      'renko',
      'range',
    ])
    expect(barKindsOf([])).toEqual([])
  })

  test('a chart keeps a kind only where its dataset can show it', () => {
    expect(canShowKind(dataset('1m'), 'renko-5', ['1m', '1h'])).toBe(true)
    expect(canShowKind(dataset('1m'), 'heikin-ashi-1h', ['1m', '1h'])).toBe(true)
    expect(canShowKind(dataset('1d'), 'heikin-ashi-1h', ['1d', '1w'])).toBe(false)
    expect(canShowKind(dataset('1m'), 'quote-5', ['1m'])).toBe(false)
    expect(canShowKind(dataset('1m'), '1h', ['1m', '1h'])).toBe(false)
    expect(canShowKind(dataset('1m'), 'renko', [])).toBe(false)
  })

  test('the form names the dataset that the desk would read', () => {
    const own = [dataset('1m'), dataset('1d'), dataset('tick-1', 'trades')]
    expect(datasetForTimeframe(own, '1h')?.timeframe).toBe('1m')
    expect(datasetForTimeframe(own, '1w')?.timeframe).toBe('1d')
    expect(datasetForTimeframe(own, '1s')?.timeframe).toBe('tick-1')
    expect(datasetForTimeframe(own, 'renko-5')?.timeframe).toBe('tick-1')
    expect(datasetForTimeframe(own.slice(0, 2), 'renko-5')?.timeframe).toBe('1m')
    expect(datasetForTimeframe([dataset('1d')], '1m')).toBeUndefined()
  })
})
