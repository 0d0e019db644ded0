import { z } from 'zod'
import { accountRulesSchema, exposureLimitSchema, groupExposureSchema } from './accountRules.ts'
import { adjustmentSchema, qualityRecordSchema } from './dataset.ts'
import { holdOutResultSchema, holdOutSchema } from './holdOut.ts'
import { assetClassSchema, currencySchema, symbolSchema } from './instrument.ts'
import { fillSchema, orderSchema } from './order.ts'
import { cashFlowTotalSchema, statementLineSchema } from './statement.ts'
import { parameterValuesSchema, strategyDescriptionSchema } from './strategy.ts'
import { timeframeSchema } from './timeframe.ts'
import { pointInTimeSliceSchema } from './valueSeries.ts'

/** Commission models. Amounts are in the instrument's currency, rates are fractions of the traded value. */
export const feeModelSchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('none') }),
  z.strictObject({
    model: z.literal('per-share'),
    perShare: z.number().nonnegative(),
    minimum: z.number().nonnegative(),
    /** Cap as a fraction of the traded value. */
    maximumRate: z.number().nonnegative().optional(),
  }),
  z.strictObject({
    model: z.literal('percent'),
    /** Above 1 it would be more than the trade: a percentage where a fraction is meant. */
    rate: z.number().nonnegative().max(1, 'a rate is a fraction: 0.001 for 0.1 %'),
    minimum: z.number().nonnegative().optional(),
  }),
  z.strictObject({ model: z.literal('per-contract'), perContract: z.number().nonnegative() }),
  /** Rates of the side that rests in the book and of the one that takes from it, as crypto venues ask. */
  z.strictObject({
    model: z.literal('maker-taker'),
    makerRate: z.number(),
    takerRate: z.number().nonnegative(),
    /** Rates from a traded value of the last 30 days on, in the account's currency. */
    tiers: z
      .array(
        z.strictObject({
          fromVolume: z.number().positive(),
          makerRate: z.number(),
          takerRate: z.number().nonnegative(),
        }),
      )
      .default([]),
    /** What the fee is taken in: the quote or base currency of the trade, or a third asset such as BNB. */
    feeIn: z.union([z.enum(['quote', 'base']), currencySchema]).default('quote'),
    /** Fraction taken off the fee when it is paid in a third asset. */
    discountRate: z.number().min(0).max(1).default(0),
  }),
])
export type FeeModel = z.infer<typeof feeModelSchema>

/** What a fill gives up against the reference price. */
export const slippageModelSchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('none') }),
  /** Half of a quoted spread, as a fraction of the price. */
  z.strictObject({ model: z.literal('spread'), spreadRate: z.number().nonnegative() }),
  /** A constant number of ticks. */
  z.strictObject({ model: z.literal('constant'), ticks: z.number().nonnegative() }),
  /** Buys at the ask and sells at the bid, where the data has quotes beside its bars. */
  z.strictObject({ model: z.literal('quoted') }),
  /**
   * Fills at most `volumeLimit` of a bar's volume, the rest waits; the price moves by
   * `priceImpact` x (filled share of volume)^2 (zipline's VolumeShareSlippage).
   */
  z.strictObject({
    model: z.literal('volume-share'),
    volumeLimit: z.number().positive().max(1),
    priceImpact: z.number().nonnegative(),
  }),
])
export type SlippageModel = z.infer<typeof slippageModelSchema>

/** When a market order decided at a bar's close is filled. `same-close` trades on the price it has just seen. */
export const fillTimingSchema = z.enum(['next-open', 'next-close', 'same-close'])
export type FillTiming = z.infer<typeof fillTimingSchema>

/** Which of an instrument's bars a run reads: those of the regular sessions of its calendar, or all. */
export const sessionChoiceSchema = z.enum(['all', 'regular'])
export type SessionChoice = z.infer<typeof sessionChoiceSchema>

