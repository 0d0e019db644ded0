import type { BarColumns } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import {
  evaluateIndicator,
  findIndicator,
  INDICATOR_DEFINITIONS,
  type IndicatorDefinition,
} from '../quant/indicators/index.ts'

/** An indicator a chart can draw. */
export interface IndicatorInfo {
  id: string
  name: string
  /** TA-Lib's name of the same function, where there is one. */
  talib?: string
  /** Section of the catalogue, such as `momentum`. */
  group: string
  description: string
  /** `price` is drawn over the candles, `own` in a pane of its own. */
  pane: 'price' | 'own'
  arguments: { name: string; default: number; min: number; max: number }[]
  outputs: string[]
}

/** The column of a bar that an input of an indicator is read from on a chart. */
function columnOf(input: string, columns: BarColumns): Float64Array | undefined {
  switch (input) {
    case 'source':
      return columns.close
    case 'open':
    case 'high':
    case 'low':
    case 'close':
    case 'volume':
    case 'time':
      return columns[input]
    default:
      return undefined
  }
}

const COLUMN_INPUTS = new Set(['source', 'open', 'high', 'low', 'close', 'volume', 'time'])

function infoOf(definition: IndicatorDefinition): IndicatorInfo {
  return {
    id: definition.id,
    name: definition.name,
    ...(definition.talib === undefined ? {} : { talib: definition.talib }),
    group: definition.group,
    description: definition.summary.replaceAll('`', ''),
    pane: definition.pane,
    arguments: Object.entries(definition.parameters).map(([name, { default: start, min, max }]) => ({
      name,
      default: start,
      min,
      max,
    })),
    outputs: Object.keys(definition.outputs),
  }
}

/** Every indicator a chart can draw, with its arguments and the lines it draws. */
export const INDICATORS: readonly IndicatorInfo[] = INDICATOR_DEFINITIONS.filter(({ inputs }) =>
  inputs.every((input) => COLUMN_INPUTS.has(input)),
).map(infoOf)

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
  const definition = findIndicator(id)
  const inputs = definition?.inputs.flatMap((input) => columnOf(input, columns) ?? []) ?? []
  if (definition === undefined || inputs.length !== definition.inputs.length) {
    throw new DeskError('NOT_FOUND', `There is no indicator '${id}' that a chart can draw.`, {
      hint: 'docs/indicators.md lists them.',
    })
  }
  const names = Object.keys(definition.parameters)
  if (args.length > names.length) {
    throw new DeskError(
      'BAD_INPUT',
      `${definition.name} takes ${names.length} arguments, not ${args.length}.`,
    )
  }
  try {
    const given = Object.fromEntries(args.map((value, place) => [names[place]!, value]))
    const lines = evaluateIndicator(definition, inputs, given)
    return Object.fromEntries(Object.keys(definition.outputs).map((output, place) => [output, lines[place]!]))
  } catch (error) {
    if (error instanceof RangeError) throw new DeskError('BAD_INPUT', `${error.message}.`)
    throw error
  }
}
