import type { Curve } from './monotoneCubic.ts'

/**
 * Raw parameters of SVI (Gatheral 2004): total variance at log-moneyness k is
 * a + b (rho (k - m) + sqrt((k - m)^2 + sigma^2)).
 */
export interface SviParameters {
  readonly a: number
  readonly b: number
  readonly rho: number
  readonly m: number
  readonly sigma: number
}

/** The smile as a curve of total variance over log-moneyness. */
export function sviCurve({ a, b, rho, m, sigma }: SviParameters): Curve {
  const root = (k: number) => Math.sqrt((k - m) * (k - m) + sigma * sigma)
  return {
    value: (k) => a + b * (rho * (k - m) + root(k)),
    slope: (k) => b * (rho + (k - m) / root(k)),
    bend: (k) => (b * sigma * sigma) / root(k) ** 3,
  }
}

/** A point of a smile: log-moneyness, total variance volatility^2 years, and its weight in the fit. */
export interface SmilePoint {
  readonly k: number
  readonly totalVariance: number
  readonly weight: number
}

/** Points that SVI's five parameters ask for. */
export const SVI_POINTS = 5

/** What a fit found: the parameters and the root of the weighted mean of squared differences of total variance. */
export interface SviFit {
  readonly parameters: SviParameters
  readonly error: number
}

interface InnerFit {
  readonly a: number
  readonly rising: number
  readonly falling: number
  readonly loss: number
}

/** Weighted sums over the points of the products of 1, (root + y)/2, (root - y)/2 and the total variance. */
function momentsOf(points: readonly SmilePoint[], m: number, sigma: number): Float64Array {
  const sums = new Float64Array(10)
  for (const { k, totalVariance, weight } of points) {
    const y = (k - m) / sigma
    const root = Math.sqrt(y * y + 1)
    const rising = 0.5 * (root + y)
    const falling = 0.5 * (root - y)
    sums[0]! += weight
    sums[1]! += weight * rising
    sums[2]! += weight * falling
    sums[3]! += weight * rising * rising
    sums[4]! += weight * rising * falling
    sums[5]! += weight * falling * falling
    sums[6]! += weight * totalVariance
    sums[7]! += weight * rising * totalVariance
    sums[8]! += weight * falling * totalVariance
    sums[9]! += weight * totalVariance * totalVariance
  }
  return sums
}

/** Place of the product of two regressors in the sums. */
const PRODUCT = [0, 1, 2, 1, 3, 4, 2, 4, 5] as const

/** Normal equations of the free regressors, with the right side in the last column, and the fit being tried. */
const equations = new Float64Array(12)
const fit = new Float64Array(3)

/**
 * Solves the normal equations for the regressors whose `state` is 0, the others staying as they are in `fit`; a fixed one's
 * equation says that it stays. False where they are singular.
 */
function solveFree(sums: Float64Array, states: readonly number[]): boolean {
  for (let row = 0; row < 3; row++) {
    const isFree = states[row] === 0
    for (let column = 0; column < 3; column++) {
      equations[4 * row + column] = isFree ? sums[PRODUCT[3 * row + column]!]! : row === column ? sums[0]! : 0
    }
    equations[4 * row + 3] = isFree ? sums[6 + row]! : sums[0]! * fit[row]!
  }
  for (let pivot = 0; pivot < 3; pivot++) {
    let best = pivot
    for (let row = pivot + 1; row < 3; row++) {
      if (Math.abs(equations[4 * row + pivot]!) > Math.abs(equations[4 * best + pivot]!)) best = row
    }
    const divisor = equations[4 * best + pivot]!
    if (!(Math.abs(divisor) > 1e-14 * sums[0]!)) return false
    for (let column = 0; column < 4; column++) {
      const value = equations[4 * best + column]!
      equations[4 * best + column] = equations[4 * pivot + column]!
      equations[4 * pivot + column] = value / divisor
    }
    for (let row = 0; row < 3; row++) {
      const factor = row === pivot ? 0 : equations[4 * row + pivot]!
      if (factor === 0) continue
      for (let column = pivot; column < 4; column++) {
        equations[4 * row + column]! -= factor * equations[4 * pivot + column]!
      }
    }
  }
  for (let row = 0; row < 3; row++) if (states[row] === 0) fit[row] = equations[4 * row + 3]!
  return true
}

function lossOf(sums: Float64Array): number {
  let loss = sums[9]!
  for (let row = 0; row < 3; row++) {
    loss -= 2 * fit[row]! * sums[6 + row]!
    for (let column = 0; column < 3; column++) {
      loss += fit[row]! * fit[column]! * sums[PRODUCT[3 * row + column]!]!
    }
  }
  return Math.max(loss, 0)
}

/** The 27 faces of a box: which regressors are free (0), at their lower (1) or at their upper bound (2). */
const FACES = Array.from({ length: 27 }, (_, face) =>
  [0, 1, 2].map((column) => Math.floor(face / 3 ** column) % 3),
)

