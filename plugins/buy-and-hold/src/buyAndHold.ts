import { defineStrategy } from 'quarterdeck'

export default defineStrategy({
  name: 'Buy and hold',
  description:
    'Buys each symbol at its first bar with an equal part of the account and holds it to the end. What every other strategy has to beat.',
  parameters: {
    invested: {
      default: 1,
      min: 0.01,
      max: 1,
      step: 0.01,
      label: 'Invested part',
      description: 'Part of the account that is invested, as a fraction.',
    },
  },
  onBar(ctx) {
    if (ctx.position(ctx.symbol).quantity === 0 && ctx.openOrders(ctx.symbol).length === 0) {
      ctx.orderTargetPercent(ctx.symbol, ctx.parameters.invested / ctx.symbols.length)
    }
  },
})
