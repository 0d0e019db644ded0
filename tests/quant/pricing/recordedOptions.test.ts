import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { americanGreeks } from '../../../electron/quant/pricing/americanOption.ts'
import {
  coinSettledGreeks,
  coinSettledImpliedVolatility,
  coinSettledPayoff,
  priceCoinSettled,
} from '../../../electron/quant/pricing/coinSettledOption.ts'
import { europeanGreeks, type OptionGreeks } from '../../../electron/quant/pricing/europeanOption.ts'
import { perDay, perVolPoint } from '../../../electron/quant/pricing/greekUnits.ts'
import { type OptionTerms, yearFraction } from '../../../electron/quant/pricing/vanillaOption.ts'
import { hasSharedData, sharedData } from '../../support/sharedData.ts'

type Row = Readonly<Record<string, string>>

function readTable(file: string): Row[] {
  const [header, ...lines] = readFileSync(sharedData(`options/${file}`), 'utf8')
    .trim()
    .split(/\r?\n/)
  const names = header!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, place) => [names[place]!, cell])))
}

function filesLike(pattern: RegExp): string[] {
  const folder = sharedData('options')
  return hasSharedData && existsSync(folder) ? readdirSync(folder).filter((name) => pattern.test(name)) : []
}

const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'

/** Expiry, strike and kind from a name such as BTC-31DEC21-34000-P. Deribit's options expire at 08:00 UTC. */
function parseDeribit(name: string) {
  const match = /^[A-Z]+-(\d{1,2})([A-Z]{3})(\d{2})-(\d+)-([CP])$/.exec(name)
  if (match === null) throw new Error(`not the name of an option: ${name}`)
  const [, day, month, year, strike, kind] = match
  return {
    expiryMs: Date.UTC(2000 + Number(year), MONTHS.indexOf(month!) / 3, Number(day), 8),
    strike: Number(strike),
    kind: kind === 'C' ? ('call' as const) : ('put' as const),
  }
}

/**
 * What a row can say of itself. The volatility is rounded to 0.01 points, and the underlying of a ticker is not of the very
 * moment of its mark: one basis point covers that. A tolerance is what these two do to the figure, and half of its
 * last digit.
 */
function toleranceOf(option: Parameters<typeof coinSettledGreeks>[0]) {
  const at = (by: Partial<typeof option>) => coinSettledGreeks({ ...option, ...by })
  const here = at({})
  const roundings = [
    at({ volatility: option.volatility + 5e-5 }),
    at({ underlying: option.underlying * (1 + 1e-4) }),
  ]
  return (key: keyof typeof here, digit: number) =>
    roundings.reduce((sum, moved) => sum + Math.abs(moved[key] - here[key]), 0.5 * digit) * 1.001
}

const deribitFiles = filesLike(/^deribit_.*_option_tickers_.*\.csv$/)
describe
  .skipIf(deribitFiles.length === 0)
  .each(deribitFiles.length === 0 ? ['recorded tickers'] : deribitFiles)(
  'coin-settled options: Deribit, %s',
  (file) => {
    const rows = deribitFiles.length === 0 ? [] : readTable(file)
    const cases = rows.map((row) => {
      const { expiryMs, strike, kind } = parseDeribit(row.instrument_name!)
      const option = {
        kind,
        strike,
        underlying: Number(row.underlying_price),
        years: yearFraction(Number(row.timestamp), expiryMs),
        rate: Number(row.interest_rate),
        volatility: Number(row.mark_iv) / 100,
      }
      return { row, option, greeks: coinSettledGreeks(option), tolerance: toleranceOf(option) }
    })

    it.each([
      ['mark_price', 'coinPrice', 1e-8],
      ['delta', 'delta', 1e-5],
      ['gamma', 'gamma', 1e-5],
      ['vega', 'vega', 1e-5],
      ['theta', 'theta', 1e-5],
      ['rho', 'rho', 1e-5],
    ] as const)('%s follows from the mark volatility', (column, key, digit) => {
      for (const { row, greeks, tolerance } of cases) {
        const difference = Math.abs(greeks[key] - Number(row[column]))
        expect(difference, `${row.instrument_name} at ${row.timestamp}`).toBeLessThanOrEqual(
          tolerance(key, digit),
        )
      }
      expect(cases.length).toBeGreaterThan(20)
    })

    it('the mark volatility follows from the mark price', () => {
      for (const { row, option, greeks, tolerance } of cases) {
        const found = coinSettledImpliedVolatility(option, Number(row.mark_price))
        const points = (tolerance('coinPrice', 1e-8) * option.underlying) / greeks.vega
        expect(Math.abs(100 * (found - option.volatility)), row.instrument_name).toBeLessThanOrEqual(
          1.01 * points,
        )
      }
    })
  },
)

describe('coin-settled options', () => {
  const option = {
    kind: 'call',
    underlying: 40_000,
    strike: 50_000,
    years: 0.25,
    rate: 0,
    volatility: 0.8,
  } as const

  it('pays coins, so that the payoff in dollars is the plain one', () => {
    expect(coinSettledPayoff('call', 50_000, 40_000)).toBe(0.2)
    expect(coinSettledPayoff('put', 50_000, 40_000)).toBe(0)
    expect(coinSettledPayoff('put', 32_000, 40_000)).toBe(0.25)
  })

  it('the premium-adjusted delta is the dollar delta of a position whose premium is held in coins', () => {
    const greeks = coinSettledGreeks(option)
    const bump = 1
    const coins = (by: number) => priceCoinSettled({ ...option, underlying: option.underlying + by })
    const slope = (coins(bump) - coins(-bump)) / (2 * bump)
    expect(greeks.premiumAdjustedDelta).toBeCloseTo(slope * option.underlying, 8)
    expect(greeks.coinPrice * option.underlying).toBeCloseTo(greeks.dollarPrice, 10)
  })

  it('put-call parity in coins is 1 - strike / underlying', () => {
    const put = priceCoinSettled({ ...option, kind: 'put' })
    expect(priceCoinSettled(option) - put).toBeCloseTo(1 - 50_000 / 40_000, 14)
  })
})

