import type { SymbolCore } from '../symbolCore.ts'

const DAY_MS = 86_400_000

/** The end of a trading day. */
export interface SessionEnd {
  readonly timeMs: number
  /** Trade date, at UTC midnight. */
  readonly dateMs: number
}

/**
 * The ends of a symbol's trading days over its bars: the closes of its sessions where the run knows them, else the
 * ends of the UTC days that have bars.
 */
export function sessionEnds(core: SymbolCore): SessionEnd[] {
  const { first, end } = core.range
  if (end <= first) return []
  const fromMs = core.time[first]!
  const toMs = core.time[end - 1]! + DAY_MS
  const { sessions } = core
  const ends: SessionEnd[] = []
  if (sessions !== undefined) {
    for (let place = 0; place < sessions.closeMs.length; place++) {
      const timeMs = sessions.closeMs[place]!
      if (timeMs > fromMs && timeMs <= toMs) ends.push({ timeMs, dateMs: sessions.dateMs[place]! })
    }
    return ends
  }
  let lastDay = Number.NaN
  for (let index = first; index < end; index++) {
    const dateMs = Math.floor(core.time[index]! / DAY_MS) * DAY_MS
    if (dateMs === lastDay) continue
    lastDay = dateMs
    ends.push({ timeMs: dateMs + DAY_MS, dateMs })
  }
  return ends
}
