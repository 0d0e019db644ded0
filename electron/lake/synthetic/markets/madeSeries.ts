import { z } from 'zod'
import type { BarColumns, CorporateAction } from '../../../../shared/domain/bar.ts'
import { type AssetClass, type Instrument, symbolSchema } from '../../../../shared/domain/instrument.ts'
import type { InstrumentTerms } from '../../../../shared/domain/instrumentTerms.ts'
import type { Timeframe } from '../../../../shared/domain/timeframe.ts'

/** A generated series, ready to be stored. */
export interface MadeSeries {
  readonly instrument: Instrument
  readonly timeframe: Timeframe
  readonly columns: BarColumns
  /** Prices that were traded, where `columns` are adjusted. */
  readonly traded?: BarColumns
  readonly actions: readonly CorporateAction[]
}

/** Names and places in the hierarchy that every generated instrument has. */
export const labelsSchema = z.object({
  symbol: symbolSchema,
  name: z.string().startsWith('SYNTHETIC '),
  region: z.string().optional(),
  sector: z.string().optional(),
})
export type Labels = z.infer<typeof labelsSchema>

/** Rates are per year, as fractions. */
export const processSchema = z.object({
  initialPrice: z.number().positive(),
  drift: z.number(),
  volatility: z.number().positive(),
  meanReversion: z.number().nonnegative().default(0),
  jumpsPerYear: z.number().nonnegative().default(0),
  jumpVolatility: z.number().nonnegative().default(0),
  loading: z.number().min(-1).max(1).default(0),
})

interface Contract {
  readonly assetClass: AssetClass
  readonly calendar: string
  readonly tickSize: number
  readonly currency?: string
  readonly lotSize?: number
  readonly multiplier?: number
  readonly terms?: InstrumentTerms
}

/** An instrument of labels and contract; dollars, whole units and a multiplier of one unless said otherwise. */
export function madeInstrument(labels: Labels, contract: Contract): Instrument {
  const { currency = 'USD', lotSize = 1, multiplier = 1, ...rest } = contract
  return { ...labels, currency, lotSize, multiplier, ...rest }
}

/** A price on the grid of the tick, at least one tick, without binary dust. */
export function onTick(price: number, tickSize: number): number {
  const perUnit = Math.round(1 / tickSize)
  if (perUnit > 1) return Math.max(1, Math.round(price * perUnit)) / perUnit
  return Math.max(1, Math.round(price / tickSize)) * tickSize
}

/**
 * Bars of a price that is a function of another one's price and of time. What falls where the other rises changes
 * its highs and lows with the other's.
 * @param priceAt Price at a price of the source and a time in epoch milliseconds.
 * @param closeMs When each bar of the source closes.
 */
export function derivedBars(
  source: BarColumns,
  closeMs: Float64Array,
  tickSize: number,
  priceAt: (price: number, timeMs: number) => number,
): BarColumns {
  const bars = source.time.length
  const column = () => new Float64Array(bars)
  const made = {
    time: source.time,
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
  for (let t = 0; t < bars; t++) {
    const open = onTick(priceAt(source.open[t]!, source.time[t]!), tickSize)
    const close = onTick(priceAt(source.close[t]!, closeMs[t]!), tickSize)
    const one = onTick(priceAt(source.high[t]!, closeMs[t]!), tickSize)
    const other = onTick(priceAt(source.low[t]!, closeMs[t]!), tickSize)
    made.open[t] = open
    made.close[t] = close
    made.high[t] = Math.max(open, close, one, other)
    made.low[t] = Math.min(open, close, one, other)
    made.volume[t] = source.volume[t]!
  }
  return made
}

/** The bars from index `from` up to, not including, `to`, as columns of their own. */
export function cutBars(columns: BarColumns, from: number, to: number): BarColumns {
  const cut = (column: Float64Array): Float64Array<ArrayBuffer> =>
    Float64Array.from(column.subarray(from, to))
  return {
    time: cut(columns.time),
    open: cut(columns.open),
    high: cut(columns.high),
    low: cut(columns.low),
    close: cut(columns.close),
    volume: cut(columns.volume),
  }
}
