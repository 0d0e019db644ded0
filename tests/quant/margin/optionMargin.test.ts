import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  collarMargin,
  conversionMargin,
  coveredCallMargin,
  coveredPutMargin,
  protectiveCallMargin,
  protectivePutMargin,
  reverseConversionMargin,
} from '../../../electron/quant/margin/hedgedStockMargin.ts'
import {
  type ListedOption,
  shortOptionRequirement,
  shortStraddleRequirement,
  spreadRequirement,
} from '../../../electron/quant/margin/shortOptionMargin.ts'

const call = (strike: number, price: number): ListedOption => ({ right: 'call', strike, price })
const put = (strike: number, price: number): ListedOption => ({ right: 'put', strike, price })

/**
 * The table "Margin Requirement Examples for Sample Options-based Positions" (studylib.net, document 11615061), column
 * strategy-based: what has to be deposited to open 100 contracts of 100, so proceeds are taken off and long options
 * added. IBM stood at 97.73; the S&P 500 at 1,451.19, by the requirement of its short put.
 */
describe('the published examples of strategy-based margin', () => {
  const units = 10_000
  const ibm = 97.73
  const spx = 1451.19

  it('short call: 172,760 on IBM and 2,088,685 on the S&P 500', () => {
    expect(units * (shortOptionRequirement(call(100, 1.68), ibm) - 1.68)).toBeCloseTo(172_760, 6)
    const index = shortOptionRequirement(call(1460, 21.66), spx, 'broadIndex') - 21.66
    expect(units * index).toBeCloseTo(2_088_685, 6)
  })

  it('short put: 195,460 on IBM and 2,176,785 on the S&P 500', () => {
    expect(units * (shortOptionRequirement(put(100, 3.18), ibm) - 3.18)).toBeCloseTo(195_460, 6)
    const index = shortOptionRequirement(put(1460, 22.55), spx, 'broadIndex') - 22.55
    expect(units * index).toBeCloseTo(2_176_785, 6)
  })

  it('covered call: 471,850; protective put: 498,850; collar: 494,850', () => {
    expect(units * (coveredCallMargin(call(100, 1.68), ibm).initial - 1.68)).toBeCloseTo(471_850, 6)
    expect(units * (protectivePutMargin(put(95, 1.02), ibm).initial + 1.02)).toBeCloseTo(498_850, 6)
    const { initial } = collarMargin(put(95, 1.02), call(105, 0.4), ibm)
    expect(units * (initial + 1.02 - 0.4)).toBeCloseTo(494_850, 6)
  })

  it('synthetic long: 212,260; risk reversal: 132,960', () => {
    const synthetic = shortOptionRequirement(put(100, 3.18), ibm) - 3.18 + 1.68
    expect(units * synthetic).toBeCloseTo(212_260, 6)
    const reversal = shortOptionRequirement(call(105, 0.4), ibm) - 0.4 + 1.02
    expect(units * reversal).toBeCloseTo(132_960, 6)
  })

  it('long vertical call spread: 41,300, its debit', () => {
    const required = spreadRequirement(call(95, 4.53), call(105, 0.4), ibm)
    expect(units * (required + 4.53 - 0.4)).toBeCloseTo(41_300, 6)
  })
})

describe('the examples of the Cboe margin calculator (edeltapro.com) and the Cboe Margin Manual', () => {
  it('short put 200 at 1.20, stock at 209: 3,400, of which 3,280 are called', () => {
    const required = 100 * shortOptionRequirement(put(200, 1.2), 209)
    expect(required).toBeCloseTo(3400, 9)
    expect(required - 120).toBeCloseTo(3280, 9)
  })

  it('put spread 120 / 125: 580 with the long put, of which 456 are called', () => {
    const required = 100 * (spreadRequirement(put(120, 0.8), put(125, 1.24), 130) + 0.8)
    expect(required).toBeCloseTo(580, 9)
    expect(required - 124).toBeCloseTo(456, 9)
  })

  it('short straddle 90, call at 7, put at 3.70, stock at 92.63: 2,922.60 (Margin Manual, page 45)', () => {
    expect(100 * shortOptionRequirement(call(90, 7), 92.63)).toBeCloseTo(2552.6, 9)
    expect(100 * shortOptionRequirement(put(90, 3.7), 92.63)).toBeCloseTo(1959.6, 9)
    expect(100 * shortStraddleRequirement(call(90, 7), put(90, 3.7), 92.63)).toBeCloseTo(2922.6, 9)
  })
})

