/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, real, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function standardDeviation(source: Series, length = 20): Series {
  return indicatorOutputs('standardDeviation', { source }, { length: whole(length, 2, 100000) })(0)
}

export function zScore(source: Series, length = 20): Series {
  return indicatorOutputs('zScore', { source }, { length: whole(length, 2, 100000) })(0)
}

export function stddev(source: Series, length = 5, factor = 1): Series {
  return indicatorOutputs(
    'stddev',
    { source },
    { length: whole(length, 1, 100000), factor: real(factor, -1000000, 1000000) },
  )(0)
}

export function variance(source: Series, length = 5): Series {
  return indicatorOutputs('variance', { source }, { length: whole(length, 1, 100000) })(0)
}

export function linearReg(source: Series, length = 14): Series {
  return indicatorOutputs('linearReg', { source }, { length: whole(length, 2, 100000) })(0)
}

export function linearRegSlope(source: Series, length = 14): Series {
  return indicatorOutputs('linearRegSlope', { source }, { length: whole(length, 2, 100000) })(0)
}

export function linearRegIntercept(source: Series, length = 14): Series {
  return indicatorOutputs('linearRegIntercept', { source }, { length: whole(length, 2, 100000) })(0)
}

export function linearRegAngle(source: Series, length = 14): Series {
  return indicatorOutputs('linearRegAngle', { source }, { length: whole(length, 2, 100000) })(0)
}

export function timeSeriesForecast(source: Series, length = 14): Series {
  return indicatorOutputs('timeSeriesForecast', { source }, { length: whole(length, 2, 100000) })(0)
}

export function beta(a: Series, b: Series, length = 5): Series {
  return indicatorOutputs('beta', { a, b }, { length: whole(length, 1, 100000) })(0)
}

export function correl(a: Series, b: Series, length = 30): Series {
  return indicatorOutputs('correl', { a, b }, { length: whole(length, 2, 100000) })(0)
}
