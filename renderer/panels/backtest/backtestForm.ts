import { z } from 'zod'
import { accountRulesSchema, exposureLimitSchema } from '../../../shared/domain/accountRules.ts'
import {
  type BacktestConfig,
  type BacktestConfigInput,
  backtestConfigSchema,
  feeModelSchema,
  fillTimingSchema,
  sessionChoiceSchema,
  slippageModelSchema,
} from '../../../shared/domain/backtest.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { assetClassSchema } from '../../../shared/domain/instrument.ts'
import {
  type ParameterDeclaration,
  type ParameterValue,
  type ParameterValues,
  parameterValuesSchema,
  type StrategyDescription,
} from '../../../shared/domain/strategy.ts'
import { irregularBars, timeframeMs, timeframeSchema } from '../../../shared/domain/timeframe.ts'
import { datasetForTimeframe } from '../bars/barKinds.ts'

/** A backtest's settings as the form holds them and the settings remember them. Dates are `YYYY-MM-DD`, UTC. */
export const backtestFormSchema = z.object({
  symbols: z.array(z.string()),
  /** Index whose members are traded; empty for none. */
  universe: z.string().default(''),
  timeframe: z.string(),
  /** Empty for the data's own first and last day. */
  from: z.string(),
  to: z.string(),
  /** Empty for no hold-out; `holdOutTo` empty for one to the end of the data. */
  holdOutFrom: z.string().default(''),
  holdOutTo: z.string().default(''),
  sessions: sessionChoiceSchema.default('all'),
  cash: z.number(),
  currency: z.string(),
  fees: feeModelSchema,
  feesByAssetClass: z.partialRecord(assetClassSchema, feeModelSchema).default({}),
  regulatoryFees: z.boolean().default(false),
  slippage: slippageModelSchema,
  fillTiming: fillTimingSchema,
  allowShort: z.boolean(),
  maxLeverage: z.number(),
  account: accountRulesSchema.prefault({}),
  exposureLimits: z.array(exposureLimitSchema).default([]),
  warmupBars: z.union([z.literal('auto'), z.number()]),
  /** Empty for none. */
  benchmark: z.string(),
  riskFreeRate: z.number(),
  seed: z.number(),
  /** Only what differs from the strategy's defaults, so that a changed default is followed. */
  parameters: parameterValuesSchema,
})
export type BacktestForm = z.infer<typeof backtestFormSchema>

/** What the form is checked against. */
export interface FormContext {
  readonly datasets: readonly Dataset[]
  /** Null while the strategy has not been compiled, or does not compile. */
  readonly description: StrategyDescription | null
}

const DAY_MS = 86_400_000

/** The data a run over these symbols would read: the dataset that fits the timeframe best, per symbol. */
export function datasetsFor(
  symbols: readonly string[],
  timeframe: string,
  datasets: readonly Dataset[],
): (Dataset | undefined)[] {
  return symbols.map((symbol) => {
    const own = datasets.filter((dataset) => dataset.instrument.symbol === symbol)
    return datasetForTimeframe(own, timeframe)
  })
}

/**
 * The timeframe asked for where every symbol has data as fine as that; else the finest that all of them can be read at.
 */
export function fittingTimeframe(
  symbols: readonly string[],
  timeframe: string,
  datasets: readonly Dataset[],
): string {
  const asked = datasetsFor(symbols, timeframe, datasets)
  if (irregularBars(timeframe) && !asked.includes(undefined)) return timeframe
  const finest = symbols.flatMap((symbol) => {
    const own = datasets.filter((dataset) => dataset.instrument.symbol === symbol)
    // Trades and quotes make bars of any length; a minute is a fair one to begin with.
    const lengths = own.map((dataset) => (irregularBars(dataset.timeframe) ? '1m' : dataset.timeframe))
    return lengths.sort((a, b) => timeframeMs(a) - timeframeMs(b)).slice(0, 1)
  })
  const limit = finest.sort((a, b) => timeframeMs(b) - timeframeMs(a))[0]
  if (limit === undefined) return timeframe
  const isRead = timeframeSchema.safeParse(timeframe).success
  return isRead && timeframeMs(timeframe) >= timeframeMs(limit) ? timeframe : limit
}

/** First and last moment of data that any of the symbols has; null without data. */
export function dataBounds(
  datasets: readonly (Dataset | undefined)[],
): { fromMs: number; toMs: number } | null {
  const present = datasets.filter((dataset) => dataset !== undefined)
  if (present.length === 0) return null
  return {
    fromMs: Math.min(...present.map((dataset) => dataset.fromMs)),
    toMs: Math.max(...present.map((dataset) => dataset.toMs)),
  }
}