/** Everything a run depends on besides data and strategy source. */
export const backtestConfigSchema = z.object({
  strategyId: z.string(),
  symbols: z
    .array(symbolSchema)
    .max(5000)
    .refine((symbols) => new Set(symbols).size === symbols.length, 'a symbol is named twice')
    .default([]),
  /** Index whose members are the symbols: where none are named, all that were members at any time of the period. */
  universe: symbolSchema.optional(),
  timeframe: timeframeSchema,
  /** First and last bar by open time, inclusive; absent means all there is. */
  fromMs: z.number().optional(),
  toMs: z.number().optional(),
  /** Kept back: the run ends before it, unless it is opened. */
  holdOut: holdOutSchema.optional(),
  /** Runs through the hold-out; every such run is recorded with the strategy. */
  openHoldOut: z.boolean().optional(),
  /** Applies to bars within a day: `regular` leaves out what was traded before and after hours. */
  sessions: sessionChoiceSchema.default('all'),
  cash: z.number().positive().default(100_000),
  currency: currencySchema.default('USD'),
  parameters: parameterValuesSchema.default({}),
  fees: feeModelSchema.default({ model: 'none' }),
  /** Commission models of asset classes that differ from `fees`. */
  feesByAssetClass: z.partialRecord(assetClassSchema, feeModelSchema).default({}),
  /** Whether sales of shares and funds of US exchanges bear the SEC's and FINRA's fees of their day. */
  regulatoryFees: z.boolean().default(false),
  slippage: slippageModelSchema.default({ model: 'none' }),
  fillTiming: fillTimingSchema.default('next-open'),
  allowShort: z.boolean().default(false),
  /** Largest gross exposure over equity; an order beyond it is rejected. */
  maxLeverage: z.number().positive().default(1),
  account: accountRulesSchema.prefault({}),
  exposureLimits: z.array(exposureLimitSchema).max(1000).default([]),
  /** Bars before the first decision; indicators are computed over them. `auto` waits for the slowest indicator. */
  warmupBars: z.union([z.literal('auto'), z.number().int().nonnegative()]).default('auto'),
  benchmark: symbolSchema.optional(),
  /** Annual, as a fraction, for Sharpe and Sortino; continuous where options are priced with it. */
  riskFreeRate: z.number().default(0),
  seed: z.number().int().nonnegative().default(1),
})
export type BacktestConfig = z.infer<typeof backtestConfigSchema>
export type BacktestConfigInput = z.input<typeof backtestConfigSchema>

const ratio = z.number().nullable()

/** Statistics of a run. Fractions unless the name says otherwise; null where a figure is not defined. */
export const metricsSchema = z.object({
  initialEquity: z.number(),
  finalEquity: z.number(),
  totalReturn: z.number(),
  cagr: ratio,
  volatility: ratio,
  sharpe: ratio,
  sortino: ratio,
  calmar: ratio,
  /** Negative fraction. */
  maxDrawdown: z.number(),
  /** Longest time under water, in days. */
  maxDrawdownDays: z.number(),
  valueAtRisk95: ratio,
  conditionalValueAtRisk95: ratio,
  /** Round trips: a position opened from flat or through zero, and closed. */
  trades: z.number().int(),
  winRate: ratio,
  profitFactor: ratio,
  /** Mean profit of a round trip after fees, in the account's currency. */
  expectancy: ratio,
  averageWin: ratio,
  averageLoss: ratio,
  /** Share of bars with a position. */
  exposure: z.number(),
  /** Traded value over mean equity, per year. */
  turnover: ratio,
  fees: z.number(),
  slippage: z.number(),
  dividends: z.number(),
  fillCount: z.number().int(),
  orderCount: z.number().int(),
  rejectedOrders: z.number().int(),
  benchmarkReturn: ratio,
  alpha: ratio,
  beta: ratio,
  informationRatio: ratio,
})
export type Metrics = z.infer<typeof metricsSchema>

/** A round trip. */
export const roundTripSchema = z.object({
  symbol: symbolSchema,
  side: z.enum(['long', 'short']),
  entryMs: z.number(),
  exitMs: z.number().nullable(),
  quantity: z.number(),
  entryPrice: z.number(),
  exitPrice: z.number().nullable(),
  /** After fees, in the account's currency; unrealised for one still open. */
  profit: z.number(),
  returnRate: z.number(),
  fees: z.number(),
  bars: z.number().int(),
})
export type RoundTrip = z.infer<typeof roundTripSchema>

