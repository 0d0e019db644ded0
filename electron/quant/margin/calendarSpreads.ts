/** Months that are charged alike, such as the first three; both ends included, as YYYY-MM. */
export interface MonthTier {
  readonly fromMonth: string
  readonly untilMonth: string
}

/** A long and a short side in two tiers, or twice in one, that offset each other but for a charge. */
export interface CalendarSpread {
  /** Places of the two legs among the tiers. */
  readonly firstTier: number
  readonly secondTier: number
  /** Deltas of each leg that make a spread; mostly 1 and 1. */
  readonly firstDeltas: number
  readonly secondDeltas: number
  /** Charge of a spread, in the contract's currency. */
  readonly charge: number
}

/** Charges of a month near its delivery, per delta. */
export interface SpotMonthCharge {
  /** As YYYY-MM. */
  readonly month: string
  /** Per delta that a calendar spread used. */
  readonly perSpreadDelta: number
  /** Per delta that is left outright. */
  readonly perOutrightDelta: number
}

export interface CalendarSpreadRules {
  readonly tiers: readonly MonthTier[]
  /** In the order of their priority. */
  readonly spreads: readonly CalendarSpread[]
  readonly spotMonths: readonly SpotMonthCharge[]
}

export interface CalendarSpreadCharges {
  readonly calendarSpreadCharge: number
  readonly spotMonthCharge: number
  /** Spreads that were formed, by the place of their rule. */
  readonly spreadsFormed: readonly number[]
  /** Deltas that are left outright, by month. */
  readonly outrightDeltas: ReadonlyMap<string, number>
}

/**
 * Intra-commodity spread charge and spot month charge (CME, SPAN methodology, "Intra-Commodity Spread Charge" and
 * "Delivery (Spot) Charge"). Scanning moves every month by the same amount, so long and short months offset there
 * fully; the charge is for what the months may move apart.
 *
 * Net deltas of the months are matched rule by rule, long against short, the earliest months of a tier first; what a
 * rule uses is gone for the later ones.
 *
 * @param monthDeltas Net composite delta of the portfolio by contract month, in contracts of the future.
 */
export function calendarSpreadCharges(
  monthDeltas: ReadonlyMap<string, number>,
  { tiers, spreads, spotMonths }: CalendarSpreadRules,
): CalendarSpreadCharges {
  const months = [...monthDeltas.keys()].sort()
  const remaining = new Map(monthDeltas)
  const inTier = (tier: number): string[] => {
    const range = tiers[tier]
    if (range === undefined) throw new RangeError(`a calendar spread names tier ${tier}, which is not given`)
    return months.filter((month) => month >= range.fromMonth && month <= range.untilMonth)
  }
  const side = (names: readonly string[], sign: number): number =>
    names.reduce((sum, month) => sum + Math.max(0, sign * (remaining.get(month) ?? 0)), 0)
  const use = (names: readonly string[], sign: number, deltas: number): void => {
    let left = deltas
    for (const month of names) {
      const here = remaining.get(month) ?? 0
      const used = Math.min(left, Math.max(0, sign * here))
      if (used > 0) remaining.set(month, here - sign * used)
      left -= used
    }
  }
  let calendarSpreadCharge = 0
  const spreadsFormed = spreads.map((spread) => {
    const { firstTier, secondTier, firstDeltas, secondDeltas, charge } = spread
    if (!(firstDeltas > 0) || !(secondDeltas > 0)) {
      throw new RangeError('a calendar spread takes a delta above 0 from each leg')
    }
    const first = inTier(firstTier)
    const second = inTier(secondTier)
    let formed = 0
    for (const sign of [1, -1]) {
      const count = Math.min(side(first, sign) / firstDeltas, side(second, -sign) / secondDeltas)
      use(first, sign, count * firstDeltas)
      use(second, -sign, count * secondDeltas)
      formed += count
    }
    calendarSpreadCharge += formed * charge
    return formed
  })
  let spotMonthCharge = 0
  for (const { month, perSpreadDelta, perOutrightDelta } of spotMonths) {
    const outright = Math.abs(remaining.get(month) ?? 0)
    const used = Math.abs(monthDeltas.get(month) ?? 0) - outright
    spotMonthCharge += used * perSpreadDelta + outright * perOutrightDelta
  }
  return { calendarSpreadCharge, spotMonthCharge, spreadsFormed, outrightDeltas: remaining }
}
