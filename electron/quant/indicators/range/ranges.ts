import { bars, defineIndicator } from '../defineIndicator.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { emaKernel } from '../kernels/smoothing.ts'

const common = { group: 'range', inputs: ['high', 'low'], pane: 'own' } as const

export const RANGES = [
  defineIndicator({
    ...common,
    id: 'averageRange',
    talib: 'ADR',
    name: 'Average range',
    summary: 'Mean distance of high and low.',
    formula: 'SMA(high - low)',
    source: 'Common knowledge',
    memory: 'window',
    parameters: { length: bars(14) },
    outputs: { averageRange: 'price' },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => {
      const mean = new Mean(length)
      return { update: (high, low) => mean.update(high - low) }
    },
  }),
  defineIndicator({
    ...common,
    id: 'chaikinVolatility',
    talib: 'CVI',
    name: "Chaikin's volatility",
    summary: 'Rate of change of the smoothed range, in percent.',
    formula: '100 (EMA(high - low, length) / EMA(high - low, length)[t - change] - 1)',
    source: 'Marc Chaikin, 1980s',
    memory: 'recursive',
    parameters: { length: bars(10), change: bars(10) },
    outputs: { chaikinVolatility: 'percent' },
    warmUp: ({ length, change }) => length - 1 + change,
    create: ({ length, change }) => {
      const [average, window] = [emaKernel(length), new RollingWindow(change)]
      return {
        update: (high, low) => {
          const smooth = average.update(high - low)
          return (smooth / window.push(smooth) - 1) * 100
        },
      }
    },
  }),
]
