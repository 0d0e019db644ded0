import { defineStrategy, rsi } from 'quarterdeck'

/**
 * Trades a currency pair in standard lots with leverage: spreads that depend on the hour, swap at each rollover at
 * 17:00 in New York, three times on Wednesday.
 */
export default defineStrategy({
  name: 'Example: a currency pair with leverage',
  description:
    'Fades extremes of the RSI in lots of a margin account of 50:1. Half the spread of the hour is paid at each fill, swap at each rollover.',
  symbols: ['SYN-EUR/USD'],
  timeframe: '1h',
  parameters: {
    length: { default: 24, min: 5, max: 100 },
    lots: { default: 2, min: 1, max: 10, description: 'Standard lots of 100,000' },
  },
  indicators: ({ close, parameters }) => ({ strength: rsi(close, parameters.length) }),
  onBar(ctx) {
    const { terms } = ctx.instrument(ctx.symbol)
    const lot = terms?.kind === 'fx' ? terms.standardLot : 1
    if (ctx.strength < 32) ctx.orderTarget(ctx.symbol, ctx.parameters.lots * lot)
    else if (ctx.strength > 68) ctx.orderTarget(ctx.symbol, -ctx.parameters.lots * lot)
  },
})
