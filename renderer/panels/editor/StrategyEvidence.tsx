import { formatDate } from '../../kit/format.ts'
import { lookAheadText } from '../checks/evidenceText.ts'
import { useEvidence } from '../checks/useEvidence.ts'

/** What is known of the stored version of a strategy: its look-ahead check, and how often it has opened hold-outs. */
export function StrategyEvidence({ strategyId }: { strategyId: string }) {
  const evidence = useEvidence(strategyId)
  if (evidence === null) return null
  const { checks, openings } = evidence
  const [first] = openings
  const versions = new Set(openings.map(({ strategyHash }) => strategyHash)).size
  return (
    <details className="strategy-evidence">
      <summary>
        Look-ahead check: {lookAheadText(checks)}.{' '}
        {first === undefined
          ? 'No hold-out opened.'
          : `Hold-outs opened: ${openings.length}, by ${versions} ${versions === 1 ? 'version' : 'versions'}, first on ${formatDate(first.openedMs)}.`}
      </summary>
      {first === undefined ? (
        <p className="field-hint">A run that goes through its hold-out is listed here.</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Opened</th>
              <th scope="col">By</th>
              <th scope="col">Hold-out</th>
              <th scope="col">Parameters</th>
              <th scope="col">Version</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {openings.map((opening) => (
              <tr key={opening.id}>
                <td className="num">{formatDate(opening.openedMs)}</td>
                <td>
                  {opening.openedBy}, {opening.openedFrom}
                </td>
                <td className="num">
                  {formatDate(opening.holdOut.fromMs)} to{' '}
                  {opening.holdOut.toMs === undefined ? 'the end' : formatDate(opening.holdOut.toMs)}
                </td>
                <td>
                  {Object.entries(opening.parameters)
                    .map(([name, value]) => `${name} ${value}`)
                    .join(', ') || 'as declared'}
                </td>
                <td>
                  <code title={opening.strategyHash}>{opening.strategyHash.slice(0, 8)}</code>
                </td>
                <td>
                  {opening.resultHash === null ? (
                    'none'
                  ) : (
                    <code title={opening.resultHash}>{opening.resultHash.slice(0, 8)}</code>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}
