import { defineStrategy } from 'quarterdeck'

/**
 * Three shares and all that happens to them: dividends with ex-date and day of payment, a split that changes an open
 * order, a stock dividend, a rename and a merger, a delisting of a share that was sold short, the fee for borrowing it.
 */
export default defineStrategy({
  name: 'Example: shares and their corporate actions',
  description:
    'Holds two shares and shorts a third through dividends, a split, a stock dividend, a merger and a delisting. The statement explains each movement of cash.',
  symbols: ['SYN-ALPHA', 'SYN-BETA', 'SYN-GAMMA'],
  timeframe: '1d',
  parameters: {
    shares: { default: 200, min: 1, max: 5000, description: 'Shares of each company' },
  },
  onBar(ctx) {
    const { shares } = ctx.parameters
    if (ctx.index === 0) {
      // A limit order far below the market: the split halves its price and doubles its quantity.
      if (ctx.symbol === 'SYN-ALPHA') ctx.order('SYN-ALPHA', shares / 2, { limitPrice: ctx.close * 0.5 })
      ctx.order(ctx.symbol, ctx.symbol === 'SYN-GAMMA' ? -shares : shares)
    }
  },
  onOrder(ctx, order) {
    ctx.log(`${order.side} ${order.quantity} ${order.symbol}: ${order.status} ${order.reason ?? ''}`)
  },
})
