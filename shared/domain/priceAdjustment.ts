import { z } from 'zod'

/**
 * Prices derived from raw ones and what is known to have happened. Of shares: `split` takes splits and stock dividends
 * out, `split-dividend` dividends too in proportion to the price before them, `total-return` dividends as reinvested.
 * Of continuous futures: `roll-difference` and `roll-ratio` take the gaps at the rolls out.
 */
export const priceAdjustmentKindSchema = z.enum([
  'split',
  'split-dividend',
  'total-return',
  'roll-difference',
  'roll-ratio',
])
export type PriceAdjustmentKind = z.infer<typeof priceAdjustmentKindSchema>

export const priceAdjustmentSchema = z.object({
  kind: priceAdjustmentKindSchema,
  /** Bars and actions after this moment are unknown; absent: all there are. The newest bar is at its raw price. */
  asOfMs: z.number().optional(),
})
export type PriceAdjustment = z.infer<typeof priceAdjustmentSchema>

/** The adjustments that make sense of a dataset. */
export function adjustmentsOf(dataset: { readonly continuous?: object | undefined }): PriceAdjustmentKind[] {
  return dataset.continuous === undefined
    ? ['split', 'split-dividend', 'total-return']
    : ['roll-difference', 'roll-ratio']
}
