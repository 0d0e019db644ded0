import { bars, defineIndicator, type Kernel, type Unit } from '../defineIndicator.ts'
import { Mean } from '../kernels/mean.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'
import { WeightedSum } from '../kernels/weightedSum.ts'

/** Least-squares line through the last `length` values at 0 .. length - 1. */
function line(length: number, read: (slope: number, intercept: number) => number): Kernel {
  const center = (length - 1) / 2
  const scale = (length * (length * length - 1)) / 12
  const slope = new WeightedSum(Float64Array.from({ length }, (_, k) => (k - center) / scale))
  const mean = new Mean(length)
  return {
    update: (value) => {
      const rise = slope.update(value)
      return read(rise, mean.update(value) - rise * center)
    },
  }
}

const common = {
  group: 'regression',
  source: 'Ordinary least squares',
  inputs: ['source'],
  memory: 'window',
} as const

function read(
  words: {
    id: string
    talib: string
    name: string
    summary: string
    formula: string
    unit: Unit
    pane: 'price' | 'own'
  },
  of: (length: number) => (slope: number, intercept: number) => number,
) {
  const { unit, ...rest } = words
  return defineIndicator({
    ...common,
    ...rest,
    parameters: { length: bars(14, 2) },
    outputs: { [words.id]: unit },
    warmUp: ({ length }) => length - 1,
    create: ({ length }) => line(length, of(length)),
  })
}

const LINES = [
  read(
    {
      id: 'linearReg',
      talib: 'LINEARREG',
      name: 'Linear regression',
      summary: 'End of the least-squares line through the last values.',
      formula: 'b + m (length - 1)',
      unit: 'price',
      pane: 'price',
    },
    (length) => (slope, intercept) => intercept + slope * (length - 1),
  ),
  read(
    {
      id: 'linearRegSlope',
      talib: 'LINEARREG_SLOPE',
      name: 'Linear regression slope',
      summary: 'Rise per bar of the least-squares line.',
      formula: 'm = cov(k, x) / var(k)',
      unit: 'price per bar',
      pane: 'own',
    },
    () => (slope) => slope,
  ),
  read(
    {
      id: 'linearRegIntercept',
      talib: 'LINEARREG_INTERCEPT',
      name: 'Linear regression intercept',
      summary: 'Beginning of the least-squares line.',
      formula: 'b = mean(x) - m (length - 1) / 2',
      unit: 'price',
      pane: 'price',
    },
    () => (_, intercept) => intercept,
  ),
  read(
    {
      id: 'linearRegAngle',
      talib: 'LINEARREG_ANGLE',
      name: 'Linear regression angle',
      summary: 'Angle of the least-squares line in degrees, a bar being as wide as a unit of price is high.',
      formula: 'atan(m)',
      unit: 'degrees',
      pane: 'own',
    },
    () => (slope) => Math.atan(slope) * (180 / Math.PI),
  ),
  read(
    {
      id: 'timeSeriesForecast',
      talib: 'TSF',
      name: 'Time series forecast',
      summary: 'The least-squares line one bar ahead.',
      formula: 'b + m length',
      unit: 'price',
      pane: 'price',
    },
    (length) => (slope, intercept) => intercept + slope * length,
  ),
]

/** Centred second moments of two windows: cross, first and second. */
function pairKernel(length: number, of: (cross: number, first: number, second: number) => number): Kernel {
  const [a, b] = [new RollingWindow(length), new RollingWindow(length)]
  return {
    update: (x, y) => {
      if (Number.isNaN(x + y)) return Number.NaN
      a.push(x)
      b.push(y)
      if (!a.isFull) return Number.NaN
      let [meanA, meanB] = [0, 0]
      for (let age = 0; age < length; age++) {
        meanA += a.ago(age)
        meanB += b.ago(age)
      }
      meanA /= length
      meanB /= length
      let [cross, first, second] = [0, 0, 0]
      for (let age = 0; age < length; age++) {
        const [p, q] = [a.ago(age) - meanA, b.ago(age) - meanB]
        cross += p * q
        first += p * p
        second += q * q
      }
      return of(cross, first, second)
    },
  }
}

export const LINE_INDICATORS = [
  ...LINES,
  defineIndicator({
    ...common,
    id: 'beta',
    talib: 'BETA',
    name: 'Beta of returns',
    summary: 'Slope of the returns of `b` against the returns of `a`; 0 where `a` rests.',
    formula: 'cov(return a, return b) / var(return a)',
    inputs: ['a', 'b'],
    parameters: { length: bars(5) },
    outputs: { beta: 'ratio' },
    pane: 'own',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const kernel = pairKernel(length, (cross, first) => (first === 0 ? 0 : cross / first))
      let [a, b] = [Number.NaN, Number.NaN]
      return {
        update: (x, y) => {
          const [change, other] = [a === 0 ? 0 : (x - a) / a, b === 0 ? 0 : (y - b) / b]
          a = x
          b = y
          return kernel.update(change, other, 0, 0, 0, 0)
        },
      }
    },
  }),
  defineIndicator({
    ...common,
    id: 'correl',
    talib: 'CORREL',
    name: "Pearson's correlation",
    summary: 'Correlation of the last values of two series, -1 to 1; 0 where one rests.',
    formula: 'cov(a, b) / sqrt(var(a) var(b))',
    inputs: ['a', 'b'],
    parameters: { length: bars(30, 2) },
    outputs: { correl: 'ratio' },
    pane: 'own',
    warmUp: ({ length }) => length - 1,
    create: ({ length }) =>
      pairKernel(length, (cross, first, second) => {
        const product = first * second
        return product > 0 ? cross / Math.sqrt(product) : 0
      }),
  }),
]
