import { autocorrelationIndicator, ljungBoxIndicator, varianceRatioIndicator } from './dependence.ts'
import { drawdownIndicator, maximumDrawdownIndicator, rollingDrawdownIndicator } from './drawdown.ts'
import { permutationEntropyIndicator, sampleEntropyIndicator, shannonEntropyIndicator } from './entropy.ts'
import { hurstRescaledRangeIndicator, hurstVarianceIndicator } from './hurst.ts'
import { kalmanHedgeRatioIndicator } from './kalman.ts'
import {
  jarqueBeraIndicator,
  kurtosisIndicator,
  sampleVarianceIndicator,
  skewnessIndicator,
} from './moments.ts'
import {
  medianAbsoluteDeviationIndicator,
  medianIndicator,
  percentRankIndicator,
  quantileIndicator,
  robustZScoreIndicator,
} from './order.ts'
import {
  covarianceIndicator,
  pairRegressionIndicator,
  pearsonCorrelationIndicator,
  spearmanCorrelationIndicator,
} from './pairs.ts'
import { cusumFilterIndicator, fractionalDifferenceIndicator } from './sampling.ts'
import { augmentedDickeyFullerIndicator, engleGrangerIndicator, halfLifeIndicator } from './stationarity.ts'
import { trendRegressionIndicator } from './trend.ts'

/** Distributions, dependence and tests over the last values. */
export const STATISTICS = [
  sampleVarianceIndicator,
  skewnessIndicator,
  kurtosisIndicator,
  jarqueBeraIndicator,
  medianIndicator,
  quantileIndicator,
  medianAbsoluteDeviationIndicator,
  robustZScoreIndicator,
  percentRankIndicator,
  autocorrelationIndicator,
  ljungBoxIndicator,
  varianceRatioIndicator,
  hurstRescaledRangeIndicator,
  hurstVarianceIndicator,
  shannonEntropyIndicator,
  permutationEntropyIndicator,
  sampleEntropyIndicator,
  covarianceIndicator,
  pearsonCorrelationIndicator,
  spearmanCorrelationIndicator,
  pairRegressionIndicator,
  trendRegressionIndicator,
  augmentedDickeyFullerIndicator,
  engleGrangerIndicator,
  halfLifeIndicator,
  kalmanHedgeRatioIndicator,
  drawdownIndicator,
  rollingDrawdownIndicator,
  maximumDrawdownIndicator,
  cusumFilterIndicator,
  fractionalDifferenceIndicator,
]
