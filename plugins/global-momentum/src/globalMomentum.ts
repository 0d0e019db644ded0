import { defineStrategy, divide, lag, returns, standardDeviation, subtract } from 'quarterdeck'

export default defineStrategy({
  name: 'Global momentum',
  description:
    'Once a month ranks a universe of equities, fixed income, commodities and currencies by its return over the past year without the last month, holds the strongest few and keeps in cash the part of those that have not risen. Relative strength: Jegadeesh and Titman 1993, Asness, Moskowitz and Pedersen 2013; own past return as a filter: Moskowitz, Ooi and Pedersen 2012; both together: Antonacci 2014.',
  symbols: [
    'SYN-EQUITY-US',
    'SYN-EQUITY-WORLD',
    'SYN-BOND-7Y',
    'SYN-BOND-20Y',
    'SYN-GOLD',
    'SYN-COMMODITY',
    'SYN-EURUSD',
    'SYN-JPYUSD',
  ],
  timeframe: '1d',
  parameters: {
    lookback: {
      default: 252,
      min: 2,
      max: 1000,
      label: 'Lookback',
      description: 'Bars of the ranking period.',
    },
    skip: {
      default: 21,
      min: 0,
      max: 250,
      label: 'Skipped',
      description: 'Newest bars left out of it: over a month returns tend to reverse.',
    },
    holdings: {
      default: 3,
      min: 1,
      max: 100,
      label: 'Holdings',
      description: 'How many of the strongest are held.',
    },
    weighting: {
      default: 'equal',
      choices: ['equal', 'inverse-volatility'],
      label: 'Weighting',
      description: 'Equal parts, or parts in inverse proportion to volatility.',
    },
    volatilityLength: { default: 63, min: 2, max: 500, label: 'Volatility length' },
    cashFilter: {
      default: true,
      label: 'Cash filter',
      description: 'Holds cash in place of an instrument whose own momentum is not positive.',
    },
  },
  indicators: ({ close, parameters }) => ({
    momentum: subtract(divide(lag(close, parameters.skip), lag(close, parameters.lookback)), 1),
    volatility: standardDeviation(returns(close), parameters.volatilityLength),
  }),
  schedule: [
    {
      every: 'month',
      run(ctx) {
        const { parameters } = ctx
        const ranked = ctx.symbols
          .map((symbol) => {
            const { momentum, volatility } = ctx.of(symbol)
            const isEqual = parameters.weighting === 'equal'
            return { symbol, momentum, strength: isEqual ? 1 : 1 / volatility }
          })
          .filter(({ momentum, strength }) => Number.isFinite(momentum) && Number.isFinite(strength))
          .sort((a, b) => b.momentum - a.momentum)
          .slice(0, parameters.holdings)
        const total = ranked.reduce((sum, { strength }) => sum + strength, 0)
        const targets = new Map(
          ranked
            .filter(({ momentum }) => !parameters.cashFilter || momentum > 0)
            .map(({ symbol, strength }) => [symbol, strength / total]),
        )
        const { equity } = ctx.account
        const changes = ctx.symbols.map((symbol) => ({
          symbol,
          target: targets.get(symbol) ?? 0,
          held: ctx.position(symbol).marketValue / equity,
        }))
        // Largest reductions first: their proceeds pay for the purchases.
        changes.sort((a, b) => a.target - a.held - (b.target - b.held))
        for (const { symbol, target, held } of changes) {
          if (target !== held) ctx.orderTargetPercent(symbol, target, { tag: 'rebalance' })
        }
      },
    },
  ],
})
