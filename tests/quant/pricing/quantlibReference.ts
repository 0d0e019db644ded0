import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const terms = {
  kind: z.enum(['call', 'put']),
  spot: z.number(),
  strike: z.number(),
  days: z.number(),
  rate: z.number(),
  carry: z.number(),
  volatility: z.number(),
  price: z.number(),
}
const slopes = { delta: z.number(), gamma: z.number() }
const reference = z
  .object({
    library: z.string(),
    european: z.array(
      z.object({
        ...terms,
        ...slopes,
        vega: z.number(),
        theta: z.number(),
        rho: z.number(),
        carryRho: z.number(),
      }),
    ),
    american: z.array(z.object({ ...terms, ...slopes, vega: z.number(), rho: z.number() })),
    extreme: z.array(z.object(terms)),
    dividends: z.array(
      z.object({
        ...terms,
        ...slopes,
        style: z.enum(['american', 'european']),
        dividends: z.array(z.tuple([z.number(), z.number()])),
        error: z.number(),
      }),
    ),
  })
  .transform((table) => ({
    ...table,
    european: table.european.map((row) => ({ ...row, years: row.days / 365 })),
    extreme: table.extreme.map((row) => ({ ...row, years: row.days / 365 })),
    american: table.american.map((row) => ({ ...row, years: row.days / 365 })),
    dividends: table.dividends.map((row) => ({
      ...row,
      years: row.days / 365,
      dividends: row.dividends.map(([days, amount]) => ({ years: days / 365, amount })),
    })),
  }))

/** What reference/quantlib.py wrote: inputs and QuantLib's answers. */
export const quantlib = reference.parse(
  JSON.parse(
    gunzipSync(readFileSync(new URL('reference/quantlib.json.gz', import.meta.url))).toString('utf8'),
  ),
)
