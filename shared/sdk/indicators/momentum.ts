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

export function macdExt(
  source: Series,
  fast = 12,
  fastType = 0,
  slow = 26,
  slowType = 0,
  signal = 9,
  signalType = 0,
): { macd: Series; signal: Series; histogram: Series } {
  const output = indicatorOutputs(
    'macdExt',
    { source },
    {
      fast: whole(fast, 2, 100000),
      fastType: whole(fastType, 0, 8),
      slow: whole(slow, 2, 100000),
      slowType: whole(slowType, 0, 8),
      signal: whole(signal, 1, 100000),
      signalType: whole(signalType, 0, 8),
    },
  )
  return { macd: output(0), signal: output(1), histogram: output(2) }
}

export function plusDm(high: Series, low: Series, length = 14): Series {
  return indicatorOutputs('plusDm', { high, low }, { length: whole(length, 2, 100000) })(0)
}

export function minusDm(high: Series, low: Series, length = 14): Series {
  return indicatorOutputs('minusDm', { high, low }, { length: whole(length, 2, 100000) })(0)
}

export function plusDi(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('plusDi', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function minusDi(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('minusDi', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function dx(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('dx', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function adx(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('adx', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function adxr(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('adxr', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function mom(source: Series, length = 10): Series {
  return indicatorOutputs('mom', { source }, { length: whole(length, 1, 100000) })(0)
}

export function roc(source: Series, length = 10): Series {
  return indicatorOutputs('roc', { source }, { length: whole(length, 1, 100000) })(0)
}

export function rocp(source: Series, length = 10): Series {
  return indicatorOutputs('rocp', { source }, { length: whole(length, 1, 100000) })(0)
}

export function rocr(source: Series, length = 10): Series {
  return indicatorOutputs('rocr', { source }, { length: whole(length, 1, 100000) })(0)
}

export function rocr100(source: Series, length = 10): Series {
  return indicatorOutputs('rocr100', { source }, { length: whole(length, 1, 100000) })(0)
}

export function trix(source: Series, length = 30): Series {
  return indicatorOutputs('trix', { source }, { length: whole(length, 1, 100000) })(0)
}

export function apo(source: Series, fast = 12, slow = 26, averageType = 1): Series {
  return indicatorOutputs(
    'apo',
    { source },
    { fast: whole(fast, 2, 100000), slow: whole(slow, 2, 100000), averageType: whole(averageType, 0, 8) },
  )(0)
}

export function ppo(source: Series, fast = 12, slow = 26, averageType = 1): Series {
  return indicatorOutputs(
    'ppo',
    { source },
    { fast: whole(fast, 2, 100000), slow: whole(slow, 2, 100000), averageType: whole(averageType, 0, 8) },
  )(0)
}

export function aroon(high: Series, low: Series, length = 14): { aroonDown: Series; aroonUp: Series } {
  const output = indicatorOutputs('aroon', { high, low }, { length: whole(length, 2, 100000) })
  return { aroonDown: output(0), aroonUp: output(1) }
}

export function aroonOsc(high: Series, low: Series, length = 14): Series {
  return indicatorOutputs('aroonOsc', { high, low }, { length: whole(length, 2, 100000) })(0)
}

export function bop(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('bop', { open, high, low, close }, {})(0)
}

export function cci(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('cci', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function cmo(source: Series, length = 14): Series {
  return indicatorOutputs('cmo', { source }, { length: whole(length, 2, 100000) })(0)
}

export function willR(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('willR', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function imi(open: Series, close: Series, length = 14): Series {
  return indicatorOutputs('imi', { open, close }, { length: whole(length, 2, 100000) })(0)
}

export function ultOsc(high: Series, low: Series, close: Series, first = 7, second = 14, third = 28): Series {
  return indicatorOutputs(
    'ultOsc',
    { high, low, close },
    { first: whole(first, 1, 100000), second: whole(second, 1, 100000), third: whole(third, 1, 100000) },
  )(0)
}

export function stoch(
  high: Series,
  low: Series,
  close: Series,
  kLength = 5,
  slowing = 3,
  slowingType = 0,
  dLength = 3,
  dType = 0,
): { slowK: Series; slowD: Series } {
  const output = indicatorOutputs(
    'stoch',
    { high, low, close },
    {
      kLength: whole(kLength, 1, 100000),
      slowing: whole(slowing, 1, 100000),
      slowingType: whole(slowingType, 0, 8),
      dLength: whole(dLength, 1, 100000),
      dType: whole(dType, 0, 8),
    },
  )
  return { slowK: output(0), slowD: output(1) }
}

export function stochF(
  high: Series,
  low: Series,
  close: Series,
  kLength = 5,
  dLength = 3,
  dType = 0,
): { fastK: Series; fastD: Series } {
  const output = indicatorOutputs(
    'stochF',
    { high, low, close },
    { kLength: whole(kLength, 1, 100000), dLength: whole(dLength, 1, 100000), dType: whole(dType, 0, 8) },
  )
  return { fastK: output(0), fastD: output(1) }
}

export function stochRsi(
  source: Series,
  length = 14,
  kLength = 5,
  dLength = 3,
  dType = 0,
): { fastK: Series; fastD: Series } {
  const output = indicatorOutputs(
    'stochRsi',
    { source },
    {
      length: whole(length, 2, 100000),
      kLength: whole(kLength, 1, 100000),
      dLength: whole(dLength, 1, 100000),
      dType: whole(dType, 0, 8),
    },
  )
  return { fastK: output(0), fastD: output(1) }
}

export function vortex(
  high: Series,
  low: Series,
  close: Series,
  length = 14,
): { vortexPlus: Series; vortexMinus: Series } {
  const output = indicatorOutputs('vortex', { high, low, close }, { length: whole(length, 1, 100000) })
  return { vortexPlus: output(0), vortexMinus: output(1) }
}

export function choppiness(high: Series, low: Series, close: Series, length = 14): Series {
  return indicatorOutputs('choppiness', { high, low, close }, { length: whole(length, 2, 100000) })(0)
}

export function efficiencyRatio(source: Series, length = 10): Series {
  return indicatorOutputs('efficiencyRatio', { source }, { length: whole(length, 1, 100000) })(0)
}

export function elderRay(
  high: Series,
  low: Series,
  close: Series,
  length = 13,
): { bullPower: Series; bearPower: Series } {
  const output = indicatorOutputs('elderRay', { high, low, close }, { length: whole(length, 1, 100000) })
  return { bullPower: output(0), bearPower: output(1) }
}

export function massIndex(high: Series, low: Series, length = 9, sumLength = 25): Series {
  return indicatorOutputs(
    'massIndex',
    { high, low },
    { length: whole(length, 1, 100000), sumLength: whole(sumLength, 1, 100000) },
  )(0)
}

export function qstick(open: Series, close: Series, length = 10): Series {
  return indicatorOutputs('qstick', { open, close }, { length: whole(length, 1, 100000) })(0)
}

export function awesomeOscillator(high: Series, low: Series, fast = 5, slow = 34): Series {
  return indicatorOutputs(
    'awesomeOscillator',
    { high, low },
    { fast: whole(fast, 1, 100000), slow: whole(slow, 1, 100000) },
  )(0)
}

export function acceleratorOscillator(high: Series, low: Series, fast = 5, slow = 34, signal = 5): Series {
  return indicatorOutputs(
    'acceleratorOscillator',
    { high, low },
    { fast: whole(fast, 1, 100000), slow: whole(slow, 1, 100000), signal: whole(signal, 1, 100000) },
  )(0)
}

export function coppock(source: Series, length = 10, first = 11, second = 14): Series {
  return indicatorOutputs(
    'coppock',
    { source },
    { length: whole(length, 1, 100000), first: whole(first, 1, 100000), second: whole(second, 1, 100000) },
  )(0)
}

export function detrendedPrice(source: Series, length = 20): Series {
  return indicatorOutputs('detrendedPrice', { source }, { length: whole(length, 3, 100000) })(0)
}

export function trueStrength(source: Series, first = 25, second = 13): Series {
  return indicatorOutputs(
    'trueStrength',
    { source },
    { first: whole(first, 1, 100000), second: whole(second, 1, 100000) },
  )(0)
}

export function knowSureThing(source: Series, signal = 9): { kst: Series; kstSignal: Series } {
  const output = indicatorOutputs('knowSureThing', { source }, { signal: whole(signal, 1, 100000) })
  return { kst: output(0), kstSignal: output(1) }
}

export function fisherTransform(high: Series, low: Series, length = 10): { fisher: Series; trigger: Series } {
  const output = indicatorOutputs('fisherTransform', { high, low }, { length: whole(length, 2, 100000) })
  return { fisher: output(0), trigger: output(1) }
}

export function connorsRsi(source: Series, length = 3, streakLength = 2, rankLength = 100): Series {
  return indicatorOutputs(
    'connorsRsi',
    { source },
    {
      length: whole(length, 1, 100000),
      streakLength: whole(streakLength, 1, 100000),
      rankLength: whole(rankLength, 1, 100000),
    },
  )(0)
}

export function cmoUnsmoothed(source: Series, length = 14): Series {
  return indicatorOutputs('cmoUnsmoothed', { source }, { length: whole(length, 2, 100000) })(0)
}

export function forecastOscillator(source: Series, length = 5): Series {
  return indicatorOutputs('forecastOscillator', { source }, { length: whole(length, 2, 100000) })(0)
}

export function verticalHorizontalFilter(source: Series, length = 28): Series {
  return indicatorOutputs('verticalHorizontalFilter', { source }, { length: whole(length, 2, 100000) })(0)
}

export function stochasticMomentum(
  high: Series,
  low: Series,
  close: Series,
  length = 13,
  fast = 2,
  slow = 25,
  signal = 9,
): { smi: Series; smiSignal: Series } {
  const output = indicatorOutputs(
    'stochasticMomentum',
    { high, low, close },
    {
      length: whole(length, 1, 100000),
      fast: whole(fast, 1, 100000),
      slow: whole(slow, 1, 100000),
      signal: whole(signal, 1, 100000),
    },
  )
  return { smi: output(0), smiSignal: output(1) }
}

export function pvo(volume: Series, fast = 12, slow = 26, averageType = 1): Series {
  return indicatorOutputs(
    'pvo',
    { volume },
    { fast: whole(fast, 2, 100000), slow: whole(slow, 2, 100000), averageType: whole(averageType, 0, 8) },
  )(0)
}
