import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { BarSeries } from '../../shared/domain/bar.ts'
import type { RuntimeContext } from '../../shared/sdk/strategyDefinition.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { optionSeries } from './support/optionSeries.ts'
import { flat, runStrategy, seriesOf } from './support/runStrategy.ts'

const FILE = 'options/deribit_BTC_option_tickers_2021-07-22.csv'
const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'
const MINUTE_MS = 60_000

/** Tickers of Deribit's options on Bitcoin within a few seconds, the last one of each contract. */
function tickers(): Map<string, Readonly<Record<string, string>>> {
  const [header = '', ...lines] = readFileSync(sharedData(FILE), 'utf8').trim().split(/\r?\n/)
  const names = header.split(',')
  const rows = lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, place): [string, string] => [names[place] ?? '', cell])),
  )
  return new Map(rows.map((row) => [row.instrument_name ?? '', row]))
}

/** Deribit's options expire at 08:00 UTC. */
function termsOf(name: string) {
  const [, day, month = '', year, strike, right] =
    /^BTC-(\d{1,2})([A-Z]{3})(\d{2})-(\d+)-([CP])$/.exec(name) ?? []
  return {
    right: right === 'C' ? ('call' as const) : ('put' as const),
    strike: Number(strike),
    expiryMs: Date.UTC(2000 + Number(year), MONTHS.indexOf(month) / 3, Number(day), 8),
  }
}

describe.skipIf(!hasSharedData)("Deribit's chain of 22 July 2021 as a run sees it", () => {
  const rows = hasSharedData ? tickers() : new Map<string, Readonly<Record<string, string>>>()
  const closeMs = Math.max(...[...rows.values()].map(({ timestamp }) => Number(timestamp)))
  const bar = { timeframe: '1m', startMs: closeMs - MINUTE_MS, calendar: '24x7' }

  const options = [...rows].map(
    ([name, row]): BarSeries =>
      optionSeries(
        name,
        flat(Number(row.mark_price)),
        {
          ...{ ...termsOf(name), underlying: `U-${name}`, exercise: 'european', settlement: 'cash' },
          ...{ model: 'future', inverse: true },
        },
        { ...bar, currency: 'BTC', multiplier: 1, tickSize: 1e-8, lotSize: 0.1 },
      ),
  )
  // Each ticker names the future that it was priced from, at its own moment.
  const references = [...rows].map(([name, row]) =>
    seriesOf(`U-${name}`, flat(Number(row.underlying_price)), bar),
  )

  it('has the volatility, delta, vega and theta that the venue published', () => {
    let compared = 0
    const decide = (ctx: RuntimeContext): void => {
      const row = rows.get(ctx.symbol)!
      const { impliedVolatility, delta, vega, theta } = ctx.greeks(ctx.symbol)
      compared++
      // The venue rounds to a hundredth of a point, and its underlying is not of the very moment of the mark price.
      const points = 0.011 + (1e-4 * Number(row.underlying_price) * Math.abs(delta)) / vega
      expect(Math.abs(100 * impliedVolatility - Number(row.mark_iv)), ctx.symbol).toBeLessThan(points)
      expect(delta, ctx.symbol).toBeCloseTo(Number(row.delta), 3)
      expect(Math.abs(vega / Number(row.vega) - 1), ctx.symbol).toBeLessThan(0.005)
      expect(Math.abs(theta / Number(row.theta) - 1), ctx.symbol).toBeLessThan(0.005)
    }
    runStrategy(options, { 0: decide }, { cash: 1, currency: 'BTC', references })
    expect(compared).toBe(7)
  })
})
