import { DeskError } from '../domain/deskError.ts'
import type { Series } from './quarterdeck.d.ts'

/** A column of the symbol's bars. */
export type ColumnName = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'bid' | 'ask' | AdjustedName

/** A column of the bars with adjusted prices. */
export type AdjustedName =
  | 'adjusted.open'
  | 'adjusted.high'
  | 'adjusted.low'
  | 'adjusted.close'
  | 'adjusted.volume'

/** What a series is made of, as plain data: an engine evaluates it, a chart names it, a sweep vectorises it. */
export type SeriesExpression =
  | { readonly op: 'column'; readonly column: ColumnName }
  | {
      readonly op: 'indicator'
      readonly indicator: string
      readonly inputs: readonly SeriesNode[]
      /** Values of all its parameters, in their order. */
      readonly parameters: readonly number[]
      /** Place of the output. */
      readonly output: number
    }
  | {
      /** The value at the last bar of other bars that has closed. */
      readonly op: 'observed'
      /** Absent: the same symbol. */
      readonly symbol?: string
      /** Absent: the same timeframe. */
      readonly timeframe?: string
      readonly series: SeriesNode
    }
  | {
      /** What is known of a value series at the bar's close. */
      readonly op: 'known'
      readonly id: string
      /** How many known reference periods before the latest one. */
      readonly periodsAgo: number
      /** Whether the first release of the period counts, and not the latest. */
      readonly firstReleased: boolean
    }
  | {
      readonly op: 'add' | 'subtract' | 'multiply' | 'divide'
      readonly a: SeriesNode | number
      readonly b: SeriesNode | number
    }

/** A series expression behind the SDK's opaque `Series`. */
export type SeriesNode = Series & SeriesExpression

/** Makes an immutable node. */
export function seriesNode(expression: SeriesExpression): SeriesNode {
  return Object.freeze({ kind: 'series' as const, ...expression })
}

/** The columns of some bars, as nodes of their own: they can be told from those of other bars. */
export function barColumnNodes(): Readonly<
  Record<Exclude<ColumnName, AdjustedName>, SeriesNode> & {
    adjusted: Readonly<Record<'open' | 'high' | 'low' | 'close' | 'volume', SeriesNode>>
  }
> {
  return {
    open: seriesNode({ op: 'column', column: 'open' }),
    high: seriesNode({ op: 'column', column: 'high' }),
    low: seriesNode({ op: 'column', column: 'low' }),
    close: seriesNode({ op: 'column', column: 'close' }),
    volume: seriesNode({ op: 'column', column: 'volume' }),
    time: seriesNode({ op: 'column', column: 'time' }),
    bid: seriesNode({ op: 'column', column: 'bid' }),
    ask: seriesNode({ op: 'column', column: 'ask' }),
    adjusted: Object.freeze({
      open: seriesNode({ op: 'column', column: 'adjusted.open' }),
      high: seriesNode({ op: 'column', column: 'adjusted.high' }),
      low: seriesNode({ op: 'column', column: 'adjusted.low' }),
      close: seriesNode({ op: 'column', column: 'adjusted.close' }),
      volume: seriesNode({ op: 'column', column: 'adjusted.volume' }),
    }),
  }
}

/** Whether a value is a series that this SDK made. */
export function isSeriesNode(value: unknown): value is SeriesNode {
  return (
    typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'series' && 'op' in value
  )
}

/**
 * The argument of an indicator as a node.
 * @throws DeskError BAD_INPUT naming the indicator and the argument when it is something else.
 */
export function asSeries(value: unknown, indicator: string, argument: string): SeriesNode {
  if (isSeriesNode(value)) return value
  throw new DeskError('BAD_INPUT', `${indicator}: '${argument}' must be a series, not ${describe(value)}`, {
    hint: "Take one of the inputs of 'indicators', such as close, or another indicator.",
  })
}

/** As `asSeries`, a finite number being allowed too. */
export function asSeriesOrNumber(value: unknown, indicator: string, argument: string): SeriesNode | number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return asSeries(value, indicator, argument)
}

/** What somebody passed, in words. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `the text '${value}'`
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}
