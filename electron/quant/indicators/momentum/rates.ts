import type { Unit } from '../defineIndicator.ts'
import { bars, defineIndicator } from '../defineIndicator.ts'
import { MultipleSmoothing } from '../kernels/multipleSmoothing.ts'
import { RollingWindow } from '../kernels/rollingWindow.ts'

/** A change against the value `length` bars ago; 0 where that is 0, as in TA-Lib. */
function rate(
  words: { id: string; talib: string; name: string; summary: string; formula: string; unit: Unit },
  change: (value: number, base: number) => number,
) {
  const { unit, ...rest } = words
  return defineIndicator({
    ...rest,
    group: 'momentum',
    source: 'Common knowledge',
    inputs: ['source'],
    parameters: { length: bars(10) },
    outputs: { [words.id]: unit },
    pane: 'own',
    memory: 'points',
    warmUp: ({ length }) => length,
    create: ({ length }) => {
      const window = new RollingWindow(length)
      return { update: (value) => change(value, window.push(value)) }
    },
  })
}

export const RATES = [
  rate(
    {
      id: 'mom',
      talib: 'MOM',
      name: 'Momentum',
      summary: 'Change over `length` bars.',
      formula: 'x - x[t - length]',
      unit: 'unit of the input',
    },
    (value, base) => value - base,
  ),
  rate(
    {
      id: 'roc',
      talib: 'ROC',
      name: 'Rate of change',
      summary: 'Change over `length` bars in percent; 0 where the base is 0.',
      formula: '100 (x / x[t - length] - 1)',
      unit: 'percent',
    },
    (value, base) => (base === 0 ? 0 : (value / base - 1) * 100),
  ),
  rate(
    {
      id: 'rocp',
      talib: 'ROCP',
      name: 'Rate of change, fraction',
      summary: 'Change over `length` bars as a fraction; 0 where the base is 0.',
      formula: '(x - x[t - length]) / x[t - length]',
      unit: 'fraction',
    },
    (value, base) => (base === 0 ? 0 : (value - base) / base),
  ),
  rate(
    {
      id: 'rocr',
      talib: 'ROCR',
      name: 'Rate of change, ratio',
      summary: 'Ratio to the value `length` bars ago; 0 where that is 0.',
      formula: 'x / x[t - length]',
      unit: 'ratio',
    },
    (value, base) => (base === 0 ? 0 : value / base),
  ),
  rate(
    {
      id: 'rocr100',
      talib: 'ROCR100',
      name: 'Rate of change, ratio times 100',
      summary: 'Ratio to the value `length` bars ago times 100; 0 where that is 0.',
      formula: '100 x / x[t - length]',
      unit: 'percent',
    },
    (value, base) => (base === 0 ? 0 : (value / base) * 100),
  ),
  defineIndicator({
    id: 'trix',
    talib: 'TRIX',
    name: 'TRIX',
    group: 'momentum',
    summary: 'One-bar rate of change of a triple EMA, in percent.',
    formula: '100 (e / e[t-1] - 1), e = EMA(EMA(EMA(x)))',
    source: 'Jack Hutson, Stocks & Commodities, 1983',
    inputs: ['source'],
    parameters: { length: bars(30) },
    outputs: { trix: 'percent' },
    pane: 'own',
    memory: 'recursive',
    warmUp: ({ length }) => 3 * (length - 1) + 1,
    create: ({ length }) => {
      const stages = new MultipleSmoothing(length, 3)
      let before = Number.NaN
      return {
        update: (value) => {
          const smooth = stages.update(value)
          const change = (smooth / before - 1) * 100
          before = smooth
          return change
        },
      }
    },
  }),
]
