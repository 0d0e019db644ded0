import type { FillTiming } from '../../shared/domain/backtest.ts'
import type { OrderBook } from './orderBook.ts'
import type { WorkingOrder } from './workingOrder.ts'

/** The three moments of a bar at which orders meet prices. */
export type BarPhase = 'open' | 'stops' | 'limits' | 'close'

/** A price at which an order can trade, with where it comes from. */
export interface Opportunity {
  readonly price: number
  readonly source: string
  /** The worst price the order allows, NaN when any will do. */
  readonly worst: number
}

/**
 * The price a bar offers a working order in one of its phases, or null. Gaps fill at the open; inside the range an
 * order fills at its own price; touching is enough. A stop-limit order that is triggered inside the range and whose
 * limit lies beyond the stop waits for the next bar, because the order of prices inside this one is not known.
 */
export function findOpportunity(
  order: WorkingOrder,
  phase: BarPhase,
  timing: FillTiming,
  book: OrderBook,
): Opportunity | null {
  const { core } = order
  const t = core.index
  switch (phase) {
    case 'open':
      return atOpen(order, core.open[t]!, timing, book)
    case 'stops':
      return atStop(order, core.high[t]!, core.low[t]!, book)
    case 'limits':
      return atLimit(order, core.high[t]!, core.low[t]!)
    case 'close':
      return atClose(order, core.close[t]!, timing)
  }
}

function atOpen(order: WorkingOrder, open: number, timing: FillTiming, book: OrderBook): Opportunity | null {
  const { sign, limitPrice, stopPrice } = order
  switch (order.type) {
    case 'market':
      return timing === 'next-open' ? offer(open, 'open') : null
    case 'limit':
      return sign * (limitPrice - open) >= 0 ? offer(open, 'open', limitPrice) : null
    case 'stop':
      return sign * (open - stopPrice) >= 0 ? offer(open, 'open, gap through the stop') : null
    case 'stop-limit':
      if (!order.triggered && sign * (open - stopPrice) >= 0) book.trigger(order)
      return order.triggered && sign * (limitPrice - open) >= 0 ? offer(open, 'open', limitPrice) : null
    case 'market-on-close':
      return null
  }
}

function atStop(order: WorkingOrder, high: number, low: number, book: OrderBook): Opportunity | null {
  const { sign, stopPrice, limitPrice } = order
  if (order.type !== 'stop' && order.type !== 'stop-limit') return null
  if (order.triggered || !(sign > 0 ? high >= stopPrice : low <= stopPrice)) return null
  if (order.type === 'stop') return offer(stopPrice, 'stop')
  book.trigger(order)
  if (sign * (limitPrice - stopPrice) >= 0) return offer(stopPrice, 'stop', limitPrice)
  order.triggeredInBar = order.core.index
  return null
}

function atLimit(order: WorkingOrder, high: number, low: number): Opportunity | null {
  const { sign, limitPrice } = order
  const rests =
    order.type === 'limit' ||
    (order.type === 'stop-limit' && order.triggered && order.triggeredInBar !== order.core.index)
  if (!rests || !(sign > 0 ? low <= limitPrice : high >= limitPrice)) return null
  return offer(limitPrice, 'limit', limitPrice)
}

function atClose(order: WorkingOrder, close: number, timing: FillTiming): Opportunity | null {
  const trades = order.type === 'market-on-close' || (order.type === 'market' && timing !== 'next-open')
  return trades ? offer(close, 'close') : null
}

function offer(price: number, source: string, worst = Number.NaN): Opportunity | null {
  return Number.isFinite(price) ? { price, source, worst } : null
}
