import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DataSlice } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { PointInTimeSlice } from '../../shared/domain/valueSeries.ts'
import { ENGINE_VERSION } from '../engine/backtest.ts'
import type { Lake } from '../lake/lake.ts'
import { canonicalJson } from './canonicalJson.ts'
import { NO_NEEDS } from './describeNeeds.ts'
import { prepareBacktest } from './prepareBacktest.ts'
import {
  type BundleContent,
  decodeResultBundle,
  type ResultBundle,
  readResultBundle,
} from './resultBundle.ts'
import { runInChild } from './runChild.ts'
import { prepareRunProgram } from './runProgram.ts'
import { DEFAULT_RUN_LIMITS } from './runQueue.ts'
import { APP_ROOT } from './strategyCompiler.ts'
import { transpileStrategy } from './transpileStrategy.ts'

/** The first thing in which a rerun differs from its bundle. */
export interface BundleDifference {
  /** The two first are inputs: where one of them differs, nothing can be said about the result. */
  readonly kind: 'engine' | 'data' | 'order' | 'fill' | 'equity' | 'metric' | 'log' | 'report'
  /** Which: a symbol, the place in a list from 1, a moment, the name of a figure. */
  readonly where: string
  /** What the bundle says. */
  readonly expected: string
  /** What there is now. */
  readonly actual: string
}

export type RerunAnswer =
  | { readonly identical: true; readonly resultHash: string }
  | { readonly identical: false; readonly resultHash: string; readonly difference: BundleDifference }

