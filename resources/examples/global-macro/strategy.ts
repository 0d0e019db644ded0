import { allocate, defineStrategy, returns, standardDeviation } from 'quarterdeck'

/** Share of the budget of each region, and of each asset class within it; `carry` is what futures and funds share. */
const REGIONS: Readonly<
  Record<string, { readonly weight: number; readonly classes: Readonly<Record<string, number>> }>
> = {
  US: { weight: 0.45, classes: { equity: 0.5, bond: 0.5 } },
  Europe: { weight: 0.25, classes: { equity: 0.5, bond: 0.3, fx: 0.2 } },
  Asia: { weight: 0.1, classes: { equity: 1 } },
  Global: { weight: 0.2, classes: { commodity: 1 } },
}

/** Asset class of the budgets: funds on shares and index futures are both equity. */
function classOf(assetClass: string): string {
  return assetClass === 'etf' || assetClass === 'future' || assetClass === 'index' ? 'equity' : assetClass
}

/**
 * Monthly momentum over funds and futures of four asset classes and four regions, with targets on three levels: a
 * region's budget is split over its asset classes, and a class's over the securities that have risen, by the inverse of
 * their volatility.
 */
export default defineStrategy({
  name: 'Example: global macro with targets on three levels',
  description:
    'Funds and continuous futures over equity, bonds, commodities and currencies. Region, asset class and security each have a target; the Allocation tab shows what was held on each level.',
  symbols: [
    ...['SYN-ETF-US', 'SYN-ETF-EUROPE', 'SYN-ETF-JAPAN', 'SYN-ETF-TREASURY', 'SYN-ETF-BUND', 'SYN-ETF-GOLD'],
    ...['SYI.c', 'SYB.c', 'SYC.c', 'SYE.c'],
  ],
  timeframe: '1d',
  parameters: {
    months: { default: 6, min: 1, max: 12, description: 'Length of the momentum' },
    invested: {
      default: 1,
      min: 0.1,
      max: 3,
      step: 0.1,
      description: 'Gross exposure when everything rises',
    },
  },
  indicators: ({ close, parameters }) => ({
    momentum: returns(close, parameters.months * 21),
    volatility: standardDeviation(returns(close, 1), 63),
  }),
  schedule: [
    {
      every: 'month',
      run(ctx) {
        const members = new Map<string, { symbol: string; weight: number }[]>()
        for (const symbol of ctx.symbols) {
          const { momentum, volatility } = ctx.of(symbol)
          if (!(momentum > 0) || !(volatility > 0)) continue
          const { region = 'Global', assetClass } = ctx.instrument(symbol)
          const key = `${region} ${classOf(assetClass)}`
          members.set(key, [...(members.get(key) ?? []), { symbol, weight: 1 / volatility }])
        }
        const tree = Object.fromEntries(
          Object.entries(REGIONS).map(([region, { weight, classes }]) => {
            const of = Object.fromEntries(
              Object.entries(classes).map(([assetClass, share]) => {
                const own = members.get(`${region} ${assetClass}`) ?? []
                const total = own.reduce((sum, member) => sum + member.weight, 0)
                const securities = Object.fromEntries(
                  own.map((member) => [member.symbol, member.weight / total]),
                )
                return [assetClass, { weight: share, of: securities }]
              }),
            )
            return [region, { weight: weight * ctx.parameters.invested, of }]
          }),
        )
        ctx.orderTargets(allocate(tree))
      },
    },
  ],
})
