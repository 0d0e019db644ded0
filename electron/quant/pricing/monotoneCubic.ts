/** A curve through points, with its first two derivatives. */
export interface Curve {
  value(x: number): number
  slope(x: number): number
  bend(x: number): number
}

/** Slope at an end of the data (Fritsch and Butland's three-point formula as in PCHIP), never of the wrong sign. */
function endSlope(h0: number, h1: number, d0: number, d1: number): number {
  const slope = ((2 * h0 + h1) * d0 - h0 * d1) / (h0 + h1)
  if (slope * d0 <= 0) return 0
  return d0 * d1 <= 0 && Math.abs(slope) > 3 * Math.abs(d0) ? 3 * d0 : slope
}

/** Slopes at the points: weighted harmonic means of the chords on both sides, 0 at a turn. */
function pointSlopes(x: readonly number[], y: readonly number[]): number[] {
  const chords = x.slice(1).map((next, i) => (y[i + 1]! - y[i]!) / (next - x[i]!))
  if (chords.length === 1) return [chords[0]!, chords[0]!]
  const width = (i: number) => x[i + 1]! - x[i]!
  return x.map((_, i) => {
    const last = chords.length - 1
    if (i === 0) return endSlope(width(0), width(1), chords[0]!, chords[1]!)
    if (i > last) return endSlope(width(last), width(last - 1), chords[last]!, chords[last - 1]!)
    const [left, right] = [chords[i - 1]!, chords[i]!]
    if (left * right <= 0) return 0
    const [first, second] = [2 * width(i) + width(i - 1), width(i) + 2 * width(i - 1)]
    return (first + second) / (first / left + second / right)
  })
}

/**
 * Cubic Hermite interpolation that is monotone wherever its data are (Fritsch and Carlson 1980, with the slopes of Fritsch
 * and Butland 1984, as SciPy's PchipInterpolator), constant beyond the first and the last point. `x` must increase.
 */
export function monotoneCubic(x: readonly number[], y: readonly number[]): Curve {
  const count = x.length
  const slopes = count > 1 ? pointSlopes(x, y) : [0]
  const [first, last] = [x[0]!, x[count - 1]!]
  const evaluate = (at: number, order: 0 | 1 | 2): number => {
    if (!(at > first && at < last)) {
      if (order > 0) return Number.isNaN(at) ? at : 0
      return at <= first ? y[0]! : at >= last ? y[count - 1]! : Number.NaN
    }
    let low = 0
    let high = count - 1
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (x[middle]! <= at) low = middle
      else high = middle
    }
    const width = x[high]! - x[low]!
    const t = (at - x[low]!) / width
    const chord = (y[high]! - y[low]!) / width
    const square = (3 * chord - 2 * slopes[low]! - slopes[high]!) / width
    const cube = (slopes[low]! + slopes[high]! - 2 * chord) / (width * width)
    const u = t * width
    if (order === 0) return y[low]! + u * (slopes[low]! + u * (square + u * cube))
    return order === 1 ? slopes[low]! + u * (2 * square + 3 * u * cube) : 2 * square + 6 * u * cube
  }
  return {
    value: (at) => evaluate(at, 0),
    slope: (at) => evaluate(at, 1),
    bend: (at) => evaluate(at, 2),
  }
}
