import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarSpreadCharges } from '../../../electron/quant/margin/calendarSpreads.ts'
import {
  type SpanFuture,
  type SpanOption,
  type SpanParameters,
  spanMargin,
  spanRiskArray,
} from '../../../electron/quant/margin/spanMargin.ts'
import { CME_EXTREME_MOVE, spanScenarios } from '../../../electron/quant/margin/spanScenarios.ts'

const parameters: SpanParameters = {
  priceScanRange: 20,
  volatilityScanRange: 0.05,
  shortOptionMinimum: 0,
  shortOptionCount: 'sum',
  tiers: [{ fromMonth: '2024-01', untilMonth: '2099-12' }],
  spreads: [],
  spotMonths: [],
}
const future = (month: string, quantity: number, multiplier = 500): SpanFuture => ({
  kind: 'future',
  month,
  quantity,
  multiplier,
})

describe('the scenarios', () => {
  it('are 16 in the order of SPAN: thirds of the range with volatility up and down, then the far moves', () => {
    const scenarios = spanScenarios()
    const thirds = scenarios.map(({ priceFraction }) => Math.round(priceFraction * 3))
    expect(thirds).toEqual([0, 0, 1, 1, -1, -1, 2, 2, -2, -2, 3, 3, -3, -3, 9, -9])
    expect(scenarios.map(({ volatilityDirection }) => volatilityDirection)).toEqual([
      1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 0, 0,
    ])
    expect(scenarios.slice(14).map(({ coverage }) => coverage)).toEqual([0.33, 0.33])
    expect(spanScenarios({ rangeMultiple: 2, coverage: 0.35 })[15]).toEqual({
      priceFraction: -2,
      volatilityDirection: 0,
      coverage: 0.35,
    })
  })
})

/**
 * McMillan, Options as a Strategic Investment, 4th edition, pages 668 to 670: an S&P 500 future with a maintenance
 * margin of 10,000 dollars, 20 points of 500, far moves of 7,000 (twice the range, 35 %), and a December 410 call,
 * whose array the exchange gave; dollars of a long contract.
 */
describe("McMillan's example of SPAN on the S&P 500", () => {
  const callArray = [
    460, -610, 2640, 1730, -1270, -2340, 5210, 4540, -2540, -3430, 8060, 7640, -3380, -3990, 3130, -1500,
  ]
  const older = { ...parameters, extremeMove: { rangeMultiple: 2, coverage: 0.35 } }
  const scenarios = spanScenarios(older.extremeMove)

  /** Option whose prices are those of the array. */
  const listedCall = (quantity: number): SpanOption => ({
    kind: 'option',
    right: 'call',
    month: '2024-12',
    quantity,
    multiplier: 500,
    price: 100,
    delta: 0.5,
    premiumPaid: false,
    priceAt: (priceMove, volatilityMove) => {
      const k = scenarios.findIndex(
        ({ priceFraction, volatilityDirection }) =>
          Math.abs(priceFraction * 20 - priceMove) < 1e-9 &&
          Math.abs(volatilityDirection * 0.05 - volatilityMove) < 1e-9,
      )
      return 100 + callArray[k]! / 500 / scenarios[k]!.coverage
    },
  })

  it('the risk array of the future', () => {
    const array = spanRiskArray(future('2024-12', 1), older).map((dollars) => Math.round(dollars / 10) * 10)
    expect(array).toEqual([
      0, 0, 3330, 3330, -3330, -3330, 6670, 6670, -6670, -6670, 10_000, 10_000, -10_000, -10_000, 7000, -7000,
    ])
    expect(spanMargin([future('2024-12', 1)], older).requirement).toBeCloseTo(10_000, 9)
  })

  it('the long call alone: 3,990, futures down the range and volatility down', () => {
    const margin = spanMargin([listedCall(1)], older)
    expect(margin.scanningLoss).toBeCloseTo(3990, 9)
    expect(margin.worstScenario).toBe(13)
  })

  it('the covered write, long future and short call: 6,620, down the range with volatility up', () => {
    const margin = spanMargin([future('2024-12', 1), listedCall(-1)], older)
    const table = [
      -460, 610, 690, 1600, -2060, -990, 1460, 2130, -4130, -3240, 1940, 2360, -6620, -6010, 3870, -5500,
    ]
    margin.scenarioProfits.forEach((profit, k) => {
      // The book rounds the thirds of 10,000 to ten dollars.
      expect(Math.abs(profit - table[k]!)).toBeLessThan(5)
    })
    expect(margin.scanningLoss).toBeCloseTo(6620, 9)
    expect(margin.worstScenario).toBe(12)
  })

  it('a ratio write multiplies the arrays: 3 futures and 5 short calls', () => {
    const margin = spanMargin([future('2024-12', 3), listedCall(-5)], older)
    const array = spanRiskArray(future('2024-12', 1), older).map(
      (profit, k) => 3 * profit - 5 * callArray[k]!,
    )
    expect(margin.scanningLoss).toBeCloseTo(-Math.min(...array), 9)
  })
})

