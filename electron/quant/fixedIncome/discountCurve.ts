import { fallingRoot } from './bracketedNewton.ts'

/**
 * What runs straight between the knots.
 *
 * - `linearZero`: the continuously compounded zero rate.
 * - `logLinearDiscount`: the log of the discount factor, which makes the forward rate constant between knots; it
 *   starts from a discount factor of 1 at time 0.
 */
export type CurveInterpolation = 'linearZero' | 'logLinearDiscount'

/**
 * Discount factors by time in years. Before the first knot both kinds hold the zero rate; after the last one
 * `linearZero` holds the zero rate and `logLinearDiscount` the last forward rate.
 */
export interface DiscountCurve {
  readonly interpolation: CurveInterpolation
  /** Above 0, ascending. */
  readonly timesYears: Float64Array
  /** Zero rates at the knots, annual, continuously compounded, as fractions. */
  readonly zeroRates: Float64Array
}

/** Something with a price that a curve has to meet: amounts at times, ascending, and what they cost. */
export interface CurveInstrument {
  readonly price: number
  readonly timesYears: readonly number[]
  readonly amounts: readonly number[]
}

/** Curve through zero rates. Throws a RangeError unless the times are above 0 and ascend. */
export function zeroCurve(
  timesYears: readonly number[],
  zeroRates: readonly number[],
  interpolation: CurveInterpolation,
): DiscountCurve {
  if (timesYears.length === 0 || timesYears.length !== zeroRates.length) {
    throw new RangeError('a curve has as many rates as times, at least one')
  }
  for (let k = 0; k < timesYears.length; k++) {
    if (!(timesYears[k]! > (k === 0 ? 0 : timesYears[k - 1]!))) {
      throw new RangeError('the times of a curve are above 0 and ascend')
    }
    if (!Number.isFinite(zeroRates[k]!)) throw new RangeError('the zero rates of a curve are numbers')
  }
  return {
    interpolation,
    timesYears: Float64Array.from(timesYears),
    zeroRates: Float64Array.from(zeroRates),
  }
}

/** Curve through discount factors. Throws a RangeError unless they are above 0. */
export function curveFromDiscounts(
  timesYears: readonly number[],
  discounts: readonly number[],
  interpolation: CurveInterpolation,
): DiscountCurve {
  const rates = discounts.map((discount, k) => -Math.log(discount) / (timesYears[k] ?? Number.NaN))
  return zeroCurve(timesYears, rates, interpolation)
}

/** Discount factor at a time in years; 1 at time 0. */
export function discountFactor(curve: DiscountCurve, timeYears: number): number {
  return Math.exp(-rateTime(curve, curve.timesYears.length, timeYears))
}

/** Zero rate at a time in years, annual, continuously compounded; at time 0 that of the first knot. */
export function zeroRate(curve: DiscountCurve, timeYears: number): number {
  if (timeYears <= curve.timesYears[0]!) return curve.zeroRates[0]!
  return rateTime(curve, curve.timesYears.length, timeYears) / timeYears
}

/** Forward rate from one time to a later one, annual, continuously compounded. */
export function forwardRate(curve: DiscountCurve, fromYears: number, untilYears: number): number {
  if (!(untilYears > fromYears)) throw new RangeError('a forward rate is for a time after its start')
  const knots = curve.timesYears.length
  return (rateTime(curve, knots, untilYears) - rateTime(curve, knots, fromYears)) / (untilYears - fromYears)
}

/** What amounts at times are worth today. */
export function presentValue(
  curve: DiscountCurve,
  { timesYears, amounts }: Pick<CurveInstrument, 'timesYears' | 'amounts'>,
): number {
  return timesYears.reduce((sum, time, k) => sum + amounts[k]! * discountFactor(curve, time), 0)
}

/**
 * Security at par: it costs 100 and pays the par yield in coupons until a maturity in years. What is left of the time
 * before the first regular coupon is a short first period with its share of a coupon, so that up to one period the
 * par yield is the simple, bond-equivalent yield of a bill.
 *
 * @param parYield Annual, as a fraction, `couponsPerYear` times compounded; the Treasury's par yields are twice.
 */
export function parInstrument(maturityYears: number, parYield: number, couponsPerYear = 2): CurveInstrument {
  if (!(maturityYears > 0)) throw new RangeError('a par security matures after today')
  const periods = Math.ceil(maturityYears * couponsPerYear - 1e-9)
  const times = Array.from({ length: periods }, (_, k) => maturityYears - (periods - 1 - k) / couponsPerYear)
  const amounts = times.map((time, k) => {
    const coupon = 100 * parYield * (k === 0 ? time : 1 / couponsPerYear)
    return k === periods - 1 ? coupon + 100 : coupon
  })
  return { price: 100, timesYears: times, amounts }
}

/**
 * Curve that meets the price of every instrument, found knot by knot: a knot stands at the last payment of each, and
 * payments between knots are discounted by the interpolation (Hagan and West, Interpolation Methods for Curve
 * Construction, 2006, section 2).
 *
 * @param instruments By ascending last payment.
 * @throws RangeError for two with the same last payment, or a price that no rate gives.
 */
export function bootstrapCurve(
  instruments: readonly CurveInstrument[],
  interpolation: CurveInterpolation,
): DiscountCurve {
  const times = instruments.map(({ timesYears }) => timesYears[timesYears.length - 1] ?? Number.NaN)
  const curve = zeroCurve(
    times,
    times.map(() => 0),
    interpolation,
  )
  instruments.forEach(({ price, timesYears, amounts }, knot) => {
    const end = times[knot]!
    const start = knot === 0 ? 0 : times[knot - 1]!
    const at = (rate: number) => {
      curve.zeroRates[knot] = rate
      let value = -price
      let slope = 0
      for (let k = 0; k < timesYears.length; k++) {
        const time = timesYears[k]!
        const worth = amounts[k]! * Math.exp(-rateTime(curve, knot + 1, time))
        value += worth
        if (time > start) slope -= worth * rateTimeSlope(interpolation, knot, start, end, time)
      }
      return { value, slope }
    }
    const guess = knot === 0 ? 0.03 : curve.zeroRates[knot - 1]!
    const subject = `the zero rate of ${end} years`
    curve.zeroRates[knot] = fallingRoot(subject, at, guess, Number.NEGATIVE_INFINITY)
  })
  return curve
}

/** Zero rate x time, the negative log of the discount factor, by the first `knots` knots alone. */
function rateTime(
  { interpolation, timesYears, zeroRates }: DiscountCurve,
  knots: number,
  time: number,
): number {
  if (time < 0) throw new RangeError('a curve discounts from times after its own date')
  if (time <= timesYears[0]! || knots === 1) return zeroRates[0]! * time
  const straight = interpolation === 'logLinearDiscount'
  if (time >= timesYears[knots - 1]! && !straight) return zeroRates[knots - 1]! * time
  let k = 1
  while (k < knots - 1 && timesYears[k]! < time) k++
  const start = timesYears[k - 1]!
  const end = timesYears[k]!
  const share = (time - start) / (end - start)
  if (straight) return zeroRates[k - 1]! * start * (1 - share) + zeroRates[k]! * end * share
  return (zeroRates[k - 1]! * (1 - share) + zeroRates[k]! * share) * time
}

/** Derivative of `rateTime` by the zero rate of the last knot. */
function rateTimeSlope(
  interpolation: CurveInterpolation,
  knot: number,
  start: number,
  end: number,
  time: number,
): number {
  if (knot === 0) return time
  const share = (time - start) / (end - start)
  return interpolation === 'logLinearDiscount' ? end * share : time * share
}
