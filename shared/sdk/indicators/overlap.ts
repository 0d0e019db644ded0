/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, real, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function sma(source: Series, length = 20): Series {
  return indicatorOutputs('sma', { source }, { length: whole(length, 1, 100000) })(0)
}

export function ema(source: Series, length = 20): Series {
  return indicatorOutputs('ema', { source }, { length: whole(length, 1, 100000) })(0)
}

export function rma(source: Series, length = 14): Series {
  return indicatorOutputs('rma', { source }, { length: whole(length, 1, 100000) })(0)
}

export function wma(source: Series, length = 30): Series {
  return indicatorOutputs('wma', { source }, { length: whole(length, 1, 100000) })(0)
}

export function dema(source: Series, length = 30): Series {
  return indicatorOutputs('dema', { source }, { length: whole(length, 1, 100000) })(0)
}

export function tema(source: Series, length = 30): Series {
  return indicatorOutputs('tema', { source }, { length: whole(length, 1, 100000) })(0)
}

export function trima(source: Series, length = 30): Series {
  return indicatorOutputs('trima', { source }, { length: whole(length, 1, 100000) })(0)
}

export function kama(source: Series, length = 30): Series {
  return indicatorOutputs('kama', { source }, { length: whole(length, 2, 100000) })(0)
}

export function mama(source: Series, fastLimit = 0.5, slowLimit = 0.05): { mama: Series; fama: Series } {
  const output = indicatorOutputs(
    'mama',
    { source },
    { fastLimit: real(fastLimit, 0.01, 0.99), slowLimit: real(slowLimit, 0.01, 0.99) },
  )
  return { mama: output(0), fama: output(1) }
}

export function t3(source: Series, length = 5, factor = 0.7): Series {
  return indicatorOutputs(
    't3',
    { source },
    { length: whole(length, 1, 100000), factor: real(factor, 0, 1) },
  )(0)
}

export function ma(source: Series, length = 30, averageType = 0): Series {
  return indicatorOutputs(
    'ma',
    { source },
    { length: whole(length, 1, 100000), averageType: whole(averageType, 0, 8) },
  )(0)
}

export function bollinger(
  source: Series,
  length = 20,
  width = 2,
): { upper: Series; middle: Series; lower: Series } {
  const output = indicatorOutputs(
    'bollinger',
    { source },
    { length: whole(length, 1, 100000), width: real(width, 0, 1000) },
  )
  return { upper: output(0), middle: output(1), lower: output(2) }
}

export function donchian(
  high: Series,
  low: Series,
  length = 20,
): { upper: Series; middle: Series; lower: Series } {
  const output = indicatorOutputs('donchian', { high, low }, { length: whole(length, 1, 100000) })
  return { upper: output(0), middle: output(1), lower: output(2) }
}

export function bbands(
  source: Series,
  length = 20,
  up = 2,
  down = 2,
  averageType = 0,
): { upper: Series; middle: Series; lower: Series } {
  const output = indicatorOutputs(
    'bbands',
    { source },
    {
      length: whole(length, 2, 100000),
      up: real(up, -1000, 1000),
      down: real(down, -1000, 1000),
      averageType: whole(averageType, 0, 8),
    },
  )
  return { upper: output(0), middle: output(1), lower: output(2) }
}

export function accBands(
  high: Series,
  low: Series,
  close: Series,
  length = 20,
): { upper: Series; middle: Series; lower: Series } {
  const output = indicatorOutputs('accBands', { high, low, close }, { length: whole(length, 2, 100000) })
  return { upper: output(0), middle: output(1), lower: output(2) }
}

export function keltner(
  high: Series,
  low: Series,
  close: Series,
  length = 20,
  atrLength = 10,
  width = 2,
): { upper: Series; middle: Series; lower: Series } {
  const output = indicatorOutputs(
    'keltner',
    { high, low, close },
    { length: whole(length, 1, 100000), atrLength: whole(atrLength, 1, 100000), width: real(width, 0, 1000) },
  )
  return { upper: output(0), middle: output(1), lower: output(2) }
}

