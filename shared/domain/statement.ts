import { z } from 'zod'
import { currencySchema, symbolSchema } from './instrument.ts'

/** Why money moved on an account, in a broker's words. */
export const cashFlowKindSchema = z.enum([
  'deposit',
  'trade',
  'fee',
  'regulatory-fee',
  'dividend',
  'coupon',
  'accrued-interest',
  'redemption',
  'funding',
  'swap',
  'interest',
  'borrow',
  'settlement',
  'liquidation-fee',
  'exercise',
  'merger',
  'delisting',
  'conversion',
  'cash-in-lieu',
  'split',
])
export type CashFlowKind = z.infer<typeof cashFlowKindSchema>

/** A line of the account's statement: one movement of cash, or a change of a position without any (amount 0). */
export const statementLineSchema = z.object({
  timeMs: z.number(),
  kind: cashFlowKindSchema,
  /** Absent for what belongs to the whole account. */
  symbol: symbolSchema.optional(),
  currency: currencySchema,
  /** Change of cash in `currency`, positive when received. */
  amount: z.number(),
  /** Cash in `currency` after it. */
  balance: z.number(),
  /** How the amount comes about: quantity, price, rate, days. */
  text: z.string(),
})
export type StatementLine = z.infer<typeof statementLineSchema>

/** All of one kind in one currency. */
export const cashFlowTotalSchema = z.object({
  kind: cashFlowKindSchema,
  currency: currencySchema,
  amount: z.number(),
  count: z.number().int(),
})
export type CashFlowTotal = z.infer<typeof cashFlowTotalSchema>
