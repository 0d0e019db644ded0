import { bars, defineIndicator, real } from '../defineIndicator.ts'
import {
  lowerBound,
  medianDeviation,
  SortedWindow,
  sortedQuantile,
  upperBound,
} from '../kernels/sortedWindow.ts'

const common = {
  group: 'statistics',
  inputs: ['source'],
  memory: 'window',
} as const

/** Median absolute deviation times this is the standard deviation of normal values: 1 / quantile(3/4). */
const NORMAL_SCALE = 1.482602218505602

export const medianIndicator = defineIndicator({
  ...common,
  id: 'median',
  name: 'Median',
  summary: 'Median of the last `length` values.',
  formula: 'middle of the ordered window; the mean of the two middle values where length is even',
  source: 'Common knowledge; window kept in order by binary search',
  parameters: { length: bars(20) },
  outputs: { median: 'price' },
  pane: 'price',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const window = new SortedWindow(length)
    return {
      update: (value) => (window.push(value) ? sortedQuantile(window.sorted, length, 0.5) : Number.NaN),
    }
  },
})

export const quantileIndicator = defineIndicator({
  ...common,
  id: 'quantile',
  name: 'Quantile',
  summary: 'Quantile of the last `length` values by linear interpolation.',
  formula: 'x(k) + (h - k) (x(k + 1) - x(k)), h = (length - 1) probability, k its whole part',
  source: 'Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996 (type 7, as R and NumPy)',
  parameters: { length: bars(60), probability: real(0.05, 0, 1) },
  outputs: { quantile: 'price' },
  pane: 'price',
  warmUp: ({ length }) => length - 1,
  create: ({ length, probability }) => {
    const window = new SortedWindow(length)
    return {
      update: (value) =>
        window.push(value) ? sortedQuantile(window.sorted, length, probability) : Number.NaN,
    }
  },
})

export const medianAbsoluteDeviationIndicator = defineIndicator({
  ...common,
  id: 'medianAbsoluteDeviation',
  name: 'Median absolute deviation',
  summary: 'Median distance from the median; the scale 1.4826 makes it the deviation of normal values.',
  formula: 'scale median(|x - median(x)|)',
  source: 'Hampel, The influence curve and its role in robust estimation, 1974',
  parameters: { length: bars(60), scale: real(1, 0, 100) },
  outputs: { medianAbsoluteDeviation: 'unit of the input' },
  pane: 'own',
  warmUp: ({ length }) => length - 1,
  create: ({ length, scale }) => {
    const window = new SortedWindow(length)
    return {
      update: (value) => {
        if (!window.push(value)) return Number.NaN
        return scale * medianDeviation(window.sorted, length, sortedQuantile(window.sorted, length, 0.5))
      },
    }
  },
})

export const robustZScoreIndicator = defineIndicator({
  ...common,
  id: 'robustZScore',
  name: 'Robust z-score',
  summary: 'Distance from the median in scaled median absolute deviations; 0 where that deviation is 0.',
  formula: '(x - median) / (1.4826 MAD)',
  source: 'Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993',
  parameters: { length: bars(60, 2) },
  outputs: { robustZScore: 'standard deviations' },
  pane: 'own',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const window = new SortedWindow(length)
    return {
      update: (value) => {
        if (!window.push(value)) return Number.NaN
        const median = sortedQuantile(window.sorted, length, 0.5)
        const deviation = NORMAL_SCALE * medianDeviation(window.sorted, length, median)
        return deviation === 0 ? 0 : (value - median) / deviation
      },
    }
  },
})

export const percentRankIndicator = defineIndicator({
  ...common,
  id: 'percentRank',
  name: 'Percent rank',
  summary: 'Percentage of the `length` values before that are below the value; equal ones count half.',
  formula: '100 (number below + number equal / 2) / length over x[t - length .. t - 1]',
  source: 'As scipy.stats.percentileofscore of kind mean',
  parameters: { length: bars(100) },
  outputs: { percentRank: 'percent' },
  pane: 'own',
  warmUp: ({ length }) => length,
  create: ({ length }) => {
    const window = new SortedWindow(length)
    let isFull = false
    return {
      update: (value) => {
        let rank = Number.NaN
        if (isFull) {
          const below = lowerBound(window.sorted, length, value)
          rank = (50 * (below + upperBound(window.sorted, length, value))) / length
        }
        isFull = window.push(value)
        return rank
      },
    }
  },
})
