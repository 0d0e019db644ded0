import { z } from 'zod'
import { corporateActionSchema } from './bar.ts'
import { symbolSchema } from './instrument.ts'

/** Days as epoch milliseconds of their midnight UTC. */
const dayMs = z.number()

/** A ticker under which a security was traded, from a day to a day, both included; without an end it still is. */
export const tickerPeriodSchema = z.object({
  ticker: symbolSchema,
  /** ISO 10383 code of the market, where it is known. */
  venue: z.string().min(1).max(12).optional(),
  fromMs: dayMs,
  toMs: dayMs.optional(),
})
export type TickerPeriod = z.infer<typeof tickerPeriodSchema>

/** What a ticker names: one security, however it is called. Another company under the same ticker is another one. */
export const securitySchema = z.object({
  id: z.string().min(1).max(80),
  name: z.string().max(200),
  /** Ascending, without overlaps on one market. */
  tickers: z.array(tickerPeriodSchema).min(1),
  listedMs: dayMs.optional(),
  /** The last day of trading. */
  delistedMs: dayMs.optional(),
  /** Renames, mergers and the delisting. */
  actions: z.array(corporateActionSchema),
})
export type Security = z.infer<typeof securitySchema>

/** What a ticker means as of a day. */
export const resolutionSchema = z.object({
  security: securitySchema,
  /** The ticker that the security has on the day. */
  ticker: tickerPeriodSchema,
})
export type Resolution = z.infer<typeof resolutionSchema>

/** A time of membership: from a day on, until before a day; without an end it goes on. */
export const membershipSchema = z.object({ ticker: symbolSchema, fromMs: dayMs, untilMs: dayMs.optional() })
export type Membership = z.infer<typeof membershipSchema>

/** Who was in an index when. */
export const indexMembersSchema = z.object({
  /** Such as SP500. */
  id: symbolSchema,
  /** By ticker, then ascending. */
  memberships: z.array(membershipSchema),
})
export type IndexMembers = z.infer<typeof indexMembersSchema>

/** Tickers of the members on a day, in alphabetical order. */
export function membersAt({ memberships }: IndexMembers, timeMs: number): string[] {
  const tickers = memberships
    .filter(({ fromMs, untilMs = Number.POSITIVE_INFINITY }) => fromMs <= timeMs && timeMs < untilMs)
    .map(({ ticker }) => ticker)
  return [...new Set(tickers)].sort()
}
