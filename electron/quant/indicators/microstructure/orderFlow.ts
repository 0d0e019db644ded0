import { bars, defineIndicator, type Kernel } from '../defineIndicator.ts'
import { pairKernel, SlidingWindow } from '../kernels/slidingWindow.ts'
import { TickRule } from '../kernels/tickRule.ts'

const common = { group: 'microstructure', pane: 'own', memory: 'recursive' } as const
const LEE_READY = 'Lee and Ready, Inferring Trade Direction from Intraday Data, 1991'

export const tickRuleIndicator = defineIndicator({
  ...common,
  id: 'tickRule',
  name: 'Tick rule',
  summary:
    'Side of the last trade: 1 after a rise, -1 after a fall, as before where the price stood still, 0 at first.',
  formula: 'sign(x[t] - x[t-1]), carried over zeros',
  source: LEE_READY,
  inputs: ['source'],
  parameters: {},
  outputs: { tickRule: 'signal' },
  warmUp: () => 0,
  create: () => new TickRule(),
})

export const leeReadyIndicator = defineIndicator({
  ...common,
  id: 'leeReady',
  name: 'Lee-Ready side',
  summary: 'Side of a trade against the quote: 1 above the middle, -1 below it, by the tick rule at it.',
  formula: 'sign(x - (bid + ask) / 2), else the tick rule',
  source: LEE_READY,
  inputs: ['source', 'bid', 'ask'],
  parameters: {},
  outputs: { leeReady: 'signal' },
  warmUp: () => 0,
  create: () => {
    const rule = new TickRule()
    return {
      update: (price, bid, ask) => {
        const side = rule.update(price)
        return Math.sign(price - (bid + ask) / 2) || side
      },
    }
  },
})

export const signedVolumeIndicator = defineIndicator({
  ...common,
  id: 'signedVolume',
  name: 'Signed volume',
  summary: 'Volume of the last `length` bars signed by the tick rule, and its share of all of it.',
  formula: 'sum(side v); sum(side v) / sum(v)',
  source:
    'Hasbrouck, Measuring the Information Content of Stock Trades, 1991; Chordia, Roll and Subrahmanyam 2002',
  inputs: ['source', 'volume'],
  parameters: { length: bars(20) },
  outputs: { signedVolume: 'volume', imbalance: 'ratio' },
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const rule = new TickRule()
    const more = new Float64Array(1)
    const statistic = (sides: Float64Array, volumes: Float64Array, start: number) => {
      let signed = 0
      let all = 0
      for (let i = start; i < start + length; i++) {
        signed += sides[i]! * volumes[i]!
        all += volumes[i]!
      }
      more[0] = all === 0 ? 0 : signed / all
      return signed
    }
    const window = pairKernel(length, statistic, more)
    return { more, update: (price, volume) => window.update(rule.update(price), volume, 0, 0, 0, 0) }
  },
})

/** Slope and t-value of a line through the origin; both 0 where the regressor is. */
function impactKernel(length: number): Kernel {
  const more = new Float64Array(1)
  const statistic = (flows: Float64Array, changes: Float64Array, start: number) => {
    let products = 0
    let squares = 0
    for (let i = start; i < start + length; i++) {
      products += flows[i]! * changes[i]!
      squares += flows[i]! * flows[i]!
    }
    const slope = squares === 0 ? 0 : products / squares
    let errors = 0
    for (let i = start; i < start + length; i++) errors += (changes[i]! - slope * flows[i]!) ** 2
    more[0] = squares === 0 ? 0 : slope / Math.sqrt(errors / (length - 1) / squares)
    return slope
  }
  return pairKernel(length, statistic, more)
}

export const kyleLambdaIndicator = defineIndicator({
  ...common,
  id: 'kyleLambda',
  name: "Kyle's lambda",
  summary: 'Price change for a unit of volume signed by the tick rule, with its t-value.',
  formula: 'x[t] - x[t-1] = lambda side v + e by least squares through the origin',
  source: 'Kyle, Continuous Auctions and Insider Trading, 1985; Lopez de Prado 2018, 19.4.1',
  inputs: ['source', 'volume'],
  parameters: { length: bars(60, 2) },
  outputs: { lambda: 'price', tValue: 'score' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const rule = new TickRule()
    const window = impactKernel(length)
    let before = Number.NaN
    const update = (price: number, volume: number) => {
      const change = price - before
      before = price
      const flow = rule.update(price) * volume
      return Number.isNaN(change) ? Number.NaN : window.update(flow, change, 0, 0, 0, 0)
    }
    return window.more === undefined ? { update } : { update, more: window.more }
  },
})

export const hasbrouckLambdaIndicator = defineIndicator({
  ...common,
  id: 'hasbrouckLambda',
  name: "Hasbrouck's lambda",
  summary: 'Log return for the root of the traded money signed by the tick rule, with its t-value.',
  formula: 'log(x[t] / x[t-1]) = lambda side sqrt(x v) + e by least squares through the origin',
  source: 'Hasbrouck, Trading Costs and Returns for US Equities, 2009; Lopez de Prado 2018, 19.4.3',
  inputs: ['source', 'volume'],
  parameters: { length: bars(60, 2) },
  outputs: { lambda: 'other', tValue: 'score' },
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const rule = new TickRule()
    const window = impactKernel(length)
    let before = Number.NaN
    const update = (price: number, volume: number) => {
      const change = Math.log(price / before)
      const isFirst = Number.isNaN(before)
      before = price
      const flow = rule.update(price) * Math.sqrt(price * volume)
      return isFirst ? Number.NaN : window.update(flow, change, 0, 0, 0, 0)
    }
    return window.more === undefined ? { update } : { update, more: window.more }
  },
})

export const orderFlowImbalanceIndicator = defineIndicator({
  ...common,
  id: 'orderFlowImbalance',
  name: 'Order flow imbalance',
  summary: 'What was added to the best bid and taken from the best ask over the last `length` quotes.',
  formula:
    'sum([bid >= bid-] bidSize - [bid <= bid-] bidSize- - [ask <= ask-] askSize + [ask >= ask-] askSize-), - being the quote before',
  source: 'Cont, Kukanov and Stoikov, The Price Impact of Order Book Events, 2014',
  inputs: ['bid', 'bidSize', 'ask', 'askSize'],
  parameters: { length: bars(20) },
  outputs: { orderFlowImbalance: 'unit of the input' },
  memory: 'window',
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const events = new SlidingWindow(length)
    let [bidBefore, bidSizeBefore, askBefore, askSizeBefore] = [Number.NaN, 0, 0, 0]
    return {
      update: (bid, bidSize, ask, askSize) => {
        const isFirst = Number.isNaN(bidBefore)
        const event =
          (bid >= bidBefore ? bidSize : 0) -
          (bid <= bidBefore ? bidSizeBefore : 0) -
          (ask <= askBefore ? askSize : 0) +
          (ask >= askBefore ? askSizeBefore : 0)
        bidBefore = bid
        bidSizeBefore = bidSize
        askBefore = ask
        askSizeBefore = askSize
        if (isFirst || !events.push(event)) return Number.NaN
        let sum = 0
        for (let i = events.start; i < events.start + length; i++) sum += events.values[i]!
        return sum
      },
    }
  },
})
