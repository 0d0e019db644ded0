import { describe, expect, it } from 'vitest'
import { guessContractSize } from '../../electron/lake/detection/contractSize.ts'
import { importText, temporaryLake } from './lakeKit.ts'

const BARS = 'date,open,high,low,close,volume\n2024-01-02,10,11,9,10.5,100\n2024-01-03,10.5,12,10,11,200\n'

describe('the contract size of an instrument', () => {
  it.each([
    ['ESZ24', 'future', 50],
    ['FESX202406', 'future', 10],
    ['FESX', 'future', 10],
    ['HSI', 'future', 50],
    ['CL=F', 'future', 1000],
    ['ES', 'equity', 1],
    ['BTCUSDT', 'crypto-perpetual', 1],
  ] as const)('of %s as %s is %d', (symbol, assetClass, multiplier) => {
    expect(guessContractSize(symbol, assetClass)).toMatchObject({ multiplier, confidence: 'likely' })
  })

  it.each(['XYZ', 'CONSTRUCTOR', 'TOSTRING'])('of the unknown future %s is a guess', (symbol) => {
    expect(guessContractSize(symbol, 'future')).toMatchObject({ multiplier: 1, confidence: 'guess' })
  })

  it('is detected with its reason, and stored', async () => {
    const { dataset, plan, notes } = await importText(await temporaryLake(), 'eurex_FESX.csv', BARS, {
      symbol: 'FESX',
    })
    expect(plan).toMatchObject({ symbol: 'FESX', assetClass: 'future', multiplier: 10, lotSize: 1 })
    expect(notes).toContainEqual({
      field: 'multiplier',
      reason: 'the contract size of FESX',
      confidence: 'likely',
    })
    expect(dataset.instrument).toMatchObject({ multiplier: 10, lotSize: 1, name: 'FESX' })
  })

  it('is overruled by the plan, as lot size and name are', async () => {
    const overrule = { multiplier: 5, lotSize: 0.1, name: 'Example Corporation' }
    const { dataset } = await importText(await temporaryLake(), 'ABC.csv', BARS, overrule)
    expect(dataset.instrument).toMatchObject({ symbol: 'ABC', ...overrule })
  })

  it('of coins comes with a lot of a hundred millionth', async () => {
    const { dataset } = await importText(await temporaryLake(), 'BTCUSD.csv', BARS)
    expect(dataset.instrument).toMatchObject({ assetClass: 'crypto-spot', lotSize: 1e-8, multiplier: 1 })
  })

  it('leaves the symbols of a file of several as their names', async () => {
    const text = 'symbol,date,close\nAAA,2024-01-02,1\nAAA,2024-01-03,1\nBBB,2024-01-02,2\nBBB,2024-01-03,2\n'
    const { datasets } = await importText(await temporaryLake(), 'two.csv', text, { name: 'Both' })
    expect(datasets.map(({ instrument }) => instrument.name)).toEqual(['AAA', 'BBB'])
  })
})
