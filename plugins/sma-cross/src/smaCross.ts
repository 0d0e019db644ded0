import { defineStrategy, sma } from 'quarterdeck'

export default defineStrategy({
  name: 'SMA cross',
  description:
    'Long while the fast simple moving average is above the slow one, flat otherwise, or short where that is switched on. The account is divided equally among the symbols.',
  timeframe: '1d',
  parameters: {
    fast: { default: 10, min: 2, max: 200, label: 'Fast length', description: 'Bars of the fast average.' },
    slow: { default: 30, min: 3, max: 500, label: 'Slow length', description: 'Bars of the slow average.' },
    short: {
      default: false,
      label: 'Sell short',
      description: 'Short while the fast average is below. Needs a run that allows short positions.',
    },
  },
  indicators: ({ close, parameters }) => ({
    fast: sma(close, parameters.fast),
    slow: sma(close, parameters.slow),
  }),
  onBar(ctx) {
    const below = ctx.parameters.short ? -1 : 0
    const direction = ctx.fast > ctx.slow ? 1 : below
    // Orders only when the direction changes: the position is left to drift with the price.
    if (direction !== Math.sign(ctx.position(ctx.symbol).quantity)) {
      ctx.orderTargetPercent(ctx.symbol, direction / ctx.symbols.length)
    }
  },
})
