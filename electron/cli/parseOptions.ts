import { readFile } from 'node:fs/promises'
import { closest } from 'fastest-levenshtein'
import { z } from 'zod'
import { type BacktestConfigInput, backtestConfigSchema } from '../../shared/domain/backtest.ts'
import { DeskError, toErrorShape } from '../../shared/domain/deskError.ts'
import { readMoments } from '../../shared/domain/moment.ts'
import type { ParameterValues, StrategyDescription } from '../../shared/domain/strategy.ts'
import { badInput } from './terminal.ts'

const DAY_MS = 86_400_000

/**
 * A day (`2020-03-31`, UTC) or a moment (ISO 8601). As the end of a period a day counts whole.
 * @throws DeskError BAD_INPUT
 */
export function parseDate(text: string, option: string, isEnd: boolean): number {
  const timeMs = /^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text) ? Date.parse(text) : Number.NaN
  const day = Date.parse(text.slice(0, 10))
  // 31 February would be read as 3 March.
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10))
  if (Number.isNaN(timeMs) || !isDay) {
    throw badInput(
      `${option} needs a date, not '${text}'.`,
      'Write it as 2020-03-31, or 2020-03-31T14:30:00Z.',
    )
  }
  return isEnd && text.length === 10 ? timeMs + DAY_MS - 1 : timeMs
}

/** @throws DeskError BAD_INPUT for a period that ends before it begins. */
export function checkPeriod({
  fromMs,
  toMs,
}: {
  fromMs?: number | undefined
  toMs?: number | undefined
}): void {
  if (fromMs === undefined || toMs === undefined || fromMs <= toMs) return
  const [from, to] = [fromMs, toMs].map((timeMs) => new Date(timeMs).toISOString())
  throw badInput(`The period ends (${to}) before it begins (${from}).`, 'Exchange --from and --to.')
}

/** @throws DeskError BAD_INPUT */
export function parseNumber(text: string, option: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (Number.isFinite(value)) return value
  throw badInput(`${option} needs a number, not '${text}'.`)
}

function parseParts(text: string, option: string, forms: Readonly<Record<string, readonly string[]>>) {
  const [model = '', ...values] = text.split(':')
  const names = forms[model]
  const usageOf = (name: string, parts: readonly string[]) =>
    name + parts.map((part) => (part.startsWith('[') ? `[:${part.slice(1)}` : `:${part}`)).join('')
  const usage = Object.entries(forms).map(([name, parts]) => usageOf(name, parts))
  if (!names || values.length > names.length) {
    const suggestion = names ? undefined : closest(model, Object.keys(forms))
    throw badInput(
      `${option} does not know '${text}'.`,
      `${suggestion ? `Did you mean '${suggestion}'? ` : ''}Write one of: ${usage.join(', ')}.`,
    )
  }
  const missing = names.findIndex((name, index) => !name.startsWith('[') && values[index] === undefined)
  if (missing >= 0)
    throw badInput(`${option} ${model} needs ${names[missing]}.`, `Write ${usageOf(model, names)}.`)
  return { model, numbers: values.map((value) => parseNumber(value, option)) }
}

/** `none`, `percent:RATE[:MINIMUM]`, `per-share:AMOUNT:MINIMUM[:MAXIMUM RATE]`, `per-contract:AMOUNT`. */
export function parseFees(text: string): BacktestConfigInput['fees'] {
  const forms = {
    none: [],
    percent: ['RATE', '[MINIMUM]'],
    'per-share': ['AMOUNT', 'MINIMUM', '[MAXIMUM-RATE]'],
    'per-contract': ['AMOUNT'],
  }
  const { model, numbers } = parseParts(text, '--fees', forms)
  const [first = 0, second, third] = numbers
  if (model === 'percent') return { model, rate: first, ...(second === undefined ? {} : { minimum: second }) }
  if (model === 'per-share') {
    return {
      model,
      perShare: first,
      minimum: second ?? 0,
      ...(third === undefined ? {} : { maximumRate: third }),
    }
  }
  return model === 'per-contract' ? { model, perContract: first } : { model: 'none' }
}

