import { writeSync } from 'node:fs'
import { Session } from 'node:inspector'
import { kill, memoryUsage, pid } from 'node:process'
import { workerData } from 'node:worker_threads'
import { Heartbeat } from './heartbeat.ts'
import { STRATEGY_SCRIPT, WATCHDOG_DESCRIPTOR } from './runConstants.ts'
import type { WatchdogReport } from './runProtocol.ts'
import type { CodePosition } from './strategyLocation.ts'

/**
 * A thread beside the strategy's. A strategy that loops for ever blocks its own thread, timers and messages
 * included, so this one watches a counter and the process's memory, and on a breach pauses the strategy with the
 * debugger to learn its line. The desk kills the process when it reads the report.
 */

const LOOK_EVERY_MS = 20
/** Code that a debugger cannot pause, such as a long native call, is reported without its line after this time. */
const PAUSE_LIMIT_MS = 1500

/** An empty line tells the desk that this thread is alive, however long the engine takes. */
const SIGN_EVERY_MS = 1000

const heartbeat = new Heartbeat(workerData)
let lastCount = -1
let lastMovedMs = 0
let baseBytes = 0
let reported = false

/** Tells the desk; a desk that is gone takes the run with it, also one whose thread never comes back. */
function tell(line: string): void {
  try {
    writeSync(WATCHDOG_DESCRIPTOR, `${line}\n`)
  } catch {
    kill(pid, 'SIGKILL')
  }
}

function report(reason: WatchdogReport['reason'], position?: CodePosition): void {
  if (reported) return
  reported = true
  const message: WatchdogReport = position ? { reason, position } : { reason }
  tell(JSON.stringify(message))
}

function pauseAndReport(reason: WatchdogReport['reason']): void {
  const session = new Session()
  const strategyScripts = new Set<string>()
  session.connectToMainThread()
  session.on('Debugger.scriptParsed', ({ params }) => {
    if (params.url === STRATEGY_SCRIPT) strategyScripts.add(params.scriptId)
  })
  session.on('Debugger.paused', ({ params }) => {
    const frame = params.callFrames.find(({ location }) => strategyScripts.has(location.scriptId))
    report(
      reason,
      frame && { line: frame.location.lineNumber + 1, column: (frame.location.columnNumber ?? 0) + 1 },
    )
  })
  session.post('Debugger.enable')
  session.post('Debugger.pause')
  setTimeout(() => report(reason), PAUSE_LIMIT_MS)
}

const timer = setInterval(() => {
  const now = performance.now()
  if (!heartbeat.armed) {
    lastMovedMs = now
    baseBytes = memoryUsage.rss()
    return
  }
  const { count, limits } = heartbeat
  if (count !== lastCount) {
    lastCount = count
    lastMovedMs = now
  }
  const breach =
    memoryUsage.rss() - baseBytes > limits.memoryBytes
      ? 'memory'
      : now - lastMovedMs > limits.hookTimeMs
        ? 'timeout'
        : undefined
  if (breach) {
    clearInterval(timer)
    pauseAndReport(breach)
  }
}, LOOK_EVERY_MS)

setInterval(() => tell(''), SIGN_EVERY_MS)
