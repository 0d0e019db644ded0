/** A stretch of time, both ends included, in epoch milliseconds. */
export interface TimeSpan {
  readonly fromMs: number
  readonly toMs: number
}

export interface WindowRequest {
  /** All the dataset has. */
  readonly data: TimeSpan
  /** Bars per millisecond the dataset would have at the timeframe asked for. */
  readonly barsPerMs: number
  /** Most bars one answer may carry. */
  readonly maxBars: number
}

export interface WindowState extends WindowRequest {
  /** What is loaded now. */
  readonly loaded: TimeSpan
  /** What the screen shows. */
  readonly visible: TimeSpan
  /** How many times coarser than asked the loaded bars are; 1 when they are what was asked. */
  readonly coarseness: number
}

/** Share of the answer that the screen shows after a reload: the rest is room to pan without another question. */
const VISIBLE_SHARE = 1 / 4

/** Fraction of the visible span that may be missing at a loaded edge before more is asked for. */
const EDGE_SHARE = 1 / 4

function clamp(span: TimeSpan, data: TimeSpan): TimeSpan {
  return { fromMs: Math.max(span.fromMs, data.fromMs), toMs: Math.min(span.toMs, data.toMs) }
}

/** Bars expected at the asked timeframe in a span, from the dataset's own density (so closed hours count). */
export function expectedBars(span: TimeSpan, barsPerMs: number): number {
  return Math.max(0, span.toMs - span.fromMs) * barsPerMs
}

/**
 * The first window: everything where it fits into one answer, else the newest part that does at the timeframe asked
 * for (two thirds of an answer, because real data is denser in places than on average).
 */
export function firstWindow(request: WindowRequest): TimeSpan {
  const { data, barsPerMs, maxBars } = request
  if (expectedBars(data, barsPerMs) <= maxBars) return data
  return clamp({ fromMs: data.toMs - (maxBars * 2) / 3 / barsPerMs, toMs: data.toMs }, data)
}

/** A window of the same size as a first one around a moment. */
export function windowAround(request: WindowRequest, timeMs: number): TimeSpan {
  const first = firstWindow(request)
  const half = (first.toMs - first.fromMs) / 2
  return clamp({ fromMs: timeMs - half, toMs: timeMs + half }, request.data)
}

/**
 * The window to load next after the user panned or zoomed, or null while what is loaded will do.
 * More is loaded when the screen comes near an edge of the loaded window and the dataset goes on beyond it; finer
 * bars are loaded when the screen shows so little of coarse bars that the ones asked for fit.
 */
export function nextWindow(state: WindowState): TimeSpan | null {
  const { data, loaded, visible, barsPerMs, maxBars, coarseness } = state
  const shown = clamp(visible, data)
  const visibleMs = shown.toMs - shown.fromMs
  if (!(visibleMs > 0)) return null
  const edgeMs = visibleMs * EDGE_SHARE
  const wantsOlder = loaded.fromMs > data.fromMs && shown.fromMs - edgeMs < loaded.fromMs
  const wantsNewer = loaded.toMs < data.toMs && shown.toMs + edgeMs > loaded.toMs
  const wantsFiner = coarseness > 1 && expectedBars(shown, barsPerMs) / VISIBLE_SHARE <= maxBars
  if (!wantsOlder && !wantsNewer && !wantsFiner) return null

  const fittingMs = (maxBars * 2) / 3 / barsPerMs
  const windowMs = Math.max(fittingMs, visibleMs / VISIBLE_SHARE)
  const centre = (shown.fromMs + shown.toMs) / 2
  const next = clamp({ fromMs: centre - windowMs / 2, toMs: centre + windowMs / 2 }, data)
  return next.fromMs === loaded.fromMs && next.toMs === loaded.toMs ? null : next
}
