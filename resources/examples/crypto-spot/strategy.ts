import { defineStrategy, highest, lowest } from 'quarterdeck'

/** Rests limit orders at the edges of a range: a maker pays less than a taker, and the fee is taken in the coin bought. */
export default defineStrategy({
  name: 'Example: coins with maker and taker fees',
  description:
    'Buys low and sells high in a range with limit orders around the clock. Fees fall with the volume of the last 30 days.',
  symbols: ['SYN-BTC'],
  timeframe: '1h',
  parameters: { length: { default: 72, min: 10, max: 500 } },
  indicators: ({ high, low, parameters }) => ({
    top: highest(high, parameters.length),
    bottom: lowest(low, parameters.length),
  }),
  schedule: [
    {
      every: 'day',
      run(ctx) {
        const symbol = ctx.symbols[0] ?? ''
        const { top, bottom } = ctx.of(symbol)
        const held = ctx.position(symbol).quantity
        ctx.cancelAll(symbol)
        if (held > 0) ctx.order(symbol, -held, { limitPrice: top })
        else ctx.order(symbol, (ctx.account.equity * 0.9) / ctx.price(symbol), { limitPrice: bottom * 1.005 })
      },
    },
  ],
})