/** `none`, `quoted`, `spread:RATE`, `constant:TICKS`, `volume-share:LIMIT:IMPACT`. */
export function parseSlippage(text: string): BacktestConfigInput['slippage'] {
  const forms = {
    none: [],
    quoted: [],
    spread: ['RATE'],
    constant: ['TICKS'],
    'volume-share': ['LIMIT', 'IMPACT'],
  }
  const { model, numbers } = parseParts(text, '--slippage', forms)
  const [first = 0, second = 0] = numbers
  if (model === 'spread') return { model, spreadRate: first }
  if (model === 'constant') return { model, ticks: first }
  if (model === 'quoted') return { model }
  return model === 'volume-share' ? { model, volumeLimit: first, priceImpact: second } : { model: 'none' }
}

/**
 * `name=value` pairs, each read as its declaration says.
 * @throws DeskError BAD_INPUT, with the nearest name for one that is not declared.
 */
export function parseParameters(
  pairs: readonly string[],
  { name: strategy, parameters }: StrategyDescription,
): ParameterValues {
  const values: ParameterValues = {}
  for (const pair of pairs) {
    const [name = '', ...rest] = pair.split('=')
    if (rest.length === 0) throw badInput(`--param needs name=value, not '${pair}'.`)
    const declaration = parameters.find((candidate) => candidate.name === name)
    if (!declaration) throw unknownParameter(name, strategy, parameters)
    values[name] = parseParameter(rest.join('='), declaration.type, name)
  }
  return values
}

/** @throws DeskError BAD_INPUT for a name that is not declared. */
export function checkParameterNames(given: ParameterValues, { name, parameters }: StrategyDescription): void {
  for (const key of Object.keys(given)) {
    if (!parameters.some((declaration) => declaration.name === key))
      throw unknownParameter(key, name, parameters)
  }
}

function unknownParameter(
  name: string,
  strategy: string,
  parameters: StrategyDescription['parameters'],
): DeskError {
  const names = parameters.map((declaration) => declaration.name)
  const suggestion = names.length > 0 ? closest(name, names) : undefined
  const hint = suggestion
    ? `Did you mean '${suggestion}'? It declares ${names.join(', ')}.`
    : 'It declares no parameters.'
  return new DeskError('BAD_INPUT', `The strategy '${strategy}' has no parameter '${name}'.`, {
    where: '--param',
    hint,
    details: { suggestions: suggestion ? [suggestion] : [] },
  })
}

function parseParameter(text: string, type: 'number' | 'boolean' | 'choice', name: string) {
  if (type === 'choice') return text
  if (type === 'number') return parseNumber(text, `--param ${name}`)
  if (text === 'true' || text === 'false') return text === 'true'
  throw badInput(`--param ${name} needs true or false, not '${text}'.`)
}

const configFileSchema = z.strictObject({ ...backtestConfigSchema.shape }).partial()

/**
 * A run's settings from a JSON file: the fields of a backtest's configuration, all of them optional.
 * @throws DeskError FILE_UNREADABLE, FILE_FORMAT, BAD_INPUT naming the field.
 */
export async function readConfigFile(file: string): Promise<Partial<BacktestConfigInput>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    throw new DeskError('FILE_UNREADABLE', `The configuration '${file}' cannot be read.`, { where: file })
  }
  let json: unknown
  try {
    json = readMoments(JSON.parse(text))
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable'
    throw new DeskError('FILE_FORMAT', `The configuration is not JSON: ${reason}.`, { where: file })
  }
  const parsed = configFileSchema.safeParse(json)
  if (parsed.success) {
    // Defaults of fields that the file leaves out are not the file's.
    const given = new Set(Object.keys(z.record(z.string(), z.unknown()).parse(json)))
    return Object.fromEntries(Object.entries(parsed.data).filter(([key]) => given.has(key)))
  }
  const { message } = toErrorShape(parsed.error)
  const suggestions = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0
      ? issue.keys.map((key) => closest(key, Object.keys(configFileSchema.shape)))
      : [],
  )
  throw new DeskError('BAD_INPUT', message, {
    where: file,
    ...(suggestions.length > 0
      ? { hint: `Did you mean ${suggestions.join(', ')}?`, details: { suggestions } }
      : {}),
  })
}
