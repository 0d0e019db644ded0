import type { Progress } from './message.ts'

/** Shortest time between two reports of one call, milliseconds. */
const INTERVAL_MS = 50

/** Thins a call's progress: the first report goes at once, then the newest at most every 50 ms. */
export function createProgressReporter(send: (progress: Progress) => void): {
  report: (progress: Progress) => void
  /** Ends reporting; what still waits is dropped, since the answer follows. */
  stop: () => void
} {
  let waiting: Progress | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let stopped = false
  const tick = () => {
    timer = null
    if (waiting === null) return
    const next = waiting
    waiting = null
    send(next)
    timer = setTimeout(tick, INTERVAL_MS)
  }
  return {
    report: (progress) => {
      if (stopped) return
      waiting = progress
      if (timer === null) tick()
    },
    stop: () => {
      stopped = true
      if (timer !== null) clearTimeout(timer)
    },
  }
}