/** Roots of index options, which are European. Options on shares and funds are American. */
const INDEX_ROOTS = new Set(['SPX', 'SPXW', 'XSP', 'NDX', 'NDXP', 'RUT', 'RUTW', 'VIX', 'DJX', 'OEX', 'XEO'])

interface ModelTick {
  readonly contract: string
  readonly terms: Omit<OptionTerms, 'rate' | 'carry'>
  readonly reference: OptionGreeks
}

/**
 * A model tick of Interactive Brokers. The recorded clock is UTC: the first ticks are at 13:30, the opening of New York in
 * August. The expiry is the close, 16:00 in New York or 20:00 UTC in summer time.
 */
function modelTick(row: Row): ModelTick & { readonly index: boolean } {
  const match = /^([A-Z]+)(\d\d)(\d\d)(\d\d)([CP])(\d{8})$/.exec(row.contract!)
  const clock = /^(\d{4})(\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{3})/.exec(row.t!)
  if (match === null || clock === null) throw new Error(`not a model tick: ${row.contract} at ${row.t}`)
  const [, root, year, month, day, kind, strike] = match
  const expiryMs = Date.UTC(2000 + Number(year), Number(month) - 1, Number(day), 20)
  return {
    contract: row.contract!,
    index: INDEX_ROOTS.has(root!),
    terms: {
      kind: kind === 'C' ? 'call' : 'put',
      spot: Number(row.model_undPrice),
      strike: Number(strike) / 1000,
      years: yearFraction(Date.parse(`${clock[1]}-${clock[2]}-${clock[3]}T${clock[4]}Z`), expiryMs),
      volatility: Number(row.model_impliedVol),
    },
    reference: {
      price: Number(row.model_price),
      delta: Number(row.model_delta),
      gamma: Number(row.model_gamma),
      vega: Number(row.model_vega),
      theta: Number(row.model_theta),
      rho: Number.NaN,
    },
  }
}

/** Minimum of a function of one variable with one valley, by the golden section. */
function goldenSection(loss: (x: number) => number, low: number, high: number, precision: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2
  let [a, b] = [low, high]
  while (b - a > precision) {
    const [x, y] = [b - ratio * (b - a), a + ratio * (b - a)]
    if (loss(x) < loss(y)) b = y
    else a = x
  }
  return 0.5 * (a + b)
}

const brokerFiles = filesLike(/^ib_.*_greeks_.*\.csv$/)
describe
  .skipIf(brokerFiles.length === 0)
  .each(brokerFiles.length === 0 ? ['recorded model ticks'] : brokerFiles)(
  'listed options: model ticks of Interactive Brokers, %s',
  (file) => {
    const ticks = (brokerFiles.length === 0 ? [] : readTable(file)).map(modelTick)
    const greeksAt = (tick: (typeof ticks)[number], rate: number, dividendYield: number) => {
      const terms = { ...tick.terms, rate, carry: rate - dividendYield }
      return tick.index ? europeanGreeks(terms) : americanGreeks(terms)
    }
    const sample = ticks.filter((_, place) => place % 5 === 0)
    const loss = (rate: number, dividendYield: number) =>
      sample.reduce(
        (sum, tick) => sum + (greeksAt(tick, rate, dividendYield).price - tick.reference.price) ** 2,
        0,
      )
    const bestRate = (dividendYield: number) =>
      goldenSection((rate) => loss(rate, dividendYield), 0, 0.12, 1e-4)
    // No fund of the kind goes ex within the recorded expiries; an index pays its dividends every day.
    const dividendYield =
      ticks[0]?.index === true ? goldenSection((guess) => loss(bestRate(guess), guess), 0, 0.05, 2e-4) : 0
    const rate = ticks.length === 0 ? Number.NaN : bestRate(dividendYield)

    it('one rate explains the file, and it is a rate of its day', () => {
      expect(ticks.length).toBeGreaterThan(100)
      expect(rate).toBeGreaterThan(0.04)
      expect(rate).toBeLessThan(0.065)
    })

    // The broker publishes neither its rate nor its model. Its American prices come from a tree, which shows where exercise
    // is near: at a put 18 in the money four weeks from expiry its gamma differs by 0.008 of 0.02 and its vega by 0.044.
    // Tolerances are in units of the spot, so that they mean the same for an index ten times as high.
    it.each([
      ['price', 6e-5, 1],
      ['delta', 0.005, 0],
      ['gamma', 5, -1],
      ['vega', 1.2e-4, 1],
      ['theta', 2.5e-5, 1],
    ] as const)('%s within %d times spot to the power of %d', (key, tolerance, power) => {
      for (const tick of ticks) {
        const greeks = greeksAt(tick, rate, dividendYield)
        const ours = { ...greeks, vega: perVolPoint(greeks.vega), theta: perDay(greeks.theta) }
        const difference = Math.abs(ours[key] - tick.reference[key])
        expect(difference, `${tick.contract} at ${tick.terms.spot}`).toBeLessThanOrEqual(
          tolerance * tick.terms.spot ** power,
        )
      }
    })
  },
)
