import { TriangleAlert } from 'lucide-react'
import type { DataSlice } from '../../../shared/domain/backtest.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { Badge } from '../../kit/Badge.tsx'
import { formatBarTime, formatCount, formatDateTime, formatDuration } from '../../kit/format.ts'

function issues(slice: DataSlice): string {
  const found = Object.entries(slice.quality.counts).filter(([, count]) => count > 0)
  const dropped = slice.quality.droppedRows
  const words = found.map(([kind, count]) => `${kind.replaceAll('-', ' ')} ${formatCount(count)}`)
  if (dropped > 0) words.push(`dropped rows ${formatCount(dropped)}`)
  return words.length === 0 ? 'none found' : words.join(', ')
}

/** What the result hangs on: assumptions of the simulation, the data with its defects, and what makes it repeatable. */
export function Assumptions({ detail }: { detail: RunDetail }) {
  const { summary, record } = detail
  if (summary === null) return null
  const synthetic = summary.data.filter((slice) => slice.synthetic)
  return (
    <div className="assumptions">
      {synthetic.length === 0 ? null : (
        <p className="synthetic-warning" role="note">
          <TriangleAlert size={16} aria-hidden />
          <span>
            <strong>SYNTHETIC prices.</strong> {synthetic.map((slice) => slice.symbol).join(', ')} did not
            trade like this: the prices were generated. The result says nothing about a market.
          </span>
        </p>
      )}
      <section>
        <h3>Assumptions</h3>
        <ul className="assumption-list">
          {summary.assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
        </ul>
      </section>
      <section>
        <h3>Data</h3>
        <div className="table-frame">
          <table className="plain-table" aria-label="Data of the run">
            <thead>
              <tr>
                {[
                  'Symbol',
                  'Dataset',
                  'Bars',
                  'From',
                  'To',
                  'Adjustment',
                  'Calendar',
                  'Source',
                  'Defects',
                  'SHA-256',
                ].map((header) => (
                  <th key={header} scope="col" className={header === 'Bars' ? 'num' : undefined}>
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {summary.data.map((slice) => (
                <tr key={`${slice.datasetId} ${slice.symbol} ${slice.timeframe}`}>
                  <th scope="row">
                    {slice.symbol} <span className="muted">{slice.timeframe}</span>{' '}
                    {slice.synthetic ? <Badge tone="synthetic">SYNTHETIC</Badge> : null}
                  </th>
                  <td>{slice.datasetId}</td>
                  <td className="num">{formatCount(slice.bars)}</td>
                  <td className="num">{formatBarTime(slice.fromMs, slice.timeframe)}</td>
                  <td className="num">{formatBarTime(slice.toMs, slice.timeframe)}</td>
                  <td>{slice.adjustment}</td>
                  <td>{slice.calendar}</td>
                  <td>{slice.source}</td>
                  <td>{issues(slice)}</td>
                  <td>
                    <code title={slice.hash}>{slice.hash.slice(0, 12)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {summary.pointInTime === undefined ? null : (
        <section>
          <h3>Values and news, as they were known</h3>
          <div className="table-frame">
            <table className="plain-table" aria-label="Values and news of the run">
              <thead>
                <tr>
                  {['Dataset', 'Kind', 'Rows', 'Known from', 'To', 'Source', 'SHA-256'].map((header) => (
                    <th key={header} scope="col" className={header === 'Rows' ? 'num' : undefined}>
                      {header}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {summary.pointInTime.map((slice) => (
                  <tr key={slice.datasetId}>
                    <th scope="row">{slice.datasetId}</th>
                    <td>{slice.kind}</td>
                    <td className="num">{formatCount(slice.rows)}</td>
                    <td className="num">{formatDateTime(slice.firstKnownMs)}</td>
                    <td className="num">{formatDateTime(slice.lastKnownMs)}</td>
                    <td>{slice.source}</td>
                    <td>
                      <code title={slice.hash}>{slice.hash.slice(0, 12)}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <section>
        <h3>To repeat it</h3>
        <dl className="facts">
          <dt>Result hash</dt>
          <dd>
            <code>{summary.resultHash}</code>
          </dd>
          <dt>Strategy hash</dt>
          <dd>
            <code>{record.strategyHash}</code>
          </dd>
          <dt>Engine</dt>
          <dd>{summary.engineVersion}</dd>
          <dt>Seed</dt>
          <dd>{record.config.seed}</dd>
          <dt>Bars processed</dt>
          <dd>
            {formatCount(summary.bars)} in {formatDuration(summary.elapsedMs)}
          </dd>
          <dt>Configuration</dt>
          <dd>
            <details>
              <summary>Show all settings</summary>
              <pre>{JSON.stringify(record.config, null, 2)}</pre>
            </details>
          </dd>
        </dl>
      </section>
    </div>
  )
}
