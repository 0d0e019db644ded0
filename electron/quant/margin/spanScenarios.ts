/** One of the market conditions under which SPAN revalues a portfolio. */
export interface SpanScenario {
  /** Move of the underlying price in parts of the price scan range. */
  readonly priceFraction: number
  /** 1 for volatility up, -1 for down, 0 for unchanged. */
  readonly volatilityDirection: -1 | 0 | 1
  /** Part of the profit or loss that counts. */
  readonly coverage: number
}

/** Far moves: how far, and what part of the loss they make is covered. */
export interface ExtremeMove {
  /** In price scan ranges: 3 at CME; 2 in older parameters. */
  readonly rangeMultiple: number
  /** 0.33 at CME for a multiple of 3; 0.35 for 2. */
  readonly coverage: number
}

/** The far moves of CME's parameters: three price scan ranges, 33 % of what they lose. */
export const CME_EXTREME_MOVE: ExtremeMove = { rangeMultiple: 3, coverage: 0.33 }

const FRACTIONS = [0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1]

/**
 * The 16 scenarios in SPAN's order: unchanged, then a third, two thirds and the whole of the price scan range up and
 * down, each with volatility up and down, then the far moves up and down with volatility unchanged (CME, SPAN
 * methodology, "Scan Risk Arrays").
 */
export function spanScenarios(extreme: ExtremeMove = CME_EXTREME_MOVE): readonly SpanScenario[] {
  const near = FRACTIONS.flatMap((priceFraction): SpanScenario[] => [
    { priceFraction, volatilityDirection: 1, coverage: 1 },
    { priceFraction, volatilityDirection: -1, coverage: 1 },
  ])
  const { rangeMultiple, coverage } = extreme
  return [
    ...near,
    { priceFraction: rangeMultiple, volatilityDirection: 0, coverage },
    { priceFraction: -rangeMultiple, volatilityDirection: 0, coverage },
  ]
}