/** Settings to start from: what the strategy was written for where the data is there, else the data at hand. */
export function defaultForm(
  { datasets, description }: FormContext,
  preferredDatasetId: string | null,
): BacktestForm {
  const has = (symbol: string) => datasets.some((dataset) => dataset.instrument.symbol === symbol)
  const named = (description?.symbols ?? []).filter(has)
  const preferred =
    datasets.find((dataset) => dataset.id === preferredDatasetId) ??
    datasets.find(
      (dataset) => dataset.provenance.kind === 'sample' && dataset.instrument.assetClass === 'index',
    ) ??
    datasets.find((dataset) => dataset.provenance.kind !== 'synthetic') ??
    datasets[0]
  const symbols = named.length > 0 ? named : preferred === undefined ? [] : [preferred.instrument.symbol]
  const first = datasets.find((dataset) => dataset.instrument.symbol === symbols[0])
  return {
    symbols,
    universe: '',
    timeframe: fittingTimeframe(
      symbols,
      description?.timeframe ?? (named.length > 0 ? first : preferred)?.timeframe ?? '1d',
      datasets,
    ),
    from: '',
    to: '',
    holdOutFrom: '',
    holdOutTo: '',
    sessions: 'all',
    cash: 100_000,
    currency: first?.instrument.currency ?? 'USD',
    fees: { model: 'none' },
    feesByAssetClass: {},
    regulatoryFees: false,
    slippage: { model: 'none' },
    fillTiming: 'next-open',
    allowShort: false,
    maxLeverage: 1,
    account: accountRulesSchema.parse({}),
    exposureLimits: [],
    warmupBars: 'auto',
    benchmark: '',
    riskFreeRate: 0,
    seed: 1,
    parameters: {},
  }
}

/** The settings of a run as the form holds them, such as those that an example comes with. */
export function formOf(config: BacktestConfig): BacktestForm {
  const { strategyId: _strategyId, fromMs, toMs, holdOut, benchmark = '', ...settings } = config
  return backtestFormSchema.parse({
    ...settings,
    from: fromMs === undefined ? '' : day(fromMs),
    to: toMs === undefined ? '' : day(toMs),
    holdOutFrom: holdOut === undefined ? '' : day(holdOut.fromMs),
    holdOutTo: holdOut?.toMs === undefined ? '' : day(holdOut.toMs),
    benchmark,
  })
}

/** A day as the first moment of it, UTC; null for text that is not a day. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const timeMs = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(timeMs) && new Date(timeMs).toISOString().startsWith(text) ? timeMs : null
}

/** What is wrong with a parameter's value, or null. */
export function parameterProblem(declaration: ParameterDeclaration, value: ParameterValue): string | null {
  if (declaration.type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'Enter a number.'
    if (declaration.integer && !Number.isInteger(value)) return 'Enter a whole number.'
    if (declaration.min !== undefined && value < declaration.min) return `At least ${declaration.min}.`
    if (declaration.max !== undefined && value > declaration.max) return `At most ${declaration.max}.`
    return null
  }
  if (declaration.type === 'boolean') return typeof value === 'boolean' ? null : 'Switch it on or off.'
  return declaration.choices.includes(String(value)) ? null : `One of ${declaration.choices.join(', ')}.`
}

/** A parameter's value in the form: the one set, or the default where none is set or the set one does not fit. */
export function parameterValue(declaration: ParameterDeclaration, values: ParameterValues): ParameterValue {
  const set = values[declaration.name]
  if (set === undefined || typeof set !== typeof declaration.default) return declaration.default
  return set
}

/** Sets a parameter, or forgets it where it is back at its default. */
export function withParameter(
  values: ParameterValues,
  declaration: ParameterDeclaration,
  value: ParameterValue,
): ParameterValues {
  const { [declaration.name]: _replaced, ...others } = values
  return value === declaration.default ? others : { ...others, [declaration.name]: value }
}

export interface CheckedForm {
  /** What the desk is asked to run; null while something is wrong. */
  readonly config: BacktestConfigInput | null
  /** Messages by field; parameters as `parameters.<name>`. */
  readonly problems: Readonly<Record<string, string>>
}

