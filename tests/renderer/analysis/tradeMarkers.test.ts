import { describe, expect, it } from 'vitest'
import { placeFills, placeTrades } from '../../../renderer/charts/tradeMarkers.ts'
import type { RoundTrip } from '../../../shared/domain/backtest.ts'
import type { Fill } from '../../../shared/domain/order.ts'

const HOUR = 3_600_000
const bars = Float64Array.of(0, HOUR, 2 * HOUR, 5 * HOUR)

function fill(timeMs: number, side: 'buy' | 'sell', quantity: number, price: number, symbol = 'SPX'): Fill {
  return {
    orderId: 1,
    symbol,
    side,
    timeMs,
    quantity,
    price,
    fee: 0,
    slippage: 0,
    realizedProfit: 0,
    priceSource: 'open',
  }
}

function trip(
  entryMs: number,
  exitMs: number | null,
  entryPrice: number,
  exitPrice: number | null,
): RoundTrip {
  return {
    symbol: 'SPX',
    side: 'long',
    entryMs,
    exitMs,
    quantity: 1,
    entryPrice,
    exitPrice,
    profit: 0,
    returnRate: 0,
    fees: 0,
    bars: 1,
  }
}

describe('fills on a chart', () => {
  it('stand on the bar that was open when they happened', () => {
    const marks = placeFills([fill(HOUR, 'buy', 1, 10), fill(2.5 * HOUR, 'sell', 1, 11)], 'SPX', bars, HOUR)
    expect(marks.map((mark) => [mark.barIndex, mark.side])).toEqual([
      [1, 'buy'],
      [2, 'sell'],
    ])
  })

  it('of one bar and side are one mark with the volume-weighted price', () => {
    const marks = placeFills(
      [fill(0, 'buy', 1, 10), fill(60_000, 'buy', 3, 14), fill(70_000, 'sell', 2, 12)],
      'SPX',
      bars,
      HOUR,
    )
    expect(marks).toEqual([
      { barIndex: 0, side: 'buy', quantity: 4, price: 13, count: 2 },
      { barIndex: 0, side: 'sell', quantity: 2, price: 12, count: 1 },
    ])
  })

  it('outside the bars or of another symbol are left out', () => {
    const outside = [fill(-1, 'buy', 1, 1), fill(7 * HOUR, 'buy', 1, 1), fill(HOUR, 'buy', 1, 1, 'AAPL')]
    expect(placeFills(outside, 'SPX', bars, HOUR)).toEqual([])
  })

  it('at a close belong to the bar that closes, though the next one opens at that moment', () => {
    const atClose = { ...fill(HOUR, 'buy', 1, 10), priceSource: 'close' }
    expect(placeFills([atClose], 'SPX', bars, HOUR)[0]?.barIndex).toBe(0)
    expect(placeTrades([trip(HOUR, 2 * HOUR, 10, 11)], [atClose], 'SPX', bars)[0]).toMatchObject({
      fromIndex: 0,
      toIndex: 2,
    })
  })

  it('made at the very close of the last bar still belong to it', () => {
    expect(placeFills([fill(6 * HOUR, 'sell', 1, 1)], 'SPX', bars, HOUR)[0]?.barIndex).toBe(3)
  })
})

describe('round trips on a chart', () => {
  it('run from entry to exit', () => {
    expect(placeTrades([trip(0, 2 * HOUR, 10, 20)], [], 'SPX', bars)[0]).toMatchObject({
      fromIndex: 0,
      fromPrice: 10,
      toIndex: 2,
      toPrice: 20,
    })
  })

  it('that began before the first bar start at the edge with the price on the way', () => {
    expect(placeTrades([trip(-2 * HOUR, 2 * HOUR, 10, 20)], [], 'SPX', bars)[0]).toMatchObject({
      fromIndex: 0,
      fromPrice: 15,
    })
  })

  it('that are still open, or never touch the loaded bars, have no line', () => {
    expect(
      placeTrades(
        [trip(0, null, 10, null), trip(-9 * HOUR, -HOUR, 1, 2), trip(9 * HOUR, 10 * HOUR, 1, 2)],
        [],
        'SPX',
        bars,
      ),
    ).toEqual([])
  })
})
