import { defineStrategy, sma } from 'quarterdeck'

export default defineStrategy({
  name: 'Moving average cross',
  parameters: {
    fast: { default: 10, min: 2, max: 200 },
    slow: { default: 30, min: 3, max: 500 },
  },
  indicators: ({ close, parameters }) => ({
    fast: sma(close, parameters.fast),
    slow: sma(close, parameters.slow),
  }),
  onBar(ctx) {
    const isLong = ctx.position(ctx.symbol).quantity > 0
    const shouldBeLong = ctx.fast > ctx.slow
    // An equal part of the account for each symbol.
    if (shouldBeLong && !isLong) ctx.orderTargetPercent(ctx.symbol, 1 / ctx.symbols.length)
    if (!shouldBeLong && isLong) ctx.closePosition(ctx.symbol)
  },
})
