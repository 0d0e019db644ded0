import type { WarmUpOutcome } from '../../../shared/domain/strategyCheck.ts'
import { Badge } from '../../kit/Badge.tsx'
import { formatCount, formatDateTime } from '../../kit/format.ts'
import { CheckRemarks, CheckVerdict } from './CheckVerdict.tsx'
import { decisionText } from './evidenceText.ts'

function bars(count: number | null, absent: string): string {
  return count === null ? absent : formatCount(count)
}

/** What a warm-up check found: per indicator, how long it remembers where its history began. */
export function WarmUpView({ outcome }: { outcome: WarmUpOutcome }) {
  const { passed, historyBars, indicators, recommendedBars, firstChange, hint, notes, startsMs } = outcome
  return (
    <div className="check-view">
      <CheckVerdict passed={passed}>
        {`There were ${formatCount(historyBars)} bars of history at the first decision. `}
        {recommendedBars === null
          ? 'No length of history is enough for every indicator.'
          : `Recommended warm-up: ${formatCount(recommendedBars)} bars.`}
      </CheckVerdict>
      <CheckRemarks hint={hint} notes={notes} />
      {indicators.length === 0 ? null : (
        <div className="table-frame">
          <table className="plain-table check-table">
            <caption>Bars from the start of the history, over {startsMs.length} starts</caption>
            <thead>
              <tr>
                <th scope="col">Indicator</th>
                <th scope="col" className="num">
                  Has a value after
                </th>
                <th scope="col" className="num">
                  Settled after
                </th>
                <th scope="col" className="num">
                  Off at the first decision
                </th>
                <th scope="col">At the first decision</th>
              </tr>
            </thead>
            <tbody>
              {indicators.map((row) => (
                <tr key={row.indicator}>
                  <th scope="row">{row.indicator}</th>
                  <td className="num">{bars(row.knownAfterBars, '–')}</td>
                  <td className="num">{bars(row.settledAfterBars, 'never')}</td>
                  <td className="num">
                    {row.differenceAtFirstDecision === null
                      ? '–'
                      : `${(row.differenceAtFirstDecision * 100).toPrecision(2)} %`}
                  </td>
                  <td>
                    <Badge tone={row.isSettledAtFirstDecision ? 'success' : 'warning'}>
                      {row.isSettledAtFirstDecision ? 'settled' : 'not settled'}
                    </Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {firstChange === null ? (
        <p className="field-hint">Runs with more history decided the same.</p>
      ) : (
        <p>
          With more history the first other decision is at {formatDateTime(firstChange.timeMs)} UTC:{' '}
          {decisionText(firstChange.withMoreHistory)} instead of {decisionText(firstChange.withLessHistory)}.
        </p>
      )}
    </div>
  )
}
