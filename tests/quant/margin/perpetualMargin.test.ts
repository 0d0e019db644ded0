import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bankruptcyPrice,
  liquidationPrice,
  type MaintenanceTier,
  maintenanceMargin,
  maintenanceTiers,
  type PerpetualPosition,
  perpetualInitialMargin,
  perpetualNotional,
  perpetualProfit,
} from '../../../electron/quant/margin/perpetualMargin.ts'

/** BTCUSDT in 2020, as Binance published it: floors and rates in USDT. */
const BTCUSDT = maintenanceTiers([
  { fromNotional: 0, maintenanceRate: 0.004 },
  { fromNotional: 50_000, maintenanceRate: 0.005 },
  { fromNotional: 250_000, maintenanceRate: 0.01 },
  { fromNotional: 1_000_000, maintenanceRate: 0.025 },
  { fromNotional: 10_000_000, maintenanceRate: 0.05 },
  { fromNotional: 20_000_000, maintenanceRate: 0.1 },
])

/** BTCUSD perpetual, margined in coins, in 2021: floors in BTC. */
const BTCUSD = maintenanceTiers([
  { fromNotional: 0, maintenanceRate: 0.004 },
  { fromNotional: 5, maintenanceRate: 0.005 },
  { fromNotional: 10, maintenanceRate: 0.01 },
  { fromNotional: 20, maintenanceRate: 0.025 },
  { fromNotional: 50, maintenanceRate: 0.05 },
  { fromNotional: 100, maintenanceRate: 0.1 },
  { fromNotional: 200, maintenanceRate: 0.125 },
])

const single = (maintenanceRate: number, deduction: number): MaintenanceTier[] => [
  { fromNotional: 0, maintenanceRate, deduction },
]

describe('maintenance margin', () => {
  it('has the maintenance amounts that Binance lists for BTCUSDT', () => {
    const amounts = BTCUSDT.map(({ deduction }) => Math.round(deduction * 1e6) / 1e6)
    expect(amounts).toEqual([0, 50, 1300, 16_300, 266_300, 1_266_300])
  })

  it('is notional x rate - amount: Binance names 1,300 USDT for a position of 500,000', () => {
    expect(maintenanceMargin(BTCUSDT, 500_000)).toBeCloseTo(500_000 * 0.01 - 1300, 9)
    expect(maintenanceMargin([], 500_000)).toBe(0)
  })

  it('has no jump where a tier begins', () => {
    for (const { fromNotional } of BTCUSDT.slice(1)) {
      expect(maintenanceMargin(BTCUSDT, fromNotional - 1e-9)).toBeCloseTo(
        maintenanceMargin(BTCUSDT, fromNotional),
        6,
      )
    }
  })

  it('to open is notional over leverage', () => {
    expect(perpetualInitialMargin(50_000, 20)).toBe(2500)
    expect(() => perpetualInitialMargin(50_000, 0)).toThrow('a leverage is at least 1')
  })
})

describe("linear liquidation prices: the example of Binance's article, as freqtrade's tests hold it", () => {
  const walletBalance = 1_535_443.01

  it('isolated: 1,114.78 for ETHUSDT and 18,778.73 for BTCUSDT', () => {
    const eth = { inverse: false, size: 3683.979, entryPrice: 1456.84, margin: walletBalance }
    expect(liquidationPrice(eth, single(0.1, 135_365))).toBeCloseTo(1114.78, 2)
    const btc = { inverse: false, size: 109.488, entryPrice: 32_481.98, margin: walletBalance }
    expect(liquidationPrice(btc, single(0.025, 16_300))).toBeCloseTo(18_778.73, 2)
    // The same out of all tiers: 109.488 x 18,778.73 is 2.06 million USDT, in the tier of 2.5 %.
    expect(liquidationPrice(btc, BTCUSDT)).toBeCloseTo(18_778.73, 2)
  })

  it('cross: 1,153.26 and 26,316.89 with the margin and the losses of the other positions', () => {
    const eth = {
      inverse: false,
      size: 3683.979,
      entryPrice: 1456.84,
      margin: walletBalance - 71_200.81144 - 56_354.57,
    }
    expect(liquidationPrice(eth, single(0.1, 135_365))).toBeCloseTo(1153.26, 2)
    const btc = {
      inverse: false,
      size: 109.488,
      entryPrice: 32_481.98,
      margin: walletBalance - 356_512.508 - 448_192.89,
    }
    expect(liquidationPrice(btc, BTCUSDT)).toBeCloseTo(26_316.89, 2)
  })
})

