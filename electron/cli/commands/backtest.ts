import type { BacktestConfigInput, Metrics } from '../../../shared/domain/backtest.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { StrategyDescription } from '../../../shared/domain/strategy.ts'
import type { HeadlessDesk } from '../../desk/headlessDesk.ts'
import { type BacktestOutput, toBacktestOutput } from '../backtestOutput.ts'
import { type CliContext, withDesk } from '../cliContext.ts'
import {
  checkParameterNames,
  checkPeriod,
  parseDate,
  parseFees,
  parseNumber,
  parseParameters,
  parseSlippage,
  readConfigFile,
} from '../parseOptions.ts'
import { writeResultFiles } from '../resultFiles.ts'
import { badInput, EXIT, textTable } from '../terminal.ts'

/** Options of `backtest` as they are typed. */
export interface BacktestOptions {
  readonly symbols?: string
  readonly timeframe?: string
  readonly from?: string
  readonly to?: string
  readonly session?: string
  readonly cash?: string
  readonly currency?: string
  readonly param: readonly string[]
  readonly config?: string
  readonly out?: string
  readonly fees?: string
  readonly slippage?: string
  readonly fillTiming?: string
  readonly benchmark?: string
  readonly short?: boolean
  readonly leverage?: string
  readonly warmup?: string
  readonly riskFreeRate?: string
  readonly seed?: string
  readonly fromBundle?: string
  readonly statement?: boolean
  readonly regulatoryFees?: boolean
}

type Config = Omit<BacktestConfigInput, 'strategyId'>

function typedOptions(options: BacktestOptions): Partial<Config> {
  const { from, to, cash, fees, slippage, leverage, warmup, riskFreeRate, seed } = options
  const timing = options.fillTiming
  const { session } = options
  return {
    ...(options.symbols === undefined ? {} : { symbols: splitSymbols(options.symbols) }),
    ...(options.timeframe === undefined ? {} : { timeframe: options.timeframe }),
    ...(from === undefined ? {} : { fromMs: parseDate(from, '--from', false) }),
    ...(to === undefined ? {} : { toMs: parseDate(to, '--to', true) }),
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
function complete(desk: HeadlessDesk, given: Partial<Config>, description: StrategyDescription): Config {
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

/** The account's statement as a table. */
function statementTable({ statement }: BacktestOutput): string {
  const rows = statement.map(({ time, kind, symbol = '', currency, amount, balance, text }) => [
    time.slice(0, 16).replace('T', ' '),
    kind,
    symbol,
    `${amount} ${currency}`,
    `${balance} ${currency}`,
    text,
  ])
  return textTable([['TIME', 'KIND', 'SYMBOL', 'AMOUNT', 'BALANCE', ''], ...rows], [3, 4])
}

function summary(output: BacktestOutput, withStatement: boolean): string {
  const { metrics } = output
  const percent = (value: number | null) => (value === null ? '-' : `${(value * 100).toFixed(2)} %`)
  const number = (value: number | null) => (value === null ? '-' : value.toFixed(2))
  const rows: [string, (metrics: Metrics) => string][] = [
    ['Final equity', (m) => `${m.finalEquity.toFixed(2)} ${output.currency}`],
    ['Total return', (m) => percent(m.totalReturn)],
    ['CAGR', (m) => percent(m.cagr)],
    ['Volatility', (m) => percent(m.volatility)],
    ['Sharpe', (m) => number(m.sharpe)],
    ['Sortino', (m) => number(m.sortino)],
    ['Max. drawdown', (m) => percent(m.maxDrawdown)],
    ['Trades', (m) => String(m.trades)],
    ['Win rate', (m) => percent(m.winRate)],
    ['Profit factor', (m) => number(m.profitFactor)],
    ['Fees', (m) => m.fees.toFixed(2)],
    ['Benchmark', (m) => percent(m.benchmarkReturn)],
  ]
  const title = `${output.strategyName}: ${output.symbols.join(', ')}, ${output.timeframe}, ${output.from.slice(0, 10)} to ${output.to.slice(0, 10)}, ${output.bars} bars`
  const assumptions = output.assumptions.map((sentence) => `  - ${sentence}`)
  const files = output.files ? ['', ...Object.values(output.files).map((file) => `wrote ${file}`)] : []
  const table = textTable(
    rows.map(([name, figure]) => [name, figure(metrics)]),
    [1],
  )
  const flows = textTable(
    output.cashFlows.map(({ kind, currency, amount, count }) => [
      kind,
      String(count),
      `${amount.toFixed(2)} ${currency}`,
    ]),
    [1, 2],
  )
  const statement = withStatement ? ['', 'Statement:', statementTable(output)] : []
  return [
    title,
    '',
    table,
    '',
    'Cash flows:',
    flows,
    ...statement,
    '',
    'Assumes:',
    ...assumptions,
    '',
    `result ${output.resultHash}`,
    ...files,
  ].join('\n')
}

/** `quarterdeck backtest STRATEGY` */
export async function backtest(
  context: CliContext,
  strategyId: string | undefined,
  options: BacktestOptions,
): Promise<number> {
  const { terminal, signal } = context
  const onProgress = (fraction: number) =>
    terminal.progress(
      fraction < 1 ? `running ${Math.floor(fraction * 100)} %` : 'run, putting the result together',
    )
  if (options.fromBundle !== undefined) {
    if (strategyId !== undefined) throw badInput('--from-bundle brings its own strategy: leave STRATEGY out.')
    return rerun(context, options.fromBundle, onProgress)
  }
  if (strategyId === undefined) {
    throw badInput('backtest needs a strategy: an id or a file.', 'See quarterdeck strategy list.')
  }
  const fromFile = options.config === undefined ? {} : await readConfigFile(options.config)
  const given: Partial<Config> = { ...fromFile, ...typedOptions(options) }
  checkPeriod(given)
  return withDesk(context, 'read', async (desk) => {
    const strategy = await desk.readStrategy(strategyId)
    const description = await desk.describe(strategy)
    checkParameterNames(given.parameters ?? {}, description)
    const parameters = { ...given.parameters, ...parseParameters(options.param, description) }
    const config = complete(desk, { ...given, parameters }, description)
    const finished = await desk.backtest(strategy, config, { signal, onProgress })
    const files = options.out === undefined ? undefined : await writeResultFiles(options.out, finished)
    const output = toBacktestOutput(finished.result, files)
    terminal.answer(output, () => summary(output, options.statement === true))
    return EXIT.done
  })
}

async function rerun(
  context: CliContext,
  file: string,
  onProgress: (fraction: number) => void,
): Promise<number> {
  const { terminal, signal } = context
  return withDesk(context, 'read', async (desk) => {
    const answer = await desk.rerun(file, { signal, onProgress })
    if (answer.identical) {
      terminal.answer(answer, () => `identical\nresult ${answer.resultHash}`)
      return EXIT.done
    }
    const { kind, where, expected, actual } = answer.difference
    const message = `The rerun differs in ${kind}: ${where}.`
    if (!terminal.isJson) {
      throw new DeskError('BUNDLE_MISMATCH', message, { hint: `bundle: ${expected}\n  now:    ${actual}` })
    }
    terminal.answer({ ...answer, error: { code: 'BUNDLE_MISMATCH', message } }, () => message)
    return EXIT.failed
  })
}
