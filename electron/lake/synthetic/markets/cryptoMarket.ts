import { z } from 'zod'
import type { BarColumns, CorporateAction } from '../../../../shared/domain/bar.ts'
import { perpetualTermsSchema } from '../../../../shared/domain/instrumentTerms.ts'
import { generateBars } from '../generateBars.ts'
import { RandomStream } from '../randomStream.ts'
import type { TimeGrid } from '../timeGrid.ts'
import { labelsSchema, type MadeSeries, madeInstrument, onTick, processSchema } from './madeSeries.ts'

const HOUR_MS = 3_600_000
const FUNDING_HOURS = 8
/** Interest part of the funding rate of eight hours and the band around it, as Binance's rule has them. */
const INTEREST = 0.0001
const BAND = 0.0005
/** Streams of the premiums, away from those of the instruments. */
const PREMIUM_STREAM = 2_000_003

const perpetualSchema = labelsSchema.extend({
  terms: perpetualTermsSchema.omit({ kind: true, base: true, markSymbol: true }),
  multiplier: z.number().positive().default(1),
  lotSize: z.number().positive(),
  tickSize: z.number().positive(),
})

/** A coin against a stable coin, and perpetuals on it. */
export const cryptoSchema = labelsSchema.extend({
  ...processSchema.shape,
  base: z.string(),
  quote: z.string(),
  tickSize: z.number().positive(),
  lotSize: z.number().positive(),
  perpetuals: z.array(perpetualSchema),
})
export type CryptoSpec = z.infer<typeof cryptoSchema>

/**
 * Spot bars, and for each perpetual its bars, its mark price as a series of its own and the funding of every eight
 * hours: premium + clamp(interest - premium, -0.05 %, 0.05 %).
 */
export async function makeCrypto(
  spec: CryptoSpec,
  grid: TimeGrid,
  seed: number,
  index: number,
): Promise<MadeSeries[]> {
  const spot = await generateBars(spec, grid.time, grid.yearsPerBar, seed, index)
  const { symbol, name, region, sector, base, quote, tickSize, lotSize } = spec
  const common = { calendar: grid.calendar, tickSize }
  const instrument = madeInstrument(
    { symbol, name, region, sector },
    { ...common, assetClass: 'crypto-spot', currency: quote, lotSize, terms: { kind: 'crypto-spot', base } },
  )
  const made: MadeSeries[] = [{ instrument, timeframe: '1h', columns: spot, actions: [] }]
  for (const [place, perpetual] of spec.perpetuals.entries()) {
    made.push(
      ...makePerpetual(spec, perpetual, spot, new RandomStream(seed, PREMIUM_STREAM + index * 100 + place)),
    )
  }
  return made
}

function makePerpetual(
  { base, quote }: CryptoSpec,
  spec: z.infer<typeof perpetualSchema>,
  spot: BarColumns,
  random: RandomStream,
): MadeSeries[] {
  const premium = premiums(spot.time.length, random)
  const { symbol, name, region, sector, tickSize, lotSize, multiplier } = spec
  const currency = spec.terms.inverse ? base : quote
  const contract = { calendar: '24x7', currency, tickSize, lotSize, multiplier } as const
  const markSymbol = `${symbol}.MARK`
  const perpetual = madeInstrument(
    { symbol, name, region, sector },
    {
      ...contract,
      assetClass: 'crypto-perpetual',
      terms: { kind: 'perpetual', base, ...spec.terms, markSymbol },
    },
  )
  const mark = madeInstrument(
    { symbol: markSymbol, name: `${name}, mark price`, region, sector },
    { ...contract, assetClass: 'index', currency: spec.terms.inverse ? 'USD' : quote },
  )
  const smooth = smoothed(premium)
  const columns = shifted(spot, premium, tickSize)
  const marks = shifted(spot, smooth, tickSize)
  return [
    { instrument: perpetual, timeframe: '1h', columns, actions: fundings(spot.time, smooth, marks) },
    { instrument: mark, timeframe: '1h', columns: marks, actions: [] },
  ]
}

/** Premium of the perpetual over the spot at each close: a mean-reverting process of a few hundredths of a percent. */
function premiums(bars: number, random: RandomStream): Float64Array {
  const made = new Float64Array(bars)
  let premium = 0.0002
  for (let t = 0; t < bars; t++) {
    premium += 0.02 * (0.0002 - premium) + 0.00008 * random.normal()
    made[t] = premium
  }
  return made
}

/** Exponential mean over about eight bars. */
function smoothed(values: Float64Array): Float64Array {
  const made = new Float64Array(values.length)
  let mean = values[0] ?? 0
  for (const [t, value] of values.entries()) {
    mean += 0.2 * (value - mean)
    made[t] = mean
  }
  return made
}

function shifted(spot: BarColumns, premium: Float64Array, tickSize: number): BarColumns {
  const column = () => new Float64Array(spot.time.length)
  const made = {
    time: spot.time,
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
  for (let t = 0; t < spot.time.length; t++) {
    const before = premium[Math.max(t - 1, 0)]!
    const after = premium[t]!
    const open = onTick(spot.open[t]! * (1 + before), tickSize)
    const close = onTick(spot.close[t]! * (1 + after), tickSize)
    made.open[t] = open
    made.close[t] = close
    made.high[t] = Math.max(open, close, onTick(spot.high[t]! * (1 + after), tickSize))
    made.low[t] = Math.min(open, close, onTick(spot.low[t]! * (1 + after), tickSize))
    made.volume[t] = spot.volume[t]!
  }
  return made
}

function fundings(time: Float64Array, premium: Float64Array, marks: BarColumns): CorporateAction[] {
  const made: CorporateAction[] = []
  for (const [t, timeMs] of time.entries()) {
    if (t === 0 || (timeMs / HOUR_MS) % FUNDING_HOURS !== 0) continue
    const mean = premium.subarray(Math.max(0, t - FUNDING_HOURS), t).reduce((sum, value) => sum + value, 0)
    const average = mean / Math.min(FUNDING_HOURS, t)
    const rate = average + Math.min(Math.max(INTEREST - average, -BAND), BAND)
    made.push({
      ...{ kind: 'funding', timeMs, rate: Number(rate.toFixed(8)) },
      markPrice: marks.close[t - 1]!,
    })
  }
  return made
}
