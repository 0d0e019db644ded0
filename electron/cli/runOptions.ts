import { type Command, Option } from 'commander'
import type { BacktestConfigInput } from '../../shared/domain/backtest.ts'
import type { StrategyDescription } from '../../shared/domain/strategy.ts'
import type { HeadlessDesk } from '../desk/headlessDesk.ts'
import {
  checkParameterNames,
  checkPeriod,
  parseDate,
  parseFees,
  parseNumber,
  parseParameters,
  parseSlippage,
  readConfigFile,
} from './parseOptions.ts'
import { badInput } from './terminal.ts'

/** Options that say what a strategy is run over and how, as they are typed. */
export interface RunOptions {
  readonly symbols?: string
  readonly universe?: string
  readonly timeframe?: string
  readonly from?: string
  readonly to?: string
  readonly holdOut?: string
  readonly openHoldOut?: boolean
  readonly session?: string
  readonly cash?: string
  readonly currency?: string
  readonly param: readonly string[]
  readonly config?: string
  readonly fees?: string
  readonly slippage?: string
  readonly fillTiming?: string
  readonly benchmark?: string
  readonly short?: boolean
  readonly leverage?: string
  readonly warmup?: string
  readonly riskFreeRate?: string
  readonly seed?: string
  readonly regulatoryFees?: boolean
}

type RunConfig = Omit<BacktestConfigInput, 'strategyId'>

function typedOptions(options: RunOptions): Partial<RunConfig> {
  const { from, to, cash, fees, slippage, leverage, warmup, riskFreeRate, seed } = options
  const timing = options.fillTiming
  const { session } = options
  return {
    ...(options.symbols === undefined ? {} : { symbols: splitSymbols(options.symbols) }),
    ...(options.universe === undefined ? {} : { universe: options.universe }),
    ...(options.timeframe === undefined ? {} : { timeframe: options.timeframe }),
    ...(from === undefined ? {} : { fromMs: parseDate(from, '--from', false) }),
    ...(to === undefined ? {} : { toMs: parseDate(to, '--to', true) }),
    ...(options.holdOut === undefined ? {} : { holdOut: parseHoldOut(options.holdOut) }),
    ...(options.openHoldOut === undefined ? {} : { openHoldOut: options.openHoldOut }),
    ...(session === 'all' || session === 'regular' ? { sessions: session } : {}),
    ...(cash === undefined ? {} : { cash: parseNumber(cash, '--cash') }),
    ...(options.currency === undefined ? {} : { currency: options.currency.toUpperCase() }),
    ...(fees === undefined ? {} : { fees: parseFees(fees) }),
    ...(slippage === undefined ? {} : { slippage: parseSlippage(slippage) }),
    ...(timing === 'next-open' || timing === 'next-close' || timing === 'same-close'
      ? { fillTiming: timing }
      : {}),
    ...(options.benchmark === undefined ? {} : { benchmark: options.benchmark }),
    ...(options.regulatoryFees === undefined ? {} : { regulatoryFees: options.regulatoryFees }),
    ...(options.short === undefined ? {} : { allowShort: options.short }),
    ...(leverage === undefined ? {} : { maxLeverage: parseNumber(leverage, '--leverage') }),
    ...(warmup === undefined
      ? {}
      : { warmupBars: warmup === 'auto' ? warmup : parseNumber(warmup, '--warmup') }),
    ...(riskFreeRate === undefined ? {} : { riskFreeRate: parseNumber(riskFreeRate, '--risk-free-rate') }),
    ...(seed === undefined ? {} : { seed: parseNumber(seed, '--seed') }),
  }
}

function splitSymbols(text: string): string[] {
  const symbols = text.split(',').map((symbol) => symbol.trim())
  if (symbols.includes('')) throw badInput(`--symbols needs names joined by commas, not '${text}'.`)
  return symbols
}

/** Symbols and timeframe that were not given: the strategy's own, and the finest the data has. */
function complete(
  desk: HeadlessDesk,
  given: Partial<RunConfig>,
  description: StrategyDescription,
): RunConfig {
  if (given.universe !== undefined && given.symbols === undefined) {
    return { ...given, symbols: [], timeframe: given.timeframe ?? description.timeframe ?? '1d' }
  }
  const symbols = given.symbols ?? description.symbols
  if (symbols.length === 0) {
    const known = desk.lake.list().map(({ instrument }) => instrument.symbol)
    throw badInput(
      `The strategy '${description.name}' names no symbols of its own.`,
      `Give some with --symbols. There are prices for ${[...new Set(known)].slice(0, 12).join(', ') || 'none yet'}.`,
    )
  }
  const timeframe = given.timeframe ?? preferredTimeframe(desk, symbols, description)
  return { ...given, symbols, timeframe }
}

