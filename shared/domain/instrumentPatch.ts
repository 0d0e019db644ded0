import { z } from 'zod'
import { corporateActionSchema } from './bar.ts'
import { instrumentSchema, symbolSchema } from './instrument.ts'
import { instrumentTermsSchema } from './instrumentTerms.ts'

const termsKinds = instrumentTermsSchema.options.map((option) => option.shape.kind.value)

/**
 * What is known about an instrument beyond its prices, to be merged into the datasets of its symbol. Fields that are
 * absent stay as they are. Of `terms` too, where they are of the same kind: only merged terms must be complete. Actions
 * are added; one of the same kind and time is replaced.
 */
export const instrumentPatchSchema = instrumentSchema
  .partial()
  .extend({
    symbol: symbolSchema,
    terms: z.looseObject({ kind: z.enum(termsKinds) }).optional(),
    actions: z.array(corporateActionSchema).max(1_000_000).optional(),
  })
  .strict()
export type InstrumentPatch = z.infer<typeof instrumentPatchSchema>

/** What a file of facts about instruments holds, besides prices. */
export const referenceKindSchema = z.enum([
  'instruments',
  'funding',
  'margins',
  'securities',
  'members',
  'corporate-actions',
])
export type ReferenceKind = z.infer<typeof referenceKindSchema>

/** What importing such a file changed. */
export const referenceResultSchema = z.object({
  kind: referenceKindSchema,
  /** Ids of the datasets that changed. */
  datasets: z.array(z.string()),
  /** What was stored and what was passed over, one sentence each. */
  notes: z.array(z.string()),
})
export type ReferenceResult = z.infer<typeof referenceResultSchema>