/** Checks the form against the data and the strategy, and turns it into a run's configuration. */
export function checkForm(form: BacktestForm, strategyId: string, context: FormContext): CheckedForm {
  const problems: Record<string, string> = {}
  const sources = datasetsFor(form.symbols, form.timeframe, context.datasets)
  if (form.symbols.length === 0 && form.universe === '') problems.symbols = 'Choose at least one symbol.'
  const missing = form.symbols.filter((_, index) => sources[index] === undefined)
  if (missing.length > 0) {
    problems.symbols = `No data at ${form.timeframe} or finer for ${missing.join(', ')}.`
  }
  if (!timeframeSchema.safeParse(form.timeframe).success) problems.timeframe = 'Choose a timeframe.'

  const fromMs = form.from === '' ? null : parseDay(form.from)
  const toDay = form.to === '' ? null : parseDay(form.to)
  const toMs = toDay === null ? null : toDay + DAY_MS - 1
  const bounds = dataBounds(sources)
  if (form.from !== '' && fromMs === null) problems.from = 'Enter a date such as 2015-01-31.'
  if (form.to !== '' && toMs === null) problems.to = 'Enter a date such as 2015-01-31.'
  if (fromMs !== null && toMs !== null && fromMs > toMs) problems.to = 'The end lies before the start.'
  else if (bounds !== null) {
    if (fromMs !== null && fromMs > bounds.toMs) problems.from = `The data ends on ${day(bounds.toMs)}.`
    if (toMs !== null && toMs < bounds.fromMs) problems.to = `The data begins on ${day(bounds.fromMs)}.`
  }
  if (
    form.benchmark !== '' &&
    datasetsFor([form.benchmark], form.timeframe, context.datasets)[0] === undefined
  ) {
    problems.benchmark = `No data at ${form.timeframe} or finer for ${form.benchmark}.`
  }

  const holdOut = checkHoldOut(form, fromMs, problems)

  const declared = context.description?.parameters ?? []
  const parameters: ParameterValues = {}
  for (const declaration of declared) {
    const value = parameterValue(declaration, form.parameters)
    const problem = parameterProblem(declaration, value)
    if (problem !== null) problems[`parameters.${declaration.name}`] = problem
    else parameters[declaration.name] = value
  }

  const input: BacktestConfigInput = {
    strategyId,
    symbols: form.symbols,
    ...(form.universe === '' ? {} : { universe: form.universe }),
    timeframe: form.timeframe,
    ...(fromMs === null ? {} : { fromMs }),
    ...(toMs === null ? {} : { toMs }),
    ...(holdOut === null ? {} : { holdOut }),
    ...(form.sessions === 'all' ? {} : { sessions: form.sessions }),
    cash: form.cash,
    currency: form.currency,
    parameters,
    fees: form.fees,
    feesByAssetClass: form.feesByAssetClass,
    regulatoryFees: form.regulatoryFees,
    slippage: form.slippage,
    fillTiming: form.fillTiming,
    allowShort: form.allowShort,
    maxLeverage: form.maxLeverage,
    account: form.account,
    exposureLimits: form.exposureLimits,
    warmupBars: form.warmupBars,
    ...(form.benchmark === '' ? {} : { benchmark: form.benchmark }),
    riskFreeRate: form.riskFreeRate,
    seed: form.seed,
  }
  const parsed = backtestConfigSchema.safeParse(input)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = String(issue.path[0] ?? 'form')
      problems[field] ??= sentence(issue.message)
    }
  }
  return { config: Object.keys(problems).length === 0 ? input : null, problems }
}

/** The period that is kept back, null for none; what is wrong with it is added to the problems. */
function checkHoldOut(
  { holdOutFrom, holdOutTo }: BacktestForm,
  runFromMs: number | null,
  problems: Record<string, string>,
): { fromMs: number; toMs?: number } | null {
  if (holdOutFrom === '') {
    if (holdOutTo !== '') problems.holdOutFrom = 'Enter where the hold-out begins.'
    return null
  }
  const fromMs = parseDay(holdOutFrom)
  const toDay = holdOutTo === '' ? null : parseDay(holdOutTo)
  if (fromMs === null) problems.holdOutFrom = 'Enter a date such as 2015-01-31.'
  if (holdOutTo !== '' && toDay === null) problems.holdOutTo = 'Enter a date such as 2015-01-31.'
  if (fromMs === null) return null
  if (toDay !== null && toDay < fromMs) problems.holdOutTo = 'The end lies before the start.'
  if (runFromMs !== null && runFromMs >= fromMs) {
    problems.holdOutFrom = 'The run begins in its own hold-out: begin it earlier.'
  }
  return toDay === null ? { fromMs } : { fromMs, toMs: toDay + DAY_MS - 1 }
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1)
  return text.endsWith('.') ? text : `${text}.`
}

function day(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

export interface PeriodPreset {
  readonly label: string
  readonly from: string
  readonly to: string
}

const PRESET_MONTHS = [
  ['1 month', 1],
  ['6 months', 6],
  ['1 year', 12],
  ['3 years', 36],
  ['5 years', 60],
  ['10 years', 120],
] as const

/** Periods that end with the data: all of it, and the spans that are shorter than it. */
export function periodPresets(bounds: { fromMs: number; toMs: number } | null): PeriodPreset[] {
  if (bounds === null) return []
  const presets: PeriodPreset[] = []
  for (const [label, months] of PRESET_MONTHS) {
    const end = new Date(bounds.toMs)
    const start = new Date(bounds.toMs)
    start.setUTCMonth(start.getUTCMonth() - months)
    // 31 March less one month would roll over into March again.
    if (start.getUTCDate() !== end.getUTCDate()) start.setUTCDate(0)
    if (start.getTime() > bounds.fromMs) presets.push({ label, from: day(start.getTime()), to: '' })
  }
  presets.push({ label: 'All', from: '', to: '' })
  return presets
}
