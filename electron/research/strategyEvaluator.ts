import { compileFunction } from 'node:vm'
import { DeskError } from '../../shared/domain/deskError.ts'
import * as sdk from '../../shared/sdk/index.ts'
import type { Strategy } from '../../shared/sdk/quarterdeck.d.ts'
import { isStrategy } from '../../shared/sdk/strategyDefinition.ts'
import { Xoshiro128 } from '../quant/xoshiro128.ts'
import { STRATEGY_SCRIPT } from './runConstants.ts'

/** What a strategy gets in place of the machine's clock and randomness. */
export interface StrategyEnvironment {
  /** The run's clock, in epoch milliseconds. */
  readonly nowMs: () => number
  /** The run's seed. */
  readonly seed: number
}

/** Names of ECMAScript that stay, but for those that show when garbage was collected; all that Node and the web platform add is removed. */
const LANGUAGE_GLOBALS: ReadonlySet<string> = new Set(
  `globalThis Infinity NaN undefined Object Function Array Number Boolean String Symbol BigInt Date Promise RegExp
  Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError JSON Math
  Intl Reflect Proxy Map Set WeakMap WeakSet Iterator ArrayBuffer DataView Float16Array
  Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array
  BigInt64Array BigUint64Array parseFloat parseInt isFinite isNaN decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape eval Temporal DisposableStack AsyncDisposableStack`.split(/\s+/),
)

function deterministicDate(nowMs: () => number): DateConstructor {
  return new Proxy(Date, {
    construct(target, args, newTarget) {
      return Reflect.construct(target, args.length === 0 ? [nowMs()] : args, newTarget)
    },
    apply: (target) => new target(nowMs()).toString(),
    get(target, name, receiver) {
      return name === 'now' ? nowMs : Reflect.get(target, name, receiver)
    },
  })
}

/** `Temporal.Now` in the run's clock and UTC; the rest of Temporal has no clock. */
function takeClockOfTemporal(nowMs: () => number): void {
  const { Now, Instant } = Temporal
  const instant = () => Instant.fromEpochMilliseconds(nowMs())
  const zoned = (zone: Temporal.TimeZoneLike = 'UTC') => instant().toZonedDateTimeISO(zone)
  Object.assign(Now, {
    instant,
    timeZoneId: () => 'UTC',
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainTime(),
  })
}

/** A date format that is given no date takes the present one: the run's. */
function takeClockOfIntl(nowMs: () => number): void {
  const { prototype } = Intl.DateTimeFormat
  const { formatToParts } = prototype
  const format = Object.getOwnPropertyDescriptor(prototype, 'format')?.get
  Object.defineProperties(prototype, {
    format: {
      configurable: true,
      get(this: Intl.DateTimeFormat) {
        const formatDate: Intl.DateTimeFormat['format'] = format?.call(this)
        return (date?: Date | number) => formatDate(date ?? nowMs())
      },
    },
    formatToParts: {
      configurable: true,
      writable: true,
      value(this: Intl.DateTimeFormat, date?: Date | number) {
        return formatToParts.call(this, date ?? nowMs())
      },
    },
  })
}

/** Draws of `Math.random`, other than those of `ctx.random` of the same seed. */
const MATH_RANDOM_STREAM = 0x5f356495

/**
 * Takes from this process's global object everything that is not the language itself: no process, no module loader,
 * no network, no timers, no shared memory. Clock and randomness become the run's. Cannot be undone, so it belongs in
 * a process that serves one strategy.
 *
 * @returns the function that begins the stream of `Math.random` anew, for a process that runs its strategy again.
 */
export function removeAmbientAuthority({ nowMs, seed }: StrategyEnvironment): () => void {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!LANGUAGE_GLOBALS.has(name)) Reflect.deleteProperty(globalThis, name)
  }
  const newStream = () => new Xoshiro128((seed ^ MATH_RANDOM_STREAM) >>> 0)
  let random = newStream()
  Math.random = () => random.next()
  globalThis.Date = deterministicDate(nowMs)
  Object.defineProperty(Date.prototype, 'constructor', { value: globalThis.Date })
  takeClockOfTemporal(nowMs)
  takeClockOfIntl(nowMs)
  return () => {
    random = newStream()
  }
}

/**
 * Evaluates compiled strategy code and returns what it exports by default. The one module it can require is the SDK.
 *
 * This is the seam of the sandbox: whatever isolates a strategy inside its process replaces this function.
 *
 * @throws DeskError STRATEGY_COMPILE where the file does not export a strategy; whatever the file itself throws.
 */
export function evaluateStrategy(code: string): Strategy {
  const exported: { exports: { default?: unknown } } = { exports: {} }
  const evaluate = compileFunction(code, ['require', 'module', 'exports'], { filename: STRATEGY_SCRIPT })
  evaluate(
    (name: unknown) => {
      if (name === 'quarterdeck') return sdk
      throw new DeskError(
        'STRATEGY_COMPILE',
        `A strategy can import only 'quarterdeck', not '${String(name)}'.`,
      )
    },
    exported,
    exported.exports,
  )
  const strategy = exported.exports.default
  if (isStrategy(strategy)) return strategy
  throw new DeskError('STRATEGY_COMPILE', 'The file does not export a strategy.', {
    hint: 'End it with: export default defineStrategy({ ... })',
  })
}
