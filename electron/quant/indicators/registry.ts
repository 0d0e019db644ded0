import { CALENDAR } from './calendar/index.ts'
import { CANDLESTICKS } from './candlesticks/index.ts'
import { CYCLE } from './cycle/index.ts'
import type { IndicatorDefinition } from './defineIndicator.ts'
import { MICROSTRUCTURE } from './microstructure/index.ts'
import { MOMENTUM } from './momentum/index.ts'
import { OPERATORS } from './operators/index.ts'
import { OVERLAP } from './overlap/index.ts'
import { PRICE } from './price/index.ts'
import { RANGE } from './range/index.ts'
import { REGRESSION } from './regression/index.ts'
import { STATISTICS } from './statistics/index.ts'
import { VOLATILITY } from './volatility/index.ts'
import { VOLUME } from './volume/index.ts'

/** Every indicator there is, by group. */
export const INDICATOR_DEFINITIONS: readonly IndicatorDefinition[] = [
  ...OVERLAP,
  ...MOMENTUM,
  ...VOLUME,
  ...RANGE,
  ...CYCLE,
  ...PRICE,
  ...REGRESSION,
  ...OPERATORS,
  ...CANDLESTICKS,
  ...STATISTICS,
  ...VOLATILITY,
  ...MICROSTRUCTURE,
  ...CALENDAR,
]

const BY_ID = new Map(INDICATOR_DEFINITIONS.map((definition) => [definition.id, definition]))

/** The definition of an indicator by its id. */
export function findIndicator(id: string): IndicatorDefinition | undefined {
  return BY_ID.get(id)
}