function preferredTimeframe(
  desk: HeadlessDesk,
  symbols: readonly string[],
  { timeframe }: StrategyDescription,
): string {
  if (timeframe !== undefined && symbols.every((symbol) => desk.lake.find(symbol, timeframe)))
    return timeframe
  // The finest timeframe that all symbols can be shown in.
  const [first = '', ...others] = symbols
  const dataset = desk.lake.find(first)
  const common = dataset
    ? desk.lake
        .timeframes(dataset.id)
        .find((candidate) => others.every((symbol) => desk.lake.find(symbol, candidate)))
    : undefined
  return common ?? timeframe ?? '1d'
}

/**
 * `FROM` or `FROM..TO`, days or moments. The hold-out's last day counts whole.
 * @throws DeskError BAD_INPUT
 */
function parseHoldOut(text: string): { fromMs: number; toMs?: number } {
  const [from = '', to, ...rest] = text.split('..')
  if (rest.length > 0) throw badInput(`--hold-out needs FROM or FROM..TO, not '${text}'.`)
  const fromMs = parseDate(from, '--hold-out', false)
  if (to === undefined) return { fromMs }
  const toMs = parseDate(to, '--hold-out', true)
  if (toMs <= fromMs) throw badInput(`The hold-out '${text}' ends before it begins.`)
  return { fromMs, toMs }
}

/** A strategy with the settings that it is to be run with. */
export interface RequestedRun {
  readonly strategy: Awaited<ReturnType<HeadlessDesk['readStrategy']>>
  readonly config: RunConfig
}

/**
 * The strategy and the settings that a command line asks for: options go before the file given with --config, which
 * goes before what the strategy and its data suggest.
 *
 * @throws DeskError BAD_INPUT, NOT_FOUND, FILE_UNREADABLE, STRATEGY_COMPILE
 */
export async function readRequestedRun(
  desk: HeadlessDesk,
  strategyId: string,
  options: RunOptions,
): Promise<RequestedRun> {
  const fromFile = options.config === undefined ? {} : await readConfigFile(options.config)
  const strategy = await desk.readStrategy(strategyId)
  const { strategyId: _own, ...suggested } = strategy.suggestedRun ?? { strategyId }
  const given: Partial<RunConfig> = { ...suggested, ...fromFile, ...typedOptions(options) }
  checkPeriod(given)
  const description = await desk.describe(strategy)
  checkParameterNames(given.parameters ?? {}, description)
  const parameters = { ...given.parameters, ...parseParameters(options.param, description) }
  return { strategy, config: complete(desk, { ...given, parameters }, description) }
}

const collect = (value: string, values: string[]) => [...values, value]

/** Gives a command the options of a run. */
export function withRunOptions(command: Command): Command {
  return command
    .option('--symbols <list>', "symbols joined by commas (default: the strategy's own)")
    .option('--universe <index>', 'every member of an index during the period that there are data of')
    .option('--timeframe <timeframe>', 'length of a bar, such as 5m or 1d')
    .option('--from <date>', 'first bar, such as 2010-01-01')
    .option('--to <date>', 'last bar')
    .option('--hold-out <period>', 'FROM or FROM..TO: kept back, the run ends before it')
    .option('--open-hold-out', 'run through the hold-out; that is recorded, every time')
    .addOption(
      new Option('--session <which>', 'bars within a day to read: all, or of regular sessions only').choices([
        'all',
        'regular',
      ]),
    )
    .option('--cash <amount>', 'initial cash (default: 100000)')
    .option('--currency <code>', "the account's currency (default: USD)")
    .option('--param <name=value>', "a parameter of the strategy's; may be given again", collect, [])
    .option('--config <file>', 'settings from a JSON file; options go before it')
    .option(
      '--fees <model>',
      'none, percent:RATE[:MIN], per-share:AMOUNT:MIN[:MAX-RATE], per-contract:AMOUNT',
    )
    .option('--slippage <model>', 'none, quoted, spread:RATE, constant:TICKS, volume-share:LIMIT:IMPACT')
    .addOption(
      new Option('--fill-timing <when>', 'when a market order fills').choices([
        'next-open',
        'next-close',
        'same-close',
      ]),
    )
    .option('--benchmark <symbol>', 'symbol to compare with')
    .option('--short', 'allow short positions')
    .option('--regulatory-fees', 'SEC and FINRA fees on sales of US shares')
    .option('--leverage <factor>', 'largest gross exposure over equity (default: 1)')
    .option('--warmup <bars>', "bars before the first decision, or 'auto': the slowest indicator (default)")
    .option('--risk-free-rate <rate>', 'annual, as a fraction, for Sharpe and Sortino')
    .option('--seed <number>', 'seed of its random numbers (default: 1)')
}
