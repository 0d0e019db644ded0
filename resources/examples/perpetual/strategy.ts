import { defineStrategy } from 'quarterdeck'

/**
 * Holds the coin and is short the same quantity of its perpetual: the price cancels out, and the funding that longs pay
 * every eight hours is earned.
 */
export default defineStrategy({
  name: 'Example: funding of a perpetual',
  description:
    'Long the coin, short the perpetual. The statement shows the funding of every eight hours and the fees of both legs.',
  symbols: ['SYN-BTC', 'SYN-BTC-PERP'],
  timeframe: '1h',
  parameters: { coins: { default: 2, min: 0.1, max: 50, step: 0.1 } },
  schedule: [
    {
      every: 'year',
      run(ctx) {
        ctx.orderTarget('SYN-BTC', ctx.parameters.coins)
        ctx.orderTarget('SYN-BTC-PERP', -ctx.parameters.coins)
      },
    },
  ],
})
