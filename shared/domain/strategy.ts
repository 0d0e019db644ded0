import { z } from 'zod'

/** One declared parameter, after defaults have been filled in. A form and a sweep are made from it. */
export const parameterDeclarationSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('number'),
    name: z.string(),
    label: z.string(),
    description: z.string().optional(),
    default: z.number(),
    min: z.number().optional(),
    max: z.number().optional(),
    step: z.number().positive().optional(),
    integer: z.boolean(),
  }),
  z.object({
    type: z.literal('boolean'),
    name: z.string(),
    label: z.string(),
    description: z.string().optional(),
    default: z.boolean(),
  }),
  z.object({
    type: z.literal('choice'),
    name: z.string(),
    label: z.string(),
    description: z.string().optional(),
    default: z.string(),
    choices: z.array(z.string()).min(1),
  }),
])
export type ParameterDeclaration = z.infer<typeof parameterDeclarationSchema>

export const parameterValueSchema = z.union([z.number(), z.boolean(), z.string()])
export const parameterValuesSchema = z.record(z.string(), parameterValueSchema)
export type ParameterValue = z.infer<typeof parameterValueSchema>
export type ParameterValues = z.infer<typeof parameterValuesSchema>

/** The data that a strategy reads beside the bars of its run's symbols. */
export const strategyNeedsSchema = z.object({
  /** Other bars: without `symbol` of each of the run's symbols, without `timeframe` in the run's timeframe. */
  bars: z.array(z.object({ symbol: z.string().optional(), timeframe: z.string().optional() })),
  /** Ids of value series. */
  values: z.array(z.string()),
  /** Ids of news datasets. */
  news: z.array(z.string()),
})
export type StrategyNeeds = z.infer<typeof strategyNeedsSchema>

/** What a strategy says of itself once compiled. */
export const strategyDescriptionSchema = z.object({
  name: z.string(),
  description: z.string(),
  parameters: z.array(parameterDeclarationSchema),
  /** Symbols the strategy was written for, offered as the default; empty when any will do. */
  symbols: z.array(z.string()),
  timeframe: z.string().optional(),
  indicators: z.array(z.string()),
  /** For the parameter values described. */
  needs: strategyNeedsSchema.optional(),
})
export type StrategyDescription = z.infer<typeof strategyDescriptionSchema>

/** A file of the strategy library. Built-in ones are read-only. */
export const strategyEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Built-in ones and examples are read-only; an example comes with the run that it explains. */
  origin: z.enum(['built-in', 'example', 'user']),
  modifiedMs: z.number(),
})
export type StrategyEntry = z.infer<typeof strategyEntrySchema>

/** A message of the compiler at a place in the source; lines and columns from 1. */
export const diagnosticSchema = z.object({
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  line: z.number().int().positive(),
  column: z.number().int().positive(),
})
export type Diagnostic = z.infer<typeof diagnosticSchema>
