import { describe, expect, it } from 'vitest'
import { evaluateIndicator, findIndicator } from '../../electron/quant/indicators/index.ts'
import { hasSharedData } from '../support/sharedData.ts'
import { largestDifference, readReference } from './referenceTable.ts'

const COLUMNS: Readonly<Record<string, string>> = {
  open: 'Open',
  high: 'High',
  low: 'Low',
  close: 'Close',
  volume: 'Volume',
}

/** The outputs of an indicator over the bars of a recorded table. */
function compute(table: (column: string) => Float64Array, id: string, parameters: Record<string, number>) {
  const definition = findIndicator(id)
  if (definition === undefined) throw new Error(`there is no indicator ${id}`)
  const inputs = definition.inputs.map((input) => table(COLUMNS[input] ?? input))
  return evaluateIndicator(definition, inputs, parameters)
}

describe.skipIf(!hasSharedData)('further indicators against recorded third-party values', () => {
  it('CCI 14 agrees with indicators_spy_with_cci.csv to 0.003, where TA-Lib stands too: its prices are rounded to cents', () => {
    const table = readReference('indicators_spy_with_cci.csv')
    const [cci] = compute(table, 'cci', { length: 14 })
    expect(largestDifference(cci!, table('Commodity Channel Index (CCI) 14'), 14)).toBeLessThan(3e-3)
  })

  it('%K 12 of 3 and its %D 5 agree with indicators_spy_with_stoch12k3.csv to 4e-4, where TA-Lib stands too', () => {
    const table = readReference('indicators_spy_with_stoch12k3.csv')
    const [k, d] = compute(table, 'stoch', { kLength: 12, slowing: 3, dLength: 5 })
    expect(largestDifference(k!, table('Stochastics 12 %K 3'), 20)).toBeLessThan(4e-4)
    expect(largestDifference(d!, table('%D 5'), 20)).toBeLessThan(4e-4)
  })

  it('+DI, -DI and ADX 14 agree with indicators_spy_with_adx.csv, whose sums start one bar later, after 200 bars', () => {
    const table = readReference('indicators_spy_with_adx.csv')
    expect(largestDifference(compute(table, 'plusDi', {})[0]!, table('+DI14'), 200)).toBeLessThan(1e-3)
    expect(largestDifference(compute(table, 'minusDi', {})[0]!, table('-DI14'), 200)).toBeLessThan(1e-3)
    expect(largestDifference(compute(table, 'adx', {})[0]!, table('ADX 14'), 250)).toBeLessThan(1e-2)
  })

  it('the volume-weighted mean of open, high, low and close over 50 bars is Moving VWAP 50 of indicators_spy_with_vwap.csv', () => {
    const table = readReference('indicators_spy_with_vwap.csv')
    const [price] = compute(table, 'averagePrice', {})
    const [vwap] = evaluateIndicator(findIndicator('vwma')!, [price!, table('Volume')], { length: 50 })
    expect(largestDifference(vwap!, table('Moving VWAP 50'), 50)).toBeLessThan(1e-4)
  })
})
