import type { SessionTable } from './calendar.ts'

const DAY = 86_400_000

/** All sessions of a calendar as columns, ascending, with their parts in columns of their own. */
export interface SessionStore {
  readonly count: number
  readonly day: Float64Array
  readonly open: Float64Array
  readonly close: Float64Array
  readonly breakStart: Float64Array
  readonly breakEnd: Float64Array
  readonly extendedOpen: Float64Array
  readonly extendedClose: Float64Array
  readonly settlement: Float64Array
  /** Index of a session's first part; one value more than there are sessions. */
  readonly firstPart: Int32Array
  readonly partStart: Float64Array
  readonly partEnd: Float64Array
  /** 0 before, 1 in and 2 after the regular hours. */
  readonly partPhase: Uint8Array
}

/** Collects sessions, ascending, each after its parts. */
export class SessionWriter {
  readonly #days: number[] = []
  readonly #opens: number[] = []
  readonly #closes: number[] = []
  readonly #breakStarts: number[] = []
  readonly #breakEnds: number[] = []
  readonly #settlements: number[] = []
  readonly #firstParts: number[] = [0]
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #phases: number[] = []

  /** Adds a part of the session to come: phase 0 before, 1 in, 2 after the regular hours. */
  part(phase: number, fromMs: number, toMs: number): void {
    this.#phases.push(phase)
    this.#starts.push(fromMs)
    this.#ends.push(toMs)
  }

  /** Ends a session; without a settlement it is of the close. */
  session(day: number, settlementMs: number | undefined): void {
    let open = Number.NaN
    let close = Number.NaN
    let breakStart = Number.NaN
    let breakEnd = Number.NaN
    for (let part = this.#firstParts.at(-1) ?? 0; part < this.#starts.length; part++) {
      if (this.#phases[part] !== 1) continue
      const start = this.#starts[part] ?? Number.NaN
      if (Number.isNaN(open)) open = start
      else if (!(start - close <= breakEnd - breakStart)) {
        breakStart = close
        breakEnd = start
      }
      close = this.#ends[part] ?? Number.NaN
    }
    this.#days.push(day)
    this.#opens.push(open)
    this.#closes.push(close)
    this.#breakStarts.push(breakStart)
    this.#breakEnds.push(breakEnd)
    this.#settlements.push(settlementMs ?? close)
    this.#firstParts.push(this.#starts.length)
  }

  store(): SessionStore {
    const count = this.#days.length
    const firstPart = Int32Array.from(this.#firstParts)
    const partStart = Float64Array.from(this.#starts)
    const partEnd = Float64Array.from(this.#ends)
    const extendedOpen = new Float64Array(count)
    const extendedClose = new Float64Array(count)
    for (let i = 0; i < count; i++) {
      extendedOpen[i] = partStart[firstPart[i] ?? 0] ?? Number.NaN
      extendedClose[i] = partEnd[(firstPart[i + 1] ?? 0) - 1] ?? Number.NaN
    }
    return {
      count,
      day: Float64Array.from(this.#days),
      open: Float64Array.from(this.#opens),
      close: Float64Array.from(this.#closes),
      breakStart: Float64Array.from(this.#breakStarts),
      breakEnd: Float64Array.from(this.#breakEnds),
      extendedOpen,
      extendedClose,
      settlement: Float64Array.from(this.#settlements),
      firstPart,
      partStart,
      partEnd,
      partPhase: Uint8Array.from(this.#phases),
    }
  }
}

/** Sessions from index `first` up to, not including, `end`, as columns of their own. */
export function sessionColumns(store: SessionStore, first: number, end: number): SessionTable {
  const slice = (column: Float64Array) => column.slice(first, Math.max(first, end))
  return {
    openMs: slice(store.open),
    closeMs: slice(store.close),
    breakStartMs: slice(store.breakStart),
    breakEndMs: slice(store.breakEnd),
    extendedOpenMs: slice(store.extendedOpen),
    extendedCloseMs: slice(store.extendedClose),
    settlementMs: slice(store.settlement),
    dateMs: slice(store.day).map((day) => day * DAY),
  }
}

/** Index of the first value that is not below `bound`. */
export function lowerBound(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < bound) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the first value above `bound`. */
export function upperBound(sorted: Float64Array, bound: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= bound) low = middle + 1
    else high = middle
  }
  return low
}
