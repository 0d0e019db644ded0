import { defineStrategy, returns } from 'quarterdeck'

export default defineStrategy({
  name: 'Monthly rotation',
  parameters: {
    lookback: { default: 126, min: 2, max: 500 },
    holdings: { default: 2, min: 1, max: 50 },
  },
  indicators: ({ close, parameters }) => ({ momentum: returns(close, parameters.lookback) }),
  schedule: [
    {
      every: 'month',
      run(ctx) {
        const ranked = ctx.symbols
          .filter((symbol) => ctx.of(symbol).momentum > 0)
          .sort((a, b) => ctx.of(b).momentum - ctx.of(a).momentum)
          .slice(0, ctx.parameters.holdings)
        // Sells first, so that the proceeds pay for what is bought.
        for (const symbol of ctx.symbols) if (!ranked.includes(symbol)) ctx.closePosition(symbol)
        for (const symbol of ranked) ctx.orderTargetPercent(symbol, 1 / ctx.parameters.holdings)
      },
    },
  ],
})
