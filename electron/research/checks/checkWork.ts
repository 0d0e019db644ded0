import type { CheckOutcome } from '../../../shared/domain/strategyCheck.ts'
import { resolveParameters } from '../../../shared/sdk/parameters.ts'
import { definitionOf } from '../../../shared/sdk/strategyDefinition.ts'
import type { CheckJob } from '../runProtocol.ts'
import { evaluateStrategy } from '../strategyEvaluator.ts'
import type { CodePosition } from '../strategyLocation.ts'
import { lookAheadCheck } from './lookAheadCheck.ts'
import { hideRows } from './sourceRows.ts'
import type { CheckWork, TrialData, TrialProgram } from './trial.ts'
import { warmUpCheck } from './warmUpCheck.ts'

/** A check of compiled code, cut into pieces of work. */
export function checkWork(
  job: Pick<CheckJob, 'code' | 'config' | 'request' | 'tables'>,
  data: TrialData,
  clock: Pick<TrialProgram, 'restart' | 'follow'>,
): CheckWork<CheckOutcome> {
  const { code, request, tables } = job
  const program: TrialProgram = {
    ...clock,
    evaluate: (hidden) => {
      clock.restart()
      return evaluateStrategy(hidden.length === 0 ? code : hideRows(code, hidden))
    },
  }
  const parameters = resolveParameters(
    definitionOf(program.evaluate([])).parameters ?? {},
    job.config.parameters,
  )
  const config = { ...job.config, parameters }
  return request.check === 'look-ahead'
    ? lookAheadCheck({
        program,
        data,
        config,
        tables,
        options: request.options,
        positionAt: positionIn(code),
      })
    : warmUpCheck({ program, data, config, options: request.options })
}

function positionIn(code: string): (offset: number) => CodePosition {
  return (offset) => {
    // A row begins with the comma and the line end before it.
    const gap = /^[\s,]*/.exec(code.slice(offset, offset + 200))?.[0].length ?? 0
    const before = code.slice(0, offset + gap)
    const lineStart = before.lastIndexOf('\n') + 1
    return { line: before.split('\n').length, column: before.length - lineStart + 1 }
  }
}
