import { type CalendarSpreadRules, calendarSpreadCharges } from './calendarSpreads.ts'
import { CME_EXTREME_MOVE, type ExtremeMove, type SpanScenario, spanScenarios } from './spanScenarios.ts'

/** Parameters of one root, as a clearing house publishes them; amounts are in the contract's currency. */
export interface SpanParameters extends CalendarSpreadRules {
  /** Move of the future's price that scanning covers, in its price unit. */
  readonly priceScanRange: number
  /** Move of implied volatility, in the unit that the options' `priceAt` takes. */
  readonly volatilityScanRange: number
  /** CME's where it is left out. */
  readonly extremeMove?: ExtremeMove
  /** Least charge for a short option contract. */
  readonly shortOptionMinimum: number
  /** Contracts that the minimum counts: all short options, or the larger of short calls and short puts. */
  readonly shortOptionCount: 'sum' | 'larger'
}

interface SpanHolding {
  /** Contract month of the future, or of the option's underlying future, as YYYY-MM. */
  readonly month: string
  /** Contracts, negative for short. */
  readonly quantity: number
  /** Currency for a move of one price unit. */
  readonly multiplier: number
}

export interface SpanFuture extends SpanHolding {
  readonly kind: 'future'
}

export interface SpanOption extends SpanHolding {
  readonly kind: 'option'
  readonly right: 'call' | 'put'
  /** Current price, in the option's price unit. */
  readonly price: number
  /** Composite delta of a long option, as the clearing house publishes it, or a model's delta. */
  readonly delta: number
  /** Whether the premium was paid when it was bought; a futures-style option has its gain in the variation margin. */
  readonly premiumPaid: boolean
  /**
   * Price in a scenario, at the end of the look-ahead time.
   *
   * @param priceMove Of the underlying future, in its price unit.
   * @param volatilityMove Of implied volatility, in the unit of `volatilityScanRange`.
   */
  readonly priceAt: (priceMove: number, volatilityMove: number) => number
}

export type SpanPosition = SpanFuture | SpanOption

export interface SpanMargin {
  /** Profit of the portfolio in each of the 16 scenarios, losses negative, far moves at their coverage. */
  readonly scenarioProfits: readonly number[]
  /** Index of the scenario with the largest loss. */
  readonly worstScenario: number
  /** The largest loss of the scenarios, at least 0. */
  readonly scanningLoss: number
  readonly calendarSpreadCharge: number
  readonly spotMonthCharge: number
  readonly shortOptionMinimum: number
  /** `max(scanningLoss + calendarSpreadCharge + spotMonthCharge, shortOptionMinimum)`. */
  readonly risk: number
  /** Value of the long options less that of the short ones, where the premium was paid. */
  readonly netOptionValue: number
  /** `max(0, risk - netOptionValue)`: what has to be there in cash or collateral. */
  readonly requirement: number
}

/** Profit of a position in each scenario, losses negative: SPAN's risk array with the sign turned, x quantity. */
export function spanRiskArray(
  position: SpanPosition,
  parameters: Pick<SpanParameters, 'priceScanRange' | 'volatilityScanRange' | 'extremeMove'>,
): number[] {
  return spanScenarios(parameters.extremeMove ?? CME_EXTREME_MOVE).map((scenario) =>
    profitIn(scenario, position, parameters),
  )
}

/**
 * Margin of a portfolio of futures of one root and options on them, by the method of CME SPAN: the largest loss over
 * 16 scenarios, charges for calendar spreads and spot months, a floor for short options, and the value of options
 * whose premium was paid (CME, SPAN, Standard Portfolio Analysis of Risk, 2010; SPAN Methodology Overview). Credits
 * against other roots are not part of it.
 *
 * @throws RangeError for parameters below 0 or an option without a price in a scenario.
 */
export function spanMargin(positions: readonly SpanPosition[], parameters: SpanParameters): SpanMargin {
  requireParameters(parameters)
  const scenarios = spanScenarios(parameters.extremeMove ?? CME_EXTREME_MOVE)
  const scenarioProfits = scenarios.map((scenario) =>
    positions.reduce((sum, position) => sum + profitIn(scenario, position, parameters), 0),
  )
  let worstScenario = 0
  scenarioProfits.forEach((profit, k) => {
    if (profit < scenarioProfits[worstScenario]!) worstScenario = k
  })
  const scanningLoss = Math.max(0, -scenarioProfits[worstScenario]!)

  const monthDeltas = new Map<string, number>()
  const shortContracts = { call: 0, put: 0 }
  let netOptionValue = 0
  for (const position of positions) {
    const { month, quantity, multiplier } = position
    const delta = position.kind === 'future' ? 1 : position.delta
    monthDeltas.set(month, (monthDeltas.get(month) ?? 0) + quantity * delta)
    if (position.kind === 'option') {
      if (quantity < 0) shortContracts[position.right] -= quantity
      if (position.premiumPaid) netOptionValue += quantity * multiplier * position.price
    }
  }
  const { calendarSpreadCharge, spotMonthCharge } = calendarSpreadCharges(monthDeltas, parameters)
  const counted =
    parameters.shortOptionCount === 'sum'
      ? shortContracts.call + shortContracts.put
      : Math.max(shortContracts.call, shortContracts.put)
  const shortOptionMinimum = counted * parameters.shortOptionMinimum
  const risk = Math.max(scanningLoss + calendarSpreadCharge + spotMonthCharge, shortOptionMinimum)
  return {
    scenarioProfits,
    worstScenario,
    scanningLoss,
    calendarSpreadCharge,
    spotMonthCharge,
    shortOptionMinimum,
    risk,
    netOptionValue,
    requirement: Math.max(0, risk - netOptionValue),
  }
}

function profitIn(
  { priceFraction, volatilityDirection, coverage }: SpanScenario,
  position: SpanPosition,
  { priceScanRange, volatilityScanRange }: Pick<SpanParameters, 'priceScanRange' | 'volatilityScanRange'>,
): number {
  const move = priceFraction * priceScanRange
  let gain = move
  if (position.kind === 'option') {
    const price = position.priceAt(move, volatilityDirection * volatilityScanRange)
    if (!Number.isFinite(price)) throw new RangeError(`an option has no price after a move of ${move}`)
    gain = price - position.price
  }
  return gain * position.quantity * position.multiplier * coverage
}

function requireParameters(parameters: SpanParameters): void {
  const amounts = [
    parameters.priceScanRange,
    parameters.volatilityScanRange,
    parameters.shortOptionMinimum,
    ...parameters.spreads.map(({ charge }) => charge),
    ...parameters.spotMonths.flatMap((spot) => [spot.perSpreadDelta, spot.perOutrightDelta]),
  ]
  if (!amounts.every((amount) => amount >= 0 && Number.isFinite(amount))) {
    throw new RangeError('ranges and charges of scenario margin are at least 0')
  }
}
