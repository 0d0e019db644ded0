import type { BarColumns, CorporateAction, QuoteColumns } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { ValueColumns } from '../../shared/domain/valueSeries.ts'
import type { ColumnName, SeriesNode } from '../../shared/sdk/seriesNode.ts'
import { adjustedForward, type PriceColumns } from '../quant/adjustment/adjustedColumns.ts'
import { arithmetic, evaluateIndicator, findIndicator } from '../quant/indicators/index.ts'
import { alignClosed } from './knowledge/alignClosed.ts'
import { knownColumn } from './knowledge/vintageCursor.ts'

type IndicatorNode = Extract<SeriesNode, { op: 'indicator' }>

/** What an expression may read beside the columns it is computed over. */
export interface ObservedScope {
  readonly symbol: string
  readonly timeframe: string
  /** When each of the bars is known. */
  readonly closeMs: Float64Array
  /** Other bars, with the times at which they are known. @throws DeskError DATA_MISSING */
  observe(
    symbol: string,
    timeframe: string,
  ): { readonly closeMs: Float64Array; readonly evaluator: SeriesEvaluator }
  /** A value series. @throws DeskError DATA_MISSING */
  values(id: string): ValueColumns
}

/**
 * Computes series expressions over one symbol's columns. Equal expressions are computed once, whoever made them.
 * The columns returned are shared: read them, do not write.
 */
export class SeriesEvaluator {
  readonly #columns: BarColumns
  readonly #known = new Map<string, Float64Array<ArrayBuffer>>()
  readonly #indicators = new Map<string, Float64Array<ArrayBuffer>[]>()
  readonly #keys = new Map<SeriesNode, string>()

  readonly #scope: ObservedScope | undefined
  readonly #quotes: QuoteColumns | undefined
  readonly #actions: readonly CorporateAction[]
  #adjusted: PriceColumns | undefined

  /**
   * @param scope What expressions over other bars and values read; without it they are refused.
   * @param quotes Quotes beside the bars; without them bid and ask are NaN.
   * @param actions What happened to the instrument, for adjusted prices.
   */
  constructor(
    columns: BarColumns,
    scope?: ObservedScope,
    quotes?: QuoteColumns,
    actions: readonly CorporateAction[] = [],
  ) {
    this.#actions = actions
    this.#columns = columns
    this.#quotes = quotes
    this.#scope = scope
  }

  /** The expression's values, aligned with the bars; NaN during its warm-up. */
  evaluate(node: SeriesNode): Float64Array<ArrayBuffer> {
    const key = this.#keyOf(node)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const values = this.#compute(node)
    this.#known.set(key, values)
    return values
  }

  #keyOf(node: SeriesNode): string {
    const known = this.#keys.get(node)
    if (known !== undefined) return known
    const key = this.#describe(node)
    this.#keys.set(node, key)
    return key
  }

  #describe(node: SeriesNode): string {
    switch (node.op) {
      case 'column':
        return node.column
      case 'indicator':
        return `${this.#indicatorKey(node)}.${node.output}`
      case 'observed':
        return `observed(${node.symbol ?? ''};${node.timeframe ?? ''};${this.#keyOf(node.series)})`
      case 'known':
        return `known(${node.id};${node.periodsAgo};${node.firstReleased})`
      default: {
        const [a, b] = [node.a, node.b].map((operand) =>
          typeof operand === 'number' ? operand : this.#keyOf(operand),
        )
        return `${node.op}(${a},${b})`
      }
    }
  }

  #indicatorKey({ indicator, inputs, parameters }: IndicatorNode): string {
    return `${indicator}(${inputs.map((input) => this.#keyOf(input)).join()};${parameters.join()})`
  }

  /** All outputs of an indicator, computed once whichever of them is asked for. */
  #indicatorOutputs(node: IndicatorNode): Float64Array<ArrayBuffer>[] {
    const key = this.#indicatorKey(node)
    const known = this.#indicators.get(key)
    if (known !== undefined) return known
    const definition = findIndicator(node.indicator)
    if (definition === undefined) {
      throw new DeskError('NOT_FOUND', `There is no indicator '${node.indicator}'.`)
    }
    const inputs = node.inputs.map((input) => this.evaluate(input))
    const names = Object.keys(definition.parameters)
    const parameters = Object.fromEntries(names.map((name, place) => [name, node.parameters[place]!]))
    try {
      const outputs = evaluateIndicator(definition, inputs, parameters)
      this.#indicators.set(key, outputs)
      return outputs
    } catch (error) {
      if (error instanceof RangeError) throw new DeskError('BAD_INPUT', `${error.message}.`)
      throw error
    }
  }

  #column(name: ColumnName): Float64Array<ArrayBuffer> {
    switch (name) {
      case 'adjusted.open':
        return this.#adjustedColumns().open
      case 'adjusted.high':
        return this.#adjustedColumns().high
      case 'adjusted.low':
        return this.#adjustedColumns().low
      case 'adjusted.close':
        return this.#adjustedColumns().close
      case 'adjusted.volume':
        return this.#adjustedColumns().volume
    }
    if (name !== 'bid' && name !== 'ask') return this.#columns[name]
    const column = name === 'bid' ? this.#quotes?.bidClose : this.#quotes?.askClose
    return column ?? new Float64Array(this.#columns.close.length).fill(Number.NaN)
  }

  #adjustedColumns(): PriceColumns {
    this.#adjusted ??= adjustedForward(this.#columns, this.#actions, 'split-dividend')
    return this.#adjusted
  }

  #operand(operand: SeriesNode | number): Float64Array<ArrayBuffer> | number {
    return typeof operand === 'number' ? operand : this.evaluate(operand)
  }

  #compute(node: SeriesNode): Float64Array<ArrayBuffer> {
    switch (node.op) {
      case 'column':
        return this.#column(node.column)
      case 'indicator':
        return this.#indicatorOutputs(node)[node.output]!
      case 'observed': {
        const scope = this.#requireScope()
        const other = scope.observe(node.symbol ?? scope.symbol, node.timeframe ?? scope.timeframe)
        const values = other.evaluator.evaluate(node.series)
        return other.evaluator === this ? values : alignClosed(values, other.closeMs, scope.closeMs)
      }
      case 'known': {
        const scope = this.#requireScope()
        return knownColumn(scope.values(node.id), scope.closeMs, node)
      }
      case 'add':
      case 'subtract':
      case 'multiply':
      case 'divide': {
        const size = this.#columns.close.length
        return arithmetic(node.op, this.#operand(node.a), this.#operand(node.b), size)
      }
    }
  }

  #requireScope(): ObservedScope {
    if (this.#scope !== undefined) return this.#scope
    throw new DeskError('UNSUPPORTED', 'Other bars and values can only be read in a run.')
  }
}
