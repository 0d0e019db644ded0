import { defineStrategy, rsi } from 'quarterdeck'

export default defineStrategy({
  name: 'RSI reversion',
  parameters: {
    length: { default: 14, min: 2, max: 50 },
    oversold: { default: 30, min: 5, max: 50 },
    recovered: { default: 55, min: 40, max: 90 },
  },
  indicators: ({ close, parameters }) => ({ strength: rsi(close, parameters.length) }),
  onBar(ctx) {
    const { symbol, close, strength, parameters } = ctx
    const isLong = ctx.position(symbol).quantity > 0
    if (!isLong && strength < parameters.oversold) {
      // Waits one session for a price no worse than this close.
      ctx.orderTargetPercent(symbol, 1 / ctx.symbols.length, {
        type: 'limit',
        limitPrice: close,
        timeInForce: 'day',
        tag: 'oversold',
      })
    } else if (isLong && strength > parameters.recovered) {
      ctx.closePosition(symbol)
    }
  },
})
