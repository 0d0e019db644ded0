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
