import type { Metrics } from '../../../shared/domain/backtest.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { type BacktestOutput, toBacktestOutput } from '../backtestOutput.ts'
import { type CliContext, withDesk } from '../cliContext.ts'
import { writeResultFiles } from '../resultFiles.ts'
import { type RunOptions, readRequestedRun } from '../runOptions.ts'
import { badInput, EXIT, textTable } from '../terminal.ts'

/** Options of `backtest` as they are typed. */
export interface BacktestOptions extends RunOptions {
  readonly out?: string
  readonly fromBundle?: string
  readonly statement?: boolean
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

/** Figures before and within the hold-out, and how often it has been opened. */
function holdOutLines({ holdOut }: BacktestOutput): string[] {
  if (holdOut === undefined) return []
  const { inSample, outOfSample, openings, from, to } = holdOut
  const percent = (value: number | null | undefined) =>
    value === null || value === undefined ? '-' : `${(value * 100).toFixed(2)} %`
  const number = (value: number | null | undefined) => value?.toFixed(2) ?? '-'
  const rows = [
    ['', 'IN SAMPLE', 'HOLD-OUT'],
    ['Total return', percent(inSample?.totalReturn), percent(outOfSample?.totalReturn)],
    ['CAGR', percent(inSample?.cagr), percent(outOfSample?.cagr)],
    ['Sharpe', number(inSample?.sharpe), number(outOfSample?.sharpe)],
    ['Max. drawdown', percent(inSample?.maxDrawdown), percent(outOfSample?.maxDrawdown)],
    ['Trades', String(inSample?.trades ?? '-'), String(outOfSample?.trades ?? '-')],
  ]
  const period = `${from.slice(0, 10)} to ${to === null ? 'the end of the data' : to.slice(0, 10)}`
  const [first] = openings
  const times = openings.length === 1 ? 'once' : `${openings.length} times`
  const opened = first
    ? `It was opened ${times}, first on ${first.time.slice(0, 10)}: the more often, the less it proves.`
    : 'It has never been opened.'
  return [`Hold-out ${period}`, textTable(rows, [1, 2]), opened, '']
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
    ...holdOutLines(output),
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
  return withDesk(context, 'read', async (desk) => {
    const { strategy, config } = await readRequestedRun(desk, strategyId, options)
    const finished = await desk.backtest(strategy, config, { signal, onProgress })
    const files = options.out === undefined ? undefined : await writeResultFiles(options.out, finished)
    const output = toBacktestOutput(finished.result, finished.openings, files)
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
