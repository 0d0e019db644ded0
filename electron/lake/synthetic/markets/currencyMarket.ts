import { z } from 'zod'
import { fxTermsSchema } from '../../../../shared/domain/instrumentTerms.ts'
import { generateBars } from '../generateBars.ts'
import type { TimeGrid } from '../timeGrid.ts'
import { labelsSchema, type MadeSeries, madeInstrument, processSchema } from './madeSeries.ts'

/** A currency pair of mid prices, whose spread and swap are in its terms. */
export const currencySchema = labelsSchema.extend({
  ...processSchema.shape,
  currency: z.string(),
  terms: fxTermsSchema.omit({ kind: true }),
})
export type CurrencySpec = z.infer<typeof currencySchema>

export async function makeCurrency(
  spec: CurrencySpec,
  grid: TimeGrid,
  seed: number,
  index: number,
): Promise<MadeSeries> {
  const { symbol, name, region, sector, currency } = spec
  const tickSize = spec.terms.pipSize / 10
  const columns = await generateBars({ ...spec, tickSize }, grid.time, grid.yearsPerBar, seed, index)
  const instrument = madeInstrument(
    { symbol, name, region, sector },
    { assetClass: 'fx', calendar: grid.calendar, tickSize, currency, terms: { kind: 'fx', ...spec.terms } },
  )
  return { instrument, timeframe: '1h', columns, actions: [] }
}
