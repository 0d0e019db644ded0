import fc from 'fast-check'
import type { OptionTerms } from '../../../electron/quant/pricing/vanillaOption.ts'

/** Every run draws the same cases. */
export const SEED = { seed: 20_240_719, numRuns: 300 }

function between(min: number, max: number) {
  return fc.double({ min, max, noNaN: true })
}

/** Options as markets list them: strikes within four standard deviations, a day to five years. */
export const optionTerms: fc.Arbitrary<OptionTerms> = fc
  .record({
    kind: fc.constantFrom('call' as const, 'put' as const),
    spot: between(1, 50_000),
    distance: between(-4, 4),
    years: between(1 / 365, 5),
    rate: between(-0.02, 0.15),
    carry: between(-0.1, 0.15),
    volatility: between(0.03, 1.5),
  })
  .map(({ distance, ...terms }) => ({
    ...terms,
    strike: terms.spot * Math.exp(distance * terms.volatility * Math.sqrt(terms.years)),
  }))