describe("CME's gold future of September 2025, in CME's SPAN file of 12 September 2025 as riskkit quotes it", () => {
  const gold = { ...parameters, priceScanRange: 160 }

  it('needs its scan range of 16,000 dollars, long and short; the far moves count for 15,840', () => {
    for (const quantity of [1, -1]) {
      expect(spanMargin([future('2025-09', quantity, 100)], gold).requirement).toBeCloseTo(16_000, 9)
    }
    const array = spanRiskArray(future('2025-09', 1, 100), gold)
    expect(array[14]).toBeCloseTo(15_840, 9)
    expect(CME_EXTREME_MOVE.coverage * CME_EXTREME_MOVE.rangeMultiple * 16_000).toBeCloseTo(15_840, 9)
  })
})

describe('calendar spreads and the spot month', () => {
  const rules: SpanParameters = {
    ...parameters,
    tiers: [
      { fromMonth: '2024-03', untilMonth: '2024-06' },
      { fromMonth: '2024-07', untilMonth: '2024-12' },
    ],
    spreads: [
      { firstTier: 0, secondTier: 0, firstDeltas: 1, secondDeltas: 1, charge: 100 },
      { firstTier: 0, secondTier: 1, firstDeltas: 1, secondDeltas: 1, charge: 250 },
    ],
    spotMonths: [{ month: '2024-03', perSpreadDelta: 10, perOutrightDelta: 40 }],
  }

  it('a long and a short month scan to nothing and pay a charge for each spread', () => {
    const margin = spanMargin([future('2024-05', 4), future('2024-09', -4)], rules)
    expect(margin.scanningLoss).toBe(0)
    expect(margin.calendarSpreadCharge).toBe(1000)
    expect(margin.requirement).toBe(1000)
  })

  it('rules go by priority, early months first, and what is left stays outright', () => {
    const deltas = new Map([
      ['2024-03', 5],
      ['2024-05', -3],
      ['2024-06', 1],
      ['2024-09', -2],
    ])
    const charges = calendarSpreadCharges(deltas, rules)
    // Three spreads within the first tier use March; then March's other two spread with September.
    expect(charges.spreadsFormed).toEqual([3, 2])
    expect(charges.calendarSpreadCharge).toBe(3 * 100 + 2 * 250)
    expect([...charges.outrightDeltas]).toEqual([
      ['2024-03', 0],
      ['2024-05', 0],
      ['2024-06', 1],
      ['2024-09', 0],
    ])
    expect(charges.spotMonthCharge).toBe(5 * 10)
  })

  it('a delta outright in the spot month pays its own charge, options by their delta', () => {
    const halfCall: SpanOption = {
      kind: 'option',
      right: 'call',
      month: '2024-03',
      quantity: -2,
      multiplier: 500,
      price: 1,
      delta: 0.5,
      premiumPaid: true,
      priceAt: () => 1,
    }
    const margin = spanMargin([future('2024-03', 3), halfCall], rules)
    expect(margin.spotMonthCharge).toBe(2 * 40)
  })

  it('legs of several deltas: two of the first against one of the second', () => {
    const charges = calendarSpreadCharges(
      new Map([
        ['2024-03', -3],
        ['2024-09', 4],
      ]),
      { ...rules, spreads: [{ firstTier: 0, secondTier: 1, firstDeltas: 2, secondDeltas: 1, charge: 80 }] },
    )
    expect(charges.spreadsFormed).toEqual([1.5])
    expect(charges.calendarSpreadCharge).toBe(120)
    expect(charges.outrightDeltas.get('2024-09')).toBe(2.5)
  })

  it('refuses a tier that is not given and a leg without deltas', () => {
    const spread = { firstTier: 0, secondTier: 7, firstDeltas: 1, secondDeltas: 1, charge: 1 }
    expect(() => calendarSpreadCharges(new Map(), { ...rules, spreads: [spread] })).toThrow('tier 7')
    const empty = { ...spread, secondTier: 0, firstDeltas: 0 }
    expect(() => calendarSpreadCharges(new Map(), { ...rules, spreads: [empty] })).toThrow('a delta above 0')
  })
})

