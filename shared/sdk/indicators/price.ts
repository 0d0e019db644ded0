/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function averagePrice(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('averagePrice', { open, high, low, close }, {})(0)
}

export function medianPrice(high: Series, low: Series): Series {
  return indicatorOutputs('medianPrice', { high, low }, {})(0)
}

export function typicalPrice(high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('typicalPrice', { high, low, close }, {})(0)
}

export function weightedClose(high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('weightedClose', { high, low, close }, {})(0)
}

export function averageDeviation(source: Series, length = 14): Series {
  return indicatorOutputs('averageDeviation', { source }, { length: whole(length, 2, 100000) })(0)
}

export function heikinAshi(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
): { haOpen: Series; haHigh: Series; haLow: Series; haClose: Series } {
  const output = indicatorOutputs('heikinAshi', { open, high, low, close }, {})
  return { haOpen: output(0), haHigh: output(1), haLow: output(2), haClose: output(3) }
}
