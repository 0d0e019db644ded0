import { z } from 'zod'
import type { BarColumns } from '../../../../shared/domain/bar.ts'
import { bondTermsSchema } from '../../../../shared/domain/instrumentTerms.ts'
import { cleanPriceFromYield } from '../../../quant/fixedIncome/bondYield.ts'
import { fixedRateBond } from '../../../quant/fixedIncome/fixedRateBond.ts'
import { generateBars } from '../generateBars.ts'
import type { TimeGrid } from '../timeGrid.ts'
import { cutBars, derivedBars, labelsSchema, type MadeSeries, madeInstrument } from './madeSeries.ts'

const DAY_MS = 86_400_000

/** A fixed rate bond whose yield is a mean-reverting process around its start. */
export const bondSchema = labelsSchema.extend({
  terms: bondTermsSchema.omit({ kind: true, issueMs: true, maturityMs: true }).extend({
    issue: z.iso.date(),
    maturity: z.iso.date(),
  }),
  yieldRate: z.number().positive(),
  yieldVolatility: z.number().positive(),
  meanReversion: z.number().nonnegative(),
})
export type BondSpec = z.infer<typeof bondSchema>

/** Clean prices at yields that follow an exponential Ornstein-Uhlenbeck process; the bars end before maturity. */
export async function makeBond(
  spec: BondSpec,
  grid: TimeGrid,
  seed: number,
  index: number,
): Promise<MadeSeries> {
  const { issue, maturity, ...rest } = spec.terms
  const terms = {
    ...rest,
    kind: 'bond' as const,
    issueMs: Date.parse(issue),
    maturityMs: Date.parse(maturity),
  }
  const bond = fixedRateBond({
    ...terms,
    dayCount: terms.dayCount === 'ACT/ACT' ? 'ACT/ACT ICMA' : terms.dayCount,
  })
  // In ticks of a thousandth of a basis point, which the generator's price grid has room for.
  const yields = await generateBars(
    {
      ...{
        initialPrice: spec.yieldRate * 10_000,
        drift: 0,
        volatility: spec.yieldVolatility,
        tickSize: 0.001,
      },
      ...{ meanReversion: spec.meanReversion, jumpsPerYear: 0, jumpVolatility: 0, loading: 0 },
    },
    grid.time,
    grid.yearsPerBar,
    seed,
    index,
  )
  const first = grid.time.findIndex((timeMs) => timeMs >= terms.issueMs)
  const last = grid.time.findLastIndex((timeMs) => timeMs < terms.maturityMs - DAY_MS)
  const living: BarColumns = cutBars(yields, Math.max(first, 0), last + 1)
  const tickSize = 0.001
  const columns = derivedBars(living, living.time, tickSize, (basisPoints, timeMs) =>
    cleanPriceFromYield(bond, timeMs, basisPoints / 10_000),
  )
  const { symbol, name, region, sector } = spec
  const instrument = madeInstrument(
    { symbol, name, region, sector },
    {
      ...{ assetClass: 'bond', calendar: grid.calendar, tickSize },
      multiplier: terms.faceValue / 100,
      terms,
    },
  )
  return { instrument, timeframe: '1d', columns, actions: [] }
}
