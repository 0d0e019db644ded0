import { z } from 'zod'
import { backtestConfigSchema } from './backtest.ts'

/** An example as a list tells it, without compiling it. */
export const strategyExampleSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** What its run shows, in a sentence or two. */
  description: z.string(),
  /** The run that it explains. */
  config: backtestConfigSchema,
})
export type StrategyExample = z.infer<typeof strategyExampleSchema>
