import type { BarColumns, CorporateAction } from '../../shared/domain/bar.ts'
import type { Dataset } from '../../shared/domain/dataset.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { PriceAdjustment } from '../../shared/domain/priceAdjustment.ts'
import { irregularBars, timeframeMs } from '../../shared/domain/timeframe.ts'
import { MAX_CHART_BARS } from '../../shared/rpc/contract/dataCalls.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'
import { firstWindow, nextWindow, type TimeSpan, type WindowRequest, windowAround } from './chartWindow.ts'

export interface IndicatorQuestion {
  readonly indicator: string
  readonly arguments: readonly number[]
}

/** Bars on the screen with the indicators that belong to them. Replaced as a whole. */
export interface ChartContent {
  readonly datasetId: string
  /** Timeframe that was asked for. */
  readonly asked: string
  /** Timeframe of the bars, which may be coarser than the one asked for. */
  readonly timeframe: string
  /** Length of a bar; of bars without one the usual distance between two. */
  readonly spanMs: number
  /** How long after its open a bar may still hold something: its length, or until the next one. */
  readonly reachMs: number
  readonly aggregated: boolean
  readonly bars: BarColumns
  readonly actions: readonly CorporateAction[]
  readonly window: TimeSpan
  /** Columns of each indicator asked for, in the order of `questions`. */
  readonly questions: readonly IndicatorQuestion[]
  readonly columns: readonly Readonly<Record<string, Float64Array>>[]
}

export interface ChartFeedState {
  readonly content: ChartContent | null
  readonly loading: boolean
  /** What failed last; the content before it stays. */
  readonly error: unknown
  /** The indicators could not be computed though the bars are there. */
  readonly indicatorError: unknown
}

const IDLE: ChartFeedState = { content: null, loading: false, error: null, indicatorError: null }

/** Milliseconds of rest after panning or zooming before the desk is asked. */
const SETTLE_MS = 120

/**
 * Keeps the right bars loaded for what the screen shows: never more than the contract's limit, finer ones when the user
 * zooms in, older ones when the user pans. Answers to questions that were overtaken are cancelled and dropped.
 */
