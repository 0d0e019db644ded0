import { defineStrategy, sma } from 'quarterdeck'

/**
 * Follows the trend of two continuous futures. What is held over a roll is closed in the old contract and opened in
 * the next one, with fees; each day's profit is settled in cash.
 */
export default defineStrategy({
  name: 'Example: trend in continuous futures',
  description:
    'Long or short an index and a crude oil future after two averages. Daily settlement, margins and real roll trades.',
  symbols: ['SYI.c', 'SYC.c'],
  timeframe: '1d',
  parameters: {
    fast: { default: 20, min: 2, max: 100 },
    slow: { default: 60, min: 10, max: 250 },
    contracts: { default: 1, min: 1, max: 20 },
  },
  indicators: ({ close, parameters }) => ({
    fast: sma(close, parameters.fast),
    slow: sma(close, parameters.slow),
  }),
  onBar(ctx) {
    const { contracts } = ctx.parameters
    ctx.orderTarget(ctx.symbol, ctx.fast > ctx.slow ? contracts : -contracts)
  },
})
