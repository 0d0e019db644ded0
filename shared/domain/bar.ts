import { z } from 'zod'
import { instrumentSchema } from './instrument.ts'
import { timeframeSchema } from './timeframe.ts'

const float64 = z.instanceof(Float64Array)

/**
 * Bars as columns of equal length, sorted by `time`, strictly increasing.
 * `time` is the bar's OPEN in epoch milliseconds UTC. Prices are in the instrument's currency. `volume` is in units
 * of the instrument and NaN where the source has none.
 */
export const barColumnsSchema = z.object({
  time: float64,
  open: float64,
  high: float64,
  low: float64,
  close: float64,
  volume: float64,
})
export type BarColumns = z.infer<typeof barColumnsSchema>

/**
 * What happens to an instrument at a known time. Corporate actions and rolls take effect before the open of the first
 * bar at or after `timeMs`, funding and settlement at that time. Amounts are in the instrument's currency.
 */
export const corporateActionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('split'),
    timeMs: z.number(),
    /** New shares for one old share: 7 for a 7:1 split. */
    ratio: z.number().positive(),
  }),
  z.object({
    kind: z.literal('dividend'),
    /** Ex-date. */
    timeMs: z.number(),
    /** Cash per share held before the ex-date. */
    amount: z.number().positive(),
    /** When the cash arrives; absent: on the ex-date. */
    payMs: z.number().optional(),
  }),
  z.object({
    kind: z.literal('stock-dividend'),
    timeMs: z.number(),
    /** New shares for each share held: 0.05 for five percent. */
    rate: z.number().positive(),
  }),
  /** The same security goes on under another ticker. */
  z.object({ kind: z.literal('rename'), timeMs: z.number(), symbol: z.string().min(1).max(40) }),
  z.object({
    kind: z.literal('delisting'),
    timeMs: z.number(),
    /** What a holder receives per share; 0 for a worthless one, absent: the last price. */
    price: z.number().nonnegative().optional(),
  }),
  z
    .object({
      kind: z.literal('merger'),
      timeMs: z.number(),
      cash: z.number().nonnegative().default(0),
      /** Shares of `into` for each share. */
      ratio: z.number().nonnegative().default(0),
      into: z.string().min(1).max(40).optional(),
    })
    .refine(({ ratio, into }) => ratio === 0 || into !== undefined, {
      path: ['into'],
      error: 'shares of another company (ratio) need its symbol',
    }),
  z.object({
    kind: z.literal('funding'),
    timeMs: z.number(),
    /** Fraction of the position's value at the mark price that longs pay to shorts. */
    rate: z.number(),
    markPrice: z.number().positive().optional(),
  }),
  /**
   * An official settlement price, at UTC midnight of its trade date or when it was published. Without any, daily
   * settlement takes the last price of the session.
   */
  z.object({ kind: z.literal('settlement'), timeMs: z.number(), price: z.number() }),
  /** A continuous future goes over to its next contract: the old one is closed and the next one opened. */
  z.object({
    kind: z.literal('roll'),
    timeMs: z.number(),
    from: z.string().min(1).max(40),
    to: z.string().min(1).max(40),
    /** Prices at which the two contracts are traded. */
    fromPrice: z.number(),
    toPrice: z.number(),
  }),
])
export type CorporateAction = z.infer<typeof corporateActionSchema>

/** Regular trading sessions as columns of equal length, increasing. Breaks do not split a session. */
export const sessionColumnsSchema = z.object({
  openMs: float64,
  closeMs: float64,
  /** Trade date, at UTC midnight: the evening of a Globex session belongs to the next day. */
  dateMs: float64,
})
export type SessionColumns = z.infer<typeof sessionColumnsSchema>

/** Best bid and ask at the open and the close of each bar, NaN where there was none. */
export const quoteColumnsSchema = z.object({
  bidOpen: float64,
  askOpen: float64,
  bidClose: float64,
  askClose: float64,
})
export type QuoteColumns = z.infer<typeof quoteColumnsSchema>

/** What a run reads for one symbol. */
export const barSeriesSchema = z.object({
  instrument: instrumentSchema,
  timeframe: timeframeSchema,
  columns: barColumnsSchema,
  actions: z.array(corporateActionSchema),
  /** When each bar closes and is known, where that is not its open time and the timeframe: strictly increasing. */
  closeMs: float64.optional(),
  /**
   * Prices that were traded during each bar, where `columns` show something else (Heikin-Ashi, Renko, adjusted
   * prices): orders meet these, positions are valued at these.
   */
  traded: barColumnsSchema.optional(),
  /** Quotes beside the bars, where the data has them. */
  quotes: quoteColumnsSchema.optional(),
  sessions: sessionColumnsSchema.optional(),
})
export type BarSeries = z.infer<typeof barSeriesSchema>

/** The columns of a series. */
export type SeriesColumns = Pick<BarSeries, 'columns' | 'closeMs' | 'traded' | 'quotes'>
