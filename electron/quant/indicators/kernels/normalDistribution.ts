/** Distribution function of the standard normal, by the series of Marsaglia (2004); absolute error below 1e-15. */
export function normalDistribution(z: number): number {
  if (z > 8.3) return 1
  if (z < -8.3) return 0
  const square = z * z
  let term = z
  let sum = z
  let before = 0
  for (let k = 3; sum !== before; k += 2) {
    before = sum
    term *= square / k
    sum += term
  }
  return 0.5 + (sum * Math.exp(-square / 2)) / Math.sqrt(2 * Math.PI)
}
