import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type ContinuousSpec, continuousSpecSchema } from '../../../../shared/domain/continuous.ts'
import { calendarOf } from '../../calendars/calendarOf.ts'
import { type TimeGrid, timeGrid } from '../timeGrid.ts'
import { bondSchema, makeBond } from './bondMarket.ts'
import { cryptoSchema, makeCrypto } from './cryptoMarket.ts'
import { currencySchema, makeCurrency } from './currencyMarket.ts'
import { equitySchema, makeEquity } from './equityMarket.ts'
import { futureSchema, makeFutures } from './futureMarket.ts'
import type { MadeSeries } from './madeSeries.ts'
import { makeOptions, optionSchema } from './optionMarket.ts'

const FILE = new URL('../../../../resources/samples/markets.json', import.meta.url)
const HOUR_MS = 3_600_000

const marketsSchema = z.object({
  seed: z.number().int().nonnegative(),
  daily: z.object({ start: z.iso.date(), bars: z.number().int().positive() }),
  hourly: z.object({ start: z.iso.date(), hours: z.number().int().positive() }),
  equities: z.array(equitySchema),
  bonds: z.array(bondSchema),
  futures: z.array(futureSchema),
  /** How the contracts of a root are chained. */
  continuous: z.array(continuousSpecSchema),
  currencies: z.array(currencySchema),
  crypto: z.array(cryptoSchema),
  options: z.array(optionSchema),
})
type Markets = z.infer<typeof marketsSchema>

/** The generated markets that the examples run on: at least one of every asset class, with its terms and events. */
export interface ExampleMarkets {
  readonly seed: number
  readonly series: readonly MadeSeries[]
  readonly continuous: readonly ContinuousSpec[]
}

/** Generates them: the same bytes at every call. */
export async function makeExampleMarkets(): Promise<ExampleMarkets> {
  const markets = marketsSchema.parse(JSON.parse(await readFile(FILE, 'utf8')))
  const { seed } = markets
  const daily = timeGrid('1d', Date.parse(markets.daily.start), markets.daily.bars)
  let stream = 0
  const series: MadeSeries[] = []
  for (const spec of markets.equities) series.push(await makeEquity(spec, daily, seed, stream++))
  for (const spec of markets.bonds) series.push(await makeBond(spec, daily, seed, stream++))
  for (const spec of markets.futures) series.push(...(await makeFutures(spec, daily, seed, stream++)))
  const weekdays = hourlyGrid(markets, '24x5')
  for (const spec of markets.currencies) series.push(await makeCurrency(spec, weekdays, seed, stream++))
  const always = hourlyGrid(markets, '24x7')
  for (const spec of markets.crypto) series.push(...(await makeCrypto(spec, always, seed, stream++)))
  for (const spec of markets.options) {
    const underlying = series.find(({ instrument }) => instrument.symbol === spec.underlying)
    if (underlying === undefined) throw new Error(`markets.json has no ${spec.underlying}`)
    series.push(...makeOptions(spec, underlying))
  }
  return { seed, series, continuous: markets.continuous }
}

/** Hours in which a market trades. */
function hourlyGrid({ hourly }: Markets, calendar: string): TimeGrid {
  const market = calendarOf(calendar)
  const startMs = Date.parse(hourly.start)
  const hours = Array.from({ length: hourly.hours }, (_, hour) => startMs + hour * HOUR_MS)
  const time = Float64Array.from(hours.filter((timeMs) => market?.phaseAt(timeMs) === 'regular'))
  return { time, calendar, yearsPerBar: hourly.hours / (365.25 * 24) / time.length }
}
