import {
  ewmaVolatilityIndicator,
  garchTargetedVolatilityIndicator,
  garchVolatilityIndicator,
} from './conditional.ts'
import { bipowerVariationIndicator, medianVarianceIndicator, minimumVarianceIndicator } from './jumps.ts'
import {
  garmanKlassVolatilityIndicator,
  garmanKlassYangZhangVolatilityIndicator,
  parkinsonVolatilityIndicator,
  rogersSatchellVolatilityIndicator,
  yangZhangVolatilityIndicator,
} from './rangeBased.ts'
import {
  downsideDeviationIndicator,
  realisedQuarticityIndicator,
  realisedVarianceIndicator,
  realisedVolatilityIndicator,
  volatilityOfVolatilityIndicator,
} from './realised.ts'
import { ulcerIndexIndicator } from './ulcerIndex.ts'

/** How much prices move. */
export const VOLATILITY = [
  realisedVolatilityIndicator,
  parkinsonVolatilityIndicator,
  garmanKlassVolatilityIndicator,
  garmanKlassYangZhangVolatilityIndicator,
  rogersSatchellVolatilityIndicator,
  yangZhangVolatilityIndicator,
  ewmaVolatilityIndicator,
  garchVolatilityIndicator,
  garchTargetedVolatilityIndicator,
  realisedVarianceIndicator,
  bipowerVariationIndicator,
  medianVarianceIndicator,
  minimumVarianceIndicator,
  realisedQuarticityIndicator,
  downsideDeviationIndicator,
  volatilityOfVolatilityIndicator,
  ulcerIndexIndicator,
]
