import { z } from 'zod'
import { currencySchema, symbolSchema } from './instrument.ts'

export const positionSchema = z.object({
  symbol: symbolSchema,
  /** Units, negative when short. */
  quantity: z.number(),
  /** Average entry price of the open quantity, before fees. */
  averagePrice: z.number(),
  marketPrice: z.number(),
  /** quantity x price x multiplier, in the instrument's currency. */
  marketValue: z.number(),
  unrealizedProfit: z.number(),
  realizedProfit: z.number(),
})
export type Position = z.infer<typeof positionSchema>

export const accountSchema = z.object({
  /** Currency in which equity is stated. */
  currency: currencySchema,
  /** Cash by currency. */
  cash: z.record(currencySchema, z.number()),
  /** Cash plus market value of all positions, in `currency`. */
  equity: z.number(),
  positions: z.array(positionSchema),
})
export type Account = z.infer<typeof accountSchema>
