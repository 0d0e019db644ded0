import { Command, InvalidArgumentError, Option } from 'commander'
import { rollAdjustSchema } from '../../shared/domain/continuous.ts'
import { adjustmentSchema } from '../../shared/domain/dataset.ts'
import { referenceKindSchema } from '../../shared/domain/instrumentPatch.ts'
import type { CliContext } from './cliContext.ts'
import { type BacktestOptions, backtest } from './commands/backtest.ts'
import { bench } from './commands/bench.ts'
import { pluginList, strategyList } from './commands/catalogue.ts'
import { type CheckOptions, checkLookAhead, checkWarmUp } from './commands/check.ts'
import { dataCheck, dataExport, dataList, dataRemove, dataShow, type ExportOptions } from './commands/data.ts'
import { doctor } from './commands/doctor.ts'
import { type ImportOptions, importFiles } from './commands/importFiles.ts'
import {
  ADJUSTED_WORDS,
  type ContinuousOptions,
  dataContinuous,
  dataInstrument,
  dataMembers,
  dataResolve,
} from './commands/reference.ts'
import { serve } from './commands/serve.ts'
import { withRunOptions } from './runOptions.ts'

/** Runs a command's work once its arguments are parsed. */
export type Run = (work: (context: CliContext) => Promise<number>) => Promise<void>

const collect = (value: string, values: string[]) => [...values, value]

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It must not be empty.')
  return value
}

/** Every command takes these, before or after its own arguments. */
function common(command: Command): Command {
  return command
    .addOption(
      new Option('--home <dir>', "folder that keeps everything (default: the platform's)").argParser(
        notEmpty,
      ),
    )
    .option('--json', 'write exactly one JSON document to stdout')
}

function addBacktest(program: Command, run: Run): void {
  withRunOptions(
    common(program.command('backtest').argument('[strategy]', 'id of a strategy, or a .ts file')),
  )
    .description('run a strategy over past prices')
    .option('--out <dir>', 'write the result bundle, the report, fills, equity and statement there')
    .option('--statement', "print the account's statement, line by line")
    .option('--from-bundle <file>', "run a result bundle again: 'identical', or the first difference")
    .action((strategy: string | undefined, options: BacktestOptions) =>
      run((context) => backtest(context, strategy, options)),
    )
}

function addCheck(program: Command, run: Run): void {
  const check = program.command('check').description('check what a strategy hangs on')
  const strategy = ['<strategy>', 'id of a strategy, or a .ts file'] as const
  withRunOptions(common(check.command('look-ahead').argument(...strategy)))
    .description('rerun it without its future: fails where an earlier decision changes')
    .option('--cuts <number>', 'moments at which the future is taken away (default: 24)')
    .action((id: string, options: CheckOptions) => run((context) => checkLookAhead(context, id, options)))
  withRunOptions(common(check.command('warm-up').argument(...strategy)))
    .description('rerun it with shorter histories: fails where its indicators had not settled')
    .option('--starts <number>', 'starts of the history that are tried (default: 6)')
    .option('--tolerance <rate>', 'relative difference that counts as settled (default: 1e-6)')
    .action((id: string, options: CheckOptions) => run((context) => checkWarmUp(context, id, options)))
}

function addImport(program: Command, run: Run): void {
  common(program.command('import').argument('<file...>', 'CSV, TSV, JSON lines or Parquet, also gzipped'))
    .description('import market data')
    .option('--symbol <symbol>', 'for a file without a symbol column')
    .option('--timeframe <timeframe>', 'length of a bar, where the detected one is wrong')
    .option('--timezone <zone>', 'IANA zone of times without an offset')
    .addOption(
      new Option('--kind <kind>', 'what the file is expected to hold').choices([
        'bars',
        'quotes',
        'trades',
        'ticks',
        ...referenceKindSchema.options,
        'values',
        'news',
      ]),
    )
    .option('--known-after <days>', 'values: known so many days after their reference date')
    .option('--known-at <date>', 'values: when this whole file was known')
    .option('--known-time <time>', 'values, news: time of day at which what has a date became known')
    .option('--unit <text>', 'values: their unit')
    .option('--currency <code>', 'currency of the prices')
    .option('--asset-class <class>', 'such as equity, fx or crypto-spot')
    .option('--calendar <id>', 'an exchange such as XNYS, 24x7 or 24x5')
    .addOption(
      new Option(
        '--adjustment <what>',
        'what the prices have taken out; splits and dividends apply to the rest',
      ).choices(adjustmentSchema.options),
    )
    .option('--name <name>', 'full name of the instrument')
    .option('--tick <size>', 'smallest step of the price')
    .option('--lot <size>', 'smallest step of the quantity')
    .option('--multiplier <value>', "value of one point of price for one unit: a future's contract size")
    .option(
      '--on-defect <kind=choice>',
      'drop, keep or refuse rows of a defect; may be given again',
      collect,
      [],
    )
    .option('--replace', 'replace a dataset of the same symbol and timeframe')
    .option('--dry-run', 'show what was detected and would be stored; write nothing')
    .action((files: string[], options: ImportOptions) =>
      run((context) => importFiles(context, files, options)),
    )
}

