import { z } from 'zod'
import type { BarColumns } from '../../../../shared/domain/bar.ts'
import { optionTermsSchema } from '../../../../shared/domain/instrumentTerms.ts'
import { priceAmerican } from '../../../quant/pricing/americanOption.ts'
import { priceEuropean } from '../../../quant/pricing/europeanOption.ts'
import { yearFraction } from '../../../quant/pricing/vanillaOption.ts'
import { cutBars, derivedBars, type MadeSeries, madeInstrument } from './madeSeries.ts'

const DAY_MS = 86_400_000
/** Where the market closes on the day of expiry, after the date's midnight in UTC: 16:00 in New York's summer. */
const EXPIRY_MS = 20 * 3_600_000

/** A chain on one underlying of the set. Rates are per year, as fractions. */
export const optionSchema = z.object({
  underlying: z.string(),
  expiries: z.array(z.iso.date()),
  /** Days before expiry on which a contract is listed. */
  listedDays: z.number().int().positive(),
  strikes: z.array(z.number().positive()),
  exercise: z.enum(['american', 'european']),
  settlement: z.enum(['cash', 'physical']),
  multiplier: z.number().positive(),
  rate: z.number(),
  dividendYield: z.number(),
  /** Implied volatility at the money, and how it changes with the log of strike over price. */
  volatility: z.number().positive(),
  skew: z.number(),
  curvature: z.number(),
})
export type OptionSpec = z.infer<typeof optionSchema>

/** Calls and puts of every expiry and strike, priced by the model at the smile's volatility. */
export function makeOptions(spec: OptionSpec, underlying: MadeSeries): MadeSeries[] {
  const made: MadeSeries[] = []
  for (const expiry of spec.expiries) {
    const expiryMs = Date.parse(expiry) + EXPIRY_MS
    const { time } = underlying.columns
    const from = time.findIndex((timeMs) => timeMs >= expiryMs - spec.listedDays * DAY_MS)
    const to = time.findLastIndex((timeMs) => timeMs <= expiryMs) + 1
    if (from < 0 || to - from < 2) continue
    const bars = cutBars(underlying.columns, from, to)
    for (const strike of spec.strikes) {
      for (const right of ['call', 'put'] as const)
        made.push(makeContract(spec, underlying, bars, expiryMs, strike, right))
    }
  }
  return made
}

function makeContract(
  spec: OptionSpec,
  underlying: MadeSeries,
  bars: BarColumns,
  expiryMs: number,
  strike: number,
  right: 'call' | 'put',
): MadeSeries {
  const price = spec.exercise === 'american' ? priceAmerican : priceEuropean
  const tickSize = 0.01
  const closeMs = bars.time.map((timeMs) => timeMs + EXPIRY_MS)
  const columns = derivedBars(bars, closeMs, tickSize, (spot, timeMs) => {
    const moneyness = Math.log(strike / spot)
    const volatility = spec.volatility + spec.skew * moneyness + spec.curvature * moneyness * moneyness
    return price({
      ...{ kind: right, spot, strike, rate: spec.rate, carry: spec.rate - spec.dividendYield },
      years: Math.max(yearFraction(timeMs, expiryMs), 0),
      volatility: Math.max(volatility, 0.05),
    })
  })
  const terms = optionTermsSchema.parse({
    ...{ kind: 'option', underlying: underlying.instrument.symbol, right, strike, expiryMs },
    ...{ exercise: spec.exercise, settlement: spec.settlement },
  })
  const day = new Date(expiryMs).toISOString().slice(2, 10).replaceAll('-', '')
  const letter = right === 'call' ? 'C' : 'P'
  const { name, region, sector, calendar } = underlying.instrument
  const instrument = madeInstrument(
    {
      symbol: `${underlying.instrument.symbol}-${day}${letter}${strike}`,
      name: `${name}, ${right} at ${strike} of ${new Date(expiryMs).toISOString().slice(0, 10)}`,
      ...{ region, sector },
    },
    { assetClass: 'option', calendar, tickSize, multiplier: spec.multiplier, terms },
  )
  return { instrument, timeframe: '1d', columns, actions: [] }
}
