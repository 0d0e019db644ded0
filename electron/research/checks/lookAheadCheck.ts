import type { BacktestConfig } from '../../../shared/domain/backtest.ts'
import { DeskError, toErrorShape } from '../../../shared/domain/deskError.ts'
import type {
  LookAheadFinding,
  LookAheadOptions,
  LookAheadOutcome,
  LookAheadProbe,
} from '../../../shared/domain/strategyCheck.ts'
import type { Strategy } from '../../../shared/sdk/quarterdeck.d.ts'
import type { PreparedRun } from '../../engine/prepareRun.ts'
import { type CodePosition, findStrategyFrame } from '../strategyLocation.ts'
import { chooseCuts } from './chooseCuts.ts'
import { compareIndicators } from './compareIndicators.ts'
import { compareDecisions, plainDecision } from './decisions.ts'
import { dataDrownedAfter, dataKnownAt } from './futureless.ts'
import { hintOf } from './lookAheadHints.ts'
import type { SourceRow, SourceTables } from './sourceRows.ts'
import { type CheckWork, runTrial, type TrialAnswer, type TrialData, type TrialProgram } from './trial.ts'

const KEPT_FINDINGS = 50

export interface LookAheadInput {
  readonly program: TrialProgram
  readonly data: TrialData
  readonly config: BacktestConfig
  readonly tables: SourceTables
  readonly options: LookAheadOptions
  /** Place of a character of the compiled code. */
  readonly positionAt: (offset: number) => CodePosition
}

/** One rerun: what is taken away, and from when on. */
interface TrialPlan {
  readonly probe: LookAheadProbe
  readonly cutMs: number | null
  readonly data: TrialData
  readonly hidden: readonly SourceRow[]
}

/**
 * Reruns a strategy without its future and holds what it decided, and what its indicators were, against the run that
 * had it. Work is cut into pieces; the answer comes when the generator ends. `place` of a finding is a place in the
 * compiled code.
 *
 * @throws DeskError DATA_MISSING where there are too few bars; whatever the strategy throws over the whole data.
 */
export function* lookAheadCheck(input: LookAheadInput): CheckWork<LookAheadOutcome> {
  const { program, data, config, options, tables } = input
  const whole = { program, data, config, untilMs: Number.POSITIVE_INFINITY }
  const strategy = program.evaluate([])
  // The reference and its repetition are as long as the trials of four cuts in two ways.
  const unit = 1 / (options.cuts * (tables.rows.length > 0 ? 3 : 2) * 0.5 + 2)
  const reference = yield* runTrial({ ...whole, strategy, done: 0, share: unit })
  const { prepared } = reference
  if (reference.failure !== null) throw reference.failure.thrown
  if (prepared === null) throw new Error('a trial without a failure has a run')
  const cutsMs = cutsOf(prepared, reference, input)
  const plans = plansOf(input, prepared, cutsMs)
  const findings: LookAheadFinding[] = []
  for (const [place, plan] of plans.entries()) {
    const progress = { done: unit + ((1 - unit) * place) / plans.length, share: (1 - unit) / plans.length }
    const trial: TrialSetup = { ...input, plan, strategy, ...progress }
    const finding = yield* tryPlan(trial, reference, prepared)
    if (finding !== null) findings.push(finding)
  }
  findings.sort((a, b) => a.timeMs - b.timeMs)
  return {
    check: 'look-ahead',
    passed: findings.length === 0,
    options,
    cutsMs,
    trials: plans.length,
    failedTrials: findings.length,
    decisions: reference.decisions.length,
    indicators: [...prepared.indicatorNames],
    findings: findings.slice(0, KEPT_FINDINGS),
    hint: hintOf(findings),
    notes: notesOf(reference, prepared, tables),
  }
}

interface TrialSetup extends LookAheadInput {
  readonly plan: TrialPlan
  /** The one that made the reference run; used again only to see what it has kept. */
  readonly strategy: Strategy
  readonly done: number
  readonly share: number
}

function cutsOf(prepared: PreparedRun, reference: TrialAnswer, input: LookAheadInput): number[] {
  const { closeMs } = prepared.order
  const { cuts, seed } = input.options
  const first = firstStep(prepared, input.config)
  const end = closeMs.length - 1
  if (first >= end) {
    throw new DeskError('DATA_MISSING', 'There are too few bars to take a future away from.', {
      where: 'period',
      hint: 'Check the strategy over a longer period.',
    })
  }
  const stepOfTime = new Map(Array.from(closeMs, (timeMs, step) => [timeMs, step]))
  const decided = reference.decisions.map(({ timeMs }) => stepOfTime.get(timeMs) ?? -1)
  return chooseCuts(cuts, decided, first, end, seed).map((step) => closeMs[step] ?? 0)
}

/** Before it there would be nothing to run: no step at all, or no volume for a model that needs some. */
function firstStep({ order, cores }: PreparedRun, { slippage }: BacktestConfig): number {
  if (slippage.model !== 'volume-share') return 0
  const traded = cores.map(({ volume, time }) => time[volume.findIndex((value) => value > 0)] ?? 0)
  const lastMs = Math.max(...traded)
  const step = order.openMs.findIndex((timeMs) => timeMs >= lastMs)
  return Math.max(0, step)
}

