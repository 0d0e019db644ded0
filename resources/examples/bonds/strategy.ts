import { defineStrategy } from 'quarterdeck'

/**
 * Buys a treasury note and holds it to its redemption, then puts the money into a corporate bond: accrued interest at
 * the purchase, coupons twice a year, the redemption at 100.
 */
export default defineStrategy({
  name: 'Example: bonds held to redemption',
  description:
    'Buys a note after its issue, collects coupons and the redemption, and goes on with a corporate bond. Prices are clean: a trade pays accrued interest.',
  symbols: ['SYN-NOTE-2023', 'SYN-CORP-2029'],
  timeframe: '1d',
  parameters: {
    bonds: { default: 90, min: 1, max: 1000, description: 'Notes of 1,000 dollars' },
  },
  onBar(ctx) {
    if (ctx.symbol === 'SYN-NOTE-2023' && ctx.index === 20) ctx.order(ctx.symbol, ctx.parameters.bonds)
  },
  schedule: [
    {
      every: 'month',
      run(ctx) {
        const price = ctx.price('SYN-CORP-2029')
        const units = Math.floor((ctx.account.cash() * 0.95) / (price * 10))
        // Only what the redemption of the note has left as cash.
        if (
          units >= 20 &&
          ctx.position('SYN-NOTE-2023').quantity === 0 &&
          ctx.timeMs > Date.UTC(2023, 4, 16)
        ) {
          ctx.order('SYN-CORP-2029', units)
        }
      },
    },
  ],
})
