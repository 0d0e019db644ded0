import type {
  LookAheadFinding,
  LookAheadOutcome,
  StrategyCheck,
  StrategyDecision,
  WarmUpOutcome,
} from '../../shared/domain/strategyCheck.ts'
import { textTable } from './terminal.ts'

function time(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')
}

function described(decision: StrategyDecision | null): string {
  if (decision === null) return 'nothing'
  const { kind, side, quantity, symbol, type, limitPrice, stopPrice } = decision
  const prices = [
    limitPrice === undefined ? '' : ` limit ${limitPrice}`,
    stopPrice === undefined ? '' : ` stop ${stopPrice}`,
  ]
  const order = `${side} ${quantity} ${symbol}, ${type}${prices.join('')}`
  return kind === 'cancel' ? `cancel: ${order}` : order
}

const PROBES = {
  'cut-off': 'without the bars after',
  noise: 'with noise after',
  source: 'without the rows of its tables after',
  repeat: 'in a second run of the same program',
} as const

function finding(found: LookAheadFinding, fileName: string): string[] {
  const { probe, cutMs, timeMs, place } = found
  const where = place === null ? '' : ` (${fileName}:${place.line}:${place.column})`
  const trial = `${PROBES[probe]}${cutMs === null ? '' : ` ${time(cutMs)}`}`
  if (found.kind === 'failure') return [`${trial}: the strategy failed: ${found.message}${where}`]
  if (found.kind === 'indicator') {
    return [
      `${time(timeMs)} ${found.symbol}: indicator ${found.indicator}${where}`,
      `  with the future:    ${found.withFuture ?? 'unknown'}`,
      `  ${trial}: ${found.withoutFuture ?? 'unknown'}`,
      `  ${found.differing} values differ up to the cut`,
    ]
  }
  return [
    `${time(timeMs)} ${found.symbol}${where}`,
    `  with the future:    ${described(found.withFuture)}`,
    `  ${trial}: ${described(found.withoutFuture)}`,
    `  ${found.differing} decisions differ up to the cut`,
  ]
}

function lookAhead(outcome: LookAheadOutcome, fileName: string): string[] {
  const { passed, trials, failedTrials, cutsMs, decisions, findings, hint, notes } = outcome
  const verdict = passed
    ? `PASSED: ${decisions} decisions stayed the same in ${trials} reruns over ${cutsMs.length} cuts.`
    : `FAILED: ${failedTrials} of ${trials} reruns without the future decided otherwise.`
  const [first] = findings
  return [
    verdict,
    ...(first ? ['', 'First difference:', ...finding(first, fileName)] : []),
    ...(hint === null ? [] : ['', hint]),
    ...notes.map((note) => `- ${note}`),
  ]
}

function warmUp(outcome: WarmUpOutcome): string[] {
  const { passed, historyBars, indicators, recommendedBars, firstChange, hint, notes } = outcome
  const rows = indicators.map((each) => [
    each.indicator,
    String(each.knownAfterBars ?? '-'),
    String(each.settledAfterBars ?? 'never'),
    each.differenceAtFirstDecision === null ? '-' : each.differenceAtFirstDecision.toExponential(1),
    each.isSettledAtFirstDecision ? 'yes' : 'NO',
  ])
  const header = ['INDICATOR', 'KNOWN AFTER', 'SETTLED AFTER', 'OFF AT FIRST DECISION', 'SETTLED THEN']
  const change = firstChange && [
    '',
    `Decisions change with the history, first at ${time(firstChange.timeMs)} ${firstChange.symbol}:`,
    `  with more history: ${described(firstChange.withMoreHistory)}`,
    `  with less history: ${described(firstChange.withLessHistory)}`,
  ]
  return [
    `${passed ? 'PASSED' : 'FAILED'}: ${historyBars} bars of history at the first decision; recommended warm-up: ${recommendedBars ?? 'none is enough'}${recommendedBars === null ? '' : ' bars'}.`,
    ...(rows.length > 0 ? ['', textTable([header, ...rows], [1, 2, 3])] : []),
    ...(change ?? []),
    ...(hint === null ? [] : ['', hint]),
    ...notes.map((note) => `- ${note}`),
  ]
}

/** A check as text. */
export function checkSummary({ strategyName, config, outcome }: StrategyCheck, fileName: string): string {
  const title = `${strategyName}: ${outcome.check} check over ${config.symbols.join(', ')}, ${config.timeframe}`
  const body = outcome.check === 'look-ahead' ? lookAhead(outcome, fileName) : warmUp(outcome)
  return [title, '', ...body].join('\n')
}
