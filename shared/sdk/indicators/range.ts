/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function trueRange(high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('trueRange', { high, low, close }, {})(0)
}

export function atr(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('atr', { high, low, close }, { length: whole(length, 1, 100000) })(0)
}

export function natr(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('natr', { high, low, close }, { length: whole(length, 1, 100000) })(0)
}

export function averageRange(high: Series, low: Series, length = 14): Series {
  return indicatorOutputs('averageRange', { high, low }, { length: whole(length, 1, 100000) })(0)
}

export function chaikinVolatility(high: Series, low: Series, length = 10, change = 10): Series {
  return indicatorOutputs(
    'chaikinVolatility',
    { high, low },
    { length: whole(length, 1, 100000), change: whole(change, 1, 100000) },
  )(0)
}
