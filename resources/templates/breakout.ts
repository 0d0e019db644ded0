import { atr, defineStrategy, highest, lag } from 'quarterdeck'

export default defineStrategy({
  name: 'Breakout',
  parameters: {
    range: { default: 20, min: 2, max: 300 },
    stopInAtr: { default: 3, min: 0.5, max: 10, step: 0.5 },
  },
  indicators: ({ high, low, close, parameters }) => ({
    // The highest high before this bar.
    ceiling: lag(highest(high, parameters.range), 1),
    range: atr(high, low, close, 20),
  }),
  onBar(ctx) {
    const isFlat = ctx.position(ctx.symbol).quantity === 0
    if (isFlat && ctx.close > ctx.ceiling) {
      ctx.orderTargetPercent(ctx.symbol, 1 / ctx.symbols.length, { tag: 'breakout' })
    }
  },
  onFill(ctx, fill) {
    // As soon as it is bought, a stop protects it.
    if (fill.side !== 'buy') return
    ctx.order(fill.symbol, -fill.quantity, {
      type: 'stop',
      stopPrice: fill.price - ctx.parameters.stopInAtr * ctx.of(fill.symbol).range,
      tag: 'stop',
    })
  },
})
