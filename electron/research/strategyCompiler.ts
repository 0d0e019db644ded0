import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { Diagnostic, StrategyDescription } from '../../shared/domain/strategy.ts'
import { hashSource } from './resultBundle.ts'
import { runInChild } from './runChild.ts'
import { prepareRunProgram } from './runProgram.ts'
import type { RunLimits } from './runProtocol.ts'
import { type TranspiledStrategy, transpileStrategy } from './transpileStrategy.ts'

export interface CompiledStrategy extends TranspiledStrategy {
  /** False where it was ended for its time or memory, which depend on the machine too. */
  readonly isFinal: boolean
  /** What the strategy says of itself; null while there are errors. */
  readonly description: StrategyDescription | null
}

export interface CompileOptions {
  /** The workstation's own files. */
  readonly appRoot?: string
  /** Where the bundled run process is kept; a temporary folder by default. */
  readonly cacheFolder?: string
  readonly limits?: RunLimits
  readonly signal?: AbortSignal
}

/** Root of the workstation's files when it runs from its sources. */
export const APP_ROOT = fileURLToPath(new URL('../../', import.meta.url))

let temporaryFolder: string | undefined

/** A folder of this process's own, for programs that no home keeps. */
function temporaryCacheFolder(): string {
  if (temporaryFolder === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'quarterdeck-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    temporaryFolder = folder
  }
  return temporaryFolder
}

/** Declaring a strategy is a moment's work, so it gets less than a run does. */
const DESCRIBE_LIMITS: RunLimits = { hookTimeMs: 2000, memoryBytes: 256 << 20 }
const CACHED_RESULTS = 64

const results = new Map<string, Promise<CompiledStrategy>>()

function toDiagnostic(error: DeskError): Diagnostic {
  const place = error.where?.match(/:(\d+):(\d+)$/)
  const hint = error.hint ? ` ${error.hint}` : ''
  return {
    severity: 'error',
    message: `${error.message}${hint}`,
    line: Number(place?.[1] ?? 1),
    column: Number(place?.[2] ?? 1),
  }
}

async function compile(source: string, fileName: string, options: CompileOptions): Promise<CompiledStrategy> {
  const transpiled = await transpileStrategy(source, fileName)
  if (transpiled.diagnostics.some(({ severity }) => severity === 'error')) {
    return { ...transpiled, description: null, isFinal: true }
  }
  const {
    appRoot = APP_ROOT,
    cacheFolder = temporaryCacheFolder(),
    limits = DESCRIBE_LIMITS,
    signal,
  } = options
  const program = await prepareRunProgram(appRoot, cacheFolder)
  try {
    const answer = await runInChild(
      { kind: 'describe', code: transpiled.code, limits },
      { program, fileName, sourceMap: transpiled.sourceMap, signal },
    )
    if (answer.type !== 'described') throw new Error(`a description was asked for, not '${answer.type}'`)
    return { ...transpiled, description: answer.description, isFinal: true }
  } catch (thrown) {
    if (!(thrown instanceof DeskError) || !/^(STRATEGY_|BAD_INPUT)/.test(thrown.code)) throw thrown
    return {
      ...transpiled,
      diagnostics: [...transpiled.diagnostics, toDiagnostic(thrown)],
      description: null,
      isFinal: thrown.code !== 'STRATEGY_TIMEOUT' && thrown.code !== 'STRATEGY_MEMORY',
    }
  }
}

/**
 * Compiles a strategy file: types are stripped, imports checked, and its declaration is read by evaluating it in a
 * disposable process with limits on time and memory, never in this one. Errors of the file are diagnostics with
 * their line and column. Results are kept by the source's hash.
 *
 * @throws DeskError RUN_FAILED where the disposable process cannot be started, CANCELLED.
 */
export function compileStrategy(
  source: string,
  fileName: string,
  options: CompileOptions = {},
): Promise<CompiledStrategy> {
  const key = `${fileName}\n${hashSource(source)}`
  const known = results.get(key)
  if (known) return known
  const compiling = compile(source, fileName, options)
  results.set(key, compiling)
  const forget = () => results.delete(key)
  // Too slow may have been the machine: asked again, it gets another chance.
  compiling.then(({ isFinal }) => isFinal || forget(), forget)
  const oldest = results.keys().next().value
  if (results.size > CACHED_RESULTS && oldest !== undefined) results.delete(oldest)
  return compiling
}