export class ChartFeed {
  readonly #client: DeskClient
  readonly #listeners = new Set<() => void>()
  #state: ChartFeedState = IDLE
  #dataset: Dataset | null = null
  #timeframe = ''
  #adjusted: PriceAdjustment | undefined
  /** Bars in a millisecond that were built of what was traded; 0 while all of them fit or none are there. */
  #builtPerMs = 0
  #questions: readonly IndicatorQuestion[] = []
  /** The window asked for last, loaded or not. */
  #wanted: TimeSpan | null = null
  #abort: AbortController | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(client: DeskClient) {
    this.#client = client
  }

  readonly getState = (): ChartFeedState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#abort?.abort()
    this.#listeners.clear()
  }

  /**
   * Shows a dataset at a timeframe, from the newest bars or around a moment; keeps nothing of the one before. With
   * `adjusted`, prices derived from the stored ones.
   */
  show(
    dataset: Dataset | null,
    timeframe: string,
    aroundMs: number | null,
    adjusted?: PriceAdjustment,
  ): void {
    clearTimeout(this.#timer)
    this.#abort?.abort()
    this.#dataset = dataset
    this.#timeframe = timeframe
    this.#adjusted = adjusted
    this.#builtPerMs = 0
    this.#wanted = null
    const keep = dataset !== null && this.#state.content?.datasetId === dataset.id
    this.#set({ ...IDLE, content: keep ? this.#state.content : null })
    if (dataset === null) return
    const request = this.#request(dataset)
    void this.#load(aroundMs === null ? firstWindow(request) : windowAround(request, aroundMs))
  }

  /** Asks again for what failed. */
  retry(): void {
    if (this.#dataset === null) return
    void this.#load(this.#wanted ?? firstWindow(this.#request(this.#dataset)))
  }

  /** Sets the indicators computed over the bars. */
  setQuestions(questions: readonly IndicatorQuestion[]): void {
    this.#questions = questions
    // Also while bars are under way: that answer would come without the new indicators.
    if (this.#wanted !== null && this.#dataset !== null) void this.#load(this.#wanted)
  }

  /** Tells what the screen shows; loads other bars once it has come to rest, where that is needed. */
  setVisible(visible: TimeSpan): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const dataset = this.#dataset
      const content = this.#state.content
      if (dataset === null || content === null || this.#state.loading) return
      const coarseness =
        content.timeframe === content.asked ? 1 : content.spanMs / Math.max(1, timeframeMs(this.#timeframe))
      const next = nextWindow({ ...this.#request(dataset), loaded: content.window, visible, coarseness })
      if (next !== null) void this.#load(next)
    }, SETTLE_MS)
  }

  /** Loads bars around a moment where they are not loaded; answers whether they are there now. */
  async reach(timeMs: number): Promise<boolean> {
    const dataset = this.#dataset
    if (
      dataset === null ||
      timeMs < dataset.fromMs ||
      timeMs > this.#lastMs(dataset) + timeframeMs(this.#timeframe)
    )
      return false
    const window = this.#state.content?.window
    if (window !== undefined && timeMs >= window.fromMs && timeMs <= window.toMs) return true
    return this.#load(windowAround(this.#request(dataset), timeMs))
  }

  /** Open time of the last bar that can be shown: prices as of a day end there. */
  #lastMs({ fromMs, toMs }: Dataset): number {
    return Math.max(fromMs, Math.min(toMs, this.#adjusted?.asOfMs ?? toMs))
  }

  #request(dataset: Dataset): WindowRequest {
    const span = Math.max(1, dataset.toMs - dataset.fromMs)
    return {
      data: { fromMs: dataset.fromMs, toMs: this.#lastMs(dataset) },
      barsPerMs: this.#barsPerMs(dataset, Math.max(1, dataset.bars - 1) / span),
      maxBars: MAX_CHART_BARS,
    }
  }

  /** Bars expected in a millisecond, from the dataset's rows in one. */
  #barsPerMs(dataset: Dataset, density: number): number {
    const asked = this.#timeframe
    if (asked === dataset.timeframe) return density
    // How many bars end with what was traded shows only when they are there.
    if (irregularBars(asked)) return this.#builtPerMs
    if (irregularBars(dataset.timeframe)) return Math.min(density, 1 / timeframeMs(asked))
    return density / Math.max(1, timeframeMs(asked) / timeframeMs(dataset.timeframe))
  }

  /** What was loaded of bars without a fixed length: the newest ones where they do not all fit. */
  #loadedOf(dataset: Dataset, asked: string, window: TimeSpan, time: Float64Array): TimeSpan {
    const [firstMs, lastMs] = [time[0], time.at(-1)]
    if (irregularBars(asked) === undefined || asked === dataset.timeframe) return window
    if (time.length < MAX_CHART_BARS || firstMs === undefined || lastMs === undefined) return window
    this.#builtPerMs = time.length / Math.max(1, lastMs - firstMs)
    return { fromMs: firstMs, toMs: window.toMs }
  }

  async #load(window: TimeSpan): Promise<boolean> {
    const dataset = this.#dataset
    if (dataset === null) return false
    this.#wanted = window
    this.#abort?.abort()
    const abort = new AbortController()
    this.#abort = abort
    this.#set({ ...this.#state, loading: true, error: null })
    const range = {
      datasetId: dataset.id,
      timeframe: this.#timeframe,
      ...(window.fromMs > dataset.fromMs ? { fromMs: window.fromMs } : {}),
      ...(window.toMs < dataset.toMs ? { toMs: window.toMs } : {}),
      ...(this.#adjusted === undefined ? {} : { adjusted: this.#adjusted }),
      maxBars: MAX_CHART_BARS,
    }
    const questions = this.#questions
    try {
      const [bars, indicators] = await Promise.all([
        this.#client.call('data.bars', range, { signal: abort.signal }),
        this.#indicators(range, questions, abort.signal),
      ])
      if (abort.signal.aborted) return false
      this.#set({
        content: {
          datasetId: dataset.id,
          asked: range.timeframe,
          timeframe: bars.timeframe,
          spanMs: timeframeMs(bars.timeframe) || usualDistance(bars.columns.time),
          reachMs: timeframeMs(bars.timeframe) || Number.POSITIVE_INFINITY,
          aggregated: bars.aggregated,
          bars: bars.columns,
          actions: bars.actions,
          window: this.#loadedOf(dataset, range.timeframe, window, bars.columns.time),
          questions: indicators.failure === null ? questions : [],
          columns: indicators.columns,
        },
        loading: false,
        error: null,
        indicatorError: indicators.failure,
      })
      return true
    } catch (error) {
      if (abort.signal.aborted || (error instanceof DeskError && error.code === 'CANCELLED')) return false
      this.#set({ ...this.#state, loading: false, error })
      return false
    }
  }

  async #indicators(
    range: {
      datasetId: string
      timeframe: string
      fromMs?: number
      toMs?: number
      adjusted?: PriceAdjustment
      maxBars: number
    },
    questions: readonly IndicatorQuestion[],
    signal: AbortSignal,
  ): Promise<{ columns: readonly Readonly<Record<string, Float64Array>>[]; failure: unknown }> {
    if (questions.length === 0) return { columns: [], failure: null }
    const requests = questions.map(({ indicator, arguments: values }) => ({
      indicator,
      arguments: [...values],
    }))
    try {
      const answer = await this.#client.call('indicators.compute', { ...range, requests }, { signal })
      return { columns: answer.columns, failure: null }
    } catch (failure) {
      if (signal.aborted) throw failure
      return { columns: [], failure }
    }
  }

  #set(state: ChartFeedState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/** The median distance between neighbouring times, a minute where there are too few. */
function usualDistance(time: Float64Array): number {
  const distances = time.slice(1).map((at, t) => at - (time[t] ?? at))
  return distances.toSorted()[distances.length >> 1] ?? 60_000
}
