import type { CheckRequest } from '../../../shared/domain/strategyCheck.ts'
import { checkRequestSchema } from '../../../shared/domain/strategyCheck.ts'
import { type CheckOutput, toCheckOutput } from '../checkOutput.ts'
import { checkSummary } from '../checkSummary.ts'
import { type CliContext, withDesk } from '../cliContext.ts'
import { parseNumber } from '../parseOptions.ts'
import { type RunOptions, readRequestedRun } from '../runOptions.ts'
import { badInput, EXIT } from '../terminal.ts'

/** Options of `check` as they are typed. */
export interface CheckOptions extends RunOptions {
  readonly cuts?: string
  readonly starts?: string
  readonly tolerance?: string
}

function requested(input: unknown): CheckRequest {
  const parsed = checkRequestSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw badInput(`--${String(issue?.path.at(-1))}: ${issue?.message ?? 'not a setting of this check'}.`)
}

async function check(
  context: CliContext,
  strategyId: string,
  options: CheckOptions,
  request: CheckRequest,
): Promise<number> {
  const { terminal, signal } = context
  const onProgress = (fraction: number) => terminal.progress(`checking ${Math.floor(fraction * 100)} %`)
  return withDesk(context, 'read', async (desk) => {
    const { strategy, config } = await readRequestedRun(desk, strategyId, options)
    if (config.openHoldOut === true) {
      throw badInput('A check does not open a hold-out.', 'Leave --open-hold-out out.')
    }
    const checked = await desk.check(strategy, config, request, { signal, onProgress })
    const output: CheckOutput = toCheckOutput(checked)
    terminal.answer(output, () => checkSummary(checked, `${strategy.entry.id}.ts`))
    return checked.outcome.passed ? EXIT.done : EXIT.failed
  })
}

/** `quarterdeck check look-ahead STRATEGY` */
export function checkLookAhead(
  context: CliContext,
  strategyId: string,
  options: CheckOptions,
): Promise<number> {
  const { cuts, seed } = options
  const request = requested({
    check: 'look-ahead',
    options: {
      ...(cuts === undefined ? {} : { cuts: parseNumber(cuts, '--cuts') }),
      ...(seed === undefined ? {} : { seed: parseNumber(seed, '--seed') }),
    },
  })
  return check(context, strategyId, options, request)
}

/** `quarterdeck check warm-up STRATEGY` */
export function checkWarmUp(context: CliContext, strategyId: string, options: CheckOptions): Promise<number> {
  const { starts, tolerance } = options
  const request = requested({
    check: 'warm-up',
    options: {
      ...(starts === undefined ? {} : { starts: parseNumber(starts, '--starts') }),
      ...(tolerance === undefined ? {} : { tolerance: parseNumber(tolerance, '--tolerance') }),
    },
  })
  return check(context, strategyId, options, request)
}
