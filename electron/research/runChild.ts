import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { DeskError } from '../../shared/domain/deskError.ts'
import { ENGINE_FLAGS } from './runConstants.ts'
import type { RunProgram } from './runProgram.ts'
import {
  type RunJob,
  type RunMessage,
  runMessageSchema,
  type WatchdogReport,
  watchdogReportSchema,
} from './runProtocol.ts'
import { type CodePosition, formatLocation } from './strategyLocation.ts'

export type RunAnswer = Exclude<RunMessage, { type: 'progress' } | { type: 'failed' }>

export interface RunChildOptions {
  readonly program: RunProgram
  /** Name of the strategy's file, for messages. */
  readonly fileName: string
  /** Source map of the job's code. */
  readonly sourceMap: string
  /** Aborting kills the process. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number) => void) | undefined
  /** The Node to run; this process's own by default. */
  readonly nodePath?: string | undefined
}

const MEGABYTE = 1 << 20
/** The heap's own limit lies above the watchdog's, which can tell the line. */
const HEAP_RESERVE_MEGABYTES = 512
const KEPT_ERROR_TEXT = 4000
/** A process whose watchdog says nothing for so long is stopped or broken, and is ended without a line. */
const SILENCE_LIMIT_MS = 15_000

function spawnChild(job: RunJob, { program, nodePath }: RunChildOptions): ChildProcess {
  const readable = new Set([program.folder])
  if (job.kind !== 'describe') {
    const benchmark = job.kind === 'backtest' && job.benchmark ? [job.benchmark] : []
    for (const { columnsFile } of [...job.series, ...job.conversions, ...job.references, ...benchmark]) {
      readable.add(path.dirname(columnsFile))
    }
  }
  const heapMegabytes = Math.ceil(job.limits.memoryBytes / MEGABYTE) + HEAP_RESERVE_MEGABYTES
  const flags = [
    '--permission',
    ...[...readable].map((folder) => `--allow-fs-read=${folder}`),
    '--allow-worker',
    '--allow-inspector',
    ...ENGINE_FLAGS,
    `--max-old-space-size=${heapMegabytes}`,
    '--no-warnings',
  ]
  // Local time and number formats must not depend on the machine; Windows cannot start a process without its root.
  const env: NodeJS.ProcessEnv = { TZ: 'UTC', LC_ALL: 'C' }
  if (process.platform === 'win32' && process.env.SystemRoot) env.SystemRoot = process.env.SystemRoot
  return spawn(nodePath ?? process.execPath, [...flags, program.runProcess], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
    serialization: 'advanced',
    cwd: program.folder,
    env,
    windowsHide: true,
  })
}

function breachError(report: WatchdogReport, job: RunJob, where: string): DeskError {
  if (report.reason === 'timeout') {
    return new DeskError(
      'STRATEGY_TIMEOUT',
      `The strategy did not come back within ${job.limits.hookTimeMs / 1000} s, so its run was ended.`,
      { where, hint: 'Look for a loop without an end at that line.' },
    )
  }
  return new DeskError(
    'STRATEGY_MEMORY',
    `The strategy took more than ${Math.round(job.limits.memoryBytes / MEGABYTE)} MB of memory, so its run was ended.`,
    { where, hint: 'Look for a list that grows with every bar.' },
  )
}

/**
 * Runs one job in a process of its own and returns its answer. The process is gone when the promise settles.
 *
 * @throws DeskError STRATEGY_THREW, STRATEGY_TIMEOUT, STRATEGY_MEMORY with `where` as `file:line:column`;
 * CANCELLED when the signal is aborted; RUN_FAILED when the process cannot be started or ends without an answer.
 */
export async function runInChild(job: RunJob, options: RunChildOptions): Promise<RunAnswer> {
  const { fileName, sourceMap, signal, onProgress } = options
  const cancelled = () => new DeskError('CANCELLED', 'The run was cancelled.')
  if (signal?.aborted) throw cancelled()
  const child = spawnChild(job, options)
  const locate = (position: CodePosition | undefined) => formatLocation(fileName, sourceMap, position)
  let errorText = ''
  let idleTimer: NodeJS.Timeout | undefined
  try {
    return await new Promise<RunAnswer>((resolve, reject) => {
      const expectSign = () => {
        clearTimeout(idleTimer)
        idleTimer = setTimeout(
          () => reject(breachError({ reason: 'timeout' }, job, fileName)),
          SILENCE_LIMIT_MS,
        ).unref()
      }
      signal?.addEventListener('abort', () => reject(cancelled()), { once: true })
      child.once('error', () => reject(unstarted()))
      child.stderr?.on('data', (data) => {
        errorText = (errorText + String(data)).slice(-KEPT_ERROR_TEXT)
      })
      createInterface({ input: watchdogPipe(child) }).on('line', (line) => {
        expectSign()
        if (line === '') return
        const report = watchdogReportSchema.parse(JSON.parse(line))
        reject(breachError(report, job, locate(report.position)))
      })
      child.on('message', (raw) => {
        expectSign()
        const message = runMessageSchema.parse(raw)
        if (message.type === 'progress') onProgress?.(message.fraction)
        else if (message.type === 'failed') reject(failureOf(message, locate))
        else resolve(message)
      })
      child.once('close', (code, endSignal) =>
        reject(endedWithoutAnswer(code, endSignal, errorText, job, fileName)),
      )
      child.send(job, (error) => {
        if (error) reject(unstarted())
      })
      expectSign()
    })
  } finally {
    clearTimeout(idleTimer)
    await stop(child)
  }
}

function watchdogPipe(child: ChildProcess): Readable {
  const pipe = child.stdio[4]
  if (!pipe || !('read' in pipe)) throw new Error('the run process has no watchdog pipe')
  return pipe
}

function unstarted(): DeskError {
  return new DeskError('RUN_FAILED', 'The process of the run could not be started.', {
    hint: 'Check free memory and the limit on processes, then start the run again.',
  })
}

function failureOf(
  { error, position }: Extract<RunMessage, { type: 'failed' }>,
  locate: (position: CodePosition | undefined) => string,
): DeskError {
  const isOfTheFile = position !== undefined || error.code.startsWith('STRATEGY_')
  return DeskError.fromShape(isOfTheFile ? { ...error, where: locate(position) } : error)
}

function endedWithoutAnswer(
  code: number | null,
  endSignal: NodeJS.Signals | null,
  errorText: string,
  job: RunJob,
  fileName: string,
): DeskError {
  const isOutOfMemory =
    /heap out of memory|Allocation failed|out of memory/i.test(errorText) || endSignal === 'SIGKILL'
  if (isOutOfMemory) return breachError({ reason: 'memory' }, job, fileName)
  const end = endSignal ? `signal ${endSignal}` : `exit code ${code}`
  return new DeskError('RUN_FAILED', `The process of the run ended without a result (${end}).`, {
    where: fileName,
    hint: 'Start the run again.',
  })
}

/** Kills the process and waits until it is gone. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}
