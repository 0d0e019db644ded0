/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, real, whole } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function sampleVariance(source: Series, length = 20): Series {
  return indicatorOutputs('sampleVariance', { source }, { length: whole(length, 2, 100000) })(0)
}

export function skewness(source: Series, length = 60): Series {
  return indicatorOutputs('skewness', { source }, { length: whole(length, 3, 100000) })(0)
}

export function kurtosis(source: Series, length = 60): Series {
  return indicatorOutputs('kurtosis', { source }, { length: whole(length, 4, 100000) })(0)
}

export function jarqueBera(source: Series, length = 120): Series {
  return indicatorOutputs('jarqueBera', { source }, { length: whole(length, 3, 100000) })(0)
}

export function median(source: Series, length = 20): Series {
  return indicatorOutputs('median', { source }, { length: whole(length, 1, 100000) })(0)
}

export function quantile(source: Series, length = 60, probability = 0.05): Series {
  return indicatorOutputs(
    'quantile',
    { source },
    { length: whole(length, 1, 100000), probability: real(probability, 0, 1) },
  )(0)
}

export function medianAbsoluteDeviation(source: Series, length = 60, scale = 1): Series {
  return indicatorOutputs(
    'medianAbsoluteDeviation',
    { source },
    { length: whole(length, 1, 100000), scale: real(scale, 0, 100) },
  )(0)
}

export function robustZScore(source: Series, length = 60): Series {
  return indicatorOutputs('robustZScore', { source }, { length: whole(length, 2, 100000) })(0)
}

export function percentRank(source: Series, length = 100): Series {
  return indicatorOutputs('percentRank', { source }, { length: whole(length, 1, 100000) })(0)
}

export function autocorrelation(source: Series, length = 60, lag = 1): Series {
  return indicatorOutputs(
    'autocorrelation',
    { source },
    { length: whole(length, 3, 100000), lag: whole(lag, 1, 100000) },
  )(0)
}

export function ljungBox(source: Series, length = 120, lags = 10): Series {
  return indicatorOutputs(
    'ljungBox',
    { source },
    { length: whole(length, 4, 100000), lags: whole(lags, 1, 100) },
  )(0)
}

export function varianceRatio(
  source: Series,
  length = 250,
  lags = 2,
): { varianceRatio: Series; zScore: Series; robustZScore: Series } {
  const output = indicatorOutputs(
    'varianceRatio',
    { source },
    { length: whole(length, 3, 100000), lags: whole(lags, 2, 500) },
  )
  return { varianceRatio: output(0), zScore: output(1), robustZScore: output(2) }
}

export function hurstRescaledRange(source: Series, length = 256, smallest = 8): Series {
  return indicatorOutputs(
    'hurstRescaledRange',
    { source },
    { length: whole(length, 4, 100000), smallest: whole(smallest, 2, 1000) },
  )(0)
}

export function hurstVariance(source: Series, length = 256, lags = 20): Series {
  return indicatorOutputs(
    'hurstVariance',
    { source },
    { length: whole(length, 4, 100000), lags: whole(lags, 2, 100) },
  )(0)
}

export function shannonEntropy(source: Series, length = 100, bins = 10): Series {
  return indicatorOutputs(
    'shannonEntropy',
    { source },
    { length: whole(length, 2, 100000), bins: whole(bins, 2, 1000) },
  )(0)
}

export function permutationEntropy(source: Series, length = 100, order = 3, delay = 1): Series {
  return indicatorOutputs(
    'permutationEntropy',
    { source },
    { length: whole(length, 3, 100000), order: whole(order, 2, 7), delay: whole(delay, 1, 100) },
  )(0)
}

export function sampleEntropy(source: Series, length = 100, order = 2, tolerance = 0.2): Series {
  return indicatorOutputs(
    'sampleEntropy',
    { source },
    { length: whole(length, 10, 300), order: whole(order, 1, 10), tolerance: real(tolerance, 0.01, 10) },
  )(0)
}

