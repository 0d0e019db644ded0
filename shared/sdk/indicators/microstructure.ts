/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, real, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function rollingVwap(high: Series, low: Series, close: Series, volume: Series, length = 20): Series {
  return indicatorOutputs(
    'rollingVwap',
    { high, low, close, volume },
    { length: whole(length, 1, 100000) },
  )(0)
}

export function anchoredVwap(
  time: Series,
  high: Series,
  low: Series,
  close: Series,
  volume: Series,
  anchor = 0,
  zone = 0,
  start = 0,
  width = 2,
): { vwap: Series; upper: Series; lower: Series } {
  const output = indicatorOutputs(
    'anchoredVwap',
    { time, high, low, close, volume },
    {
      anchor: whole(anchor, 0, 4),
      zone: whole(zone, 0, 12),
      start: whole(start, 0, 1439),
      width: real(width, 0, 100),
    },
  )
  return { vwap: output(0), upper: output(1), lower: output(2) }
}

export function rollingTwap(open: Series, high: Series, low: Series, close: Series, length = 20): Series {
  return indicatorOutputs('rollingTwap', { open, high, low, close }, { length: whole(length, 1, 100000) })(0)
}

export function volumeZScore(volume: Series, length = 20): Series {
  return indicatorOutputs('volumeZScore', { volume }, { length: whole(length, 2, 100000) })(0)
}

export function relativeVolume(volume: Series, length = 20): Series {
  return indicatorOutputs('relativeVolume', { volume }, { length: whole(length, 1, 100000) })(0)
}

export function dollarVolume(source: Series, volume: Series, length = 20): Series {
  return indicatorOutputs('dollarVolume', { source, volume }, { length: whole(length, 1, 100000) })(0)
}

export function amihudIlliquidity(source: Series, volume: Series, length = 20): Series {
  return indicatorOutputs('amihudIlliquidity', { source, volume }, { length: whole(length, 1, 100000) })(0)
}

export function kyleLambda(source: Series, volume: Series, length = 60): { lambda: Series; tValue: Series } {
  const output = indicatorOutputs('kyleLambda', { source, volume }, { length: whole(length, 2, 100000) })
  return { lambda: output(0), tValue: output(1) }
}

export function hasbrouckLambda(
  source: Series,
  volume: Series,
  length = 60,
): { lambda: Series; tValue: Series } {
  const output = indicatorOutputs('hasbrouckLambda', { source, volume }, { length: whole(length, 2, 100000) })
  return { lambda: output(0), tValue: output(1) }
}

export function rollSpread(source: Series, length = 60): Series {
  return indicatorOutputs('rollSpread', { source }, { length: whole(length, 3, 100000) })(0)
}

export function corwinSchultzSpread(high: Series, low: Series, close: Series, length = 20): Series {
  return indicatorOutputs(
    'corwinSchultzSpread',
    { high, low, close },
    { length: whole(length, 1, 100000) },
  )(0)
}

export function abdiRanaldoSpread(high: Series, low: Series, close: Series, length = 20): Series {
  return indicatorOutputs('abdiRanaldoSpread', { high, low, close }, { length: whole(length, 1, 100000) })(0)
}

export function edgeSpread(open: Series, high: Series, low: Series, close: Series, length = 60): Series {
  return indicatorOutputs('edgeSpread', { open, high, low, close }, { length: whole(length, 3, 100000) })(0)
}

export function bulkBuyVolume(source: Series, volume: Series, span = 50): { buy: Series; sell: Series } {
  const output = indicatorOutputs('bulkBuyVolume', { source, volume }, { span: whole(span, 2, 100000) })
  return { buy: output(0), sell: output(1) }
}

export function vpin(source: Series, volume: Series, length = 50, span = 50): Series {
  return indicatorOutputs(
    'vpin',
    { source, volume },
    { length: whole(length, 1, 100000), span: whole(span, 2, 100000) },
  )(0)
}

export function tickRule(source: Series): Series {
  return indicatorOutputs('tickRule', { source }, {})(0)
}

export function leeReady(source: Series, bid: Series, ask: Series): Series {
  return indicatorOutputs('leeReady', { source, bid, ask }, {})(0)
}

export function signedVolume(
  source: Series,
  volume: Series,
  length = 20,
): { signedVolume: Series; imbalance: Series } {
  const output = indicatorOutputs('signedVolume', { source, volume }, { length: whole(length, 1, 100000) })
  return { signedVolume: output(0), imbalance: output(1) }
}

export function orderFlowImbalance(
  bid: Series,
  bidSize: Series,
  ask: Series,
  askSize: Series,
  length = 20,
): Series {
  return indicatorOutputs(
    'orderFlowImbalance',
    { bid, bidSize, ask, askSize },
    { length: whole(length, 1, 100000) },
  )(0)
}

export function bookImbalance(bidSize: Series, askSize: Series): Series {
  return indicatorOutputs('bookImbalance', { bidSize, askSize }, {})(0)
}

export function quoteMiddle(bid: Series, ask: Series): Series {
  return indicatorOutputs('quoteMiddle', { bid, ask }, {})(0)
}

export function microprice(bid: Series, bidSize: Series, ask: Series, askSize: Series): Series {
  return indicatorOutputs('microprice', { bid, bidSize, ask, askSize }, {})(0)
}

export function quotedSpread(bid: Series, ask: Series): { spread: Series; relative: Series } {
  const output = indicatorOutputs('quotedSpread', { bid, ask }, {})
  return { spread: output(0), relative: output(1) }
}

export function effectiveSpread(
  source: Series,
  bid: Series,
  ask: Series,
): { spread: Series; relative: Series } {
  const output = indicatorOutputs('effectiveSpread', { source, bid, ask }, {})
  return { spread: output(0), relative: output(1) }
}

export function realisedSpread(
  source: Series,
  bid: Series,
  ask: Series,
  horizon = 5,
): { realisedSpread: Series; priceImpact: Series } {
  const output = indicatorOutputs(
    'realisedSpread',
    { source, bid, ask },
    { horizon: whole(horizon, 1, 100000) },
  )
  return { realisedSpread: output(0), priceImpact: output(1) }
}
