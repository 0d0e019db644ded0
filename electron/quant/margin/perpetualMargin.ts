/** A bracket of notional. Maintenance margin in it: notional x `maintenanceRate` - `deduction`. */
export interface MaintenanceTier {
  /** Notional from which the tier holds, in the settlement currency; the first is 0. */
  readonly fromNotional: number
  readonly maintenanceRate: number
  /** Binance's maintenance amount, which joins the tier to the one below without a jump. */
  readonly deduction: number
}

/**
 * A position in an isolated margin account.
 *
 * Linear (settled in the quote currency): `size` is in the base asset, profit `size x (price - entry)`, notional
 * `|size| x price`. Inverse (settled in the base coin): `size` is contracts x the quote currency a contract is worth,
 * profit `size x (1 / entry - 1 / price)` coins, notional `|size| / price` coins.
 */
export interface PerpetualPosition {
  readonly inverse: boolean
  /** Negative for short. */
  readonly size: number
  readonly entryPrice: number
  /**
   * Margin of the position, in the settlement currency. For a position in cross margin: the wallet balance, less the
   * maintenance margin of all other positions, plus their unrealised profit (Binance's WB - TMM + UPNL).
   */
  readonly margin: number
}

/**
 * Tiers from the floors and rates of a venue, with Binance's maintenance amounts: that of the tier below, plus the
 * floor x the step of the rate (Binance, How to Calculate Liquidation Price of USD-M Futures Contracts).
 *
 * @param brackets By ascending floor, the first at 0.
 */
export function maintenanceTiers(
  brackets: readonly Pick<MaintenanceTier, 'fromNotional' | 'maintenanceRate'>[],
): MaintenanceTier[] {
  let deduction = 0
  return brackets.map(({ fromNotional, maintenanceRate }, k) => {
    if (k > 0) deduction += fromNotional * (maintenanceRate - brackets[k - 1]!.maintenanceRate)
    return { fromNotional, maintenanceRate, deduction }
  })
}

/** Maintenance margin of a notional, in the settlement currency; 0 without tiers. */
export function maintenanceMargin(tiers: readonly MaintenanceTier[], notional: number): number {
  let k = tiers.length - 1
  while (k > 0 && notional < tiers[k]!.fromNotional) k--
  const tier = tiers[k]
  return tier === undefined ? 0 : notional * tier.maintenanceRate - tier.deduction
}

/** Notional of a position at a price, in the settlement currency. */
export function perpetualNotional(
  { inverse, size }: Pick<PerpetualPosition, 'inverse' | 'size'>,
  price: number,
): number {
  return inverse ? Math.abs(size) / price : Math.abs(size) * price
}

/** Profit of a position at a price, in the settlement currency; negative for a loss. */
export function perpetualProfit(
  { inverse, size, entryPrice }: Omit<PerpetualPosition, 'margin'>,
  price: number,
): number {
  return inverse ? size * (1 / entryPrice - 1 / price) : size * (price - entryPrice)
}

/** Margin to open a notional at a leverage, in the settlement currency. */
export function perpetualInitialMargin(notional: number, leverage: number): number {
  if (!(leverage >= 1)) throw new RangeError(`a leverage is at least 1, not ${leverage}`)
  return notional / leverage
}

/**
 * Price at which margin + profit is the maintenance margin: above it a long position lives, below it a short one.
 *
 * The condition is linear in the notional of each tier, so each gives a candidate; the one whose notional lies in its
 * own tier holds. Linear, s the sign of the size q: `(WB + cum - s |q| E) / (|q| (MMR - s))`. Inverse, N the size in
 * the quote currency: `N (MMR + s) / (WB + cum + s N / E)` (Binance, How to Calculate Liquidation Price of USD-M, and
 * of COIN-M Futures Contracts).
 *
 * @param tiers By ascending floor; none stands for no maintenance margin.
 * @returns Null where no price above 0 liquidates the position.
 * @throws RangeError without a size or an entry price, or for a maintenance rate that is not from 0 to below 1.
 */
export function liquidationPrice(
  position: PerpetualPosition,
  tiers: readonly MaintenanceTier[],
): number | null {
  requirePosition(position)
  const { inverse, size, entryPrice, margin } = position
  const side = Math.sign(size)
  const units = Math.abs(size)
  const all = tiers.length === 0 ? [{ fromNotional: 0, maintenanceRate: 0, deduction: 0 }] : tiers
  for (let k = 0; k < all.length; k++) {
    const { maintenanceRate, deduction } = all[k]!
    if (!(maintenanceRate >= 0 && maintenanceRate < 1)) {
      throw new RangeError(`a maintenance rate is from 0 to below 1, not ${maintenanceRate}`)
    }
    const notional = inverse
      ? (margin + deduction + (side * units) / entryPrice) / (maintenanceRate + side)
      : (margin + deduction - side * units * entryPrice) / (maintenanceRate - side)
    const next = all[k + 1]
    if (next !== undefined && notional >= next.fromNotional) continue
    if (!(notional > 0)) return null
    return inverse ? units / notional : notional / units
  }
  return null
}

/**
 * Price at which margin + profit is 0, where the venue takes over the loss: the liquidation price without tiers.
 *
 * @returns Null where no price above 0 uses the margin up.
 */
export function bankruptcyPrice(position: PerpetualPosition): number | null {
  return liquidationPrice(position, [])
}

function requirePosition({ size, entryPrice, margin }: PerpetualPosition): void {
  if (!Number.isFinite(size) || size === 0) throw new RangeError(`a position has a size, not ${size}`)
  if (!(entryPrice > 0)) throw new RangeError(`an entry price is above 0, not ${entryPrice}`)
  if (!Number.isFinite(margin)) throw new RangeError(`a margin is a number, not ${margin}`)
}
