import { defineStrategy } from 'quarterdeck'

/**
 * Covered calls with a protective put: holds the share, sells a call above the market against it and buys a put below.
 * At expiry the call is assigned and the shares are delivered, or it ends worthless.
 */
export default defineStrategy({
  name: 'Example: covered call and protective put',
  description:
    'Holds 500 shares, sells calls and buys puts of the nearest expiry. Premiums, assignment, exercise and delivery stand in the statement.',
  symbols: ['SYN-ALPHA'],
  timeframe: '1d',
  parameters: {
    contracts: { default: 5, min: 1, max: 50, description: 'Contracts of 100 shares' },
    distance: { default: 0.01, min: 0, max: 0.3, step: 0.01, description: 'Of the strikes from the price' },
  },
  schedule: [
    {
      every: 'week',
      run(ctx) {
        const underlying = 'SYN-ALPHA'
        const { contracts, distance } = ctx.parameters
        const price = ctx.price(underlying)
        const chain = ctx.chain(underlying)
        if (chain.length === 0 || !(price > 0)) return
        const isOpen = chain.some(({ symbol }) => ctx.position(symbol).quantity !== 0)
        if (isOpen) return
        ctx.orderTarget(underlying, contracts * 100)
        const expiryMs = Math.min(...chain.map((contract) => contract.expiryMs))
        const nearest = chain.filter((contract) => contract.expiryMs === expiryMs)
        const calls = nearest.filter(
          ({ right, strike }) => right === 'call' && strike >= price * (1 + distance),
        )
        const puts = nearest.filter(
          ({ right, strike }) => right === 'put' && strike <= price * (1 - distance),
        )
        const call = calls[0]
        const put = puts[puts.length - 1]
        if (call !== undefined) ctx.order(call.symbol, -contracts)
        if (put !== undefined) ctx.order(put.symbol, contracts)
      },
    },
  ],
})
