import { describe, expect, it } from 'vitest'
import {
  arithmetic,
  atr,
  ema,
  rsi,
  sma,
  standardDeviation,
  trueRange,
} from '../../electron/quant/indicators/index.ts'
import { hasSharedData } from '../support/sharedData.ts'
import { largestDifference, readReference } from './referenceTable.ts'

describe.skipIf(!hasSharedData)('indicators against recorded third-party values', () => {
  it('SMA 14 agrees with indicators_spy_with_indicators.csv to its 7 digits', () => {
    const table = readReference('indicators_spy_with_indicators.csv')
    expect(largestDifference(sma(table('Close'), 14), table('SMA14'), 14)).toBeLessThan(0.006)
  })

  it('EMA 14 agrees with indicators_spy_with_indicators.csv once its other seed has faded (150 bars)', () => {
    const table = readReference('indicators_spy_with_indicators.csv')
    expect(largestDifference(ema(table('Close'), 14), table('EMA14'), 150)).toBeLessThan(0.006)
  })

  it('Wilder RSI 14 agrees with indicators_spy_with_indicators.csv to 1e-4 after 200 bars', () => {
    const table = readReference('indicators_spy_with_indicators.csv')
    expect(largestDifference(rsi(table('Close'), 14), table('RSI 14 Wilder'), 200)).toBeLessThan(1e-4)
  })

  it('MACD 12 26 9 agrees with indicators_spy_with_macd.csv to 2e-4 after 150 bars', () => {
    const table = readReference('indicators_spy_with_macd.csv')
    const close = table('Close')
    const line = arithmetic('subtract', ema(close, 12), ema(close, 26), close.length)
    const signal = ema(line, 9)
    expect(largestDifference(line, table('MACD'), 150)).toBeLessThan(2e-4)
    expect(largestDifference(signal, table('Signal'), 150)).toBeLessThan(2e-4)
    const histogram = arithmetic('subtract', line, signal, close.length)
    expect(largestDifference(histogram, table('Histogram'), 150)).toBeLessThan(2e-4)
  })

  it('Bollinger bands 20 2 agree with indicators_spy_bollinger_bands.csv (population deviation) to 6e-4', () => {
    const table = readReference('indicators_spy_bollinger_bands.csv')
    const close = table('Close')
    const middle = sma(close, 20)
    const deviation = standardDeviation(close, 20, 'population')
    const top = arithmetic('add', middle, arithmetic('multiply', deviation, 2, close.length), close.length)
    expect(largestDifference(middle, table('Moving Average 20'), 20)).toBeLessThan(6e-4)
    expect(largestDifference(top, table('Bollinger Bands® 20 2 Top'), 20)).toBeLessThan(6e-4)
  })

  it('true range agrees with indicators_spy_atr.csv, which averages it simply, to 1e-5; ATR 14 starts from its first value', () => {
    const table = readReference('indicators_spy_atr.csv')
    const [high, low, close] = [table('High'), table('Low'), table('Close')]
    const theirs = table('Average True Range 14')
    expect(largestDifference(sma(trueRange(high, low, close), 14), theirs, 14)).toBeLessThan(1e-5)
    expect(Math.abs(atr(high, low, close, 14)[14]! - theirs[14]!)).toBeLessThan(1e-5)
  })

  it("Wilder's ATR 14 is a fourteenth of TR14 in indicators_spy_with_adx.csv, which has two decimals", () => {
    const table = readReference('indicators_spy_with_adx.csv')
    const sums = atr(table('High'), table('Low'), table('Close'), 14).map((value) => value * 14)
    expect(largestDifference(sums, table('TR14'), 14)).toBeLessThan(0.0051)
  })
})