describe('inverse liquidation prices', () => {
  it("has the steps of Binance's maintenance amounts: 0.56, 1.81 from 50 BTC and 11.81 from 200 BTC", () => {
    const amounts = BTCUSD.map(({ deduction }) => deduction)
    expect(amounts[4]! - amounts[3]!).toBeCloseTo(1.81 - 0.56, 12)
    expect(amounts[6]! - amounts[4]!).toBeCloseTo(11.81 - 1.81, 12)
  })

  it("is 33,599.40 in Binance's calculator for 10,000,000 USD long at 45,000 with 101 BTC", () => {
    // The calculator's output as posted in Binance's developer forum, thread 6292.
    const held = { inverse: true, size: 10_000_000, entryPrice: 45_000, margin: 101 }
    expect(liquidationPrice(held, BTCUSD)).toBeCloseTo(33_599.4, 1)
  })

  it('is null for a short position that its margin covers at any price', () => {
    const short = { inverse: true, size: -45_000, entryPrice: 45_000, margin: 1 }
    expect(liquidationPrice(short, BTCUSD)).toBeNull()
    expect(liquidationPrice({ ...short, margin: 0.5 }, BTCUSD)).toBeGreaterThan(45_000)
  })
})

describe('closed forms', () => {
  it('a linear long of leverage L goes bankrupt at entry x (1 - 1/L), a short at entry x (1 + 1/L)', () => {
    expect(bankruptcyPrice({ inverse: false, size: 2, entryPrice: 100, margin: 20 })).toBeCloseTo(90, 12)
    expect(bankruptcyPrice({ inverse: false, size: -2, entryPrice: 100, margin: 20 })).toBeCloseTo(110, 12)
  })

  it('an inverse long of leverage L goes bankrupt at entry x L / (L + 1), a short at entry x L / (L - 1)', () => {
    const margin = 1000 / 100 / 10
    expect(bankruptcyPrice({ inverse: true, size: 1000, entryPrice: 100, margin })).toBeCloseTo(1000 / 11, 11)
    expect(bankruptcyPrice({ inverse: true, size: -1000, entryPrice: 100, margin })).toBeCloseTo(1000 / 9, 11)
  })

  it('a linear long that is paid in full is never liquidated', () => {
    expect(liquidationPrice({ inverse: false, size: 1, entryPrice: 100, margin: 100 }, BTCUSDT)).toBeNull()
  })

  it('refuses what is no position', () => {
    const position = { inverse: false, size: 1, entryPrice: 100, margin: 10 }
    expect(() => liquidationPrice({ ...position, size: 0 }, [])).toThrow('a position has a size')
    expect(() => liquidationPrice({ ...position, entryPrice: 0 }, [])).toThrow('an entry price')
    expect(() => liquidationPrice({ ...position, margin: Number.NaN }, [])).toThrow('a margin')
    expect(() => liquidationPrice(position, single(1, 0))).toThrow('a maintenance rate')
  })
})

describe('whatever the position and the tiers', () => {
  const tiers = fc
    .array(
      fc.tuple(
        fc.double({ min: 1, max: 1e7, noNaN: true }),
        fc.double({ min: 0.0005, max: 0.1, noNaN: true }),
      ),
      {
        maxLength: 6,
      },
    )
    .map((steps) => {
      const floors = [0, ...steps.map(([floor]) => floor).sort((a, b) => a - b)]
      let rate = 0.004
      return maintenanceTiers(
        floors.map((fromNotional, k) => {
          if (k > 0) rate += steps[k - 1]![1]
          return { fromNotional, maintenanceRate: rate }
        }),
      )
    })
  const position = fc.record({
    inverse: fc.boolean(),
    size: fc.oneof(
      fc.double({ min: 1, max: 1e5, noNaN: true }),
      fc.double({ min: -1e5, max: -1, noNaN: true }),
    ),
    entryPrice: fc.double({ min: 0.1, max: 1e4, noNaN: true }),
    leverage: fc.double({ min: 1, max: 50, noNaN: true }),
  })
  const open = ({ leverage, ...terms }: Omit<PerpetualPosition, 'margin'> & { leverage: number }) => ({
    ...terms,
    margin: perpetualNotional(terms, terms.entryPrice) / leverage,
  })

  it('margin and profit at the liquidation price are the maintenance margin, and at bankruptcy nothing', () => {
    fc.assert(
      fc.property(position, tiers, (terms, brackets) => {
        const held = open(terms)
        const price = liquidationPrice(held, brackets)
        if (price !== null) {
          const equity = held.margin + perpetualProfit(held, price)
          const notional = perpetualNotional(held, price)
          const scale = held.margin + notional + perpetualNotional(held, held.entryPrice)
          expect(Math.abs(equity - maintenanceMargin(brackets, notional)) / scale).toBeLessThan(1e-12)
        }
        const bankrupt = bankruptcyPrice(held)
        if (bankrupt !== null) {
          const scale = held.margin + perpetualNotional(held, bankrupt)
          expect(Math.abs(held.margin + perpetualProfit(held, bankrupt)) / scale).toBeLessThan(1e-11)
          // Maintenance is above 0, so liquidation comes before bankruptcy.
          if (price !== null) expect(Math.sign(price - bankrupt)).not.toBe(-Math.sign(held.size))
        }
      }),
      { seed: 20240229, numRuns: 500 },
    )
  })
})
