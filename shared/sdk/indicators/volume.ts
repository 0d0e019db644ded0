/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function ad(high: Series, low: Series, close: Series, volume: Series): Series {
  return indicatorOutputs('ad', { high, low, close, volume }, {})(0)
}

export function adOsc(high: Series, low: Series, close: Series, volume: Series, fast = 3, slow = 10): Series {
  return indicatorOutputs(
    'adOsc',
    { high, low, close, volume },
    { fast: whole(fast, 2, 100000), slow: whole(slow, 2, 100000) },
  )(0)
}

export function obv(source: Series, volume: Series): Series {
  return indicatorOutputs('obv', { source, volume }, {})(0)
}

export function mfi(high: Series, low: Series, close: Series, volume: Series, length = 14): Series {
  return indicatorOutputs('mfi', { high, low, close, volume }, { length: whole(length, 2, 100000) })(0)
}

export function chaikinMoneyFlow(
  high: Series,
  low: Series,
  close: Series,
  volume: Series,
  length = 20,
): Series {
  return indicatorOutputs(
    'chaikinMoneyFlow',
    { high, low, close, volume },
    { length: whole(length, 1, 100000) },
  )(0)
}

export function forceIndex(close: Series, volume: Series, length = 13): Series {
  return indicatorOutputs('forceIndex', { close, volume }, { length: whole(length, 1, 100000) })(0)
}

export function negativeVolumeIndex(close: Series, volume: Series): Series {
  return indicatorOutputs('negativeVolumeIndex', { close, volume }, {})(0)
}

export function positiveVolumeIndex(close: Series, volume: Series): Series {
  return indicatorOutputs('positiveVolumeIndex', { close, volume }, {})(0)
}

export function priceVolumeTrend(close: Series, volume: Series): Series {
  return indicatorOutputs('priceVolumeTrend', { close, volume }, {})(0)
}

export function williamsAd(high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('williamsAd', { high, low, close }, {})(0)
}

export function marketFacilitation(high: Series, low: Series, volume: Series): Series {
  return indicatorOutputs('marketFacilitation', { high, low, volume }, {})(0)
}

export function easeOfMovement(high: Series, low: Series, volume: Series, length = 14): Series {
  return indicatorOutputs('easeOfMovement', { high, low, volume }, { length: whole(length, 1, 100000) })(0)
}
