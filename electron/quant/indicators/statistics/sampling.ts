import { bars, defineIndicator, real } from '../defineIndicator.ts'
import { LogReturn } from '../kernels/logReturn.ts'
import { windowKernel } from '../kernels/slidingWindow.ts'

export const cusumFilterIndicator = defineIndicator({
  id: 'cusumFilter',
  name: 'CUSUM filter',
  group: 'statistics',
  summary:
    'An event (1 up, -1 down, else 0) whenever the log returns since the last event of that side sum up to more than the threshold; with both sums.',
  formula:
    'up = max(0, up + r), down = min(0, down + r); the side that passes the threshold starts again at 0',
  source: 'Page 1954; Lopez de Prado, Advances in Financial Machine Learning, 2018, 2.5.2.1',
  inputs: ['source'],
  parameters: { threshold: real(0.02, 1e-9, 100, 'log return') },
  outputs: { event: 'signal', up: 'fraction', down: 'fraction' },
  pane: 'own',
  memory: 'recursive',
  warmUp: () => 1,
  create: ({ threshold }) => {
    const more = new Float64Array(2).fill(Number.NaN)
    const returns = new LogReturn()
    let up = 0
    let down = 0
    return {
      more,
      update: (value) => {
        const change = returns.update(value)
        if (!Number.isFinite(change)) return Number.NaN
        up = Math.max(0, up + change)
        down = Math.min(0, down + change)
        let event = 0
        if (down < -threshold) {
          down = 0
          event = -1
        } else if (up > threshold) {
          up = 0
          event = 1
        }
        more[0] = up
        more[1] = down
        return event
      },
    }
  },
})

export const fractionalDifferenceIndicator = defineIndicator({
  id: 'fractionalDifference',
  name: 'Fractional difference',
  group: 'statistics',
  summary:
    'Difference of a broken order over a window of fixed width: between the level (0) and the change (1), to be stationary and keep memory.',
  formula: 'sum(w[k] x[t-k]), w[0] = 1, w[k] = -w[k-1] (order - k + 1) / k, k < length',
  source: 'Hosking 1981; Lopez de Prado, Advances in Financial Machine Learning, 2018, 5.5',
  inputs: ['source'],
  parameters: { order: real(0.4, 0, 3), length: bars(100) },
  outputs: { fractionalDifference: 'unit of the input' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ order, length }) => {
    const weights = new Float64Array(length)
    weights[0] = 1
    for (let k = 1; k < length; k++) weights[k] = (-weights[k - 1]! * (order - k + 1)) / k
    return windowKernel(length, (values, start) => {
      let sum = 0
      for (let k = length - 1; k >= 0; k--) sum += weights[k]! * values[start + length - 1 - k]!
      return sum
    })
  },
})
