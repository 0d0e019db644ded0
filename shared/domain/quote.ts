import { z } from 'zod'
import { symbolSchema } from './instrument.ts'

/** Best bid and offer at a moment. Sizes are in units of the instrument. */
export const quoteSchema = z.object({
  symbol: symbolSchema,
  timeMs: z.number(),
  bidPrice: z.number(),
  bidSize: z.number().nonnegative(),
  askPrice: z.number(),
  askSize: z.number().nonnegative(),
})
export type Quote = z.infer<typeof quoteSchema>

/** A print on the tape. `aggressor` is absent where the venue does not tell. */
export const tradeSchema = z.object({
  symbol: symbolSchema,
  timeMs: z.number(),
  price: z.number(),
  quantity: z.number().positive(),
  aggressor: z.enum(['buy', 'sell']).optional(),
})
export type Trade = z.infer<typeof tradeSchema>
