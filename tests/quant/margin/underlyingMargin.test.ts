import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  shortOptionRequirement,
  shortStraddleRequirement,
} from '../../../electron/quant/margin/shortOptionMargin.ts'
import { type OptionHolding, underlyingMargin } from '../../../electron/quant/margin/underlyingMargin.ts'

const option = (
  right: 'call' | 'put',
  strike: number,
  price: number,
  units: number,
  expiryMs = 1,
): OptionHolding => ({ right, strike, price, units, expiryMs })

/**
 * The table "Margin Requirement Examples for Sample Options-based Positions" (studylib.net, document 11615061): equity
 * to deposit for 100 contracts of 100 on IBM at 97.73, or on the S&P 500 at 1,451.19. A deposit pays what the position
 * costs, so right after it the equity is the deposit.
 */
describe('the published examples of strategy-based margin, as holdings', () => {
  const ibm = (shares: number, options: OptionHolding[]) =>
    underlyingMargin({ underlying: 'equity', price: 97.73, shares, options }).initial
  const units = 10_000

  it('short call 172,760, short put 195,460', () => {
    expect(ibm(0, [option('call', 100, 1.68, -units)])).toBeCloseTo(172_760, 6)
    expect(ibm(0, [option('put', 100, 3.18, -units)])).toBeCloseTo(195_460, 6)
  })

  it('covered call 471,850, protective put 498,850, collar 494,850', () => {
    expect(ibm(units, [option('call', 100, 1.68, -units)])).toBeCloseTo(471_850, 6)
    expect(ibm(units, [option('put', 95, 1.02, units)])).toBeCloseTo(498_850, 6)
    const collar = [option('put', 95, 1.02, units), option('call', 105, 0.4, -units)]
    expect(ibm(units, collar)).toBeCloseTo(494_850, 6)
  })

  it('synthetic long 212,260, risk reversal 132,960, call spread 41,300', () => {
    expect(ibm(0, [option('call', 100, 1.68, units), option('put', 100, 3.18, -units)])).toBeCloseTo(
      212_260,
      6,
    )
    expect(ibm(0, [option('put', 95, 1.02, units), option('call', 105, 0.4, -units)])).toBeCloseTo(132_960, 6)
    expect(ibm(0, [option('call', 95, 4.53, units), option('call', 105, 0.4, -units)])).toBeCloseTo(41_300, 6)
  })

  it('a long straddle is paid in full', () => {
    const straddle = [option('put', 100, 3.18, units), option('call', 100, 1.68, units)]
    expect(ibm(0, straddle)).toBeCloseTo(units * 4.86, 6)
  })

  it('on the S&P 500: risk reversal 1,875,885, synthetic long 2,393,385, call spread 216,100', () => {
    const spx = (options: OptionHolding[]) =>
      underlyingMargin({ underlying: 'broadIndex', price: 1451.19, shares: 0, options }).initial
    const reversal = [option('put', 1450, 18.72, units), option('call', 1500, 5.96, -units)]
    expect(spx(reversal)).toBeCloseTo(1_875_885, 6)
    const synthetic = [option('call', 1460, 21.66, units), option('put', 1460, 22.55, -units)]
    expect(spx(synthetic)).toBeCloseTo(2_393_385, 6)
    const spread = [option('call', 1450, 27.57, units), option('call', 1500, 5.96, -units)]
    expect(spx(spread)).toBeCloseTo(216_100, 6)
  })
})

