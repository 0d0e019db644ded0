import { defineStrategy, sma } from 'quarterdeck'

export default defineStrategy({
  name: 'My strategy',
  // Numbers you can change for each run.
  parameters: { length: { default: 20, min: 2, max: 300 } },
  // One value per bar, known when the bar has closed.
  indicators: ({ close, parameters }) => ({ average: sma(close, parameters.length) }),
  // Each bar of each symbol, when it has closed. Orders placed here fill at the next bar's open.
  onBar(ctx) {
    ctx.log(`${ctx.symbol} closed at ${ctx.close}, average ${ctx.average}`)
  },
})
