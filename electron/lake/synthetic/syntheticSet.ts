import { DeskError } from '../../../shared/domain/deskError.ts'
import { type SyntheticSpec, syntheticSpecSchema } from '../../../shared/domain/importPlan.ts'
import type { SyntheticSet } from './writeSynthetic.ts'

/** Most bars that one set may have over all its symbols. */
export const MAX_SYNTHETIC_BARS = 20_000_000

/**
 * The set that a specification describes: symbols `PREFIX1`, `PREFIX2`, ... alike in everything but their randomness.
 * A pairwise correlation c is reached by loading each on the common factor with the root of c.
 *
 * @throws DeskError BAD_INPUT where the set would be too large
 */
export function syntheticSet(input: SyntheticSpec): SyntheticSet {
  const spec = syntheticSpecSchema.parse(input)
  if (spec.symbols * spec.bars > MAX_SYNTHETIC_BARS) {
    throw new DeskError(
      'BAD_INPUT',
      `A set may have ${MAX_SYNTHETIC_BARS.toLocaleString('en')} bars in all.`,
      {
        where: 'bars',
        hint: 'Ask for fewer symbols or fewer bars.',
      },
    )
  }
  const instruments = Array.from({ length: spec.symbols }, (_, index) => ({
    symbol: `${spec.prefix}${index + 1}`,
    name: `SYNTHETIC ${spec.prefix} ${index + 1}`,
    assetClass: 'equity' as const,
    initialPrice: spec.initialPrice,
    drift: spec.drift,
    volatility: spec.volatility,
    meanReversion: spec.meanReversion,
    jumpsPerYear: spec.jumpsPerYear,
    jumpVolatility: spec.jumpVolatility,
    loading: Math.sqrt(spec.correlation),
    tickSize: spec.initialPrice >= 10 ? 0.01 : 0.0001,
  }))
  return { timeframe: spec.timeframe, startMs: spec.startMs, bars: spec.bars, seed: spec.seed, instruments }
}
