import { bars, defineIndicator } from '../defineIndicator.ts'
import { Mean } from '../kernels/mean.ts'

const common = { group: 'volume', pane: 'own' } as const

/** An index from 1000 that follows the close only on bars whose volume changes in one direction. */
function volumeIndex(sign: 1 | -1) {
  let [close, volume, index] = [Number.NaN, Number.NaN, 1000]
  return {
    update: (price: number, traded: number) => {
      if ((traded - volume) * sign > 0) index *= price / close
      close = price
      volume = traded
      return index
    },
  }
}

export const LINES = [
  defineIndicator({
    ...common,
    id: 'negativeVolumeIndex',
    talib: 'NVI',
    name: 'Negative volume index',
    summary: 'Follows the close on bars of falling volume, from 1000.',
    formula: 'index close / close[t-1] where volume < volume[t-1]',
    source: 'Paul Dysart, 1936; Norman Fosback, 1976',
    inputs: ['close', 'volume'],
    memory: 'recursive',
    parameters: {},
    outputs: { negativeVolumeIndex: 'index' },
    warmUp: () => 0,
    create: () => volumeIndex(-1),
  }),
  defineIndicator({
    ...common,
    id: 'positiveVolumeIndex',
    talib: 'PVI',
    name: 'Positive volume index',
    summary: 'Follows the close on bars of rising volume, from 1000.',
    formula: 'index close / close[t-1] where volume > volume[t-1]',
    source: 'Paul Dysart, 1936; Norman Fosback, 1976',
    inputs: ['close', 'volume'],
    memory: 'recursive',
    parameters: {},
    outputs: { positiveVolumeIndex: 'index' },
    warmUp: () => 0,
    create: () => volumeIndex(1),
  }),
  defineIndicator({
    ...common,
    id: 'priceVolumeTrend',
    talib: 'PVT',
    name: 'Price volume trend',
    summary: 'Running sum of volume times the return of the close.',
    formula: 'sum(volume (close - close[t-1]) / close[t-1])',
    source: 'Common knowledge',
    inputs: ['close', 'volume'],
    memory: 'recursive',
    parameters: {},
    outputs: { priceVolumeTrend: 'volume' },
    warmUp: () => 0,
    create: () => {
      let [before, sum] = [Number.NaN, 0]
      return {
        update: (close, volume) => {
          if (!Number.isNaN(before) && before !== 0) sum += (volume * (close - before)) / before
          before = close
          return sum
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'williamsAd',
    talib: 'WAD',
    name: 'Williams accumulation/distribution',
    summary: 'Running sum of how far the close moved from the true low or high.',
    formula: 'sum(close - min(low, close[t-1]) where it rises, close - max(high, close[t-1]) where it falls)',
    source: 'Larry Williams, 1972',
    inputs: ['high', 'low', 'close'],
    memory: 'recursive',
    parameters: {},
    outputs: { williamsAd: 'price' },
    warmUp: () => 0,
    create: () => {
      let [before, sum] = [Number.NaN, 0]
      return {
        update: (high, low, close) => {
          if (close > before) sum += close - Math.min(low, before)
          else if (close < before) sum += close - Math.max(high, before)
          before = close
          return sum
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'marketFacilitation',
    talib: 'MARKETFI',
    name: 'Market facilitation index',
    summary: 'Range of a bar per unit of volume; 0 without volume.',
    formula: '(high - low) / volume',
    source: 'Bill Williams, Trading Chaos, 1995',
    inputs: ['high', 'low', 'volume'],
    memory: 'points',
    parameters: {},
    outputs: { marketFacilitation: 'price' },
    warmUp: () => 0,
    create: () => ({
      update: (high, low, volume) => (volume === 0 ? 0 * (high - low) : (high - low) / volume),
    }),
  }),
  defineIndicator({
    ...common,
    id: 'easeOfMovement',
    name: 'Ease of movement',
    summary:
      'Mean move of the median price times the range per unit of volume; NaN where there is no volume.',
    formula: 'SMA((m - m[t-1]) (high - low) / volume, length), m = (high + low) / 2',
    source: 'Richard Arms, 1996; without the divisor that scales the volume',
    inputs: ['high', 'low', 'volume'],
    memory: 'window',
    parameters: { length: bars(14) },
    outputs: { easeOfMovement: 'price squared' },
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const mean = new Mean(length)
      let before = Number.NaN
      return {
        update: (high, low, volume) => {
          const middle = (high + low) / 2
          const move = middle - before
          before = middle
          return mean.update(volume === 0 ? Number.NaN : (move * (high - low)) / volume)
        },
      }
    },
  }),
]
