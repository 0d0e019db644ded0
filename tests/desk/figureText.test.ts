import { describe, expect, it } from 'vitest'
import { changeText, countText } from '../../electron/desk/figureText.ts'
import { formatCount, formatPercent } from '../../renderer/kit/format.ts'

describe('figures in messages of the desk', () => {
  it.each([-0.128_64, 0.642, 0, -0.000_001, 12.345_6, -1])('writes %d as the screen does', (fraction) => {
    expect(changeText(fraction)).toBe(formatPercent(fraction, { signed: true }))
  })

  it('has a true minus sign, and no sign for what rounds to zero', () => {
    expect(changeText(-0.1286)).toBe('\u221212.86%')
    expect(changeText(-0.000_01)).toBe('0.00%')
  })

  it.each([0, 1, 999, 570_101, 12_345_678])('counts %d as the screen does', (count) => {
    expect(countText(count)).toBe(formatCount(count))
  })
})
