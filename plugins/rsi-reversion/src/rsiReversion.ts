import { defineStrategy, rsi, sma } from 'quarterdeck'

export default defineStrategy({
  name: 'RSI reversion',
  description:
    'Buys when a short RSI falls below a threshold while the close is above its long average, and sells when the RSI has recovered (L. Connors and C. Alvarez, Short Term Trading Strategies That Work, 2008).',
  timeframe: '1d',
  parameters: {
    length: { default: 2, min: 2, max: 50, label: 'RSI length' },
    entry: { default: 10, min: 1, max: 50, label: 'Buy below', description: 'RSI below which it buys.' },
    exit: { default: 70, min: 30, max: 99, label: 'Sell above', description: 'RSI above which it sells.' },
    trend: {
      default: 200,
      min: 2,
      max: 500,
      label: 'Trend length',
      description: 'It buys only while the close is above the average of so many bars.',
    },
  },
  indicators: ({ close, parameters }) => ({
    strength: rsi(close, parameters.length),
    trend: sma(close, parameters.trend),
  }),
  onBar(ctx) {
    const { symbol, parameters } = ctx
    const isHeld = ctx.position(symbol).quantity > 0
    if (!isHeld && ctx.strength < parameters.entry && ctx.close > ctx.trend) {
      ctx.orderTargetPercent(symbol, 1 / ctx.symbols.length, { tag: 'oversold' })
    } else if (isHeld && ctx.strength > parameters.exit) {
      ctx.orderTargetPercent(symbol, 0, { tag: 'recovered' })
    }
  },
})