/** Least squares within the box: convex, so its minimum is the best admissible of the solutions on the faces. */
function fitInner(sums: Float64Array, lowest: number, highest: number, wing: number): InnerFit | undefined {
  const low = [lowest, 0, 0]
  const high = [highest, wing, wing]
  let best: InnerFit | undefined
  for (const face of FACES) {
    for (let column = 0; column < 3; column++) {
      fit[column] = face[column] === 1 ? low[column]! : face[column] === 2 ? high[column]! : 0
    }
    if (!solveFree(sums, face)) continue
    let isInside = true
    for (let column = 0; column < 3; column++) {
      if (!(fit[column]! >= low[column]! && fit[column]! <= high[column]!)) isInside = false
    }
    if (!isInside) continue
    const loss = lossOf(sums)
    if (best === undefined || loss < best.loss) {
      best = { a: fit[0]!, rising: fit[1]!, falling: fit[2]!, loss }
    }
    if (face === FACES[0]) return best
  }
  return best
}

/** Best a, b and rho for given m and sigma, the least total variance a + sqrt(rising falling) not below 0. */
function fitAt(
  points: readonly SmilePoint[],
  m: number,
  sigma: number,
  ceiling: number,
): InnerFit | undefined {
  const sums = momentsOf(points, m, sigma)
  const free = fitInner(sums, -ceiling, ceiling, 2 * sigma)
  if (free === undefined || free.a + Math.sqrt(free.rising * free.falling) >= 0) return free
  return fitInner(sums, 0, ceiling, 2 * sigma)
}

/** Nelder and Mead's simplex (1965) in two dimensions, until it is `precision` of its first size. */
function minimise(
  loss: (x: number, y: number) => number,
  x: number,
  y: number,
  dx: number,
  dy: number,
  precision: number,
) {
  const corner = (px: number, py: number) => ({ x: px, y: py, loss: loss(px, py) })
  let simplex = [corner(x, y), corner(x + dx, y), corner(x, y + dy)]
  for (let iteration = 0; iteration < 300; iteration++) {
    simplex.sort((p, q) => p.loss - q.loss)
    const [best, middle, worst] = [simplex[0]!, simplex[1]!, simplex[2]!]
    const size = Math.max(
      Math.abs(best.x - worst.x) / Math.abs(dx),
      Math.abs(best.y - worst.y) / Math.abs(dy),
    )
    if (size < precision) break
    const [cx, cy] = [0.5 * (best.x + middle.x), 0.5 * (best.y + middle.y)]
    const along = (t: number) => corner(cx + t * (cx - worst.x), cy + t * (cy - worst.y))
    const mirrored = along(1)
    if (mirrored.loss < best.loss) {
      const farther = along(2)
      simplex[2] = farther.loss < mirrored.loss ? farther : mirrored
    } else if (mirrored.loss < middle.loss) {
      simplex[2] = mirrored
    } else {
      const nearer = along(mirrored.loss < worst.loss ? 0.5 : -0.5)
      if (nearer.loss < Math.min(worst.loss, mirrored.loss)) simplex[2] = nearer
      else {
        simplex = [best, ...[middle, worst].map((p) => corner(0.5 * (best.x + p.x), 0.5 * (best.y + p.y)))]
      }
    }
  }
  return simplex.sort((p, q) => p.loss - q.loss)[0]!
}

/**
 * SVI smile through the points by the quasi-explicit calibration of De Marco and Martini (Zeliade, 2009): for given m and
 * sigma the rest is a linear least squares problem over a box, solved exactly, and only m and sigma are searched, from the
 * three best cells of a grid. Wings rise by at most 2, Lee's bound (2004), and no total variance is below 0.
 *
 * Undefined with fewer than {@link SVI_POINTS} different strikes.
 */
export function fitSvi(points: readonly SmilePoint[]): SviFit | undefined {
  if (new Set(points.map((point) => point.k)).size < SVI_POINTS) return undefined
  const ks = points.map((point) => point.k)
  const [from, to] = [Math.min(...ks), Math.max(...ks)]
  const width = to - from
  const ceiling = Math.max(...points.map((point) => point.totalVariance))
  const weights = points.reduce((sum, point) => sum + point.weight, 0)
  const sigmaOf = (y: number) => Math.exp(Math.min(Math.max(y, Math.log(1e-3 * width)), Math.log(20 * width)))
  const loss = (m: number, y: number) =>
    m < from - width || m > to + width
      ? Number.POSITIVE_INFINITY
      : (fitAt(points, m, sigmaOf(y), ceiling)?.loss ?? Number.POSITIVE_INFINITY)
  const cells: { m: number; y: number; loss: number }[] = []
  for (let i = 0; i <= 12; i++) {
    for (let j = 0; j <= 8; j++) {
      const m = from - 0.25 * width + (1.5 * width * i) / 12
      const y = Math.log(width) + Math.log(0.02) + (j / 8) * Math.log(200)
      cells.push({ m, y, loss: loss(m, y) })
    }
  }
  cells.sort((p, q) => p.loss - q.loss)
  const found = cells.slice(0, 3).map(({ m, y }) => minimise(loss, m, y, 0.1 * width, 0.4, 0.03))
  const start = found.sort((p, q) => p.loss - q.loss)[0]!
  const best = minimise(loss, start.x, start.y, 0.02 * width, 0.05, 1e-8)
  const sigma = sigmaOf(best.y)
  const inner = fitAt(points, best.x, sigma, ceiling)
  if (inner === undefined) return undefined
  const sum = inner.rising + inner.falling
  const parameters = {
    a: inner.a,
    b: sum / (2 * sigma),
    rho: sum > 0 ? (inner.rising - inner.falling) / sum : 0,
    m: best.x,
    sigma,
  }
  return { parameters, error: Math.sqrt(inner.loss / weights) }
}
