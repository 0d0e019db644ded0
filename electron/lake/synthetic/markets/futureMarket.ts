import { z } from 'zod'
import type { BarColumns } from '../../../../shared/domain/bar.ts'
import { futureTermsSchema } from '../../../../shared/domain/instrumentTerms.ts'
import { generateBars } from '../generateBars.ts'
import type { TimeGrid } from '../timeGrid.ts'
import {
  cutBars,
  derivedBars,
  labelsSchema,
  type MadeSeries,
  madeInstrument,
  processSchema,
} from './madeSeries.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
/** Letters of the delivery months, January first. */
const MONTH_CODES = 'FGHJKMNQUVXZ'

/** A root of futures: contracts of the given months on one spot price. */
export const futureSchema = labelsSchema.omit({ symbol: true }).extend({
  ...processSchema.shape,
  root: z.string(),
  assetClass: z.enum(['future', 'commodity', 'bond', 'fx']),
  /** Cost of carry a year: below 0 the later months are cheaper. */
  carry: z.number(),
  /** Delivery months, 1 to 12. */
  months: z.array(z.number().int().min(1).max(12)),
  /** Months before its expiry in which a contract is traded. */
  listedMonths: z.number().int().positive(),
  settlement: z.enum(['cash', 'physical']),
  multiplier: z.number().positive(),
  tickSize: z.number().positive(),
  /** Per contract as fractions of its value on the first day. */
  initialMarginRate: z.number().positive(),
  maintenanceMarginRate: z.number().positive(),
  priceLimitRate: z.number().positive().optional(),
})
export type FutureSpec = z.infer<typeof futureSchema>

/** Every contract of a root that expires within the grid, each with bars up to its last day of trading. */
export async function makeFutures(
  spec: FutureSpec,
  grid: TimeGrid,
  seed: number,
  index: number,
): Promise<MadeSeries[]> {
  const spot = await generateBars(
    { ...spec, tickSize: spec.tickSize / 10 },
    grid.time,
    grid.yearsPerBar,
    seed,
    index,
  )
  const firstMs = grid.time[0]!
  const lastMs = grid.time[grid.time.length - 1]!
  const made: MadeSeries[] = []
  for (let year = new Date(firstMs).getUTCFullYear(); year <= new Date(lastMs).getUTCFullYear() + 1; year++) {
    for (const month of spec.months) {
      const expiryMs = lastTradingDay(grid.time, year, month)
      if (expiryMs === undefined) continue
      made.push(makeContract(spec, spot, grid, year, month, expiryMs))
    }
  }
  return made
}

/** The session on or before the third Friday of a month, where the grid reaches it. */
function lastTradingDay(time: Float64Array, year: number, month: number): number | undefined {
  const weekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
  const thirdFriday = Date.UTC(year, month - 1, 1 + ((5 - weekday + 7) % 7) + 14)
  if (time[0]! > thirdFriday || time[time.length - 1]! < thirdFriday) return undefined
  return time.findLast((timeMs) => timeMs <= thirdFriday)
}

function makeContract(
  spec: FutureSpec,
  spot: BarColumns,
  grid: TimeGrid,
  year: number,
  month: number,
  lastDayMs: number,
): MadeSeries {
  const listedMs = Date.UTC(year, month - 1 - spec.listedMonths, 15)
  const from = Math.max(
    grid.time.findIndex((timeMs) => timeMs >= listedMs),
    0,
  )
  const to = grid.time.indexOf(lastDayMs) + 1
  const lastTradeMs = lastDayMs + DAY_MS
  const source = cutBars(spot, from, to)
  const columns = derivedBars(
    source,
    source.time,
    spec.tickSize,
    (price, timeMs) => price * Math.exp((spec.carry * (lastTradeMs - timeMs)) / YEAR_MS),
  )
  for (let t = 0; t < columns.volume.length; t++) {
    // Trading moves from one month to the next over the last ten sessions.
    const left = columns.volume.length - t
    const share = left <= 10 ? left / 20 : Math.exp(-left / 60)
    columns.volume[t] = Math.max(1, Math.round(columns.volume[t]! * share * 0.1))
  }
  const value = columns.close[0]! * spec.multiplier
  const terms = futureTermsSchema.parse({
    ...{ kind: 'future', root: spec.root, settlement: spec.settlement, lastTradeMs },
    contractMonth: `${year}-${String(month).padStart(2, '0')}`,
    ...(spec.settlement === 'physical' ? { firstNoticeMs: lastDayMs } : {}),
    ...(spec.priceLimitRate === undefined ? {} : { priceLimitRate: spec.priceLimitRate }),
    margins: [
      {
        fromMs: 0,
        initial: Math.round(value * spec.initialMarginRate),
        maintenance: Math.round(value * spec.maintenanceMarginRate),
      },
    ],
  })
  const symbol = `${spec.root}${MONTH_CODES[month - 1]}${String(year).slice(2)}`
  const { name, region, sector, assetClass, tickSize, multiplier } = spec
  const instrument = madeInstrument(
    { symbol, name: `${name} ${terms.contractMonth}`, region, sector },
    { assetClass, calendar: grid.calendar, tickSize, multiplier, terms },
  )
  return { instrument, timeframe: '1d', columns, actions: [] }
}
