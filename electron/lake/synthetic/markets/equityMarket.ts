import { z } from 'zod'
import type { BarColumns, CorporateAction } from '../../../../shared/domain/bar.ts'
import { corporateActionSchema } from '../../../../shared/domain/bar.ts'
import { generateBars } from '../generateBars.ts'
import type { TimeGrid } from '../timeGrid.ts'
import {
  cutBars,
  labelsSchema,
  type MadeSeries,
  madeInstrument,
  onTick,
  processSchema,
} from './madeSeries.ts'

const DAY_MS = 86_400_000

/** A share, a fund on anything, or an index. */
export const equitySchema = labelsSchema.extend({
  ...processSchema.shape,
  assetClass: z.enum(['equity', 'etf', 'bond', 'commodity', 'index']),
  /** Cash a share on the first session of these months, paid so many days later. */
  dividend: z
    .object({
      amount: z.number().positive(),
      months: z.array(z.number().int()),
      payAfterDays: z.number().int(),
    })
    .optional(),
  /** Annual, for short sellers. */
  borrowRate: z.number().nonnegative().optional(),
  /** The last day of trading, for a share that does not live to the end. */
  lastDay: z.iso.date().optional(),
  actions: z.array(corporateActionSchema).default([]),
})
export type EquitySpec = z.infer<typeof equitySchema>

/**
 * Raw prices of a share: what its process says, less the dividends and divided by the splits of its actions, so that
 * a holder earns the process whatever the company does.
 */
export async function makeEquity(
  spec: EquitySpec,
  grid: TimeGrid,
  seed: number,
  index: number,
): Promise<MadeSeries> {
  const tickSize = 0.01
  const whole = await generateBars({ ...spec, tickSize }, grid.time, grid.yearsPerBar, seed, index)
  const endMs = spec.lastDay === undefined ? Number.POSITIVE_INFINITY : Date.parse(spec.lastDay)
  const living = whole.time.findLastIndex((timeMs) => timeMs <= endMs) + 1
  const columns = cutBars(whole, 0, living)
  const actions = [...spec.actions, ...dividends(spec, columns)].sort((a, b) => a.timeMs - b.timeMs)
  applyToPrices(columns, actions, tickSize)
  const { symbol, name, region, sector, assetClass, borrowRate } = spec
  const borrowRates = borrowRate === undefined ? [] : [{ fromMs: 0, rate: borrowRate }]
  const instrument = madeInstrument(
    { symbol, name, region, sector },
    {
      assetClass,
      calendar: grid.calendar,
      tickSize,
      terms: { kind: 'equity', borrowRates, shortable: true },
    },
  )
  return { instrument, timeframe: '1d', columns, actions }
}

function dividends({ dividend }: EquitySpec, { time }: BarColumns): CorporateAction[] {
  if (dividend === undefined) return []
  const found: CorporateAction[] = []
  let lastMonth = -1
  for (const timeMs of time) {
    const month = new Date(timeMs).getUTCMonth() + 1
    if (month !== lastMonth && lastMonth > 0 && dividend.months.includes(month)) {
      const payMs = timeMs + dividend.payAfterDays * DAY_MS
      found.push({ kind: 'dividend', timeMs, amount: dividend.amount, payMs })
    }
    lastMonth = month
  }
  return found
}

function applyToPrices(columns: BarColumns, actions: readonly CorporateAction[], tickSize: number): void {
  let factor = 1
  let cursor = 0
  const { time, open, high, low, close } = columns
  for (let t = 0; t < time.length; t++) {
    for (; cursor < actions.length && actions[cursor]!.timeMs <= time[t]!; cursor++) {
      const action = actions[cursor]!
      if (action.kind === 'split') factor /= action.ratio
      else if (action.kind === 'stock-dividend') factor /= 1 + action.rate
      else if (action.kind === 'dividend' && t > 0) factor *= 1 - action.amount / close[t - 1]!
    }
    for (const column of [open, high, low, close]) column[t] = onTick(column[t]! * factor, tickSize)
  }
}
