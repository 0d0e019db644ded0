import type { IndicatorDefinition, Kernel } from './defineIndicator.ts'

type Parameters = Readonly<Record<string, number>>

/**
 * All parameters of an indicator: what is given, and the default of everything else.
 * @throws RangeError for an unknown name or a value outside its limits.
 */
export function resolveIndicatorParameters(
  definition: IndicatorDefinition,
  given: Parameters = {},
): Parameters {
  for (const name of Object.keys(given)) {
    if (definition.parameters[name] === undefined) {
      throw new RangeError(`${definition.id} has no parameter '${name}'`)
    }
  }
  const values = Object.fromEntries(
    Object.entries(definition.parameters).map(([name, range]) => {
      const value = given[name] ?? range.default
      if (value >= range.min && value <= range.max && (!range.whole || Number.isInteger(value))) {
        return [name, value]
      }
      const kind = range.whole ? 'a whole number' : 'a number'
      throw new RangeError(
        `${definition.id}: '${name}' must be ${kind} from ${range.min} to ${range.max}, not ${value}`,
      )
    }),
  )
  const reason = definition.refuse?.(values)
  if (reason !== undefined) throw new RangeError(`${definition.id}: ${reason}`)
  return values
}

/** An indicator fed bar by bar. */
export class IndicatorStream {
  readonly #definition: IndicatorDefinition
  readonly #parameters: Parameters
  readonly #inputs: number
  /** The outputs as of the last update, in their order. */
  readonly values: Float64Array<ArrayBuffer>
  #kernel: Kernel
  #fresh = true

  /** @throws RangeError for parameters that the indicator does not take. */
  constructor(definition: IndicatorDefinition, given: Parameters = {}) {
    this.#definition = definition
    this.#parameters = resolveIndicatorParameters(definition, given)
    this.#inputs = definition.inputs.length
    this.values = new Float64Array(Object.keys(definition.outputs).length).fill(Number.NaN)
    this.#kernel = definition.create(this.#parameters)
  }

  /** Takes the inputs of one bar and returns the first output; the others stand in `values`. */
  update(a: number, b = 0, c = 0, d = 0, e = 0, f = 0): number {
    const { values } = this
    if (this.#definition.memory !== 'points' && !isKnown(this.#inputs, a, b, c, d, e, f)) {
      if (this.#definition.memory === 'window' && !this.#fresh) {
        this.#kernel = this.#definition.create(this.#parameters)
        this.#fresh = true
      }
      values.fill(Number.NaN)
      return Number.NaN
    }
    this.#fresh = false
    const first = this.#kernel.update(a, b, c, d, e, f)
    values[0] = first
    const { more } = this.#kernel
    if (more !== undefined) values.set(more, 1)
    return first
  }
}

function isKnown(inputs: number, a: number, b: number, c: number, d: number, e: number, f: number): boolean {
  return !(
    Number.isNaN(a) ||
    (inputs > 1 && Number.isNaN(b)) ||
    (inputs > 2 && Number.isNaN(c)) ||
    (inputs > 3 && Number.isNaN(d)) ||
    (inputs > 4 && Number.isNaN(e)) ||
    (inputs > 5 && Number.isNaN(f))
  )
}

/**
 * An indicator over whole columns, aligned with them and NaN during the warm-up: one column an output.
 * @param inputs Columns of equal length in the order of the definition's inputs.
 * @throws RangeError for parameters that the indicator does not take.
 */
export function evaluateIndicator(
  definition: IndicatorDefinition,
  inputs: readonly Float64Array[],
  given: Parameters = {},
): Float64Array<ArrayBuffer>[] {
  if (inputs.length !== definition.inputs.length) {
    throw new RangeError(`${definition.id} takes ${definition.inputs.join(', ')}`)
  }
  const parameters = resolveIndicatorParameters(definition, given)
  if (definition.vectorised !== undefined) return definition.vectorised(inputs, parameters)
  return loop(definition, inputs, parameters)
}

/** The vectorised form that every definition has: `update` at every bar. */
export function loop(
  definition: IndicatorDefinition,
  inputs: readonly Float64Array[],
  parameters: Parameters,
): Float64Array<ArrayBuffer>[] {
  const size = inputs[0]?.length ?? 0
  const outputs = Object.keys(definition.outputs).map(() => new Float64Array(size).fill(Number.NaN))
  const [a, b = a, c = a, d = a, e = a, f = a] = inputs
  const [first, ...others] = outputs
  if (a === undefined || b === undefined || c === undefined || first === undefined) return outputs
  if (d === undefined || e === undefined || f === undefined) return outputs
  const startsAnew = definition.memory === 'window'
  const skips = definition.memory !== 'points'
  let kernel = definition.create(parameters)
  let fresh = true
  for (let t = 0; t < size; t++) {
    // The sum of what is known is NaN exactly where one of them is, infinities of both signs aside.
    const [v, w, x, y, z, u] = [a[t]!, b[t]!, c[t]!, d[t]!, e[t]!, f[t]!]
    if (skips && Number.isNaN(v + w + x + y + z + u) && !isKnown(6, v, w, x, y, z, u)) {
      if (startsAnew && !fresh) {
        kernel = definition.create(parameters)
        fresh = true
      }
      continue
    }
    fresh = false
    first[t] = kernel.update(v, w, x, y, z, u)
    if (kernel.more !== undefined) {
      for (let k = 0; k < others.length; k++) others[k]![t] = kernel.more[k]!
    }
  }
  return outputs
}
