import { describe, expect, it } from 'vitest'
import { fallingRoot } from '../../../electron/quant/fixedIncome/bracketedNewton.ts'

describe('the root of a falling function', () => {
  it('is found where a step of Newton alone would run away: the arc tangent from afar', () => {
    const at = (x: number) => ({ value: -Math.atan(x - 5), slope: -1 / (1 + (x - 5) ** 2) })
    for (const guess of [-300, 0, 4.9, 5, 12, 900]) {
      expect(fallingRoot('it', at, guess, Number.NEGATIVE_INFINITY)).toBeCloseTo(5, 12)
    }
  })

  it('is found next to the lowest place, and from a guess below it', () => {
    const at = (x: number) => ({ value: -Math.log(x) - 30, slope: -1 / x })
    const root = Math.exp(-30)
    expect(fallingRoot('it', at, 3, 0) / root).toBeCloseTo(1, 10)
    expect(fallingRoot('it', at, -7, 0) / root).toBeCloseTo(1, 10)
  })

  it('is refused where the function never reaches zero', () => {
    expect(() =>
      fallingRoot('the rate', (x) => ({ value: 1 + Math.exp(-x), slope: -Math.exp(-x) }), 0, -9),
    ).toThrow('the rate has no solution')
  })
})
