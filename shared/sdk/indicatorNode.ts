import { DeskError } from '../domain/deskError.ts'
import type { Series } from './quarterdeck.d.ts'
import { asSeries, describe, seriesNode } from './seriesNode.ts'

/** A parameter's value with the limits it has to keep. */
interface Limited {
  readonly value: unknown
  readonly min: number
  readonly max: number
  readonly whole: boolean
}

/** A parameter that is a whole number. */
export function whole(value: unknown, min: number, max: number): Limited {
  return { value, min, max, whole: true }
}

/** A parameter that may be any number within its limits. */
export function real(value: unknown, min: number, max: number): Limited {
  return { value, min, max, whole: false }
}

/**
 * The outputs of an indicator by their place.
 * @throws DeskError BAD_INPUT naming the indicator and the argument that is no series or outside its limits.
 */
export function indicatorOutputs(
  indicator: string,
  inputs: Readonly<Record<string, unknown>>,
  parameters: Readonly<Record<string, Limited>>,
): (output: number) => Series {
  const nodes = Object.freeze(Object.entries(inputs).map(([name, value]) => asSeries(value, indicator, name)))
  const values = Object.freeze(
    Object.entries(parameters).map(([name, limited]) => checked(indicator, name, limited)),
  )
  return (output) => seriesNode({ op: 'indicator', indicator, inputs: nodes, parameters: values, output })
}

function checked(indicator: string, name: string, { value, min, max, whole: isWhole }: Limited): number {
  if (
    typeof value === 'number' &&
    value >= min &&
    value <= max &&
    (isWhole ? Number.isInteger(value) : Number.isFinite(value))
  ) {
    return value
  }
  throw new DeskError(
    'BAD_INPUT',
    `${indicator}: '${name}' must be ${isWhole ? 'a whole number' : 'a number'} from ${min} to ${max}, not ${describe(value)}`,
  )
}
