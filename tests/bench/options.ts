import { americanImpliedVolatility } from '../../electron/quant/pricing/americanImpliedVolatility.ts'
import {
  type AmericanOption,
  americanGreeks,
  priceAmerican,
} from '../../electron/quant/pricing/americanOption.ts'
import { europeanGreeks, priceEuropean } from '../../electron/quant/pricing/europeanOption.ts'
import { impliedVolatility } from '../../electron/quant/pricing/impliedVolatility.ts'
import { sviCurve } from '../../electron/quant/pricing/sviSmile.ts'
import { type OptionTerms, signOf } from '../../electron/quant/pricing/vanillaOption.ts'
import { buildVolatilitySurface } from '../../electron/quant/pricing/volatilitySurface.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'
import type { Bench, BenchResult } from './benchTypes.ts'

const OPTIONS = 2000
const REPEATS = 5

/** Processor time of this thread in seconds. */
function now(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/** Calls a second: the median of five rounds over all items, repeated until a round is long enough to be timed. */
function rate<Item>(items: readonly Item[], measured: (item: Item) => number): number {
  const round = () => {
    let sum = 0
    for (const item of items) sum += measured(item)
    // Looking at the sum keeps the compiler from leaving the calls out.
    if (Number.isNaN(sum)) throw new Error('the bench measures an answer that is not a number')
  }
  round()
  const start = now()
  round()
  const times = Math.max(1, Math.ceil(0.1 / Math.max(now() - start, 1e-4)))
  const rounds = Array.from({ length: REPEATS }, () => {
    const begin = now()
    for (let k = 0; k < times; k++) round()
    return (now() - begin) / times
  })
  return items.length / rounds.sort((a, b) => a - b)[REPEATS >> 1]!
}

/** A chain as brokers list it: a week to two years, strikes within two standard deviations, rates of 1% to 6%. */
function makeOptions(count: number): OptionTerms[] {
  const random = new Xoshiro128(11)
  return Array.from({ length: count }, (_, place) => {
    const years = 0.02 + 2 * random.next() ** 2
    const volatility = 0.12 + 0.5 * random.next()
    const interest = 0.01 + 0.05 * random.next()
    return {
      kind: place % 2 === 0 ? 'call' : 'put',
      spot: 100,
      strike: 100 * Math.exp((4 * random.next() - 2) * volatility * Math.sqrt(years)),
      years,
      rate: interest,
      carry: interest - 0.03 * random.next(),
      volatility,
    }
  })
}

/** The textbook: two terms and the polynomial of Abramowitz and Stegun (1964), 26.2.17, of seven digits. */
function textbookCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = (Math.exp(-0.5 * z * z) * sum) / Math.sqrt(2 * Math.PI)
  return z > 0 ? 1 - tail : tail
}

function textbookPrice({ kind, spot, strike, years, rate, carry, volatility }: OptionTerms): number {
  const sign = signOf(kind)
  const deviation = volatility * Math.sqrt(years)
  const d1 = (Math.log(spot / strike) + carry * years) / deviation + 0.5 * deviation
  const forward = spot * Math.exp((carry - rate) * years)
  return (
    sign *
    (forward * textbookCdf(sign * d1) -
      strike * Math.exp(-rate * years) * textbookCdf(sign * (d1 - deviation)))
  )
}

/** Halving a bracket until ten digits stand. */
function bisect(terms: OptionTerms, price: number): number {
  let low = 0
  let high = 5
  while (high - low > 1e-10) {
    const volatility = 0.5 * (low + high)
    if (priceEuropean({ ...terms, volatility }) < price) low = volatility
    else high = volatility
  }
  return low
}

