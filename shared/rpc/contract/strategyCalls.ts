import { z } from 'zod'
import { backtestConfigSchema } from '../../domain/backtest.ts'
import { holdOutOpeningSchema } from '../../domain/holdOut.ts'
import { diagnosticSchema, strategyDescriptionSchema, strategyEntrySchema } from '../../domain/strategy.ts'
import { checkRequestSchema, strategyCheckSchema } from '../../domain/strategyCheck.ts'
import { strategyExampleSchema } from '../../domain/strategyExample.ts'
import { call, stream } from './define.ts'
import { done, nothing } from './deskCalls.ts'

export const strategySourceSchema = z.object({
  entry: strategyEntrySchema,
  source: z.string(),
  /** Settings to start from, where the strategy comes with some. */
  suggestedRun: backtestConfigSchema.optional(),
})
export type StrategySource = z.infer<typeof strategySourceSchema>

/** A compile always answers; `description` is null while there are errors. */
export const compileResultSchema = z.object({
  diagnostics: z.array(diagnosticSchema),
  description: strategyDescriptionSchema.nullable(),
})
export type CompileResult = z.infer<typeof compileResultSchema>

export const strategyTemplateSchema = z.object({ id: z.string(), name: z.string(), description: z.string() })

export const strategyCalls = {
  'strategies.list': call(nothing, z.array(strategyEntrySchema)),
  'strategies.templates': call(nothing, z.array(strategyTemplateSchema)),
  /** The examples, by name. */
  'strategies.examples': call(nothing, z.array(strategyExampleSchema)),
  'strategies.read': call(z.object({ id: z.string() }), strategySourceSchema),
  /** `name` becomes the file's name; refused when taken. */
  'strategies.create': call(
    z.object({ name: z.string().min(1).max(80), templateId: z.string() }),
    strategySourceSchema,
  ),
  /**
   * Writes the file atomically. `baseModifiedMs` is what the editor last saw: a file changed by another program
   * since is a CONFLICT, not overwritten.
   */
  'strategies.save': call(
    z.object({ id: z.string(), source: z.string().max(1_000_000), baseModifiedMs: z.number().optional() }),
    strategyEntrySchema,
  ),
  'strategies.rename': call(
    z.object({ id: z.string(), name: z.string().min(1).max(80) }),
    strategyEntrySchema,
  ),
  'strategies.remove': call(z.object({ id: z.string() }), done),
  'strategies.compile': call(z.object({ source: z.string().max(1_000_000) }), compileResultSchema),
  /**
   * Checks a strategy as it is stored, over what a run with that configuration would read. Answers when it is done,
   * reports progress on the way, and is kept in the journal.
   */
  'strategies.check': call(
    z.object({ config: backtestConfigSchema, request: checkRequestSchema }),
    strategyCheckSchema,
  ),
  /** Checks of the source with that SHA-256, newest first. */
  'strategies.checks': call(z.object({ strategyHash: z.string() }), z.array(strategyCheckSchema)),
  /** Checks of a strategy as it is stored, newest first, and runs of any version of it through hold-outs, oldest first. */
  'strategies.evidence': call(
    z.object({ id: z.string() }),
    z.object({
      strategyHash: z.string(),
      checks: z.array(strategyCheckSchema),
      openings: z.array(holdOutOpeningSchema),
    }),
  ),
  /** Every run that has gone through a hold-out, of whatever strategy, oldest first. */
  'strategies.holdOutOpenings': call(nothing, z.array(holdOutOpeningSchema)),
  /** The SDK's declaration file, for the editor. */
  'strategies.declaration': call(nothing, z.object({ text: z.string() })),
} as const

export const strategyStreams = {
  'strategies.changes': stream(nothing, z.array(strategyEntrySchema), 'latest'),
} as const
