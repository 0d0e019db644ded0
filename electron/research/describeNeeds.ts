import type { ParameterValues, StrategyNeeds } from '../../shared/domain/strategy.ts'
import { runInChild } from './runChild.ts'
import { prepareRunProgram } from './runProgram.ts'
import type { RunLimits } from './runProtocol.ts'
import type { CompiledStrategy } from './strategyCompiler.ts'

/** What a strategy without other data needs. */
export const NO_NEEDS: StrategyNeeds = { bars: [], values: [], news: [] }

/** The functions whose arguments may hang on the run's parameters. */
const READS_OTHER_DATA = /\b(atTimeframe|ofSymbol|known)\b/

interface DescribeOptions {
  readonly appRoot: string
  readonly cacheFolder: string
  readonly limits: RunLimits
  readonly fileName: string
  readonly signal?: AbortSignal | undefined
}

/**
 * What a strategy needs for a run's parameters. Its description was made with the defaults; where other values may name
 * other data, it is asked again, in a process of its own.
 *
 * @throws DeskError what the strategy's declaration throws with these parameters
 */
export async function needsOfRun(
  compiled: CompiledStrategy,
  parameters: ParameterValues,
  { appRoot, cacheFolder, limits, fileName, signal }: DescribeOptions,
): Promise<StrategyNeeds> {
  const declared = compiled.description?.needs ?? NO_NEEDS
  if (Object.keys(parameters).length === 0 || !READS_OTHER_DATA.test(compiled.code)) return declared
  const program = await prepareRunProgram(appRoot, cacheFolder)
  const answer = await runInChild(
    { kind: 'describe', code: compiled.code, parameters, limits },
    { program, fileName, sourceMap: compiled.sourceMap, signal },
  )
  if (answer.type !== 'described') throw new Error(`a description was asked for, not '${answer.type}'`)
  return answer.description.needs ?? NO_NEEDS
}
