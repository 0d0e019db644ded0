/** The bars of all symbols in the order in which they close. Bars that close at the same instant share a step. */
export interface TimeOrder {
  /** Closing instant of each step, strictly increasing. */
  readonly closeMs: Float64Array
  /** Open time of each step's bars: the earliest one, as calendar months let bars of several openings close together. */
  readonly openMs: Float64Array<ArrayBuffer>
  /** Where each step begins in `symbolIds`; one entry more than there are steps. */
  readonly start: Int32Array
  /** Symbol of each bar; within a step in the order in which the symbols were given. */
  readonly symbolIds: Uint16Array
}

/**
 * Merges the closing instants of many symbols (each strictly increasing, with the bars' open times beside them) into one time order: sorted unions in
 * pairs, then a counting sort of the bars by step. O(bars x log symbols), O(bars) where symbols share their times.
 */
export function mergeTimeOrder(closes: readonly Float64Array[], opens: readonly Float64Array[]): TimeOrder {
  const closeMs = unionOfAll(closes)
  const steps = closeMs.length
  const start = new Int32Array(steps + 1)
  const stepsOf = closes.map((times) => locate(times, closeMs))
  let total = 0
  for (const located of stepsOf) {
    total += located.length
    countBars(located, start)
  }
  for (let step = 0; step < steps; step++) start[step + 1]! += start[step]!
  const symbolIds = new Uint16Array(total)
  const openMs = new Float64Array(steps).fill(Number.POSITIVE_INFINITY)
  const next = start.slice(0, steps)
  for (const [symbolId, located] of stepsOf.entries()) {
    placeBars(located, symbolId, next, symbolIds)
    lowerToOpens(located, opens[symbolId]!, openMs)
  }
  return { closeMs, openMs, start, symbolIds }
}

/** Adds the bars of a symbol to the sizes of their steps, which stand one place further on. */
function countBars(located: Int32Array, start: Int32Array): void {
  for (let bar = 0; bar < located.length; bar++) start[located[bar]! + 1]!++
}

/** Puts the bars of a symbol into the next free place of their steps. */
function placeBars(located: Int32Array, symbolId: number, next: Int32Array, symbolIds: Uint16Array): void {
  for (let bar = 0; bar < located.length; bar++) symbolIds[next[located[bar]!]!++] = symbolId
}

/** Lowers the open times of a symbol's steps to those of its bars. */
function lowerToOpens(located: Int32Array, opens: Float64Array, openMs: Float64Array): void {
  for (let bar = 0; bar < located.length; bar++) {
    const step = located[bar]!
    if (opens[bar]! < openMs[step]!) openMs[step] = opens[bar]!
  }
}

function unionOfAll(sorted: readonly Float64Array[]): Float64Array {
  let level = sorted
  while (level.length > 1) {
    const joined: Float64Array[] = []
    for (let pair = 0; pair < level.length; pair += 2) {
      const second = level[pair + 1]
      joined.push(second === undefined ? level[pair]! : union(level[pair]!, second))
    }
    level = joined
  }
  return level[0] ?? new Float64Array(0)
}

function union(a: Float64Array, b: Float64Array): Float64Array {
  if (isEqual(a, b)) return a
  const out = new Float64Array(a.length + b.length)
  let size = 0
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const x = a[i]!
    const y = b[j]!
    out[size++] = x < y ? x : y
    if (x <= y) i++
    if (y <= x) j++
  }
  while (i < a.length) out[size++] = a[i++]!
  while (j < b.length) out[size++] = b[j++]!
  return size === a.length ? a : out.slice(0, size)
}

function isEqual(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Index in `all` of every value of `some`, both sorted; gallops over what `some` does not have. */
function locate(some: Float64Array, all: Float64Array): Int32Array {
  const found = new Int32Array(some.length)
  let at = 0
  for (let i = 0; i < some.length; i++) {
    const value = some[i]!
    if (all[at]! < value) {
      let stride = 1
      while (at + stride < all.length && all[at + stride]! < value) stride *= 2
      let low = at + (stride >> 1)
      let high = Math.min(at + stride, all.length - 1)
      while (low < high) {
        const middle = (low + high) >> 1
        if (all[middle]! < value) low = middle + 1
        else high = middle
      }
      at = low
    }
    found[i] = at++
  }
  return found
}
