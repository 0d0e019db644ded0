/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function rsi(source: Series, length = 14): Series {
  return indicatorOutputs('rsi', { source }, { length: whole(length, 1, 100000) })(0)
}

export function macd(
  source: Series,
  fast = 12,
  slow = 26,
  signal = 9,
): { macd: Series; signal: Series; histogram: Series } {
  const output = indicatorOutputs(
    'macd',
    { source },
    { fast: whole(fast, 1, 100000), slow: whole(slow, 1, 100000), signal: whole(signal, 1, 100000) },
  )
  return { macd: output(0), signal: output(1), histogram: output(2) }
}

export function macdFix(source: Series, signal = 9): { macd: Series; signal: Series; histogram: Series } {
  const output = indicatorOutputs('macdFix', { source }, { signal: whole(signal, 1, 100000) })
  return { macd: output(0), signal: output(1), histogram: output(2) }
}