export const monthlyReturnSchema = z.object({
  year: z.number().int(),
  month: z.number().int(),
  returnRate: z.number(),
})
export const symbolProfitSchema = z.object({
  symbol: symbolSchema,
  profit: z.number(),
  fees: z.number(),
  trades: z.number().int(),
})

/** Every slice of market data a run read, with what makes it recognisable. */
export const dataSliceSchema = z.object({
  datasetId: z.string(),
  symbol: symbolSchema,
  timeframe: timeframeSchema,
  bars: z.number().int(),
  fromMs: z.number(),
  toMs: z.number(),
  /** SHA-256 over the columns, actions and terms read. */
  hash: z.string(),
  /** Bars that the run did not read because they lie outside the regular sessions; absent where it reads all. */
  outsideSessions: z.number().int().nonnegative().optional(),
  adjustment: adjustmentSchema,
  calendar: z.string(),
  synthetic: z.boolean(),
  source: z.string(),
  /** How bars were built that are not lengths of time, in a sentence. */
  construction: z.string().optional(),
  quality: qualityRecordSchema,
})
export type DataSlice = z.infer<typeof dataSliceSchema>

export const runLogEntrySchema = z.object({
  timeMs: z.number(),
  level: z.enum(['debug', 'info', 'warning', 'error']),
  message: z.string(),
})
export type RunLogEntry = z.infer<typeof runLogEntrySchema>

/** Equity at each bar of the run's time order, with what a chart draws beside it. */
export const equitySeriesSchema = z.object({
  time: z.instanceof(Float64Array),
  equity: z.instanceof(Float64Array),
  /** Fraction below the running maximum, zero or negative. */
  drawdown: z.instanceof(Float64Array),
  /** Buy and hold of the benchmark with the same cash, or empty. */
  benchmark: z.instanceof(Float64Array),
})
export type EquitySeries = z.infer<typeof equitySeriesSchema>

/** A finished run without its long series. */
export const runSummarySchema = z.object({
  metrics: metricsSchema,
  monthly: z.array(monthlyReturnSchema),
  bySymbol: z.array(symbolProfitSchema),
  roundTrips: z.array(roundTripSchema),
  /** Sums of the statement by kind and currency. */
  cashFlows: z.array(cashFlowTotalSchema).default([]),
  /** Exposure and profit of every group of the hierarchy. */
  exposure: z.array(groupExposureSchema).default([]),
  data: z.array(dataSliceSchema),
  /** Values and news that the strategy read; absent where it read none. */
  pointInTime: z.array(pointInTimeSliceSchema).optional(),
  /** Figures inside and outside of the hold-out, for a run that named one. */
  holdOut: holdOutResultSchema.optional(),
  /** Sentences on what the result hangs on: fill timing, ambiguous bars, gaps, synthetic prices. */
  assumptions: z.array(z.string()),
  /** Bars the engine processed, over all symbols. */
  bars: z.number().int(),
  fromMs: z.number(),
  toMs: z.number(),
  /** SHA-256 over configuration, inputs, fills, equity and metrics. */
  resultHash: z.string(),
  engineVersion: z.string(),
  elapsedMs: z.number(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

export const runStateSchema = z.enum(['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'])
export type RunState = z.infer<typeof runStateSchema>

/** A run as the list shows it. */
export const runRecordSchema = z.object({
  id: z.string(),
  state: runStateSchema,
  strategyName: z.string(),
  strategyHash: z.string(),
  config: backtestConfigSchema,
  createdMs: z.number(),
  startedMs: z.number().nullable(),
  endedMs: z.number().nullable(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** Headline figures once done. */
  metrics: metricsSchema.nullable(),
  resultHash: z.string().nullable(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      where: z.string().optional(),
      hint: z.string().optional(),
    })
    .nullable(),
})
export type RunRecord = z.infer<typeof runRecordSchema>

/** All that a run leaves behind. */
export const runResultSchema = z.object({
  record: runRecordSchema,
  description: strategyDescriptionSchema,
  source: z.string(),
  summary: runSummarySchema,
  equity: equitySeriesSchema,
  fills: z.array(fillSchema),
  orders: z.array(orderSchema),
  log: z.array(runLogEntrySchema),
  statement: z.array(statementLineSchema).default([]),
})
export type RunResult = z.infer<typeof runResultSchema>
