import { z } from 'zod'

/*
 * The terms of a contract: what its asset class needs besides the fields every instrument has. An instrument without
 * terms is paid in full and lives for ever, as a share does.
 */

const symbol = z.string().min(1).max(40)
const asset = z.string().regex(/^[A-Z0-9]{2,12}$/)

/** Day count conventions after ISDA 2006, section 4.16. */
export const dayCountSchema = z.enum(['30/360', '30E/360', 'ACT/ACT', 'ACT/365', 'ACT/360'])
export type DayCount = z.infer<typeof dayCountSchema>

export const bondTermsSchema = z.object({
  kind: z.literal('bond'),
  /** Redemption amount of one unit; prices are in percent of it, so `multiplier` is a hundredth of it. */
  faceValue: z.number().positive(),
  /** Annual, as a fraction of the face value. */
  couponRate: z.number().nonnegative(),
  couponsPerYear: z.literal([0, 1, 2, 4, 12]),
  dayCount: dayCountSchema,
  issueMs: z.number(),
  maturityMs: z.number(),
  /** Whether quoted prices leave accrued interest out. */
  quotation: z.enum(['clean', 'dirty']).default('clean'),
  /** Days from trade to settlement, for accrued interest. */
  settlementDays: z.number().int().min(0).max(5).default(1),
})

/** Initial and maintenance margin per contract from a day on, in the contract's currency. */
export const marginRequirementSchema = z.object({
  fromMs: z.number(),
  initial: z.number().nonnegative(),
  maintenance: z.number().nonnegative(),
})
export type MarginRequirement = z.infer<typeof marginRequirementSchema>

export const futureTermsSchema = z.object({
  kind: z.literal('future'),
  /** Product code that all contract months share, such as ES. */
  root: z.string().regex(/^[A-Z0-9]{1,12}$/),
  /** Delivery month as YYYY-MM; absent for a continuous series. */
  contractMonth: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  /** Last moment of trading, with its time: a day alone is its first instant. Absent for a continuous series. */
  lastTradeMs: z.number().optional(),
  firstNoticeMs: z.number().optional(),
  settlement: z.enum(['cash', 'physical']),
  /** Sorted by `fromMs`. */
  margins: z.array(marginRequirementSchema).default([]),
  /** Largest move from the last settlement price, as a fraction; beyond it nothing trades that day. */
  priceLimitRate: z.number().positive().optional(),
  /** Falls from the last settlement price at which trading is halted, mildest first, as fractions. */
  circuitBreakers: z
    .array(z.object({ fallRate: z.number().positive().max(1), haltMinutes: z.number().positive() }))
    .optional(),
})

/** Spread over part of the day, in minutes of New York time; `fromMinute` > `toMinute` runs over midnight. */
export const sessionSpreadSchema = z.object({
  fromMinute: z.number().int().min(0).max(1439),
  toMinute: z.number().int().min(0).max(1440),
  pips: z.number().nonnegative(),
})

export const fxTermsSchema = z.object({
  kind: z.literal('fx'),
  base: asset,
  /** Price step that traders count in: 0.0001, or 0.01 for yen pairs. */
  pipSize: z.number().positive(),
  /** Units of the base currency in a standard lot. */
  standardLot: z.number().positive().default(100_000),
  /** Largest position over margin: 50 for major pairs under CFTC rules. */
  maxLeverage: z.number().positive().default(50),
  sessionSpreads: z.array(sessionSpreadSchema).default([]),
  /** Annual rates on the position's value, as fractions, from a day on; positive is received. Sorted by `fromMs`. */
  swapRates: z
    .array(z.object({ fromMs: z.number(), longRate: z.number(), shortRate: z.number() }))
    .default([]),
})

/** A bracket of notional: requirement = notional x `maintenanceRate` - `deduction`, in the settlement currency. */
export const maintenanceTierSchema = z.object({
  fromNotional: z.number().nonnegative(),
  maintenanceRate: z.number().positive(),
  deduction: z.number().nonnegative(),
  maxLeverage: z.number().positive(),
})
export type MaintenanceTier = z.infer<typeof maintenanceTierSchema>

export const perpetualTermsSchema = z.object({
  kind: z.literal('perpetual'),
  base: asset,
  /**
   * Whether profit settles in the base asset: one unit is `multiplier` of the quote currency, and is worth
   * `multiplier` / price of `currency`.
   */
  inverse: z.boolean().default(false),
  /** Sorted by `fromNotional`, the first at 0. */
  maintenanceTiers: z.array(maintenanceTierSchema).default([]),
  /** Of the liquidated notional. */
  liquidationFeeRate: z.number().nonnegative().default(0),
  /** Symbol of the mark price's bars; absent: the last price is the mark. */
  markSymbol: symbol.optional(),
})

export const optionTermsSchema = z.object({
  kind: z.literal('option'),
  underlying: symbol,
  right: z.enum(['call', 'put']),
  strike: z.number().positive(),
  /** With its time: a day alone is its first instant, before anything trades on it. */
  expiryMs: z.number(),
  exercise: z.enum(['american', 'european']),
  /** `physical` delivers `multiplier` units of the underlying, `cash` pays what it is in the money. */
  settlement: z.enum(['cash', 'physical']),
  /** What it is priced from: the share or index itself, or the future of its expiry (Black-76). */
  model: z.enum(['spot', 'future']).default('spot'),
  /** Whether the premium is quoted and paid in the underlying coin, as Deribit does. */
  inverse: z.boolean().default(false),
})
export type OptionTerms = z.infer<typeof optionTermsSchema>

export const cryptoSpotTermsSchema = z.object({
  kind: z.literal('crypto-spot'),
  base: asset,
})

export const equityTermsSchema = z.object({
  kind: z.literal('equity'),
  /** Annual rate paid for borrowed shares, as a fraction, from a day on. Sorted by `fromMs`. */
  borrowRates: z.array(z.object({ fromMs: z.number(), rate: z.number().nonnegative() })).default([]),
  shortable: z.boolean().default(true),
})

export const instrumentTermsSchema = z.discriminatedUnion('kind', [
  equityTermsSchema,
  bondTermsSchema,
  futureTermsSchema,
  fxTermsSchema,
  cryptoSpotTermsSchema,
  perpetualTermsSchema,
  optionTermsSchema,
])
export type InstrumentTerms = z.infer<typeof instrumentTermsSchema>
export type TermsOf<K extends InstrumentTerms['kind']> = Extract<InstrumentTerms, { kind: K }>
