import type { BacktestConfig } from '../../../shared/domain/backtest.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { IndicatorWarmUp, WarmUpOptions, WarmUpOutcome } from '../../../shared/domain/strategyCheck.ts'
import { type PreparedRun, prepareRun } from '../../engine/prepareRun.ts'
import { indicatorAt, relativeDifference } from './compareIndicators.ts'
import { compareDecisions, plainDecision } from './decisions.ts'
import { changeBars, startAt } from './futureless.ts'
import { type CheckWork, runTrial, type TrialAnswer, type TrialData, type TrialProgram } from './trial.ts'

export interface WarmUpInput {
  readonly program: TrialProgram
  readonly data: TrialData
  readonly config: BacktestConfig
  readonly options: WarmUpOptions
}

/** Values near zero differ by much of themselves and by nothing that matters: they are held against this share of the mean. */
const FLOOR_OF_MEAN = 0.01
/** Starts lie in the first part of the data, so that slow indicators have room to settle. */
const LATEST_START = 0.5
const LEAST_BARS = 20

/**
 * Gives a strategy histories of several lengths and tells how long each declared indicator remembers where its history
 * began, and whether that changed what the strategy decided.
 *
 * @throws DeskError DATA_MISSING where there are too few bars; whatever the strategy throws over the whole data.
 */
export function* warmUpCheck(input: WarmUpInput): CheckWork<WarmUpOutcome> {
  const { program, data, config, options } = input
  const unit = 1 / (2 + 2 * options.starts)
  const strategy = program.evaluate([])
  const untilMs = Number.POSITIVE_INFINITY
  const base = { program, config, untilMs, share: unit }
  const actual = yield* runTrial({ ...base, strategy, data, done: 0 })
  if (actual.failure !== null) throw actual.failure.thrown
  if (actual.prepared === null) throw new Error('a trial without a failure has a run')

  // Over all the data, whatever part of it the run covers: earlier bars are the history that is varied.
  const { fromMs: _fromMs, ...unbounded } = config
  const prepare = (part: TrialData) =>
    prepareRun({ strategy: program.evaluate([]), config: unbounded, ...part })
  yield { fraction: unit, isEngine: true }
  const whole = prepare(data)
  const { openMs } = whole.order
  if (openMs.length < LEAST_BARS) {
    throw new DeskError('DATA_MISSING', 'There are too few bars to vary the history before them.', {
      where: 'period',
      hint: `Give at least ${LEAST_BARS} bars.`,
    })
  }
  const decision = firstDecision(actual, actual.prepared)
  const history = historyAt(whole, decision.timeMs)
  const starts = startsOf(openMs.length, options.starts)
  const slots = slotsBySymbol(whole)
  const meters = whole.indicatorNames.map((name, place) => new IndicatorMeter(name, place, whole, slots))
  let change: WarmUpOutcome['firstChange'] = null
  for (const [place, start] of starts.entries()) {
    const startMs = openMs[start] ?? 0
    const done = unit * (2 + 2 * place)
    yield { fraction: done, isEngine: true }
    const shorter = changeBars(data, (series) => startAt(series, startMs))
    const trial = prepare(shorter)
    for (const meter of meters) meter.measure(trial, options.tolerance, history.bars)
    yield { fraction: done, isEngine: false }
    if (change === null)
      change = yield* compareStarts(input, shorter, openMs[start + history.steps - 1], done, unit)
  }
  const indicators = meters.map((meter) => meter.report(history.bars))
  const settled = indicators.map(({ settledAfterBars }) => settledAfterBars)
  const unsettled = indicators.filter(({ isSettledAtFirstDecision }) => !isSettledAtFirstDecision)
  const recommendedBars = settled.includes(null) ? null : Math.max(0, ...settled.map((bars) => bars ?? 0))
  return {
    check: 'warm-up',
    passed: unsettled.length === 0 && change === null,
    options,
    startsMs: starts.map((start) => openMs[start] ?? 0),
    firstDecisionMs: Number.isFinite(decision.timeMs) ? decision.timeMs : null,
    historyBars: history.bars,
    indicators,
    recommendedBars,
    decisionsChanged: change !== null,
    firstChange: change,
    hint: hintOf(unsettled, recommendedBars, change !== null),
    notes: notesOf(indicators, actual),
  }
}

