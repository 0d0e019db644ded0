/** Pricing functions answer per 1.00 of volatility or rate and per year. Screens and venues quote smaller steps. */

/** Vega per vol point (0.01 of volatility) from vega per 1.00. */
export function perVolPoint(vega: number): number {
  return vega / 100
}

/** Theta per calendar day from theta per year, ACT/365 fixed. */
export function perDay(theta: number): number {
  return theta / 365
}

/** Rho per percentage point (0.01 of rate) from rho per 1.00. */
export function perRatePoint(rho: number): number {
  return rho / 100
}

/** Rho per basis point (0.0001 of rate) from rho per 1.00. */
export function perBasisPoint(rho: number): number {
  return rho / 10_000
}