/** The tree of Cox, Ross and Rubinstein (1979) with 1000 steps, which errs by about half a cent per 100. */
function binomialTree({ kind, spot, strike, years, rate, carry, volatility }: OptionTerms): number {
  const steps = 1000
  const step = years / steps
  const up = Math.exp(volatility * Math.sqrt(step))
  const share = (Math.exp(carry * step) - 1 / up) / (up - 1 / up)
  const discount = Math.exp(-rate * step)
  const [rising, falling] = [discount * share, discount * (1 - share)]
  const sign = signOf(kind)
  const powers = Float64Array.from({ length: 2 * steps + 1 }, (_, place) => spot * up ** (place - steps))
  const values = Float64Array.from({ length: steps + 1 }, (_, place) =>
    Math.max(sign * (powers[2 * place]! - strike), 0),
  )
  for (let i = steps - 1; i >= 0; i--) {
    for (let j = 0; j <= i; j++) {
      const wait = falling * values[j]! + rising * values[j + 1]!
      const exercise = sign * (powers[2 * j - i + steps]! - strike)
      values[j] = wait > exercise ? wait : exercise
    }
  }
  return values[0]!
}

function european(): BenchResult[] {
  const options = makeOptions(OPTIONS)
  const priced = options.map((terms) => ({ terms, price: priceEuropean(terms) }))
  const textbook = rate(options, textbookPrice)
  const bisection = rate(priced.slice(0, 500), ({ terms, price }) => bisect(terms, price))
  const prices = rate(options, priceEuropean)
  const greeks = rate(options, (terms) => europeanGreeks(terms).gamma)
  const implied = rate(priced, ({ terms, price }) => impliedVolatility(terms, price) || 0)
  const [formula, halving] = ['textbook formula, 7 digits', 'bisection to 10 digits']
  return [
    { name: formula, value: textbook, unit: 'prices/s' },
    { name: 'European price', value: prices, unit: 'prices/s', ratio: prices / textbook, against: formula },
    { name: 'European Greeks', value: greeks, unit: 'options/s', ratio: greeks / textbook, against: formula },
    { name: halving, value: bisection, unit: 'volatilities/s' },
    {
      name: 'implied volatility',
      value: implied,
      unit: 'volatilities/s',
      ratio: implied / bisection,
      against: halving,
    },
  ]
}

function american(): BenchResult[] {
  const options = makeOptions(200)
  const payers = options.map((terms): AmericanOption => {
    const count = Math.ceil(4 * terms.years)
    const dividends = Array.from({ length: count }, (_, place) => ({ years: 0.01 + place / 4, amount: 0.5 }))
    return { ...terms, carry: terms.rate, dividends }
  })
  const quoted = options.map((terms) => ({ terms, price: priceAmerican(terms) }))
  const against = 'binomial tree of 1000 steps'
  const tree = rate(options.slice(0, 40), binomialTree)
  const compare = (name: string, value: number, unit: string): BenchResult => ({
    name,
    value,
    unit,
    ratio: value / tree,
    against,
  })
  return [
    { name: against, value: tree, unit: 'prices/s' },
    compare('American price', rate(options, priceAmerican), 'prices/s'),
    compare(
      'American Greeks',
      rate(options, (terms) => americanGreeks(terms).delta),
      'options/s',
    ),
    compare('American price with cash dividends', rate(payers, priceAmerican), 'prices/s'),
    compare(
      'American implied volatility',
      rate(quoted.slice(0, 60), ({ terms, price }) => americanImpliedVolatility(terms, price) || 0),
      'volatilities/s',
    ),
  ]
}

function surface(): BenchResult[] {
  const smile = sviCurve({ a: 0.01, b: 0.09, rho: -0.6, m: 0.05, sigma: 0.15 })
  const expiries = [0.05, 0.1, 0.25, 0.5, 1, 2].map((years) => ({
    years,
    forward: 100,
    quotes: Array.from({ length: 40 }, (_, place) => {
      const k = (place - 25) / 40
      return { strike: 100 * Math.exp(k), volatility: Math.sqrt(smile.value(k)) }
    }),
  }))
  const built = buildVolatilitySurface(100, expiries)
  if (built === undefined) throw new Error('the surface of the bench has no quotes')
  const value = rate([0], () => buildVolatilitySurface(100, expiries)?.slices.length ?? 0)
  const read = rate(makeOptions(OPTIONS), ({ strike, years }) => built.volatility(strike, years))
  return [
    { name: 'surface of 6 expiries with 40 strikes', value, unit: 'surfaces/s' },
    { name: 'volatility from it', value: read, unit: 'volatilities/s' },
  ]
}

export const benches: Bench[] = [
  { name: 'options-european', run: european },
  { name: 'options-american', run: american },
  { name: 'options-surface', run: surface },
]
