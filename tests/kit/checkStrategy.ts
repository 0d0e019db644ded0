import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { writeColumnsFile } from '../../electron/lake/columnsFile.ts'
import { checkInChild } from '../../electron/research/runStrategyCheck.ts'
import { transpileStrategy } from '../../electron/research/transpileStrategy.ts'
import { type BacktestConfigInput, backtestConfigSchema } from '../../shared/domain/backtest.ts'
import { type BarSeries, barSeriesSchema } from '../../shared/domain/bar.ts'
import {
  type CheckOutcome,
  type CheckRequestInput,
  checkRequestSchema,
  type LookAheadOptions,
  type LookAheadOutcome,
  type WarmUpOptions,
  type WarmUpOutcome,
} from '../../shared/domain/strategyCheck.ts'
import { madeCloses, seriesOfCloses } from './madeSeries.ts'

export interface StrategyCheckOptions {
  /**
   * What the strategy is run over: for each symbol its bars, its daily closes, or nothing (`{}`) for a random walk of
   * 1000 days with a seed of the symbol's own.
   */
  readonly symbols: Readonly<Record<string, BarSeries | readonly number[] | Readonly<Record<string, never>>>>
  /** Settings of the run: parameters, short selling, leverage. */
  readonly config?: Partial<Omit<BacktestConfigInput, 'symbols' | 'strategyId'>>
  readonly lookAhead?: Partial<LookAheadOptions>
  readonly warmUp?: Partial<WarmUpOptions>
}

let programs: string | undefined

/** Where this process keeps the bundled program of runs: made once, removed at its end. */
function programFolder(): string {
  if (programs === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-program-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    programs = folder
  }
  return programs
}

function seriesOf(symbol: string, given: StrategyCheckOptions['symbols'][string], place: number): BarSeries {
  const made = barSeriesSchema.safeParse(given)
  if (made.success) return made.data
  const closes = z.array(z.number()).nonempty().safeParse(given)
  return seriesOfCloses(symbol, closes.success ? closes.data : madeCloses({ seed: place + 1 }))
}

async function check(
  file: string | URL,
  options: StrategyCheckOptions,
  request: CheckRequestInput,
): Promise<CheckOutcome> {
  const { symbols, config = {} } = options
  const name = typeof file === 'string' ? file : fileURLToPath(file)
  const fileName = path.basename(name)
  const transpiled = await transpileStrategy(await readFile(name, 'utf8'), fileName)
  const mistake = transpiled.diagnostics.find(({ severity }) => severity === 'error')
  if (mistake) throw new Error(`${fileName}:${mistake.line}:${mistake.column}: ${mistake.message}`)
  const folder = await mkdtemp(path.join(tmpdir(), 'quarterdeck-check-'))
  try {
    const series = await Promise.all(
      Object.entries(symbols).map(async ([symbol, given], place) => {
        const made = seriesOf(symbol, given, place)
        const columnsFile = path.join(folder, `${place}.columns`)
        await writeColumnsFile(columnsFile, made)
        const { instrument, timeframe, actions } = made
        return { instrument, timeframe, actions, columnsFile }
      }),
    )
    const timeframe = series[0]?.timeframe ?? '1d'
    const input = { strategyId: fileName, symbols: Object.keys(symbols), timeframe, ...config }
    const job = {
      config: backtestConfigSchema.parse(input),
      series,
      conversions: [],
      references: [],
      observed: [],
      values: [],
      news: [],
      indexes: [],
    }
    const strategy = { fileName, request: checkRequestSchema.parse(request) }
    return await checkInChild(job, transpiled, strategy, { cacheFolder: programFolder() })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Reruns a strategy without its future, in the process in which it would run. Pass it on to `expect`:
 *
 * ```ts
 * const { findings } = await checkLookAhead(new URL('../src/mine.ts', import.meta.url), { symbols: { A: {} } })
 * expect(findings).toEqual([])
 * ```
 */
export async function checkLookAhead(
  file: string | URL,
  options: StrategyCheckOptions,
): Promise<LookAheadOutcome> {
  const outcome = await check(file, options, { check: 'look-ahead', options: options.lookAhead ?? {} })
  if (outcome.check !== 'look-ahead') throw new Error(`a look-ahead check answers '${outcome.check}'`)
  return outcome
}

/** Tells how much history a strategy's indicators and decisions need. */
export async function checkWarmUp(file: string | URL, options: StrategyCheckOptions): Promise<WarmUpOutcome> {
  const outcome = await check(file, options, { check: 'warm-up', options: options.warmUp ?? {} })
  if (outcome.check !== 'warm-up') throw new Error(`a warm-up check answers '${outcome.check}'`)
  return outcome
}

/**
 * Both checks, for a plugin's tests.
 * @throws Error where the strategy looks ahead, or decided nothing, so that nothing was checked.
 */
export async function checkStrategy(
  file: string | URL,
  options: StrategyCheckOptions,
): Promise<{ readonly lookAhead: LookAheadOutcome; readonly warmUp: WarmUpOutcome }> {
  const lookAhead = await checkLookAhead(file, options)
  const [finding] = lookAhead.findings
  if (finding) throw new Error(`${lookAhead.hint}\n${JSON.stringify(finding, null, 2)}`)
  if (lookAhead.decisions === 0)
    throw new Error('The strategy ordered nothing over this data: nothing was checked.')
  return { lookAhead, warmUp: await checkWarmUp(file, options) }
}
