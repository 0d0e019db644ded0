/** Nodes and weights of a quadrature on [-1, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/**
 * Gauss-Legendre quadrature with `count` nodes: exact for polynomials of degree 2 count - 1. The nodes are the roots of
 * Legendre's polynomial, by Newton from Tricomi's cosine (Press et al., "Numerical Recipes", 4.6).
 */
export function gaussLegendre(count: number): Quadrature {
  const nodes = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let z = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let iteration = 0; iteration < 20; iteration++) {
      let value = 1
      let before = 0
      for (let k = 1; k <= count; k++) {
        const next = ((2 * k - 1) * z * value - (k - 1) * before) / k
        before = value
        value = next
      }
      slope = (count * (z * value - before)) / (z * z - 1)
      const step = value / slope
      z -= step
      if (Math.abs(step) < 1e-15) break
    }
    nodes[i] = z
    weights[i] = 2 / ((1 - z * z) * slope * slope)
  }
  return { nodes, weights }
}
