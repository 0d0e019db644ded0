/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function highest(source: Series, length = 20): Series {
  return indicatorOutputs('highest', { source }, { length: whole(length, 1, 100000) })(0)
}

export function lowest(source: Series, length = 20): Series {
  return indicatorOutputs('lowest', { source }, { length: whole(length, 1, 100000) })(0)
}

export function returns(source: Series, length = 1): Series {
  return indicatorOutputs('returns', { source }, { length: whole(length, 1, 100000) })(0)
}

export function lag(source: Series, bars = 1): Series {
  return indicatorOutputs('lag', { source }, { bars: whole(bars, 0, 100000) })(0)
}

export function sum(source: Series, length = 30): Series {
  return indicatorOutputs('sum', { source }, { length: whole(length, 1, 100000) })(0)
}

export function barsSinceHighest(source: Series, length = 30): Series {
  return indicatorOutputs('barsSinceHighest', { source }, { length: whole(length, 1, 100000) })(0)
}

export function barsSinceLowest(source: Series, length = 30): Series {
  return indicatorOutputs('barsSinceLowest', { source }, { length: whole(length, 1, 100000) })(0)
}
