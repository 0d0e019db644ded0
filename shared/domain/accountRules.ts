import { z } from 'zod'
import { currencySchema } from './instrument.ts'

const annualRate = z.number().min(-1).max(10)

/** What the broker of a run's account asks and pays. Rates are annual, as fractions. */
export const accountRulesSchema = z.strictObject({
  /** A cash account buys with its own money only, and sells nothing short. */
  kind: z.enum(['cash', 'margin']).default('margin'),
  /** Whether a buy and a sell of one symbol meet in one position or stand as a long and a short. */
  positions: z.enum(['netting', 'hedging']).default('netting'),
  /** Whether margin is asked of the account as a whole or of each perpetual position alone. */
  marginMode: z.enum(['cross', 'isolated']).default('cross'),
  /** Position value over margin posted, for isolated positions. */
  isolatedLeverage: z.number().positive().max(200).default(10),
  /** Paid on positive cash, ACT/360, by currency; a currency that is not named earns nothing. */
  creditRates: z.record(currencySchema, annualRate).default({}),
  /** Asked on negative cash, ACT/360, by currency; a currency that is not named costs nothing. */
  debitRates: z.record(currencySchema, annualRate).default({}),
  /** Paid for borrowed shares whose instrument has no rates of its own, ACT/360. */
  borrowRate: annualRate.default(0),
  /**
   * `terms` asks the margin that the terms of futures, perpetuals, currency pairs and options name; `regulation-t` adds
   * Regulation T and FINRA rule 4210 for shares, funds and bonds; `span` asks it of futures of one root and the options
   * on them together, by scenarios; `off` leaves margin out.
   */
  margin: z.enum(['terms', 'regulation-t', 'span', 'off']).default('terms'),
  /** Parameters of `span` beside the margins of the contracts; exchanges publish their own. */
  span: z
    .strictObject({
      /** Move of implied volatility in the scenarios: 0.05 is five vol points. */
      volatilityScanRange: z.number().min(0).max(5).default(0.05),
      /** Charge of a calendar spread, as a fraction of the maintenance margin of one contract. */
      calendarSpreadRate: z.number().min(0).max(2).default(0.2),
      /** Least margin of a short option, as a fraction of the maintenance margin of one contract. */
      shortOptionMinimumRate: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
  /** What happens when the account falls below its maintenance margin. */
  marginCall: z.enum(['liquidate', 'report']).default('liquidate'),
})
export type AccountRules = z.infer<typeof accountRulesSchema>

/** Levels of the hierarchy on which exposure can be limited and is measured. */
export const hierarchyLevelSchema = z.enum(['region', 'assetClass', 'sector', 'symbol'])
export type HierarchyLevel = z.infer<typeof hierarchyLevelSchema>

/** Largest gross exposure over equity of one group; an order that would take it beyond is rejected. */
export const exposureLimitSchema = z.strictObject({
  level: hierarchyLevelSchema,
  /** Such as `US`, `equity`, `Technology` or a symbol. */
  group: z.string().min(1).max(60),
  maxExposure: z.number().nonnegative(),
})
export type ExposureLimit = z.infer<typeof exposureLimitSchema>

/** Exposure of one group over a run, as fractions of equity. */
export const groupExposureSchema = z.object({
  level: hierarchyLevelSchema,
  group: z.string(),
  meanGross: z.number(),
  maxGross: z.number(),
  meanNet: z.number(),
  /** Profit of the group's symbols in the account's currency. */
  profit: z.number(),
})
export type GroupExposure = z.infer<typeof groupExposureSchema>
