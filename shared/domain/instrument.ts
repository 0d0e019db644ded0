import { z } from 'zod'
import { instrumentTermsSchema } from './instrumentTerms.ts'

/** Asset classes after ISO 10962 (CFI) groups, as far as the engine has rules for them. */
export const assetClassSchema = z.enum([
  'equity',
  'etf',
  'index',
  'bond',
  'commodity',
  'fx',
  'crypto-spot',
  'crypto-perpetual',
  'future',
  'option',
])
export type AssetClass = z.infer<typeof assetClassSchema>

/** ISO 4217 code, or an asset's ticker where ISO has none (BTC, USDT). */
export const currencySchema = z
  .string()
  .regex(/^[A-Z0-9]{2,12}$/, 'a currency is an upper-case code such as USD')

/** A ticker as the user types it: letters, digits and the separators venues use. */
export const symbolSchema = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._^=/:-]{0,39}$/u, 'a symbol has up to 40 letters, digits or . _ ^ = / : -')

export const instrumentSchema = z.object({
  symbol: symbolSchema,
  name: z.string().max(200),
  assetClass: assetClassSchema,
  /** Currency in which the price is quoted and profit settles. */
  currency: currencySchema,
  /** Smallest price step; fills are rounded to it. */
  tickSize: z.number().positive(),
  /** Smallest quantity step; order quantities are rounded towards zero to it. */
  lotSize: z.number().positive(),
  /** Value of one point of price for one unit, in `currency`. */
  multiplier: z.number().positive(),
  /** Calendar id: an ISO 10383 MIC (XNYS), one with a group of products (XCME-FX), `24x7`, `24x5` or `unknown`. */
  calendar: z.string(),
  /** First level of the hierarchy region, asset class, sector, security that allocation and limits are set on. */
  region: z.string().min(1).max(60).optional(),
  sector: z.string().min(1).max(60).optional(),
  terms: instrumentTermsSchema.optional(),
})
/** The usual smallest quantity of an asset class: whole units, of coins the eighth decimal. */
export function usualLotSize(assetClass: AssetClass): number {
  return assetClass === 'crypto-spot' || assetClass === 'crypto-perpetual' ? 1e-8 : 1
}

export type Instrument = z.infer<typeof instrumentSchema>
