/** Value and slope of a function at a place. */
export interface ValueAndSlope {
  readonly value: number
  readonly slope: number
}

const MAX_STEPS = 200

/**
 * Root of a function that falls from above zero to below it on the open interval from `lowest` to infinity. Newton's
 * steps inside a bracket that shrinks with each of them, a bisection where a step would leave it (Press et al.,
 * Numerical Recipes, 3rd edition, 9.4, `rtsafe`). The bracket is found by steps that double, and that go at most half
 * the way to `lowest`.
 *
 * @param subject What the root is, for the message.
 * @throws RangeError where no bracket is found.
 */
export function fallingRoot(
  subject: string,
  at: (x: number) => ValueAndSlope,
  guess: number,
  lowest: number,
): number {
  let x = guess > lowest && Number.isFinite(guess) ? guess : lowest + 1
  let here = at(x)
  if (here.value === 0) return x
  let low = x
  let high = x
  const rising = here.value > 0
  for (let k = 0; rising === here.value > 0; k++) {
    if (k === MAX_STEPS) throw new RangeError(`${subject} has no solution`)
    const step = 0.05 * 2 ** k
    if (rising) {
      low = x
      x += step
      high = x
    } else {
      high = x
      x = Math.max(x - step, (x + lowest) / 2)
      low = x
    }
    here = at(x)
  }
  for (let k = 0; k < MAX_STEPS; k++) {
    if (here.value === 0) return x
    if (here.value > 0) low = x
    else high = x
    const newton = x - here.value / here.slope
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (next === x || Math.abs(next - x) <= 2e-16 * Math.abs(x)) return next
    x = next
    here = at(x)
  }
  return x
}
