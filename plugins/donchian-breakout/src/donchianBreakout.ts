import { atr, defineStrategy, highest, lag, lowest } from 'quarterdeck'

export default defineStrategy({
  name: 'Donchian breakout',
  description:
    'Enters when the close leaves the range of the past bars (R. Donchian), sized so that a move against it by a number of average true ranges costs a fixed part of the account, and leaves at the opposite end of a shorter range (the Turtle rules, C. Faith, 2003).',
  timeframe: '1d',
  parameters: {
    entry: {
      default: 20,
      min: 2,
      max: 300,
      label: 'Entry range',
      description: 'Bars of the range to break.',
    },
    exit: {
      default: 10,
      min: 2,
      max: 300,
      label: 'Exit range',
      description: 'Bars of the range that ends it.',
    },
    atrLength: { default: 20, min: 2, max: 200, label: 'ATR length' },
    riskAtr: {
      default: 2,
      min: 0.5,
      max: 10,
      step: 0.5,
      label: 'Risk in ATR',
      description: 'Distance of the loss that is planned for, in average true ranges.',
    },
    risk: {
      default: 0.01,
      min: 0.001,
      max: 0.1,
      step: 0.001,
      label: 'Risked part',
      description: 'Part of the account that this loss costs, as a fraction.',
    },
    short: { default: false, label: 'Sell short', description: 'Needs a run that allows short positions.' },
  },
  indicators: ({ high, low, close, parameters }) => ({
    // The range of the bars before this one: a close can leave it only if it is no part of it.
    entryHigh: lag(highest(high, parameters.entry), 1),
    entryLow: lag(lowest(low, parameters.entry), 1),
    exitHigh: lag(highest(high, parameters.exit), 1),
    exitLow: lag(lowest(low, parameters.exit), 1),
    range: atr(high, low, close, parameters.atrLength),
  }),
  onBar(ctx) {
    const { symbol, close, parameters } = ctx
    const { quantity } = ctx.position(symbol)
    if ((quantity > 0 && close < ctx.exitLow) || (quantity < 0 && close > ctx.exitHigh)) {
      ctx.orderTarget(symbol, 0, { tag: 'exit' })
      return
    }
    if (quantity !== 0 || !(ctx.range > 0)) return
    const lossPerUnit = parameters.riskAtr * ctx.range
    const riskSized = (parameters.risk * close) / lossPerUnit
    const fraction = Math.min(riskSized, 1 / ctx.symbols.length)
    if (close > ctx.entryHigh) ctx.orderTargetPercent(symbol, fraction, { tag: 'breakout' })
    else if (parameters.short && close < ctx.entryLow) {
      ctx.orderTargetPercent(symbol, -fraction, { tag: 'breakdown' })
    }
  },
})
