import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'

const dayCount = z.enum([
  '30/360',
  '30/360 ISDA',
  '30E/360',
  'ACT/ACT ICMA',
  'ACT/ACT ISDA',
  'ACT/365',
  'ACT/360',
])
const couponsPerYear = z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(12)])
const firstStub = z.enum(['short', 'long'])
const bond = {
  issue: z.string(),
  maturity: z.string(),
  couponRate: z.number(),
  couponsPerYear,
  dayCount,
  endOfMonth: z.boolean(),
}

/** QuantLib's numbers; `reference/quantlib.py` made them and says how. */
export const quantlib = z
  .object({
    library: z.string(),
    dayCounts: z.array(
      z.object({ dayCount, call: z.string(), pairs: z.array(z.tuple([z.string(), z.string(), z.number()])) }),
    ),
    schedules: z.array(
      z.object({
        issue: z.string(),
        maturity: z.string(),
        couponsPerYear,
        endOfMonth: z.boolean(),
        firstStub,
        dates: z.array(z.string()),
      }),
    ),
    bonds: z.array(
      z.object({
        ...bond,
        settlement: z.string(),
        convention: z.enum(['compounded', 'treasury']),
        yield: z.number(),
        yieldBack: z.number(),
        cleanPrice: z.number(),
        accrued: z.number(),
        modified: z.number().optional(),
        macaulay: z.number().optional(),
        convexity: z.number().optional(),
      }),
    ),
    accruals: z.array(
      z.object({
        ...bond,
        firstStub,
        firstCoupon: z.number().nullable(),
        accrued: z.array(z.tuple([z.string(), z.number()])),
      }),
    ),
    curves: z.array(
      z.object({
        interpolation: z.enum(['linearZero', 'logLinearDiscount']),
        date: z.string(),
        instruments: z.array(
          z.object({ price: z.number(), timesYears: z.array(z.number()), amounts: z.array(z.number()) }),
        ),
        discounts: z.array(z.tuple([z.number(), z.number()])),
        bonds: z.array(
          z.object({
            issue: z.string(),
            maturity: z.string(),
            couponRate: z.number(),
            settlement: z.string(),
            cleanPrice: z.number(),
            quoted: z.number(),
            zSpreadContinuous: z.number(),
            zSpreadSemiannual: z.number(),
          }),
        ),
      }),
    ),
  })
  .parse(
    JSON.parse(
      gunzipSync(readFileSync(new URL('reference/quantlib.json.gz', import.meta.url))).toString('utf8'),
    ),
  )