/** Two runs that begin to decide at the same bar, one with all the history and one with as little as the run had. */
function* compareStarts(
  { program, data, config }: WarmUpInput,
  shorter: TrialData,
  fromMs: number | undefined,
  done: number,
  share: number,
): CheckWork<WarmUpOutcome['firstChange']> {
  if (fromMs === undefined) return null
  const base = { program, config: { ...config, fromMs }, untilMs: Number.POSITIVE_INFINITY, share }
  const more = yield* runTrial({ ...base, strategy: program.evaluate([]), data, done })
  const less = yield* runTrial({
    ...{ ...base, strategy: program.evaluate([]), done: done + share },
    data: shorter,
  })
  const failure = more.failure ?? less.failure
  if (failure !== null) throw failure.thrown
  const difference = compareDecisions(more.decisions, less.decisions)
  const shown = difference?.first ?? difference?.second
  if (!difference || !shown) return null
  return {
    timeMs: shown.timeMs,
    symbol: shown.symbol,
    withMoreHistory: difference.first && plainDecision(difference.first),
    withLessHistory: difference.second && plainDecision(difference.second),
  }
}

/**
 * The first step in which the strategy may decide. One that declares no indicators waits by a rule of its own, so its
 * first decision is the first one it made.
 */
function firstDecision(
  { decisions }: TrialAnswer,
  { cores, order, indicatorNames }: PreparedRun,
): { timeMs: number } {
  const [made] = decisions
  if (indicatorNames.length === 0 && made !== undefined) return { timeMs: made.timeMs }
  const warm = cores.map(({ warmIndex, range, time }) =>
    warmIndex < range.end ? (time[warmIndex] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY,
  )
  const openMs = Math.min(...warm)
  const step = order.openMs.findIndex((timeMs) => timeMs >= openMs)
  return { timeMs: step < 0 ? Number.NaN : (order.closeMs[step] ?? Number.NaN) }
}

/** Steps of the whole data that have closed by then, and bars of the symbol that had the fewest (but had any). */
function historyAt({ order, cores }: PreparedRun, timeMs: number): { steps: number; bars: number } {
  const step = order.closeMs.findLastIndex((closeMs) => closeMs <= timeMs)
  const openMs = order.openMs[step] ?? Number.NEGATIVE_INFINITY
  const known = cores.map(({ time }) => time.findLastIndex((barMs) => barMs <= openMs) + 1)
  const some = known.filter((bars) => bars > 0)
  return { steps: Math.max(1, step + 1), bars: some.length === 0 ? 0 : Math.min(...some) }
}

function startsOf(steps: number, count: number): number[] {
  const starts = Array.from({ length: count }, (_, place) =>
    Math.max(1, Math.round((steps * LATEST_START * (place + 1)) / count)),
  )
  return [...new Set(starts)]
}

/** Follows one indicator through histories of several lengths. */
class IndicatorMeter {
  readonly #name: string
  readonly #place: number
  readonly #whole: PreparedRun
  readonly #floors: readonly number[]
  /** Where the bars of each symbol stand in the whole time order. */
  readonly #slots: readonly Int32Array[]
  #known: number | null = null
  /** Infinite where it never settled. */
  #settled = 0
  #symbol: string | null = null
  #difference: number | null = null

  constructor(name: string, place: number, whole: PreparedRun, slots: readonly Int32Array[]) {
    this.#name = name
    this.#place = place
    this.#whole = whole
    this.#floors = meansOf(whole, place).map((mean) => mean * FLOOR_OF_MEAN)
    this.#slots = slots
  }

  /** @param historyBars Bars of history at which the difference is wanted. */
  measure(trial: PreparedRun, tolerance: number, historyBars: number): void {
    const { symbolIds } = trial.order
    const count = trial.cores.length
    const bars = new Int32Array(count)
    // A symbol's bars from a moment on are the last ones it has.
    const ahead = trial.cores.map(
      (core, id) => (this.#slots[id]?.length ?? 0) - (core.range.end - core.range.first),
    )
    const known = new Int32Array(count).fill(-1)
    const unsettled = new Int32Array(count).fill(-1)
    for (let slot = 0; slot < symbolIds.length; slot++) {
      const id = symbolIds[slot] ?? 0
      const bar = bars[id] ?? 0
      bars[id] = bar + 1
      const value = indicatorAt(trial, slot, this.#place)
      const wholeSlot = this.#slots[id]?.[(ahead[id] ?? 0) + bar] ?? 0
      const reference = indicatorAt(this.#whole, wholeSlot, this.#place)
      if (known[id] === -1 && !Number.isNaN(value)) known[id] = bar
      const difference = relativeDifference(value, reference, this.#floors[id])
      if (difference > tolerance) unsettled[id] = bar
      if (bar === historyBars - 1 && Number.isFinite(difference)) {
        this.#difference = Math.max(this.#difference ?? 0, difference)
      }
    }
    for (const [id, { symbol }] of trial.cores.entries()) {
      const size = bars[id] ?? 0
      const firstKnown = known[id] ?? -1
      // A symbol that is listed only later has the same history in both, and one without a value has none.
      if (size === 0 || firstKnown < 0) continue
      this.#known = Math.max(this.#known ?? 0, firstKnown + 1)
      const last = unsettled[id] ?? -1
      const settled = last === size - 1 ? Number.POSITIVE_INFINITY : Math.max(last + 2, firstKnown + 1)
      if (settled <= this.#settled) continue
      this.#settled = settled
      this.#symbol = symbol
    }
  }

  report(historyBars: number): IndicatorWarmUp {
    const settled = this.#known === null || !Number.isFinite(this.#settled) ? null : this.#settled
    return {
      indicator: this.#name,
      knownAfterBars: this.#known,
      settledAfterBars: settled,
      differenceAtFirstDecision: this.#difference,
      symbol: this.#symbol,
      isSettledAtFirstDecision: settled !== null && settled <= historyBars,
    }
  }
}

function slotsBySymbol({ cores, order }: PreparedRun): Int32Array[] {
  const slots = cores.map(({ range }) => new Int32Array(range.end - range.first))
  const bars = new Int32Array(cores.length)
  for (let slot = 0; slot < order.symbolIds.length; slot++) {
    const id = order.symbolIds[slot] ?? 0
    const own = slots[id]
    const bar = bars[id] ?? 0
    bars[id] = bar + 1
    if (own !== undefined) own[bar] = slot
  }
  return slots
}

/** Mean size of an indicator's values, by symbol. */
function meansOf(run: PreparedRun, place: number): number[] {
  const sums = run.cores.map(() => ({ sum: 0, count: 0 }))
  for (let slot = 0; slot < run.order.symbolIds.length; slot++) {
    const value = indicatorAt(run, slot, place)
    const own = sums[run.order.symbolIds[slot] ?? 0]
    if (own === undefined || !Number.isFinite(value)) continue
    own.sum += Math.abs(value)
    own.count++
  }
  return sums.map(({ sum, count }) => (count === 0 ? 0 : sum / count))
}

function hintOf(
  unsettled: readonly IndicatorWarmUp[],
  recommendedBars: number | null,
  isChanged: boolean,
): string | null {
  const never = unsettled.filter(({ settledAfterBars }) => settledAfterBars === null)
  if (never.length > 0) {
    const names = never.map(({ indicator }) => indicator).join(', ')
    return `${names} still depended on where the history began at its end: use its changes and not its level, or more data.`
  }
  if (unsettled.length > 0) {
    return `Let the strategy wait: set the warm-up to ${recommendedBars} bars, or begin the run at least so many bars after the data.`
  }
  if (!isChanged) return null
  return 'The declared indicators are settled, but the strategy keeps something else from the start of its history: look for sums over all bars, and for ctx.index in a condition.'
}

function notesOf(indicators: readonly IndicatorWarmUp[], { decisions }: TrialAnswer): string[] {
  const notes: string[] = []
  if (indicators.length === 0) {
    notes.push(
      'The strategy declares no indicators; what it computes in its hooks shows in its decisions only.',
    )
  }
  if (decisions.length === 0) notes.push('The strategy decided nothing in this period.')
  return notes
}