export interface RerunOptions {
  readonly appRoot?: string
  readonly cacheFolder?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

const ABSENT = 'nothing'

function firstInList(
  kind: BundleDifference['kind'],
  expected: readonly unknown[],
  actual: readonly unknown[],
): BundleDifference | undefined {
  for (let index = 0; index < Math.max(expected.length, actual.length); index++) {
    const before = index < expected.length ? canonicalJson(expected[index]) : ABSENT
    const after = index < actual.length ? canonicalJson(actual[index]) : ABSENT
    if (before !== after) return { kind, where: `${kind} ${index + 1}`, expected: before, actual: after }
  }
  return undefined
}

function firstInEquity(expected: BundleContent, actual: BundleContent): BundleDifference | undefined {
  for (const name of ['time', 'equity', 'drawdown', 'benchmark'] as const) {
    const before = expected.outcome.equity[name]
    const after = actual.outcome.equity[name]
    for (let index = 0; index < Math.max(before.length, after.length); index++) {
      if (Object.is(before[index], after[index])) continue
      const timeMs = expected.outcome.equity.time[index] ?? actual.outcome.equity.time[index] ?? 0
      return {
        kind: 'equity',
        where: `${name} at ${new Date(timeMs).toISOString()}`,
        expected: String(before[index] ?? ABSENT),
        actual: String(after[index] ?? ABSENT),
      }
    }
  }
  return undefined
}

function firstInReport(expected: BundleContent, actual: BundleContent): BundleDifference | undefined {
  for (const name of ['roundTrips', 'monthly', 'bySymbol', 'assumptions'] as const) {
    const difference = firstInList('report', expected.outcome[name], actual.outcome[name])
    if (difference) return { ...difference, where: difference.where.replace('report', name) }
  }
  return undefined
}

/** The first difference between two results of the same inputs: orders and fills before the figures made of them. */
export function findResultDifference(
  expected: BundleContent,
  actual: BundleContent,
): BundleDifference | undefined {
  const metrics = new Map<string, number | null>(Object.entries(actual.outcome.metrics))
  const metric = Object.entries(expected.outcome.metrics).find(([name, value]) => metrics.get(name) !== value)
  const inLists =
    firstInList('fill', expected.outcome.fills, actual.outcome.fills) ??
    firstInList('order', expected.outcome.orders, actual.outcome.orders) ??
    firstInEquity(expected, actual)
  if (inLists) return inLists
  if (metric) {
    const [name, value] = metric
    return { kind: 'metric', where: name, expected: String(value), actual: String(metrics.get(name)) }
  }
  return (
    firstInList('log', expected.outcome.log, actual.outcome.log) ??
    firstInReport(expected, actual) ??
    (canonicalJson(expected.outcome) === canonicalJson(actual.outcome)
      ? undefined
      : { kind: 'report', where: 'bars and period', expected: 'as in the bundle', actual: 'others' })
  )
}

/** The first input that is not what the bundle was made from. */
export function findInputDifference(
  bundle: Pick<ResultBundle, 'inputs'>,
  data: readonly DataSlice[],
  engineVersion: string = ENGINE_VERSION,
  pointInTime: readonly PointInTimeSlice[] | undefined = bundle.inputs.pointInTime,
): BundleDifference | undefined {
  const { inputs } = bundle
  if (inputs.engineVersion !== engineVersion) {
    return { kind: 'engine', where: 'version', expected: inputs.engineVersion, actual: engineVersion }
  }
  for (const expected of inputs.data) {
    const actual = data.find(
      ({ symbol, timeframe }) => symbol === expected.symbol && timeframe === expected.timeframe,
    )
    const where = `${expected.symbol} ${expected.timeframe}`
    if (!actual) return { kind: 'data', where, expected: describeSlice(expected), actual: ABSENT }
    if (actual.hash !== expected.hash) {
      return { kind: 'data', where, expected: describeSlice(expected), actual: describeSlice(actual) }
    }
    // Equal prices can stand for something else.
    for (const name of ['adjustment', 'calendar', 'synthetic'] as const) {
      if (expected[name] === actual[name]) continue
      const [before, after] = [expected, actual].map((slice) => String(slice[name]))
      return { kind: 'data', where: `${name} of ${where}`, expected: before ?? '', actual: after ?? '' }
    }
  }
  for (const { kind, datasetId, hash, rows } of inputs.pointInTime ?? []) {
    const actual = pointInTime?.find((slice) => slice.kind === kind && slice.datasetId === datasetId)
    if (actual?.hash === hash) continue
    const told = (slice: { rows: number; hash: string }) =>
      `${slice.rows} rows, hash ${slice.hash.slice(0, 16)}`
    return {
      kind: 'data',
      where: `${kind} ${datasetId}`,
      expected: told({ rows, hash }),
      actual: actual ? told(actual) : ABSENT,
    }
  }
  return undefined
}

function describeSlice({ bars, fromMs, toMs, hash }: DataSlice): string {
  const day = (timeMs: number) => new Date(timeMs).toISOString().slice(0, 10)
  return `${bars} bars from ${day(fromMs)} to ${day(toMs)}, hash ${hash.slice(0, 16)}`
}

/**
 * Runs a bundle's strategy again, over the lake's data of today, and says whether the result is the same.
 *
 * @throws DeskError FILE_UNREADABLE or FILE_FORMAT for the file; STRATEGY_* where the strategy no longer runs.
 */
export async function rerunBundle(
  file: string,
  lake: Lake,
  options: RerunOptions = {},
): Promise<RerunAnswer> {
  const bundle = await readResultBundle(file)
  const { inputs, resultHash } = bundle
  const missing = inputs.data.find(({ symbol, timeframe }) => !lake.find(symbol, timeframe))
  if (missing) {
    const present = inputs.data.filter((slice) => slice !== missing)
    const difference = findInputDifference(bundle, present)
    if (difference) return { identical: false, resultHash, difference }
  }
  const fileName = `${inputs.config.strategyId}.ts`
  const { code, sourceMap, diagnostics } = await transpileStrategy(inputs.source, fileName)
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error) {
    throw new DeskError('STRATEGY_COMPILE', error.message, {
      where: `${fileName}:${error.line}:${error.column}`,
    })
  }
  const { appRoot = APP_ROOT, signal, onProgress } = options
  const cacheFolder = options.cacheFolder ?? (await mkdtemp(path.join(tmpdir(), 'quarterdeck-')))
  try {
    const needs = bundle.description.needs ?? NO_NEEDS
    const source = { config: inputs.config, source: inputs.source, code, limits: DEFAULT_RUN_LIMITS, needs }
    const job = await prepareBacktest(lake, source, signal)
    const inputDifference = findInputDifference(bundle, job.data, ENGINE_VERSION, job.pointInTime)
    if (inputDifference) return { identical: false, resultHash, difference: inputDifference }
    const program = await prepareRunProgram(appRoot, cacheFolder)
    const answer = await runInChild(job, { program, fileName, sourceMap, signal, onProgress })
    if (answer.type !== 'finished') throw new Error(`a result was asked for, not '${answer.type}'`)
    const rerun = await decodeResultBundle(answer.bundle, 'the rerun')
    const difference = findResultDifference(bundle, rerun)
    return difference ? { identical: false, resultHash, difference } : { identical: true, resultHash }
  } finally {
    if (options.cacheFolder === undefined) await rm(cacheFolder, { recursive: true, force: true })
  }
}
