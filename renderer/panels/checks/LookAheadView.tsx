import { CodeXml } from 'lucide-react'
import type { LookAheadFinding, LookAheadOutcome } from '../../../shared/domain/strategyCheck.ts'
import { Button } from '../../kit/Button.tsx'
import { formatCount, formatDateTime, formatNumber } from '../../kit/format.ts'
import { showInEditor } from '../result/runContext.ts'
import { CheckRemarks, CheckVerdict } from './CheckVerdict.tsx'
import { decisionText } from './evidenceText.ts'

const PROBES = {
  'cut-off': 'bars cut off',
  noise: 'noise instead of bars',
  source: 'rows of its tables cut off',
  repeat: 'run a second time',
} as const

/** More would not be read; the first ones tell the cause. */
const SHOWN = 12

function known(value: number | null): string {
  return value === null ? 'unknown' : formatNumber(value, { digits: 6 })
}

function sides(finding: LookAheadFinding): { what: string; withFuture: string; withoutFuture: string } {
  switch (finding.kind) {
    case 'decision':
      return {
        what: finding.symbol,
        withFuture: decisionText(finding.withFuture),
        withoutFuture: decisionText(finding.withoutFuture),
      }
    case 'indicator':
      return {
        what: `${finding.symbol}, ${finding.indicator}`,
        withFuture: known(finding.withFuture),
        withoutFuture: known(finding.withoutFuture),
      }
    case 'failure':
      return { what: 'failure', withFuture: 'ran', withoutFuture: finding.message }
  }
}

/** What a look-ahead check found: the earliest difference of each rerun, with its line in the source. */
export function LookAheadView({
  outcome,
  strategyId,
  onLeave,
}: {
  outcome: LookAheadOutcome
  strategyId: string
  onLeave: () => void
}) {
  const { passed, trials, failedTrials, decisions, cutsMs, findings, hint, notes } = outcome
  return (
    <div className="check-view">
      <CheckVerdict passed={passed}>
        {passed
          ? `${formatCount(decisions)} decisions stayed the same in ${formatCount(trials)} reruns without the future, cut at ${formatCount(cutsMs.length)} moments.`
          : `${formatCount(failedTrials)} of ${formatCount(trials)} reruns without the future came to something else.`}
      </CheckVerdict>
      <CheckRemarks hint={hint} notes={notes} />
      {findings.length === 0 ? null : (
        <div className="table-frame">
          <table className="plain-table check-table">
            <caption>First difference of each rerun, earliest first</caption>
            <thead>
              <tr>
                <th scope="col">Time, UTC</th>
                <th scope="col">What</th>
                <th scope="col">Knowing the future</th>
                <th scope="col">Not knowing it</th>
                <th scope="col">Rerun</th>
                <th scope="col">Source</th>
              </tr>
            </thead>
            <tbody>
              {findings.slice(0, SHOWN).map((finding) => {
                const { what, withFuture, withoutFuture } = sides(finding)
                const { place, cutMs, probe } = finding
                return (
                  <tr key={`${probe} ${cutMs}`}>
                    <td className="check-time">
                      {finding.timeMs === 0 ? '–' : formatDateTime(finding.timeMs)}
                    </td>
                    <td>{what}</td>
                    <td>{withFuture}</td>
                    <td>{withoutFuture}</td>
                    <td>
                      {PROBES[probe]}
                      {cutMs === null ? '' : ` after ${formatDateTime(cutMs)}`}
                    </td>
                    <td>
                      {place === null ? (
                        '–'
                      ) : (
                        <Button
                          variant="quiet"
                          icon={CodeXml}
                          onClick={() => {
                            onLeave()
                            showInEditor(strategyId, place)
                          }}
                        >
                          Line {place.line}
                        </Button>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {findings.length > SHOWN ? (
        <p className="field-hint">{formatCount(findings.length - SHOWN)} further reruns differ.</p>
      ) : null}
    </div>
  )
}