describe('options', () => {
  /** Worth what exercise is worth, which makes every number below one of mental arithmetic. */
  const intrinsic = (right: 'call' | 'put', strike: number, quantity: number): SpanOption => {
    const worth = (price: number): number => Math.max(0, right === 'call' ? price - strike : strike - price)
    return {
      kind: 'option',
      right,
      month: '2024-12',
      quantity,
      multiplier: 10,
      price: worth(400),
      delta: 0,
      premiumPaid: true,
      priceAt: (priceMove) => worth(400 + priceMove),
    }
  }

  it('a short option that scanning finds no loss for needs the minimum', () => {
    const floor = { ...parameters, shortOptionMinimum: 35 }
    const positions = [intrinsic('call', 900, -3), intrinsic('put', 100, -2)]
    expect(spanMargin(positions, floor).requirement).toBe(5 * 35)
    expect(spanMargin(positions, { ...floor, shortOptionCount: 'larger' }).requirement).toBe(3 * 35)
  })

  it('the value of a long option is a credit, of a short one a debit, where the premium was paid', () => {
    const long = spanMargin([intrinsic('call', 350, 1)], parameters)
    expect(long.netOptionValue).toBe(500)
    expect(long.risk).toBe(200)
    expect(long.requirement).toBe(0)
    const short = spanMargin([intrinsic('call', 350, -1)], parameters)
    expect(short.requirement).toBe(200 + 500)
    const futuresStyle = spanMargin([{ ...intrinsic('call', 350, -1), premiumPaid: false }], parameters)
    expect(futuresStyle.requirement).toBe(200)
  })

  it('the credit covers the risk of a future and gives no cash', () => {
    const margin = spanMargin([future('2024-12', -1, 10), intrinsic('call', 350, 1)], parameters)
    // Scanning finds 0: the call in the money gains what the future loses.
    expect(margin.scanningLoss).toBeCloseTo(0, 9)
    expect(margin.requirement).toBe(0)
  })

  it('refuses an option that has no price in a scenario, and charges below 0', () => {
    const broken = { ...intrinsic('call', 400, 1), priceAt: () => Number.NaN }
    expect(() => spanMargin([broken], parameters)).toThrow('an option has no price after a move of 0')
    expect(() => spanMargin([], { ...parameters, shortOptionMinimum: -1 })).toThrow('at least 0')
  })
})

describe('whatever the portfolio of futures', () => {
  const positions = fc.array(
    fc
      .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 }))
      .map(([quantity, month]) => future(`2024-0${month}`, quantity)),
    { maxLength: 8 },
  )
  const rules: SpanParameters = {
    ...parameters,
    spreads: [{ firstTier: 0, secondTier: 0, firstDeltas: 1, secondDeltas: 1, charge: 300 }],
  }

  it('grows with its size, is the same turned around, and no more than its parts', () => {
    fc.assert(
      fc.property(positions, (held) => {
        const { requirement } = spanMargin(held, rules)
        const times = (k: number) =>
          held.map((position) => ({ ...position, quantity: k * position.quantity }))
        expect(spanMargin(times(3), rules).requirement).toBeCloseTo(3 * requirement, 6)
        expect(spanMargin(times(-1), rules).requirement).toBeCloseTo(requirement, 6)
        const parts = held.reduce((sum, position) => sum + spanMargin([position], rules).requirement, 0)
        expect(requirement).toBeLessThanOrEqual(parts + 1e-6)
      }),
      { seed: 20240229, numRuns: 300 },
    )
  })
})
