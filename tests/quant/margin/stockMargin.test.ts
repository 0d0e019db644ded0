import { describe, expect, it } from 'vitest'
import {
  longMarginCallPrice,
  maintenancePerShare,
  openingEquity,
  shortMarginCallPrice,
  stockMargin,
  stockPortfolioMargin,
} from '../../../electron/quant/margin/stockMargin.ts'

describe('short shares: the examples of a margin clerk on the NYSE and NASD rule (Silicon Investor, 2000)', () => {
  for (const [shares, price, requirement] of [
    [1000, 50, 15_000],
    [10_000, 5, 50_000],
    [10_000, 4.5, 45_000],
    [50_000, 1, 125_000],
  ] as const) {
    it(`${shares} short at ${price} need ${requirement}`, () => {
      expect(stockMargin(-shares, price).maintenance).toBeCloseTo(requirement, 9)
    })
  }
})

describe('shares of one company, by Regulation T and FINRA Rule 4210(c)', () => {
  it('long needs half of the value to open and a quarter to keep', () => {
    expect(stockMargin(200, 60)).toEqual({ initial: 6000, maintenance: 3000 })
  })

  it('short needs half and 30 % beside the proceeds: 150 % and 130 % with them', () => {
    const { initial, maintenance } = stockMargin(-100, 80)
    expect(8000 + initial).toBe(12_000)
    expect(8000 + maintenance).toBe(10_400)
  })

  it('needs no less to open than to keep: shares under 5 dollars sold short', () => {
    expect(stockMargin(-1000, 3)).toEqual({ initial: 3000, maintenance: 3000 })
    expect(stockMargin(-1000, 2)).toEqual({ initial: 2500, maintenance: 2500 })
  })

  it('the floor of 5 dollars holds to 16.67 dollars', () => {
    expect(maintenancePerShare('short', 16)).toBe(5)
    expect(maintenancePerShare('short', 20)).toBe(6)
  })

  it('an account opens with 2,000 dollars of equity, or with the full cost where that is less', () => {
    expect(openingEquity(1500, 3000)).toBe(2000)
    expect(openingEquity(750, 1500)).toBe(1500)
    expect(openingEquity(6000, 12_000)).toBe(6000)
    expect(openingEquity(900, Number.POSITIVE_INFINITY)).toBe(2000)
  })

  it('refuses a price below 0', () => {
    expect(() => stockMargin(1, -1)).toThrow(RangeError)
  })
})

describe('a portfolio of shares', () => {
  it('is the sum of its companies, and short against the box needs 5 % of the long value', () => {
    const margin = stockPortfolioMargin([
      { symbol: 'A', quantity: 100, price: 50 },
      { symbol: 'B', quantity: -100, price: 40 },
      { symbol: 'C', quantity: 300, price: 10 },
      { symbol: 'C', quantity: -100, price: 10 },
    ])
    expect(margin.longValue).toBe(8000)
    expect(margin.shortValue).toBe(5000)
    expect(margin.initial).toBe(2500 + 2000 + 1000 + 50)
    expect(margin.maintenance).toBe(1250 + 1200 + 500 + 50)
  })

  it('refuses two prices of one company', () => {
    const held = { symbol: 'A', quantity: 1 }
    expect(() =>
      stockPortfolioMargin([
        { ...held, price: 1 },
        { ...held, price: 2 },
      ]),
    ).toThrow('A has two prices')
  })
})

describe('margin call prices, by closed form', () => {
  it('long: equity is a quarter of the value; 1,000 shares bought at 60 with half borrowed are called below 40', () => {
    const price = longMarginCallPrice(30_000, 1000)
    expect(price).toBe(40)
    expect(1000 * price - 30_000).toBe(stockMargin(1000, price).maintenance)
  })

  it('short: credit less value is the maintenance margin, under every floor', () => {
    for (const credit of [3, 4.2, 6, 9.99, 10, 15, 21, 22, 60, 150]) {
      const price = shortMarginCallPrice(credit * 100, 100)
      expect(100 * (credit - price)).toBeCloseTo(stockMargin(-100, price).maintenance, 9)
    }
  })
})
