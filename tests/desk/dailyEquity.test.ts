import { describe, expect, it } from 'vitest'
import { dailyEquity } from '../../electron/desk/dailyEquity.ts'

const HOUR = 3_600_000

describe('the daily points of an equity curve', () => {
  it('are the last of each UTC day, in every column', () => {
    const time = Float64Array.of(0, 10 * HOUR, 23 * HOUR, 24 * HOUR, 100 * HOUR)
    const daily = dailyEquity({
      time,
      equity: Float64Array.of(1, 2, 3, 4, 5),
      drawdown: Float64Array.of(0, 0, -0.1, 0, 0),
      benchmark: new Float64Array(),
    })
    expect([...daily.time]).toEqual([23 * HOUR, 24 * HOUR, 100 * HOUR])
    expect([...daily.equity]).toEqual([3, 4, 5])
    expect([...daily.drawdown]).toEqual([-0.1, 0, 0])
    expect(daily.benchmark).toHaveLength(0)
  })

  it('of nothing are nothing', () => {
    const none = new Float64Array()
    expect(dailyEquity({ time: none, equity: none, drawdown: none, benchmark: none }).time).toHaveLength(0)
  })
})
