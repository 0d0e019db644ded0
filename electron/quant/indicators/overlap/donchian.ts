import { bars, defineIndicator } from '../defineIndicator.ts'
import { RollingExtreme } from '../kernels/rollingExtreme.ts'

export const donchianIndicator = defineIndicator({
  id: 'donchian',
  talib: 'DONCHIAN',
  name: 'Donchian channel',
  group: 'overlap',
  summary: 'Highest high and lowest low, the current bar included, and the middle between them.',
  formula: 'max(high), (upper + lower) / 2, min(low) over `length` bars',
  source: 'Richard Donchian, 1960s',
  inputs: ['high', 'low'],
  parameters: { length: bars(20) },
  outputs: { upper: 'price', middle: 'price', lower: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const [highs, lows] = [new RollingExtreme(length, 1), new RollingExtreme(length, -1)]
    const more = new Float64Array(2)
    return {
      more,
      update: (high, low) => {
        const [upper, lower] = [highs.update(high), lows.update(low)]
        more[0] = (upper + lower) / 2
        more[1] = lower
        return upper
      },
    }
  },
})
