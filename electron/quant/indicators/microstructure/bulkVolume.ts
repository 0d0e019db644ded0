import { bars, defineIndicator } from '../defineIndicator.ts'
import { normalDistribution } from '../kernels/normalDistribution.ts'
import { pairKernel, SlidingWindow } from '../kernels/slidingWindow.ts'
import { squaresOf } from '../kernels/windowMath.ts'

/** Share of buys in a bar's volume by its price change in deviations of the last changes; NaN until they are known. */
class BulkClassification {
  readonly #changes: SlidingWindow
  readonly #span: number
  #before = Number.NaN

  constructor(span: number) {
    this.#changes = new SlidingWindow(span)
    this.#span = span
  }

  update(price: number): number {
    const change = price - this.#before
    this.#before = price
    if (Number.isNaN(change) || !this.#changes.push(change)) return Number.NaN
    const span = this.#span
    const deviation = Math.sqrt(squaresOf(this.#changes.values, this.#changes.start, span) / (span - 1))
    return deviation === 0 ? 0.5 : normalDistribution(change / deviation)
  }
}

const common = {
  group: 'microstructure',
  source: 'Easley, Lopez de Prado and O’Hara, Flow Toxicity and Liquidity in a High-Frequency World, 2012',
  inputs: ['source', 'volume'],
  pane: 'own',
  memory: 'window',
} as const

export const bulkBuyVolumeIndicator = defineIndicator({
  ...common,
  id: 'bulkBuyVolume',
  name: 'Bulk volume classification',
  summary: "Buyers' part of the volume, judged by how far the price moved, and that of the sellers.",
  formula: 'buy = v Phi((x[t] - x[t-1]) / sample deviation of the last `span` changes), sell = v - buy',
  parameters: { span: bars(50, 2) },
  outputs: { buy: 'volume', sell: 'volume' },
  warmUp: ({ span }) => span,
  create: ({ span }) => {
    const classification = new BulkClassification(span)
    const more = new Float64Array(1).fill(Number.NaN)
    return {
      more,
      update: (price, volume) => {
        const buy = volume * classification.update(price)
        more[0] = volume - buy
        return buy
      },
    }
  },
})

export const vpinIndicator = defineIndicator({
  ...common,
  id: 'vpin',
  name: 'VPIN',
  summary:
    'Probability of informed trading: imbalance of bulk-classified volume over `length` bars. On volume bars, which are its buckets, it is the measure of the paper.',
  formula: 'sum(|buy - sell|) / sum(v), buy as in bulk volume classification',
  parameters: { length: bars(50), span: bars(50, 2, 'price changes in the deviation') },
  outputs: { vpin: 'fraction' },
  warmUp: ({ length, span }) => length + span - 1,
  create: ({ length, span }) => {
    const classification = new BulkClassification(span)
    const window = pairKernel(length, (imbalances, volumes, start) => {
      let imbalance = 0
      let all = 0
      for (let i = start; i < start + length; i++) {
        imbalance += imbalances[i]!
        all += volumes[i]!
      }
      return imbalance / all
    })
    return {
      update: (price, volume) => {
        const share = classification.update(price)
        if (Number.isNaN(share)) return Number.NaN
        return window.update(volume * Math.abs(2 * share - 1), volume, 0, 0, 0, 0)
      },
    }
  },
})