export function covariance(source: Series, other: Series, length = 60): Series {
  return indicatorOutputs('covariance', { source, other }, { length: whole(length, 2, 100000) })(0)
}

export function pearsonCorrelation(source: Series, other: Series, length = 60): Series {
  return indicatorOutputs('pearsonCorrelation', { source, other }, { length: whole(length, 2, 100000) })(0)
}

export function spearmanCorrelation(source: Series, other: Series, length = 60): Series {
  return indicatorOutputs('spearmanCorrelation', { source, other }, { length: whole(length, 2, 100000) })(0)
}

export function pairRegression(
  source: Series,
  other: Series,
  length = 60,
): { beta: Series; intercept: Series; rSquared: Series; tValue: Series } {
  const output = indicatorOutputs('pairRegression', { source, other }, { length: whole(length, 3, 100000) })
  return { beta: output(0), intercept: output(1), rSquared: output(2), tValue: output(3) }
}

export function trendRegression(
  source: Series,
  length = 60,
): { slope: Series; rSquared: Series; tValue: Series } {
  const output = indicatorOutputs('trendRegression', { source }, { length: whole(length, 3, 100000) })
  return { slope: output(0), rSquared: output(1), tValue: output(2) }
}

export function augmentedDickeyFuller(source: Series, length = 120, lags = 1, deterministic = 1): Series {
  return indicatorOutputs(
    'augmentedDickeyFuller',
    { source },
    { length: whole(length, 6, 100000), lags: whole(lags, 0, 50), deterministic: whole(deterministic, 0, 2) },
  )(0)
}

export function engleGranger(
  source: Series,
  other: Series,
  length = 120,
  lags = 1,
): { statistic: Series; hedgeRatio: Series; residual: Series } {
  const output = indicatorOutputs(
    'engleGranger',
    { source, other },
    { length: whole(length, 6, 100000), lags: whole(lags, 0, 50) },
  )
  return { statistic: output(0), hedgeRatio: output(1), residual: output(2) }
}

export function halfLife(source: Series, length = 120): Series {
  return indicatorOutputs('halfLife', { source }, { length: whole(length, 4, 100000) })(0)
}

export function kalmanHedgeRatio(
  source: Series,
  other: Series,
  drift = 0.0001,
  observationVariance = 0.001,
  initialVariance = 1,
): { hedgeRatio: Series; intercept: Series; error: Series; errorDeviation: Series } {
  const output = indicatorOutputs(
    'kalmanHedgeRatio',
    { source, other },
    {
      drift: real(drift, 0, 0.999),
      observationVariance: real(observationVariance, 1e-12, 1000000000000),
      initialVariance: real(initialVariance, 0, 1000000000000),
    },
  )
  return { hedgeRatio: output(0), intercept: output(1), error: output(2), errorDeviation: output(3) }
}

export function drawdown(source: Series): Series {
  return indicatorOutputs('drawdown', { source }, {})(0)
}

export function rollingDrawdown(source: Series, length = 250): Series {
  return indicatorOutputs('rollingDrawdown', { source }, { length: whole(length, 1, 100000) })(0)
}

export function maximumDrawdown(source: Series, length = 250): Series {
  return indicatorOutputs('maximumDrawdown', { source }, { length: whole(length, 1, 100000) })(0)
}

export function cusumFilter(source: Series, threshold = 0.02): { event: Series; up: Series; down: Series } {
  const output = indicatorOutputs('cusumFilter', { source }, { threshold: real(threshold, 1e-9, 100) })
  return { event: output(0), up: output(1), down: output(2) }
}

export function fractionalDifference(source: Series, order = 0.4, length = 100): Series {
  return indicatorOutputs(
    'fractionalDifference',
    { source },
    { order: real(order, 0, 3), length: whole(length, 1, 100000) },
  )(0)
}
