import type { Dataset } from '../../../shared/domain/dataset.ts'
import { Badge } from '../../kit/Badge.tsx'
import { formatBarTime, formatCount } from '../../kit/format.ts'
import { gradeQuality } from './quality.ts'

/** The last step: what is now in the lake. */
export function ImportDone({ datasets }: { datasets: readonly Dataset[] }) {
  return (
    <div>
      <p className="import-lead">
        {datasets.length === 1
          ? 'One dataset was stored.'
          : `${formatCount(datasets.length)} datasets were stored.`}
      </p>
      <div className="import-table">
        <table>
          <thead>
            <tr>
              <th scope="col">Symbol</th>
              <th scope="col">Bars of</th>
              <th scope="col" className="num-head">
                Bars
              </th>
              <th scope="col">From (UTC)</th>
              <th scope="col">To (UTC)</th>
              <th scope="col">Quality</th>
            </tr>
          </thead>
          <tbody>
            {datasets.map((dataset) => {
              const grade = gradeQuality(dataset.quality)
              return (
                <tr key={dataset.id}>
                  <td>{dataset.instrument.symbol}</td>
                  <td>{dataset.timeframe}</td>
                  <td className="num num-cell">{formatCount(dataset.bars)}</td>
                  <td className="num">{formatBarTime(dataset.fromMs, dataset.timeframe)}</td>
                  <td className="num">{formatBarTime(dataset.toMs, dataset.timeframe)}</td>
                  <td>
                    <Badge tone={grade.tone} title={grade.tooltip}>
                      {grade.text}
                    </Badge>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </div>
  )
}
