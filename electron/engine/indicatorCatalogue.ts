import type { BarColumns } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { Series } from '../../shared/sdk/quarterdeck.d.ts'
import * as sdk from '../../shared/sdk/series.ts'
import { type ColumnName, isSeriesNode, seriesNode } from '../../shared/sdk/seriesNode.ts'
import { SeriesEvaluator } from './evaluateSeries.ts'

/** An indicator a chart can draw. */
export interface IndicatorInfo {
  id: string
  name: string
  description: string
  /** `price` is drawn over the candles, `own` in a pane of its own. */
  pane: 'price' | 'own'
  arguments: { name: string; default: number; min: number; max: number }[]
  outputs: string[]
}

interface CatalogueEntry extends IndicatorInfo {
  build(values: readonly number[]): Readonly<Record<string, Series>>
}

const column = (name: ColumnName): Series => seriesNode({ op: 'column', column: name })
const close = column('close')
const high = column('high')
const low = column('low')

function length(start: number, min = 1): IndicatorInfo['arguments'][number] {
  return { name: 'length', default: start, min, max: 5000 }
}

function of(values: readonly number[], place: number): number {
  return values[place]!
}

/** One line named after the indicator. */
function single(
  id: string,
  name: string,
  description: string,
  pane: IndicatorInfo['pane'],
  argument: IndicatorInfo['arguments'][number],
  series: (length: number) => Series,
): CatalogueEntry {
  return {
    id,
    name,
    description,
    pane,
    arguments: [argument],
    outputs: [id],
    build: (values) => ({ [id]: series(of(values, 0)) }),
  }
}

const CATALOGUE: readonly CatalogueEntry[] = [
  single('sma', 'SMA', 'Simple moving average of the close.', 'price', length(20), (n) => sdk.sma(close, n)),
  single('ema', 'EMA', 'Exponential moving average of the close.', 'price', length(20), (n) =>
    sdk.ema(close, n),
  ),
  {
    id: 'bollinger',
    name: 'Bollinger bands',
    description: 'SMA of the close with bands a number of population standard deviations away.',
    pane: 'price',
    arguments: [length(20), { name: 'width', default: 2, min: 0, max: 20 }],
    outputs: ['upper', 'middle', 'lower'],
    build: (values) => sdk.bollinger(close, of(values, 0), of(values, 1)),
  },
  {
    id: 'donchian',
    name: 'Donchian channel',
    description: 'Highest high and lowest low, the current bar included.',
    pane: 'price',
    arguments: [length(20)],
    outputs: ['upper', 'lower'],
    build: (values) => ({ upper: sdk.highest(high, of(values, 0)), lower: sdk.lowest(low, of(values, 0)) }),
  },
  single('highest', 'Highest', 'Highest close.', 'price', length(20), (n) => sdk.highest(close, n)),
  single('lowest', 'Lowest', 'Lowest close.', 'price', length(20), (n) => sdk.lowest(close, n)),
  single('rsi', 'RSI', 'Relative strength index (Wilder), 0 to 100.', 'own', length(14), (n) =>
    sdk.rsi(close, n),
  ),
  {
    id: 'macd',
    name: 'MACD',
    description: 'Difference of two EMAs of the close, its EMA and what is between them.',
    pane: 'own',
    arguments: [
      { name: 'fast', default: 12, min: 1, max: 5000 },
      { name: 'slow', default: 26, min: 1, max: 5000 },
      { name: 'signal', default: 9, min: 1, max: 5000 },
    ],
    outputs: ['macd', 'signal', 'histogram'],
    build: (values) => sdk.macd(close, of(values, 0), of(values, 1), of(values, 2)),
  },
  single('atr', 'ATR', 'Average true range (Wilder), in price units.', 'own', length(14), (n) =>
    sdk.atr(high, low, close, n),
  ),
  single(
    'standardDeviation',
    'Standard deviation',
    'Sample standard deviation of the close.',
    'own',
    length(20, 2),
    (n) => sdk.standardDeviation(close, n),
  ),
  single('returns', 'Return', 'Simple return of the close over a number of bars.', 'own', length(1), (n) =>
    sdk.returns(close, n),
  ),
  single(
    'zScore',
    'Z-score',
    'Distance of the close from its mean in standard deviations.',
    'own',
    length(20, 2),
    (n) => sdk.zScore(close, n),
  ),
]

/** Every indicator a chart can draw, with its arguments and the lines it draws. */
export const INDICATORS: readonly IndicatorInfo[] = CATALOGUE.map(({ build: _, ...info }) => info)

/**
 * Computes an indicator's lines over columns, aligned with the bars and NaN during warm-up.
 * @param args Values of the arguments in their order; missing ones take their defaults.
 * @throws DeskError NOT_FOUND for an unknown id, BAD_INPUT for arguments outside their limits.
 */
export function computeIndicator(
  id: string,
  args: readonly number[],
  columns: BarColumns,
): Record<string, Float64Array<ArrayBuffer>> {
  const entry = CATALOGUE.find((each) => each.id === id)
  if (entry === undefined) {
    throw new DeskError('NOT_FOUND', `There is no indicator '${id}'.`, {
      hint: `There are ${CATALOGUE.map((each) => each.id).join(', ')}.`,
    })
  }
  if (args.length > entry.arguments.length) {
    throw new DeskError(
      'BAD_INPUT',
      `${entry.name} takes ${entry.arguments.length} arguments, not ${args.length}.`,
    )
  }
  const values = entry.arguments.map((argument, place) => {
    const value = args[place] ?? argument.default
    if (value >= argument.min && value <= argument.max) return value
    throw new DeskError(
      'BAD_INPUT',
      `${entry.name}: ${argument.name} must be from ${argument.min} to ${argument.max}, not ${value}.`,
    )
  })
  const evaluator = new SeriesEvaluator(columns)
  const lines: Record<string, Float64Array<ArrayBuffer>> = {}
  for (const [output, series] of Object.entries(entry.build(values))) {
    if (isSeriesNode(series)) lines[output] = evaluator.evaluate(series)
  }
  return lines
}
