import type { BacktestConfig } from '../../../shared/domain/backtest.ts'
import type { Strategy } from '../../../shared/sdk/quarterdeck.d.ts'
import type { BacktestInput } from '../../engine/backtest.ts'
import { BacktestRun } from '../../engine/backtestRun.ts'
import { type PreparedRun, prepareRun } from '../../engine/prepareRun.ts'
import { type CodePosition, findStrategyFrame } from '../strategyLocation.ts'
import { type DecisionOfOrder, decisionsOf } from './decisions.ts'
import type { SourceRow } from './sourceRows.ts'

/** All that a strategy could see: bars of every kind, values and news. */
export type TrialData = Omit<BacktestInput, 'strategy' | 'config' | 'benchmark'>

/** The strategy under check, and the clock and randomness it is given. */
export interface TrialProgram {
  /** Evaluates the file anew, with nothing left of earlier evaluations, without the given rows of its source. */
  evaluate(hidden: readonly SourceRow[]): Strategy
  /** Begins the stream of random numbers anew. */
  restart(): void
  /** From here on the strategy's clock is that of `run`. */
  follow(run: { readonly timeMs: number }): void
}

/** What a check tells whoever drives it between two pieces of work. */
export interface CheckStep {
  /** 0 to 1. */
  readonly fraction: number
  /** Whether what comes next is the engine's work and not the strategy's, which is held to its limits. */
  readonly isEngine: boolean
}

/** A check as pieces of work: it yields between them, is told how many bars the next may take, and ends with its answer. */
export type CheckWork<Answer> = Generator<CheckStep, Answer, number>

export interface TrialRequest {
  readonly program: TrialProgram
  readonly strategy: Strategy
  readonly data: TrialData
  readonly config: BacktestConfig
  /** The run goes no further than the step that closes then. */
  readonly untilMs: number
  /** Share of the whole check that is done before this trial, and the share that it is. */
  readonly done: number
  readonly share: number
  /** Order whose place in the strategy's code is wanted: the trial ends soon after it. */
  readonly locate?: number
}

export interface TrialAnswer {
  readonly prepared: PreparedRun | null
  readonly decisions: readonly DecisionOfOrder[]
  /** What the strategy threw, and when. */
  readonly failure: { readonly thrown: unknown; readonly timeMs: number } | null
  /** Where in the compiled code the order asked for was submitted. */
  readonly position: CodePosition | null
}

/** How deep a strategy may have called before the line that orders is lost. */
const STACK_FRAMES = 60

/** Runs a strategy over some data, its `onEnd` left out: the end of a trial is not the end of the period. */
export function* runTrial(request: TrialRequest): CheckWork<TrialAnswer> {
  const { program, data, config, untilMs, done, share } = request
  const { strategy } = request
  program.follow({ timeMs: 0 })
  program.restart()
  yield { fraction: done, isEngine: true }
  let prepared: PreparedRun
  try {
    prepared = prepareRun({ strategy, config, ...data })
  } catch (thrown) {
    return { prepared: null, decisions: [], failure: { thrown, timeMs: 0 }, position: null }
  }
  const { onEnd: _onEnd, ...definition } = prepared.definition
  const run = new BacktestRun({ ...prepared, definition })
  program.follow(run)
  let position: CodePosition | null = null
  if (request.locate !== undefined) {
    run.watchOrders((orderId) => {
      if (orderId !== request.locate) return
      Error.stackTraceLimit = STACK_FRAMES
      position = findStrategyFrame(new Error('the place of an order').stack) ?? null
    })
  }
  const bars = barsUntil(prepared, untilMs)
  let failure: TrialAnswer['failure'] = null
  let maxBars = yield { fraction: done, isEngine: false }
  try {
    while (run.barsDone < bars && position === null) {
      run.advance(Math.min(maxBars, bars - run.barsDone))
      maxBars = yield { fraction: done + (share * run.barsDone) / bars, isEngine: false }
    }
  } catch (thrown) {
    failure = { thrown, timeMs: run.timeMs || 0 }
  }
  return { prepared, decisions: decisionsOf(run.orders(), untilMs), failure, position }
}

/** Bars of the steps that close by `untilMs`. */
function barsUntil({ order }: PreparedRun, untilMs: number): number {
  let step = order.closeMs.length
  while (step > 0 && (order.closeMs[step - 1] ?? 0) > untilMs) step--
  return order.start[step] ?? 0
}
