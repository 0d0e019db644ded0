import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { TickRule } from '../kernels/tickRule.ts'

const common = {
  group: 'microstructure',
  pane: 'own',
  memory: 'points',
  warmUp: () => 0,
} as const
const QUOTE = ['bid', 'ask'] as const
const BOOK = ['bid', 'bidSize', 'ask', 'askSize'] as const
const HARRIS = 'Harris, Trading and Exchanges, 2003'

export const quoteMiddleIndicator = defineIndicator({
  ...common,
  id: 'quoteMiddle',
  name: 'Middle of the quote',
  summary: 'Mean of bid and ask.',
  formula: '(bid + ask) / 2',
  source: HARRIS,
  inputs: QUOTE,
  parameters: {},
  outputs: { quoteMiddle: 'price' },
  pane: 'price',
  create: () => ({ update: (bid, ask) => (bid + ask) / 2 }),
})

export const quotedSpreadIndicator = defineIndicator({
  ...common,
  id: 'quotedSpread',
  name: 'Quoted spread',
  summary: 'Ask less bid, and as a fraction of their middle.',
  formula: 'ask - bid; 2 (ask - bid) / (ask + bid)',
  source: HARRIS,
  inputs: QUOTE,
  parameters: {},
  outputs: { spread: 'price', relative: 'fraction' },
  create: () => {
    const more = new Float64Array(1)
    return {
      more,
      update: (bid, ask) => {
        more[0] = (2 * (ask - bid)) / (ask + bid)
        return ask - bid
      },
    }
  },
})

export const bookImbalanceIndicator = defineIndicator({
  ...common,
  id: 'bookImbalance',
  name: 'Book imbalance',
  summary: 'Size at the bid against size at the ask: 1 only bids, -1 only asks, 0 where there is neither.',
  formula: '(bidSize - askSize) / (bidSize + askSize)',
  source: 'Cao, Hansch and Wang, The Information Content of an Open Limit-Order Book, 2009',
  inputs: ['bidSize', 'askSize'],
  parameters: {},
  outputs: { bookImbalance: 'ratio' },
  create: () => ({
    update: (bidSize, askSize) => {
      const all = bidSize + askSize
      return all === 0 ? 0 : (bidSize - askSize) / all
    },
  }),
})

export const micropriceIndicator = defineIndicator({
  ...common,
  id: 'microprice',
  name: 'Microprice',
  summary: 'Middle of the quote weighted by the size on the other side; the middle where there is none.',
  formula: '(bid askSize + ask bidSize) / (bidSize + askSize)',
  source: 'Gatheral and Oomen, Zero-intelligence realized variance estimation, 2010; Stoikov 2018',
  inputs: BOOK,
  parameters: {},
  outputs: { microprice: 'price' },
  pane: 'price',
  create: () => ({
    update: (bid, bidSize, ask, askSize) => {
      const all = bidSize + askSize
      return all === 0 ? (bid + ask) / 2 : bid + ((ask - bid) * bidSize) / all
    },
  }),
})

export const effectiveSpreadIndicator = defineIndicator({
  ...common,
  id: 'effectiveSpread',
  name: 'Effective spread',
  summary: 'Twice the distance of a trade from the middle of the quote, and as a fraction of the middle.',
  formula: '2 |x - middle|; 2 |x - middle| / middle',
  source: 'Huang and Stoll, Dealer versus auction markets, 1996',
  inputs: ['source', 'bid', 'ask'],
  parameters: {},
  outputs: { spread: 'price', relative: 'fraction' },
  create: () => {
    const more = new Float64Array(1)
    return {
      more,
      update: (price, bid, ask) => {
        const middle = (bid + ask) / 2
        const spread = 2 * Math.abs(price - middle)
        more[0] = spread / middle
        return spread
      },
    }
  },
})

export const realisedSpreadIndicator = defineIndicator({
  ...common,
  id: 'realisedSpread',
  name: 'Realised spread and price impact',
  summary:
    'Of the trade `horizon` bars ago: what its other side kept after the quote moved, and how far the quote moved with it.',
  formula: '2 side[-h] (x[-h] - middle); 2 side[-h] (middle - middle[-h]), side by Lee and Ready',
  source: 'Huang and Stoll, Dealer versus auction markets, 1996',
  inputs: ['source', 'bid', 'ask'],
  parameters: { horizon: bars(5) },
  outputs: { realisedSpread: 'price', priceImpact: 'price' },
  memory: 'recursive',
  warmUp: ({ horizon }) => horizon,
  create: ({ horizon }) => {
    const rule = new TickRule()
    const [sides, prices, middles] = [
      new RollingWindow(horizon + 1),
      new RollingWindow(horizon + 1),
      new RollingWindow(horizon + 1),
    ]
    const more = new Float64Array(1)
    return {
      more,
      update: (price, bid, ask) => {
        const middle = (bid + ask) / 2
        const byTick = rule.update(price)
        sides.push(Math.sign(price - middle) || byTick)
        prices.push(price)
        middles.push(middle)
        const side = sides.ago(horizon)
        more[0] = 2 * side * (middle - middles.ago(horizon))
        return 2 * side * (prices.ago(horizon) - middle)
      },
    }
  },
})
