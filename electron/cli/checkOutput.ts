import type { LookAheadFinding, StrategyCheck, StrategyDecision } from '../../shared/domain/strategyCheck.ts'

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString()
}

function isoOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : iso(timeMs)
}

function toDecision(decision: StrategyDecision | null) {
  if (decision === null) return null
  const { timeMs, ...rest } = decision
  return { time: iso(timeMs), ...rest }
}

function toFinding(finding: LookAheadFinding) {
  const { cutMs, timeMs, ...rest } = finding
  const times = { cut: isoOrNull(cutMs), time: iso(timeMs) }
  if (rest.kind !== 'decision') return { ...rest, ...times }
  return {
    ...rest,
    ...times,
    withFuture: toDecision(rest.withFuture),
    withoutFuture: toDecision(rest.withoutFuture),
  }
}

function toOutcome({ outcome }: StrategyCheck) {
  if (outcome.check === 'look-ahead') {
    const { cutsMs, findings, ...rest } = outcome
    return { ...rest, cuts: cutsMs.map(iso), findings: findings.map(toFinding) }
  }
  const { startsMs, firstDecisionMs, firstChange, ...rest } = outcome
  const change = firstChange && {
    time: iso(firstChange.timeMs),
    symbol: firstChange.symbol,
    withMoreHistory: toDecision(firstChange.withMoreHistory),
    withLessHistory: toDecision(firstChange.withLessHistory),
  }
  return {
    ...rest,
    starts: startsMs.map(iso),
    firstDecision: isoOrNull(firstDecisionMs),
    firstChange: change,
  }
}

/** A check in the form of the command line: `quarterdeck check ... --json`. */
export function toCheckOutput(check: StrategyCheck) {
  const { strategyName, strategyHash, config, checkedMs } = check
  const { strategyId, symbols, timeframe, parameters } = config
  return {
    strategy: strategyId,
    ...{ strategyName, strategyHash, symbols, timeframe, parameters },
    checked: iso(checkedMs),
    ...toOutcome(check),
  }
}
export type CheckOutput = ReturnType<typeof toCheckOutput>
