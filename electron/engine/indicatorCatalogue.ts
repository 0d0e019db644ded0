import type { BarColumns } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { Series } from '../../shared/sdk/quarterdeck.d.ts'
import {
  atr,
  bollinger,
  ema,
  highest,
  lowest,
  macd,
  returns,
  rsi,
  sma,
  standardDeviation,
  zScore,
} from '../../shared/sdk/series.ts'
import { asSeries, seriesNode } from '../../shared/sdk/seriesNode.ts'
import { SeriesEvaluator } from './evaluateSeries.ts'

/** A numeric argument of an indicator, with the range a form offers. */
export interface IndicatorArgument {
  readonly name: string
  readonly default: number
  readonly min: number
  readonly max: number
}

/** An indicator as a chart offers it. `pane` says whether it is drawn over the prices or in a pane of its own. */
export interface IndicatorInfo {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly pane: 'price' | 'own'
  readonly arguments: readonly IndicatorArgument[]
  readonly outputs: readonly string[]
}

type Build = (values: readonly number[]) => Readonly<Record<string, Series>>

interface CatalogueEntry extends IndicatorInfo {
  readonly build: Build
}

const high = seriesNode({ op: 'column', column: 'high' })
const low = seriesNode({ op: 'column', column: 'low' })
const close = seriesNode({ op: 'column', column: 'close' })

const length = (defaultLength: number, min = 1): IndicatorArgument => ({
  name: 'length',
  default: defaultLength,
  min,
  max: 1000,
})
const at = (values: readonly number[], index: number) => values[index] ?? Number.NaN

/** The SDK's own functions over the closes (highs and lows where they are meant): a chart shows what a strategy sees. */
const CATALOGUE: readonly CatalogueEntry[] = [
  {
    id: 'sma',
    name: 'Simple moving average',
    description: 'Mean of the last closes.',
    pane: 'price',
    arguments: [length(20)],
    outputs: ['sma'],
    build: (values) => ({ sma: sma(close, at(values, 0)) }),
  },
  {
    id: 'ema',
    name: 'Exponential moving average',
    description: 'Weights fall by 1 - 2 / (length + 1) a bar; seeded with the simple mean.',
    pane: 'price',
    arguments: [length(20)],
    outputs: ['ema'],
    build: (values) => ({ ema: ema(close, at(values, 0)) }),
  },
  {
    id: 'bollinger',
    name: 'Bollinger bands',
    description: 'Simple mean and a number of population standard deviations around it.',
    pane: 'price',
    arguments: [length(20, 2), { name: 'width', default: 2, min: 0.1, max: 10 }],
    outputs: ['upper', 'middle', 'lower'],
    build: (values) => ({ ...bollinger(close, at(values, 0), at(values, 1)) }),
  },
  {
    id: 'highest',
    name: 'Highest high',
    description: 'Largest high of the last bars, the current one included.',
    pane: 'price',
    arguments: [length(20)],
    outputs: ['highest'],
    build: (values) => ({ highest: highest(high, at(values, 0)) }),
  },
  {
    id: 'lowest',
    name: 'Lowest low',
    description: 'Smallest low of the last bars, the current one included.',
    pane: 'price',
    arguments: [length(20)],
    outputs: ['lowest'],
    build: (values) => ({ lowest: lowest(low, at(values, 0)) }),
  },
  {
    id: 'rsi',
    name: 'Relative strength index',
    description: 'Wilder (1978): 0 to 100, share of rising moves in all moves.',
    pane: 'own',
    arguments: [length(14)],
    outputs: ['rsi'],
    build: (values) => ({ rsi: rsi(close, at(values, 0)) }),
  },
  {
    id: 'macd',
    name: 'MACD',
    description: 'Difference of two exponential means, its own mean, and the difference of these.',
    pane: 'own',
    arguments: [
      { ...length(12), name: 'fast' },
      { ...length(26), name: 'slow' },
      { ...length(9), name: 'signal' },
    ],
    outputs: ['macd', 'signal', 'histogram'],
    build: (values) => ({ ...macd(close, at(values, 0), at(values, 1), at(values, 2)) }),
  },
  {
    id: 'atr',
    name: 'Average true range',
    description: 'Wilder (1978): how far a bar reaches, gaps included, in price units.',
    pane: 'own',
    arguments: [length(14)],
    outputs: ['atr'],
    build: (values) => ({ atr: atr(high, low, close, at(values, 0)) }),
  },
  {
    id: 'standardDeviation',
    name: 'Standard deviation',
    description: 'Sample standard deviation of the last closes.',
    pane: 'own',
    arguments: [length(20, 2)],
    outputs: ['standardDeviation'],
    build: (values) => ({ standardDeviation: standardDeviation(close, at(values, 0)) }),
  },
  {
    id: 'returns',
    name: 'Return',
    description: 'Change of the close over a number of bars, as a fraction.',
    pane: 'own',
    arguments: [length(1)],
    outputs: ['returns'],
    build: (values) => ({ returns: returns(close, at(values, 0)) }),
  },
  {
    id: 'zScore',
    name: 'Z-score',
    description: 'Distance of the close from the mean of the last closes, in sample standard deviations.',
    pane: 'own',
    arguments: [length(20, 2)],
    outputs: ['zScore'],
    build: (values) => ({ zScore: zScore(close, at(values, 0)) }),
  },
]

/** Every indicator a chart can draw. */
export const INDICATORS: readonly IndicatorInfo[] = CATALOGUE.map(({ build: _build, ...info }) => info)

/**
 * An indicator over one symbol's bars: a column for each of its outputs, aligned with the bars, NaN while it warms up.
 * Arguments that are left out take their default.
 * @throws DeskError `NOT_FOUND` for an unknown id, `BAD_INPUT` for an argument out of its range.
 */
export function computeIndicator(
  id: string,
  values: readonly number[],
  columns: BarColumns,
): Record<string, Float64Array<ArrayBuffer>> {
  const entry = CATALOGUE.find((candidate) => candidate.id === id)
  if (entry === undefined) throw new DeskError('NOT_FOUND', `there is no indicator '${id}'`)
  if (values.length > entry.arguments.length) {
    throw new DeskError(
      'BAD_INPUT',
      `${entry.name} takes ${entry.arguments.length} arguments, not ${values.length}`,
    )
  }
  const used = entry.arguments.map((argument, index) => checked(entry, argument, values[index]))
  const evaluator = new SeriesEvaluator(columns)
  return Object.fromEntries(
    Object.entries(entry.build(used)).map(([output, node]) => [
      output,
      evaluator.evaluate(asSeries(node, id, output)),
    ]),
  )
}

function checked(entry: IndicatorInfo, argument: IndicatorArgument, value = argument.default): number {
  const isWhole = argument.name === 'width' || Number.isInteger(value)
  if (isWhole && value >= argument.min && value <= argument.max) return value
  throw new DeskError(
    'BAD_INPUT',
    `${argument.name} of ${entry.name} is a ${argument.name === 'width' ? '' : 'whole '}number from ${argument.min} to ${argument.max}, not ${value}`,
    { where: `${entry.id}.${argument.name}` },
  )
}
