import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'
import { SlidingWindow } from '../kernels/slidingWindow.ts'
import { meanOf } from '../kernels/windowMath.ts'

export const ulcerIndexIndicator = defineIndicator({
  id: 'ulcerIndex',
  name: 'Ulcer index',
  group: 'volatility',
  summary: 'Root mean square of the percentage falls from the highest of the last `length` values.',
  formula: 'sqrt(mean(d^2)), d = 100 (x / max(last `length`) - 1), both over `length` bars',
  source: 'Martin and McCann, The Investor’s Guide to Fidelity Funds, 1989',
  inputs: ['source'],
  parameters: { length: bars(14) },
  outputs: { ulcerIndex: 'percent' },
  pane: 'own',
  memory: 'window',
  warmUp: ({ length }) => 2 * (length - 1),
  create: ({ length }) => {
    const top = new RollingExtreme(length, 1)
    const squares = new SlidingWindow(length)
    return {
      update: (value) => {
        const fall = 100 * (value / top.update(value) - 1)
        if (Number.isNaN(fall) || !squares.push(fall * fall)) return Number.NaN
        return Math.sqrt(meanOf(squares.values, squares.start, length))
      },
    }
  },
})