export function midpoint(source: Series, length = 14): Series {
  return indicatorOutputs('midpoint', { source }, { length: whole(length, 1, 100000) })(0)
}

export function midPrice(high: Series, low: Series, length = 14): Series {
  return indicatorOutputs('midPrice', { high, low }, { length: whole(length, 1, 100000) })(0)
}

export function hma(source: Series, length = 20): Series {
  return indicatorOutputs('hma', { source }, { length: whole(length, 2, 100000) })(0)
}

export function zlema(source: Series, length = 30): Series {
  return indicatorOutputs('zlema', { source }, { length: whole(length, 2, 100000) })(0)
}

export function vwma(source: Series, volume: Series, length = 30): Series {
  return indicatorOutputs('vwma', { source, volume }, { length: whole(length, 1, 100000) })(0)
}

export function alma(source: Series, length = 9, offset = 0.85, sigma = 6): Series {
  return indicatorOutputs(
    'alma',
    { source },
    { length: whole(length, 2, 100000), offset: real(offset, 0, 1), sigma: real(sigma, 0.1, 1000) },
  )(0)
}

export function sar(high: Series, low: Series, acceleration = 0.02, maximum = 0.2): Series {
  return indicatorOutputs(
    'sar',
    { high, low },
    { acceleration: real(acceleration, 0, 1000), maximum: real(maximum, 0, 1000) },
  )(0)
}

export function sarExt(
  high: Series,
  low: Series,
  startValue = 0,
  offset = 0,
  startLong = 0.02,
  stepLong = 0.02,
  maximumLong = 0.2,
  startShort = 0.02,
  stepShort = 0.02,
  maximumShort = 0.2,
): Series {
  return indicatorOutputs(
    'sarExt',
    { high, low },
    {
      startValue: real(startValue, -1000000000000, 1000000000000),
      offset: real(offset, 0, 1000),
      startLong: real(startLong, 0, 1000),
      stepLong: real(stepLong, 0, 1000),
      maximumLong: real(maximumLong, 0, 1000),
      startShort: real(startShort, 0, 1000),
      stepShort: real(stepShort, 0, 1000),
      maximumShort: real(maximumShort, 0, 1000),
    },
  )(0)
}

export function supertrend(
  high: Series,
  low: Series,
  close: Series,
  length = 10,
  factor = 3,
): { supertrend: Series; direction: Series } {
  const output = indicatorOutputs(
    'supertrend',
    { high, low, close },
    { length: whole(length, 1, 100000), factor: real(factor, 0, 1000) },
  )
  return { supertrend: output(0), direction: output(1) }
}

export function chandelierExit(
  high: Series,
  low: Series,
  close: Series,
  length = 22,
  factor = 3,
): { longStop: Series; shortStop: Series } {
  const output = indicatorOutputs(
    'chandelierExit',
    { high, low, close },
    { length: whole(length, 1, 100000), factor: real(factor, 0, 1000) },
  )
  return { longStop: output(0), shortStop: output(1) }
}

export function ichimoku(
  high: Series,
  low: Series,
  conversion = 9,
  base = 26,
  span = 52,
  displacement = 26,
): { conversionLine: Series; baseLine: Series; spanA: Series; spanB: Series } {
  const output = indicatorOutputs(
    'ichimoku',
    { high, low },
    {
      conversion: whole(conversion, 1, 100000),
      base: whole(base, 1, 100000),
      span: whole(span, 1, 100000),
      displacement: whole(displacement, 0, 100000),
    },
  )
  return { conversionLine: output(0), baseLine: output(1), spanA: output(2), spanB: output(3) }
}

export function pivotPoints(
  high: Series,
  low: Series,
  close: Series,
  length = 1,
): { pivot: Series; resistance1: Series; support1: Series; resistance2: Series; support2: Series } {
  const output = indicatorOutputs('pivotPoints', { high, low, close }, { length: whole(length, 1, 100000) })
  return {
    pivot: output(0),
    resistance1: output(1),
    support1: output(2),
    resistance2: output(3),
    support2: output(4),
  }
}
