import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { windowKernel } from '../kernels/slidingWindow.ts'

const common = {
  group: 'statistics',
  source: 'Magdon-Ismail and Atiya, Maximum drawdown, 2004',
  inputs: ['source'],
  pane: 'own',
} as const

export const drawdownIndicator = defineIndicator({
  ...common,
  id: 'drawdown',
  name: 'Drawdown',
  summary: 'Fall from the highest value since the first bar, as a fraction: 0 at a new high.',
  formula: 'x[t] / max(x[0 .. t]) - 1',
  parameters: {},
  outputs: { drawdown: 'fraction' },
  memory: 'recursive',
  warmUp: () => 0,
  create: () => {
    let top = Number.NEGATIVE_INFINITY
    return {
      update: (value) => {
        top = Math.max(top, value)
        return value / top - 1
      },
    }
  },
})

export const rollingDrawdownIndicator = defineIndicator({
  ...common,
  id: 'rollingDrawdown',
  name: 'Drawdown, rolling',
  summary: 'Fall from the highest of the last `length` values, as a fraction.',
  formula: 'x[t] / max(x[t - length + 1 .. t]) - 1, by a monotonic queue',
  parameters: { length: bars(250) },
  outputs: { rollingDrawdown: 'fraction' },
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const top = new RollingExtreme(length, 1)
    return { update: (value) => value / top.update(value) - 1 }
  },
})

export const maximumDrawdownIndicator = defineIndicator({
  ...common,
  id: 'maximumDrawdown',
  name: 'Maximum drawdown, rolling',
  summary: 'Deepest fall from a high to a later value within the last `length` values, as a fraction.',
  formula: 'min(x[j] / max(x[i .. j]) - 1) over the window',
  parameters: { length: bars(250) },
  outputs: { maximumDrawdown: 'fraction' },
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) =>
    windowKernel(length, (values, start) => {
      let top = Number.NEGATIVE_INFINITY
      let deepest = 0
      for (let i = start; i < start + length; i++) {
        top = Math.max(top, values[i]!)
        deepest = Math.min(deepest, values[i]! / top - 1)
      }
      return deepest
    }),
})