function plansOf(
  { data, tables, options }: LookAheadInput,
  prepared: PreparedRun,
  cutsMs: readonly number[],
) {
  const plans: TrialPlan[] = [{ probe: 'repeat', cutMs: null, data, hidden: [] }]
  const bars = Math.max(...prepared.cores.map(({ time }) => time.length))
  // A list of figures may run beside the bars only where it is about as long as they are.
  const isBesideBars = tables.undated.some((length) => length >= bars / 2)
  for (const [place, cutMs] of cutsMs.entries()) {
    // Bars up to the cut, at least: what history there was before the run counts too.
    const known = Math.max(
      ...prepared.cores.map(({ time }) => time.findLastIndex((timeMs) => timeMs < cutMs)),
    )
    const hidden = tables.rows.filter(({ timeMs, place: row }) =>
      timeMs === null ? isBesideBars && (row ?? 0) > known : timeMs >= cutMs,
    )
    const seed = options.seed * 100_003 + place
    plans.push(
      { probe: 'cut-off', cutMs, data: dataKnownAt(data, cutMs), hidden: [] },
      { probe: 'noise', cutMs, data: dataDrownedAfter(data, cutMs, seed), hidden: [] },
    )
    if (hidden.length > 0) plans.push({ probe: 'source', cutMs, data, hidden })
  }
  return plans
}

function* tryPlan(
  setup: TrialSetup,
  reference: TrialAnswer,
  prepared: PreparedRun,
): CheckWork<LookAheadFinding | null> {
  const { plan, program, config, done, share } = setup
  const untilMs = plan.cutMs ?? Number.POSITIVE_INFINITY
  const base = { probe: plan.probe, cutMs: plan.cutMs }
  const request = { program, config, data: plan.data, untilMs, done, share }
  let trial: TrialAnswer
  try {
    const strategy = plan.probe === 'repeat' ? setup.strategy : program.evaluate(plan.hidden)
    trial = yield* runTrial({ ...request, strategy })
  } catch (thrown) {
    // The file itself could not do without its rows.
    return failureOf(base, thrown, 0)
  }
  if (trial.failure !== null) return failureOf(base, trial.failure.thrown, trial.failure.timeMs)
  const known = reference.decisions.filter(({ timeMs }) => timeMs <= untilMs)
  const decision = compareDecisions(known, trial.decisions)
  const indicator = trial.prepared && compareIndicators(prepared, trial.prepared, untilMs)
  if (indicator && (decision === null || indicator.timeMs <= timeOf(decision))) {
    const { first, second, ...rest } = indicator
    const values = { withFuture: numberOrNull(first), withoutFuture: numberOrNull(second) }
    return { kind: 'indicator', ...base, ...rest, ...values, place: firstHidden(setup) }
  }
  if (decision === null) return null
  const { first, second, differing } = decision
  const shown = first ?? second
  if (shown === null) return null
  const place = firstHidden(setup) ?? (yield* placeOf(setup, first?.orderId ?? null, second?.orderId ?? null))
  return {
    kind: 'decision',
    ...base,
    timeMs: shown.timeMs,
    symbol: shown.symbol,
    withFuture: first && plainDecision(first),
    withoutFuture: second && plainDecision(second),
    differing,
    place,
  }
}

/** Where the table's first row of the future stands, for a trial that left such rows out. */
function firstHidden({ plan, positionAt }: TrialSetup): CodePosition | null {
  const starts = plan.hidden.map(({ start }) => start)
  return starts.length === 0 ? null : positionAt(Math.min(...starts))
}

/** Where in its code the strategy submitted the order that differs. */
function* placeOf(
  setup: TrialSetup,
  known: number | null,
  unknown: number | null,
): CheckWork<CodePosition | null> {
  const { plan, program, config, data, done, share } = setup
  const locate = known ?? unknown
  if (locate === null) return null
  const strategy = program.evaluate([])
  const untilMs = plan.cutMs ?? Number.POSITIVE_INFINITY
  const answer = yield* runTrial({
    ...{ program, config, strategy, untilMs, locate, share: 0, done: done + share },
    data: known === null ? plan.data : data,
  })
  return answer.position
}

function failureOf(
  base: Pick<LookAheadFinding, 'probe' | 'cutMs'>,
  thrown: unknown,
  timeMs: number,
): LookAheadFinding {
  const isError = thrown instanceof Error
  const message = thrown instanceof DeskError || !isError ? toErrorShape(thrown).message : thrown.message
  const place = isError ? (findStrategyFrame(thrown.stack) ?? null) : null
  return { kind: 'failure', ...base, timeMs, message, place }
}

function timeOf({ first, second }: NonNullable<ReturnType<typeof compareDecisions>>): number {
  return first?.timeMs ?? second?.timeMs ?? Number.POSITIVE_INFINITY
}

/** NaN as null. */
function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function notesOf(reference: TrialAnswer, prepared: PreparedRun, tables: SourceTables): string[] {
  const notes: string[] = []
  if (reference.decisions.length === 0) {
    notes.push(
      'The strategy decided nothing in this period, so there was nothing to compare but its indicators.',
    )
  }
  const bars = Math.max(...prepared.cores.map(({ time }) => time.length))
  const others = tables.undated.filter((length) => length < bars / 2)
  if (others.length > 0) {
    notes.push(
      `The source holds ${others.length === 1 ? 'a list' : `${others.length} lists`} of ${Math.max(...others)} figures without dates: whether they were known at the time cannot be told from them.`,
    )
  }
  return notes
}
