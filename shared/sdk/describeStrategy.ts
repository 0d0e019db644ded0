import type { ParameterValues, StrategyDescription } from '../domain/strategy.ts'
import { collectNeeds } from './collectNeeds.ts'
import { declareIndicators } from './declareIndicators.ts'
import { declareParameters, resolveParameters } from './parameters.ts'
import type { Strategy } from './quarterdeck.d.ts'
import { definitionOf } from './strategyDefinition.ts'

/**
 * What a strategy says of itself: its parameters with defaults filled in, and the names of its indicators for the
 * given parameter values.
 * @throws DeskError STRATEGY_COMPILE for something that is no strategy, BAD_INPUT for values it does not take.
 */
export function describeStrategy(strategy: Strategy, parameters: ParameterValues = {}): StrategyDescription {
  const definition = definitionOf(strategy)
  const declared = definition.parameters ?? {}
  const indicators = declareIndicators(definition, resolveParameters(declared, parameters))
  return {
    name: definition.name,
    description: definition.description ?? '',
    parameters: declareParameters(declared),
    symbols: [...(definition.symbols ?? [])],
    ...(definition.timeframe === undefined ? {} : { timeframe: definition.timeframe }),
    indicators: [...indicators.keys()],
    needs: collectNeeds(indicators.values(), definition.data),
  }
}