function addData(program: Command, run: Run): void {
  const data = program.command('data').description('list, show, check, export and remove datasets')
  common(data.command('list'))
    .description('all datasets')
    .action(() => run(dataList))
  common(data.command('show').argument('<dataset>', 'such as SPX@1d'))
    .description('one dataset, with its quality')
    .option('--timeframe <timeframe>', 'bars that it is built into, such as 1w or renko-5')
    .action((id: string, options: { timeframe?: string }) => run((context) => dataShow(context, id, options)))
  common(data.command('instrument').argument('<symbol>', 'such as SPX'))
    .description('what is known about an instrument, in the form in which it can be imported')
    .action((symbol: string) => run((context) => dataInstrument(context, symbol)))
  common(data.command('resolve').argument('<ticker>', 'such as FB'))
    .description('the security that a ticker names on a day')
    .requiredOption('--as-of <date>', 'the day')
    .option('--venue <mic>', 'the market, where the ticker names one on each of several')
    .action((ticker: string, options: { asOf: string; venue?: string }) =>
      run((context) => dataResolve(context, ticker, options)),
    )
  common(data.command('members').argument('<index>', 'such as SP500'))
    .description('the members of an index on a day')
    .requiredOption('--as-of <date>', 'the day')
    .action((index: string, options: { asOf: string }) =>
      run((context) => dataMembers(context, index, options)),
    )
  common(data.command('continuous').argument('<root>', 'root of contracts, such as ES'))
    .description('chain the contracts of a root into one series')
    .option(
      '--roll <rule>',
      'last-trading-day, first-of-month, volume, open-interest or days-before:N',
      'last-trading-day',
    )
    .addOption(
      new Option('--adjust <how>', 'what strategies see across a roll; trades are always at raw prices')
        .choices(rollAdjustSchema.options)
        .default('difference'),
    )
    .option('--id <symbol>', 'symbol of the series (default: ROOT.c)')
    .option('--timeframe <timeframe>', 'length of a bar (default: the finest that all contracts have)')
    .option('--chain <file>', 'CSV of root, date, expiry and volume or open_interest')
    .option('--replace', 'replace a series of the same symbol and timeframe')
    .action((root: string, options: ContinuousOptions) =>
      run((context) => dataContinuous(context, root, options)),
    )
  common(data.command('check').argument('<dataset>'))
    .description('check the stored bars again')
    .action((id: string) => run((context) => dataCheck(context, id)))
  common(data.command('export').argument('<dataset>'))
    .description('write a dataset to a file')
    .addOption(new Option('--format <format>', 'form of the file').choices(['csv', 'parquet']).default('csv'))
    .option('--out <file>', 'its name')
    .addOption(
      new Option('--adjusted <how>', 'prices adjusted by splits, dividends or rolls').choices(ADJUSTED_WORDS),
    )
    .option('--as-of <date>', 'adjusted as of this day; later bars and actions are left out')
    .option('--timeframe <timeframe>', 'bars that it is built into, such as 1w or renko-5')
    .action((id: string, options: ExportOptions) => run((context) => dataExport(context, id, options)))
  common(data.command('remove').argument('<dataset>'))
    .description('remove a dataset')
    .action((id: string) => run((context) => dataRemove(context, id)))
}

function addOthers(program: Command, run: Run): void {
  const strategy = program.command('strategy').description('strategies')
  common(strategy.command('list'))
    .description('all strategies')
    .action(() => run(strategyList))
  const plugin = program.command('plugin').description('plugins')
  common(plugin.command('list'))
    .description('all plugins and what they bring')
    .action(() => run(pluginList))
  common(program.command('serve'))
    .description('open the workstation for a browser on this machine')
    .option('--port <number>', 'port on the loopback address (default: a free one)')
    .option('--no-open', 'do not start a browser')
    .action((options: { port?: string; open: boolean }) => run((context) => serve(context, options)))
  common(
    program.command('bench').argument('[name...]', 'only benches whose name contains one of these words'),
  )
    .description('measure the speed of engine and import')
    .action((names: string[]) => run((context) => bench(context, names)))
  common(program.command('doctor'))
    .description('check what the workstation needs')
    .action(() => run(doctor))
}

/** The whole command line. Errors are thrown, nothing exits the process. */
export function createProgram(version: string, run: Run): Command {
  const program = common(new Command('quarterdeck'))
    .description('Quarterdeck, a trading workstation. Without a command it opens the workstation.')
    .version(version)
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 failed, 2 bad usage or bad input. See docs/command-line.md.',
    )
  addBacktest(program, run)
  addCheck(program, run)
  addImport(program, run)
  addData(program, run)
  addOthers(program, run)
  return program
}
