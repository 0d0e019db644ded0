/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, real, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function realisedVolatility(source: Series, length = 20, barsPerYear = 252): Series {
  return indicatorOutputs(
    'realisedVolatility',
    { source },
    { length: whole(length, 2, 100000), barsPerYear: real(barsPerYear, 1, 100000000) },
  )(0)
}

export function parkinsonVolatility(high: Series, low: Series, length = 20, barsPerYear = 252): Series {
  return indicatorOutputs(
    'parkinsonVolatility',
    { high, low },
    { length: whole(length, 1, 100000), barsPerYear: real(barsPerYear, 1, 100000000) },
  )(0)
}

export function garmanKlassVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length = 20,
  barsPerYear = 252,
): Series {
  return indicatorOutputs(
    'garmanKlassVolatility',
    { open, high, low, close },
    { length: whole(length, 1, 100000), barsPerYear: real(barsPerYear, 1, 100000000) },
  )(0)
}

export function garmanKlassYangZhangVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length = 20,
  barsPerYear = 252,
): Series {
  return indicatorOutputs(
    'garmanKlassYangZhangVolatility',
    { open, high, low, close },
    { length: whole(length, 1, 100000), barsPerYear: real(barsPerYear, 1, 100000000) },
  )(0)
}

export function rogersSatchellVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length = 20,
  barsPerYear = 252,
): Series {
  return indicatorOutputs(
    'rogersSatchellVolatility',
    { open, high, low, close },
    { length: whole(length, 1, 100000), barsPerYear: real(barsPerYear, 1, 100000000) },
  )(0)
}

export function yangZhangVolatility(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  length = 20,
  barsPerYear = 252,
): Series {
  return indicatorOutputs(
    'yangZhangVolatility',
    { open, high, low, close },
    { length: whole(length, 2, 100000), barsPerYear: real(barsPerYear, 1, 100000000) },
  )(0)
}

export function ewmaVolatility(source: Series, decay = 0.94, seed = 20, barsPerYear = 252): Series {
  return indicatorOutputs(
    'ewmaVolatility',
    { source },
    {
      decay: real(decay, 0, 0.99999),
      seed: whole(seed, 1, 100000),
      barsPerYear: real(barsPerYear, 1, 100000000),
    },
  )(0)
}

export function garchVolatility(
  source: Series,
  alpha = 0.08,
  beta = 0.9,
  longRun = 0.16,
  mean = 0,
  barsPerYear = 252,
): Series {
  return indicatorOutputs(
    'garchVolatility',
    { source },
    {
      alpha: real(alpha, 0, 1),
      beta: real(beta, 0, 1),
      longRun: real(longRun, 0.000001, 100),
      mean: real(mean, -1, 1),
      barsPerYear: real(barsPerYear, 1, 100000000),
    },
  )(0)
}

export function garchTargetedVolatility(
  source: Series,
  alpha = 0.08,
  beta = 0.9,
  length = 250,
  barsPerYear = 252,
): Series {
  return indicatorOutputs(
    'garchTargetedVolatility',
    { source },
    {
      alpha: real(alpha, 0, 1),
      beta: real(beta, 0, 1),
      length: whole(length, 1, 100000),
      barsPerYear: real(barsPerYear, 1, 100000000),
    },
  )(0)
}

export function realisedVariance(
  source: Series,
  length = 20,
): { variance: Series; downside: Series; upside: Series } {
  const output = indicatorOutputs('realisedVariance', { source }, { length: whole(length, 1, 100000) })
  return { variance: output(0), downside: output(1), upside: output(2) }
}

export function bipowerVariation(
  source: Series,
  length = 60,
): { bipowerVariation: Series; jumpShare: Series } {
  const output = indicatorOutputs('bipowerVariation', { source }, { length: whole(length, 2, 100000) })
  return { bipowerVariation: output(0), jumpShare: output(1) }
}

export function medianVariance(source: Series, length = 60): Series {
  return indicatorOutputs('medianVariance', { source }, { length: whole(length, 3, 100000) })(0)
}

export function minimumVariance(source: Series, length = 60): Series {
  return indicatorOutputs('minimumVariance', { source }, { length: whole(length, 2, 100000) })(0)
}

export function realisedQuarticity(source: Series, length = 20): Series {
  return indicatorOutputs('realisedQuarticity', { source }, { length: whole(length, 1, 100000) })(0)
}

export function downsideDeviation(source: Series, length = 60, target = 0, barsPerYear = 252): Series {
  return indicatorOutputs(
    'downsideDeviation',
    { source },
    {
      length: whole(length, 1, 100000),
      target: real(target, -1, 1),
      barsPerYear: real(barsPerYear, 1, 100000000),
    },
  )(0)
}

export function volatilityOfVolatility(source: Series, length = 20, span = 20, barsPerYear = 252): Series {
  return indicatorOutputs(
    'volatilityOfVolatility',
    { source },
    {
      length: whole(length, 2, 100000),
      span: whole(span, 2, 100000),
      barsPerYear: real(barsPerYear, 1, 100000000),
    },
  )(0)
}

export function ulcerIndex(source: Series, length = 14): Series {
  return indicatorOutputs('ulcerIndex', { source }, { length: whole(length, 1, 100000) })(0)
}
