/**
 * How an indicator is written.
 *
 * 1. Make a file named after the indicator (or a tight family) in the folder of its group and export the result of
 *    `defineIndicator`. Add it to that folder's `index.ts`; a new folder is added to `registry.ts`.
 * 2. `create(parameters)` gives a kernel: an object whose `update(a, b, ...)` takes one bar's inputs in the order of
 *    `inputs` and returns the first output; outputs after the first stand in `more`. NaN means "not yet known". A
 *    kernel keeps typed arrays it made at creation and allocates nothing in `update`. Kernels are made of kernels:
 *    see `kernels/`.
 * 3. `evaluateIndicator.ts` holds the rule for unknown (NaN) inputs, by `memory`.
 *    `window`: the value depends on the last `warmUp + 1` bars alone; an unknown input starts the kernel anew.
 *    `recursive`: older bars fade but never leave; an unknown input gives NaN at its bar and leaves the state.
 *    `points`: the value depends on single bars; the kernel is given the NaN and lets it through. Only here does a
 *    kernel ever see one.
 * 4. The vectorised form is the loop over `update`. Where that is too slow, `vectorised` is written by hand; a spec
 *    holds it equal to the kernel bit for bit.
 * 5. `vitest run tests/quant/generatedIndicators.test.ts -u` writes the SDK's functions and declarations and
 *    docs/indicators.md from the definitions; the chart's catalogue reads them at run time. The specs in
 *    `tests/quant/everyIndicator.test.ts` then hold the new one to its warm-up, its memory and any chunking.
 */

/** What a value is measured in; `price` is the unit of its input. */
export type Unit =
  | 'price'
  | 'price squared'
  | 'price per bar'
  | 'percent'
  | 'fraction'
  | 'ratio'
  | 'score'
  | 'standard deviations'
  | 'signal'
  | 'bars'
  | 'index'
  | 'degrees'
  | 'radians'
  | 'volume'
  | 'money'
  | 'price x volume'
  | 'unit of the input'
  | 'time'
  | 'calendar'
  | 'nats'
  | 'other'

/** A number an indicator takes. */
export interface ParameterRange {
  readonly default: number
  readonly min: number
  readonly max: number
  /** Only whole numbers. */
  readonly whole: boolean
  readonly description?: string
}

/** The state of an indicator between two bars. */
export interface Kernel {
  /** Takes one bar's inputs and returns the first output, NaN while it is unknown. */
  update(a: number, b: number, c: number, d: number, e: number, f: number): number
  /** The outputs after the first, as of the last update. */
  readonly more?: Float64Array
}

export type IndicatorGroup =
  | 'overlap'
  | 'momentum'
  | 'volume'
  | 'range'
  | 'cycle'
  | 'price'
  | 'regression'
  | 'operators'
  | 'candlesticks'
  | 'statistics'
  | 'volatility'
  | 'microstructure'
  | 'calendar'

interface Described<Parameters, Outputs> {
  /** What the SDK's function is called, in camelCase. */
  readonly id: string
  /** TA-Lib's name of the same function, where the values are TA-Lib's. */
  readonly talib?: string
  readonly name: string
  readonly group: IndicatorGroup
  /** SDK version that brought it; 0.1.0 unless stated. */
  readonly since?: string
  /** One sentence for a person who chooses an indicator. */
  readonly summary: string
  readonly formula: string
  /** Author and year, book, or library. */
  readonly source: string
  /**
   * Names of the inputs, at most six. `open`, `high`, `low`, `close`, `volume` and `time` (opening time of the bar,
   * epoch milliseconds) are the columns of a bar; `source` is the close unless something else is given. Any other
   * name is a series that the caller must bring, so that the chart does not offer the indicator.
   */
  readonly inputs: readonly string[]
  readonly parameters: Parameters
  /** Outputs and their units; a single one has the indicator's id. */
  readonly outputs: Outputs
  /** `price` is drawn over the candles, `own` in a pane of its own. */
  readonly pane: 'price' | 'own'
  readonly memory: 'window' | 'recursive' | 'points'
}

/** An indicator with its parameters' names forgotten: what registries, evaluators and pages work with. */
export interface IndicatorDefinition
  extends Described<Readonly<Record<string, ParameterRange>>, Readonly<Record<string, Unit>>> {
  /** Why these parameters cannot go together; undefined where they can. */
  refuse?(parameters: Readonly<Record<string, number>>): string | undefined
  /** Number of bars before all outputs are known. */
  warmUp(parameters: Readonly<Record<string, number>>): number
  create(parameters: Readonly<Record<string, number>>): Kernel
  vectorised?(
    inputs: readonly Float64Array[],
    parameters: Readonly<Record<string, number>>,
  ): Float64Array<ArrayBuffer>[]
}

type Values<P> = { readonly [K in keyof P]: number }

/** Types an indicator's parameters in its own functions. */
export function defineIndicator<const P extends Readonly<Record<string, ParameterRange>>>(
  definition: Described<P, Readonly<Record<string, Unit>>> & {
    refuse?(parameters: Values<P>): string | undefined
    warmUp(parameters: Values<P>): number
    create(parameters: Values<P>): Kernel
    vectorised?(inputs: readonly Float64Array[], parameters: Values<P>): Float64Array<ArrayBuffer>[]
  },
): IndicatorDefinition {
  return definition
}

/** Longest window, as TA-Lib. */
const LONGEST = 100_000

/** A whole number of bars. */
export function bars(start: number, min = 1, description?: string): ParameterRange {
  const range = { default: start, min, max: LONGEST, whole: true }
  return description === undefined ? range : { ...range, description }
}

/** Any number within limits. */
export function real(start: number, min: number, max: number, description?: string): ParameterRange {
  const range = { default: start, min, max, whole: false }
  return description === undefined ? range : { ...range, description }
}

/** A whole number that is no length. */
export function whole(start: number, min: number, max: number, description?: string): ParameterRange {
  const range = { default: start, min, max, whole: true }
  return description === undefined ? range : { ...range, description }
}
