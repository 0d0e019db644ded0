import { z } from 'zod'
import { symbolSchema } from './instrument.ts'

/** FIX tag 54. */
export const sideSchema = z.enum(['buy', 'sell'])
export type Side = z.infer<typeof sideSchema>

/** Which of the two positions of a symbol is meant, on an account that holds a long and a short one at once. */
export const positionSideSchema = z.enum(['long', 'short'])
export type PositionSide = z.infer<typeof positionSideSchema>

/** FIX tag 40, as far as bars can honour it. */
export const orderTypeSchema = z.enum(['market', 'limit', 'stop', 'stop-limit', 'market-on-close'])
export type OrderType = z.infer<typeof orderTypeSchema>

/** FIX tag 59. */
export const timeInForceSchema = z.enum(['day', 'gtc', 'ioc', 'fok'])
export type TimeInForce = z.infer<typeof timeInForceSchema>

/** FIX tag 39. States only move forward: new, partially-filled, then one of the last four. */
export const orderStatusSchema = z.enum([
  'new',
  'partially-filled',
  'filled',
  'cancelled',
  'rejected',
  'expired',
])
export type OrderStatus = z.infer<typeof orderStatusSchema>

export const orderSchema = z.object({
  /** Unique in its run, from 1, in the order of submission. */
  id: z.number().int().positive(),
  symbol: symbolSchema,
  side: sideSchema,
  /** Only on hedging accounts. */
  positionSide: positionSideSchema.optional(),
  type: orderTypeSchema,
  timeInForce: timeInForceSchema,
  /** Units of the instrument, positive. */
  quantity: z.number().positive(),
  limitPrice: z.number().optional(),
  stopPrice: z.number().optional(),
  status: orderStatusSchema,
  filledQuantity: z.number().nonnegative(),
  /** Volume-weighted price of the fills so far, absent before the first. */
  averagePrice: z.number().optional(),
  submittedMs: z.number(),
  updatedMs: z.number(),
  /** Why it was rejected, cancelled or expired. */
  reason: z.string().optional(),
  /** The strategy's own word for it. */
  tag: z.string().optional(),
})
export type Order = z.infer<typeof orderSchema>

export const fillSchema = z.object({
  orderId: z.number().int().positive(),
  symbol: symbolSchema,
  side: sideSchema,
  timeMs: z.number(),
  quantity: z.number().positive(),
  price: z.number(),
  /** Commission and exchange fees in the instrument's currency, positive when paid. */
  fee: z.number(),
  /** What the fill's price gave up against the reference price, in the instrument's currency, positive when it cost. */
  slippage: z.number(),
  /** Realised profit of the closed part before fees, in the instrument's currency; 0 when the fill only opened. */
  realizedProfit: z.number(),
  /** Where the price came from: `open`, `close`, `limit`, `stop`, with a word on any assumption made. */
  priceSource: z.string(),
  /** The position it belongs to, on a hedging account. */
  positionSide: positionSideSchema.optional(),
  tag: z.string().optional(),
})
export type Fill = z.infer<typeof fillSchema>
