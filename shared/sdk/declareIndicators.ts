import { DeskError } from '../domain/deskError.ts'
import type { ParameterValues } from '../domain/strategy.ts'
import { barColumnNodes, isSeriesNode, type SeriesNode } from './seriesNode.ts'
import { RESERVED_NAMES, type RuntimeDefinition } from './strategyDefinition.ts'

/** The columns every indicator starts from. */
const COLUMNS = barColumnNodes()

/**
 * The indicator expressions a strategy declares for these parameter values, by name in the order of declaration.
 * @throws DeskError STRATEGY_COMPILE when a name is taken or a value is not a series; what the strategy's own code
 * throws is passed on untouched.
 */
export function declareIndicators(
  definition: RuntimeDefinition,
  parameters: ParameterValues,
): ReadonlyMap<string, SeriesNode> {
  const named = new Map<string, SeriesNode>()
  const declared: unknown = definition.indicators?.({
    ...COLUMNS,
    parameters: Object.freeze({ ...parameters }),
  })
  if (declared === undefined && definition.indicators === undefined) return named
  if (typeof declared !== 'object' || declared === null)
    throw refused("'indicators' must return an object of series")
  for (const [name, series] of Object.entries(declared)) {
    if (RESERVED_NAMES.has(name))
      throw refused(`an indicator cannot be called '${name}', the context has that name`)
    if (!isSeriesNode(series)) throw refused(`indicator '${name}' is not a series`)
    named.set(name, series)
  }
  return named
}

function refused(reason: string): DeskError {
  return new DeskError('STRATEGY_COMPILE', `The strategy's indicators cannot be used: ${reason}.`, {
    where: 'indicators',
    hint: 'Return an object such as { fast: sma(close, 10) }; spread indicators with several outputs: { ...macd(close, 12, 26, 9) }.',
  })
}
