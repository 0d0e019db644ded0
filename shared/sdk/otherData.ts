import { DeskError } from '../domain/deskError.ts'
import { symbolSchema } from '../domain/instrument.ts'
import { timeframeSchema } from '../domain/timeframe.ts'
import type { ColumnInputs, KnownOptions, Series } from './quarterdeck.d.ts'
import { barColumnNodes, describe, isSeriesNode, type SeriesNode, seriesNode } from './seriesNode.ts'

export function atTimeframe<R extends Series | Readonly<Record<string, Series>>>(
  timeframe: string,
  expression: (inputs: ColumnInputs) => R,
): R {
  return observed('atTimeframe', undefined, checkedTimeframe('atTimeframe', timeframe), expression)
}

export function ofSymbol<R extends Series | Readonly<Record<string, Series>>>(
  symbol: string,
  expression: (inputs: ColumnInputs) => R,
  options: { readonly timeframe?: string } = {},
): R {
  if (!symbolSchema.safeParse(symbol).success) {
    throw new DeskError('BAD_INPUT', `ofSymbol: ${describe(symbol)} is not a symbol`)
  }
  const { timeframe } = options
  return observed(
    'ofSymbol',
    symbol,
    timeframe === undefined ? undefined : checkedTimeframe('ofSymbol', timeframe),
    expression,
  )
}

export function known(id: string, options: KnownOptions = {}): Series {
  return seriesNode({ op: 'known', id: checkedId(id), ...checkedKnownOptions(options) })
}

/** @throws DeskError BAD_INPUT for something that cannot be the id of a dataset */
export function checkedId(id: string): string {
  if (symbolSchema.safeParse(id).success) return id
  throw new DeskError('BAD_INPUT', `known: ${describe(id)} is not the id of a dataset`)
}

/** Options with their defaults. @throws DeskError BAD_INPUT */
export function checkedKnownOptions(options: KnownOptions): { periodsAgo: number; firstReleased: boolean } {
  const { periodsAgo = 0, asFirstReleased = false } = options
  if (!Number.isInteger(periodsAgo) || periodsAgo < 0 || periodsAgo > 10_000) {
    throw new DeskError(
      'BAD_INPUT',
      `known: 'periodsAgo' must be a whole number from 0 to 10000, not ${describe(periodsAgo)}`,
    )
  }
  return { periodsAgo, firstReleased: asFirstReleased }
}

function checkedTimeframe(name: string, timeframe: string): string {
  const checked = timeframeSchema.safeParse(timeframe)
  if (checked.success) return checked.data
  throw new DeskError('BAD_INPUT', `${name}: ${describe(timeframe)} is not a timeframe`, {
    hint: 'A timeframe is a count and a unit of s, m, h, d, w or M, such as 5m or 1d.',
  })
}

/** Lets an expression be written over the columns of other bars, and wraps what it gives. */
function observed<R extends Series | Readonly<Record<string, Series>>>(
  name: string,
  symbol: string | undefined,
  timeframe: string | undefined,
  expression: (inputs: ColumnInputs) => R,
): R {
  if (typeof expression !== 'function') {
    throw new DeskError('BAD_INPUT', `${name}: the expression must be a function of columns`, {
      hint: `Write ${name}(..., ({ close }) => sma(close, 20)).`,
    })
  }
  const inputs = barColumnNodes()
  const own = new Set<unknown>(Object.values(inputs))
  const result = expression(inputs)
  const wrap = (value: unknown): SeriesNode => {
    if (!isSeriesNode(value)) {
      throw new DeskError('BAD_INPUT', `${name}: the expression gives ${describe(value)}, not a series`)
    }
    refuseForeignColumns(name, value, own)
    return seriesNode({
      op: 'observed',
      series: value,
      ...(symbol === undefined ? {} : { symbol }),
      ...(timeframe === undefined ? {} : { timeframe }),
    })
  }
  const made: unknown = isSeriesNode(result)
    ? wrap(result)
    : Object.fromEntries(Object.entries(result).map(([output, series]) => [output, wrap(series)]))
  if (!isOfShape(made, result)) throw new DeskError('BAD_INPUT', `${name}: the expression gives no series`)
  return made
}

/** Whether a value has the same keys as another one. */
function isOfShape<R>(made: unknown, like: R): made is R {
  if (isSeriesNode(like)) return isSeriesNode(made)
  return typeof made === 'object' && made !== null && typeof like === 'object' && like !== null
    ? Object.keys(like).every((key) => key in made)
    : false
}

/** A column from outside would silently be that of the other bars. */
function refuseForeignColumns(name: string, node: SeriesNode, own: ReadonlySet<unknown>): void {
  const visit = (operand: SeriesNode | number): void => {
    if (typeof operand === 'number') return
    switch (operand.op) {
      case 'column':
        if (own.has(operand)) return
        throw new DeskError(
          'BAD_INPUT',
          `${name}: the expression uses the column ${operand.column} of other bars`,
          {
            hint: `Take it from the function's own argument: ${name}(..., ({ ${operand.column} }) => ...).`,
          },
        )
      case 'indicator':
        for (const input of operand.inputs) visit(input)
        return
      case 'observed':
      case 'known':
        return
      default:
        visit(operand.a)
        visit(operand.b)
    }
  }
  visit(node)
}
