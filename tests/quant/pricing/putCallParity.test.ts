import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priceAmerican } from '../../../electron/quant/pricing/americanOption.ts'
import { priceEuropean } from '../../../electron/quant/pricing/europeanOption.ts'
import {
  americanParityBounds,
  forwardAndDiscountFromChain,
  forwardFromChain,
  parityForward,
  parityPrice,
} from '../../../electron/quant/pricing/putCallParity.ts'

const market = { spot: 4500, years: 0.4, rate: 0.05, carry: 0.035, volatility: 0.2 }
const forward = 4500 * Math.exp(0.014)
const discount = Math.exp(-0.02)
const chain = [3600, 4000, 4300, 4450, 4500, 4550, 4600, 4800, 5200].map((strike) => ({
  strike,
  call: priceEuropean({ kind: 'call', ...market, strike }),
  put: priceEuropean({ kind: 'put', ...market, strike }),
}))

describe('put-call parity', () => {
  it('gives the forward from any strike, and from the chain', () => {
    for (const pair of chain) expect(parityForward(pair, discount)).toBeCloseTo(forward, 8)
    expect(forwardFromChain(chain, discount)).toBeCloseTo(forward, 8)
  })

  it('gives forward and discount factor together', () => {
    const implied = forwardAndDiscountFromChain(chain)
    expect(implied?.forward).toBeCloseTo(forward, 8)
    expect(implied?.discountFactor).toBeCloseTo(discount, 10)
  })

  it('does not follow one stale quote', () => {
    const stale = chain.map((pair) => (pair.strike === 4550 ? { ...pair, call: pair.call + 90 } : pair))
    expect(forwardFromChain(stale, discount)).toBeCloseTo(forward, 6)
    // Nor where the stale quote brings call and put together, so that its strike seems the nearest.
    const nearest = chain.map((pair) => (pair.strike === 4450 ? { ...pair, put: pair.call } : pair))
    expect(forwardFromChain(nearest, discount)).toBeCloseTo(forward, 6)
    const implied = forwardAndDiscountFromChain(stale)
    expect(implied?.forward).toBeCloseTo(forward, 6)
    expect(implied?.discountFactor).toBeCloseTo(discount, 8)
  })

  it('leaves strikes without both prices out, and says when nothing is left', () => {
    const missing = { strike: 4510, call: Number.NaN, put: 3 }
    expect(forwardFromChain([missing, ...chain], discount)).toBeCloseTo(forward, 8)
    expect(forwardFromChain([missing], discount)).toBeNaN()
    expect(forwardAndDiscountFromChain([missing, chain[0]!])).toBeUndefined()
    const upsideDown = chain.map(({ strike, call, put }) => ({ strike, call: put, put: call }))
    expect(forwardAndDiscountFromChain(upsideDown)).toBeUndefined()
  })

  it('turns a put into its call and back', () => {
    const { strike, call, put } = chain[2]!
    expect(parityPrice(1, put, forward, strike, discount)).toBeCloseTo(call, 9)
    expect(parityPrice(-1, call, forward, strike, discount)).toBeCloseTo(put, 9)
  })

  it('bounds American options', () => {
    const inputs = fc.record({
      strike: fc.double({ min: 60, max: 150, noNaN: true }),
      years: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
      rate: fc.double({ min: 0.001, max: 0.1, noNaN: true }),
      volatility: fc.double({ min: 0.1, max: 0.6, noNaN: true }),
      amount: fc.double({ min: 0, max: 3, noNaN: true }),
    })
    fc.assert(
      fc.property(inputs, ({ strike, years, rate, volatility, amount }) => {
        const dividends = [{ years: years / 2, amount }]
        const terms = { spot: 100, strike, years, rate, carry: rate, volatility, dividends }
        const difference =
          priceAmerican({ kind: 'call', ...terms }) - priceAmerican({ kind: 'put', ...terms })
        const paid = amount * Math.exp((-rate * years) / 2)
        const { low, high } = americanParityBounds(100, strike, rate, years, paid)
        expect(difference).toBeGreaterThanOrEqual(low - 0.01)
        expect(difference).toBeLessThanOrEqual(high + 0.01)
      }),
      { seed: 20_240_719, numRuns: 60 },
    )
  })
})
