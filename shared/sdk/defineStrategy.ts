import type { Parameter, Series, Strategy, StrategyDefinition } from './quarterdeck.d.ts'
import { checkDefinition, strategyOf } from './strategyDefinition.ts'

export function defineStrategy<
  const P extends Readonly<Record<string, Parameter>> = Readonly<Record<never, Parameter>>,
  I extends Readonly<Record<string, Series>> = Readonly<Record<never, Series>>,
>(definition: StrategyDefinition<P, I>): Strategy {
  return strategyOf(checkDefinition(definition))
}
