import { z } from 'zod'
import { DeskError } from '../domain/deskError.ts'
import { symbolSchema } from '../domain/instrument.ts'
import type { ParameterValues } from '../domain/strategy.ts'
import { timeframeSchema } from '../domain/timeframe.ts'
import { isNumberParameter } from './parameters.ts'
import type {
  Fill,
  IndicatorInputs,
  NewsItem,
  Order,
  Parameter,
  ScheduledTask,
  Strategy,
  StrategyContext,
  SymbolView,
} from './quarterdeck.d.ts'

/** The context as the engine hands it out: a strategy's own names for its indicators are added at run time. */
export interface RuntimeContext extends StrategyContext<ParameterValues> {
  of(symbol: string): SymbolView
}

/** A definition whose types of parameters and indicators have been forgotten: what an engine runs. */
export interface RuntimeDefinition {
  readonly name: string
  readonly description?: string
  readonly symbols?: readonly string[]
  readonly timeframe?: string
  readonly parameters?: Readonly<Record<string, Parameter>>
  readonly data?: { readonly values?: readonly string[]; readonly news?: readonly string[] }
  readonly indicators?: (inputs: IndicatorInputs<ParameterValues>) => unknown
  onStart?(ctx: RuntimeContext): void
  onBar?(ctx: RuntimeContext): void
  onFill?(ctx: RuntimeContext, fill: Fill): void
  onOrder?(ctx: RuntimeContext, order: Order): void
  onNews?(ctx: RuntimeContext, item: NewsItem): void
  readonly schedule?: readonly ScheduledTask<RuntimeContext>[]
  onEnd?(ctx: RuntimeContext): void
}

/** Names that an indicator cannot have, because the context has them already. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...['symbol', 'index', 'barTimeMs', 'open', 'high', 'low', 'close', 'volume', 'bars'],
  ...['parameters', 'timeMs', 'symbols', 'account', 'instrument', 'position', 'openOrders', 'price'],
  ...['order', 'orderValue', 'orderTarget', 'orderTargetValue', 'orderTargetPercent', 'closePosition'],
  ...['adjustedBars', 'members'],
  ...['chain', 'greeks', 'surface', 'exercise', 'bond'],
  ...['orderTargets', 'exposure', 'bid', 'ask'],
  ...[
    'cancel',
    'cancelAll',
    'log',
    'random',
    'of',
    'known',
    'vintages',
    'news',
    'constructor',
    '__proto__',
    'prototype',
    'then',
  ],
  ...Object.getOwnPropertyNames(Object.prototype),
])

/** Hooks come back before the clock goes on: what an async function or a generator does later has no time. */
const DEFERRED = new Set(['AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction'])

const functionSchema = z
  .custom<(...values: never[]) => unknown>((value) => typeof value === 'function', 'must be a function')
  .refine(
    (value) => !DEFERRED.has(Object.prototype.toString.call(value).slice(8, -1)),
    'must not be async or a generator: a hook has to be done when it returns',
  )
const identifier = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be a name of letters, digits and _')
const words = { label: z.string().optional(), description: z.string().optional() }

const parameterSchema = z.union(
  [
    z.strictObject({
      default: z.number(),
      min: z.number().optional(),
      max: z.number().optional(),
      step: z.number().positive().optional(),
      ...words,
    }),
    z.strictObject({ default: z.boolean(), ...words }),
    z.strictObject({ default: z.string(), choices: z.array(z.string()).min(1), ...words }),
  ],
  'must be a number { default, min, max, step }, a switch { default } or a choice { default, choices }',
)

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const scheduledTaskSchema = z.strictObject({
  every: z.enum(['bar', 'day', 'week', 'month', 'quarter', 'year']),
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a 24-hour time such as '15:50'")
    .optional(),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as America/New_York').optional(),
  run: functionSchema,
})

const definitionSchema = z.strictObject({
  name: z.string().trim().min(1, 'must not be empty').max(120),
  description: z.string().max(5000).optional(),
  symbols: z.array(z.string().min(1)).optional(),
  timeframe: timeframeSchema.optional(),
  parameters: z.record(identifier, parameterSchema).optional(),
  data: z
    .strictObject({ values: z.array(symbolSchema).optional(), news: z.array(symbolSchema).optional() })
    .optional(),
  indicators: functionSchema.optional(),
  onStart: functionSchema.optional(),
  onBar: functionSchema.optional(),
  onFill: functionSchema.optional(),
  onOrder: functionSchema.optional(),
  onNews: functionSchema.optional(),
  schedule: z.array(scheduledTaskSchema).optional(),
  onEnd: functionSchema.optional(),
})

function isDefinition(value: unknown): value is RuntimeDefinition {
  return definitionSchema.safeParse(value).success
}

/**
 * Checks what an author passed to `defineStrategy`.
 * @throws DeskError STRATEGY_COMPILE naming every entry that is wrong.
 */
export function checkDefinition(value: unknown): RuntimeDefinition {
  const checked = definitionSchema.safeParse(value)
  if (!checked.success) throw notAStrategy(checked.error.issues.map(describeIssue).join('; '))
  if (!isDefinition(value)) throw notAStrategy('the definition changed while it was read')
  for (const [name, parameter] of Object.entries(value.parameters ?? {})) checkParameter(name, parameter)
  const acts = value.onBar ?? value.onNews ?? value.schedule?.[0]
  if (acts === undefined)
    throw notAStrategy('it has neither onBar nor a schedule nor onNews, so it would never do anything')
  if (value.onNews !== undefined && (value.data?.news ?? []).length === 0)
    throw notAStrategy("it has onNews and names no news in data: { news: ['...'] }")
  return value
}

function checkParameter(name: string, parameter: Parameter): void {
  if ('choices' in parameter) {
    if (!parameter.choices.includes(parameter.default)) {
      throw notAStrategy(`parameters.${name}: the default '${parameter.default}' is not one of its choices`)
    }
    return
  }
  if (!isNumberParameter(parameter)) return
  const { default: start, min = -Infinity, max = Infinity } = parameter
  if (min > max) throw notAStrategy(`parameters.${name}: min ${min} is above max ${max}`)
  if (start < min || start > max) {
    throw notAStrategy(`parameters.${name}: the default ${start} is outside ${min} to ${max}`)
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const where = issue.path.map(String).join('.')
  return where === '' ? issue.message : `${where}: ${issue.message}`
}

function notAStrategy(reason: string): DeskError {
  return new DeskError('STRATEGY_COMPILE', `This is not a strategy definition: ${reason}.`, {
    hint: 'Export by default what defineStrategy({ name, parameters, indicators, onBar }) returns.',
  })
}

/** A strategy with the definition that the SDK's `Strategy` hides. */
interface DefinedStrategy extends Strategy {
  readonly definition: RuntimeDefinition
}

/** Wraps a checked definition. */
export function strategyOf(definition: RuntimeDefinition): DefinedStrategy {
  return Object.freeze({ kind: 'strategy' as const, definition })
}

/** Whether a value (a module's default export) is what `defineStrategy` returned, in this realm or another. */
export function isStrategy(value: unknown): value is Strategy {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    value.kind === 'strategy' &&
    'definition' in value &&
    isDefinition(value.definition)
  )
}

/**
 * The definition of a strategy.
 * @throws DeskError STRATEGY_COMPILE when the value was not made by `defineStrategy`.
 */
export function definitionOf(strategy: unknown): RuntimeDefinition {
  if (typeof strategy === 'object' && strategy !== null && 'definition' in strategy) {
    return checkDefinition(strategy.definition)
  }
  throw notAStrategy('it was not made by defineStrategy')
}