describe("tastytrade's example of a short strangle", () => {
  it('call 47 at 2.10, put 43 at 1.20, stock at 45: sides of 910 and 820, together 1,030', () => {
    expect(100 * shortOptionRequirement(call(47, 2.1), 45)).toBeCloseTo(910, 9)
    expect(100 * shortOptionRequirement(put(43, 1.2), 45)).toBeCloseTo(820, 9)
    expect(100 * shortStraddleRequirement(call(47, 2.1), put(43, 1.2), 45)).toBeCloseTo(1030, 9)
  })
})

describe('the floors and the hedges, by hand from FINRA Rule 4210(f)(2)', () => {
  it('far out of the money: 10 % of the underlying for a call, of the strike for a put', () => {
    expect(shortOptionRequirement(call(150, 0.2), 100)).toBeCloseTo(10.2, 12)
    expect(shortOptionRequirement(put(60, 0.2), 100)).toBeCloseTo(6.2, 12)
    expect(shortOptionRequirement(call(120, 0.2), 100, 'narrowIndex')).toBeCloseTo(10.2, 12)
  })

  it('a wide spread needs no more than its short option', () => {
    const short = put(100, 1)
    expect(spreadRequirement(put(20, 0.1), short, 130)).toBe(shortOptionRequirement(short, 130))
  })

  it('shares under a short call count for no more than the strike, short ones over a put for no less', () => {
    expect(coveredCallMargin(call(90, 12), 100)).toEqual({ initial: 50, maintenance: 25, stockValue: 90 })
    expect(coveredPutMargin(put(110, 12), 100)).toEqual({ initial: 50, maintenance: 30, stockValue: 110 })
  })

  it('a long option caps the maintenance: 10 % of the strike plus what it is out of the money', () => {
    expect(protectivePutMargin(put(95, 2), 100).maintenance).toBeCloseTo(14.5, 12)
    expect(protectivePutMargin(put(50, 0.1), 100).maintenance).toBe(25)
    expect(protectiveCallMargin(call(105, 2), 100).maintenance).toBeCloseTo(15.5, 12)
    expect(protectiveCallMargin(call(180, 0.1), 100).maintenance).toBe(30)
  })

  it('collar, conversion and reverse conversion', () => {
    expect(collarMargin(put(95, 1), call(105, 1), 100).maintenance).toBeCloseTo(14.5, 12)
    expect(collarMargin(put(50, 1), call(105, 1), 100).maintenance).toBe(26.25)
    expect(conversionMargin(100, 104)).toEqual({ initial: 52, maintenance: 10, stockValue: 100 })
    expect(reverseConversionMargin(put(100, 5), 97).maintenance).toBeCloseTo(13, 12)
  })

  it('refuses legs that do not make the strategy', () => {
    expect(() => spreadRequirement(call(100, 1), put(100, 1), 100)).toThrow('of two calls or of two puts')
    expect(() => shortStraddleRequirement(put(100, 1), put(100, 1), 100)).toThrow('a call and a put')
    expect(() => collarMargin(put(100, 1), call(90, 1), 100)).toThrow('a higher strike')
    expect(() => coveredCallMargin(put(100, 1), 100)).toThrow('the option is a call')
    expect(() => shortOptionRequirement(call(0, 1), 100)).toThrow(RangeError)
  })
})

describe('whatever the options', () => {
  const price = fc.double({ min: 0.01, max: 500, noNaN: true })
  const option = fc.record({ right: fc.constantFrom('call' as const, 'put' as const), strike: price, price })

  it('a short option needs from 10 % to 20 % beside its price, and a spread never more than the option', () => {
    fc.assert(
      fc.property(option, option, price, (short, other, underlying) => {
        const beside = shortOptionRequirement(short, underlying) - short.price
        const base = short.right === 'call' ? underlying : short.strike
        expect(beside).toBeGreaterThanOrEqual(0.1 * base - 1e-9)
        expect(beside).toBeLessThanOrEqual(Math.max(0.2 * underlying, 0.1 * base) + 1e-9)
        const long = { ...other, right: short.right }
        const spread = spreadRequirement(long, short, underlying)
        expect(spread).toBeLessThanOrEqual(shortOptionRequirement(short, underlying))
        expect(spread).toBeGreaterThanOrEqual(0)
      }),
      { seed: 20240229, numRuns: 500 },
    )
  })
})