describe('how holdings are paired', () => {
  const held = (shares: number, options: OptionHolding[]) =>
    underlyingMargin({ underlying: 'equity', price: 100, shares, options })

  it('shares cover before spreads, spreads before straddles, the rest is uncovered', () => {
    const margin = held(100, [
      option('call', 105, 2, -300),
      option('call', 110, 1, 100),
      option('put', 95, 2, -200),
    ])
    expect(margin).toMatchObject({
      coveredUnits: 100,
      spreadUnits: 100,
      straddleUnits: 100,
      uncoveredUnits: 100,
    })
    const call = shortOptionRequirement(option('call', 105, 2, -1), 100)
    const put = shortOptionRequirement(option('put', 95, 2, -1), 100)
    const covered = 50 - 2
    const spread = 5 + 1 - 2
    expect(margin.initial).toBeCloseTo(100 * (covered + spread + (Math.max(call, put) - 2) + (put - 2)), 9)
  })

  it('a strangle is that of shortStraddleRequirement less what was taken in', () => {
    const call = option('call', 47, 2.1, -100)
    const put = option('put', 43, 1.2, -100)
    const margin = underlyingMargin({ underlying: 'equity', price: 45, shares: 0, options: [call, put] })
    expect(margin.initial).toBeCloseTo(100 * (shortStraddleRequirement(call, put, 45) - 3.3), 9)
  })

  it('a long option that expires earlier makes no spread', () => {
    const margin = held(0, [option('call', 105, 2, -100, 2), option('call', 105, 1, 100, 1)])
    expect(margin).toMatchObject({ spreadUnits: 0, uncoveredUnits: 100 })
  })

  it('the dearest short option is covered first, and a spread takes the nearest long option', () => {
    // Covering the call at 100 leaves the one at 115, which needs 20 - 15 < 10 % of 100.
    const shorts = [option('call', 115, 0.5, -100), option('call', 100, 4, -100)]
    const covered = held(100, shorts)
    expect(covered.initial).toBeCloseTo(100 * (50 - 4 + 10), 9)
    expect(held(100, [...shorts].reverse())).toEqual(covered)
    const longs = [option('call', 112, 0.6, 100), option('call', 104, 2, 100)]
    const spread = held(0, [option('call', 100, 4, -100), ...longs])
    expect(spread.initial).toBeCloseTo(100 * (4 + 2 + 0.6 - 4), 9)
  })

  it('a covered call in the money: the shares count for the strike', () => {
    const { initial, maintenance } = held(100, [option('call', 90, 12, -100)])
    // Cash c, shares at 90, no option: c + 9,000 >= 5,000; at market values c + 10,000 - 1,200 >= 4,800.
    expect(initial).toBeCloseTo(4800, 9)
    expect(maintenance).toBeCloseTo(2300, 9)
  })

  it('short shares cover short puts', () => {
    const margin = held(-100, [option('put', 95, 2, -100), option('call', 105, 2, -100)])
    expect(margin).toMatchObject({ coveredUnits: 100, uncoveredUnits: 100 })
  })

  it('needs no more than its parts alone, at any prices', () => {
    const holding = fc.record({
      right: fc.constantFrom('call' as const, 'put' as const),
      strike: fc.integer({ min: 60, max: 140 }),
      premium: fc.double({ min: 0, max: 10, noNaN: true }),
      units: fc.integer({ min: -5, max: 5 }),
      expiryMs: fc.integer({ min: 1, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(holding, { maxLength: 6 }), fc.integer({ min: -5, max: 5 }), (legs, shares) => {
        const options = legs.map(({ premium, ...leg }): OptionHolding => {
          const intrinsic = Math.max(0, leg.right === 'call' ? 100 - leg.strike : leg.strike - 100)
          return { ...leg, price: intrinsic + premium }
        })
        const together = held(shares, options)
        const parts = options.reduce((sum, leg) => sum + held(0, [leg]).initial, held(shares, []).initial)
        expect(together.initial).toBeLessThanOrEqual(parts + 1e-9)
        const short = options.reduce((sum, leg) => sum + Math.max(0, -leg.units), 0)
        const { coveredUnits, spreadUnits, straddleUnits, uncoveredUnits } = together
        const placed = coveredUnits + spreadUnits + 2 * straddleUnits + uncoveredUnits
        expect(placed).toBe(short)
        expect(together.maintenance).toBeLessThanOrEqual(together.initial + 1e-9)
      }),
      { seed: 20240229, numRuns: 400 },
    )
  })
})
