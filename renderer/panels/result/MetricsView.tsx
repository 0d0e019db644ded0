import type { Metrics } from '../../../shared/domain/backtest.ts'
import { classNames } from '../../kit/classNames.ts'
import { changeClass } from '../../kit/format.ts'
import { bestOf, HEADLINE_KEYS, METRIC_DEFINITIONS, metricDefinition } from './metricDefinitions.ts'

function tone(key: keyof Metrics, value: number | null): string {
  return metricDefinition(key).isChange === true ? changeClass(value) : ''
}

/** The few figures that are read first. */
export function Headline({ metrics, currency }: { metrics: Metrics; currency: string }) {
  return (
    <dl className="headline" aria-label="Headline figures">
      {HEADLINE_KEYS.map((key) => {
        const definition = metricDefinition(key)
        return (
          <div key={key} title={definition.definition}>
            <dt>
              {definition.label}
              {key === 'finalEquity' ? `, ${currency}` : ''}
            </dt>
            <dd className={classNames('num', tone(key, metrics[key]))}>{definition.format(metrics[key])}</dd>
          </div>
        )
      })}
    </dl>
  )
}

/** Every figure of one or more runs by group, the best of several marked. */
export function MetricsTable({
  runs,
  label,
}: {
  runs: readonly {
    readonly id: string
    readonly name: string
    readonly metrics: Metrics
    readonly color?: string
  }[]
  label: string
}) {
  const groups = [...new Set(METRIC_DEFINITIONS.map((definition) => definition.group))]
  const isComparison = runs.length > 1
  return (
    <div className={classNames('metrics', isComparison && 'metrics-comparison')}>
      {groups.map((group) => {
        const definitions = METRIC_DEFINITIONS.filter((definition) => definition.group === group)
        if (definitions.every(({ key }) => runs.every((run) => run.metrics[key] === null))) return null
        return (
          <table key={group} className="metrics-table">
            <caption>{runs.length > 1 ? `${label}: ${group}` : group}</caption>
            {isComparison ? (
              <thead>
                <tr>
                  <th scope="col">
                    <span className="visually-hidden">Figure</span>
                  </th>
                  {runs.map((run) => (
                    <th key={run.id} scope="col" className="num" title={run.name}>
                      <span className="series-mark" style={{ background: run.color }} aria-hidden />
                      {run.name}
                    </th>
                  ))}
                </tr>
              </thead>
            ) : null}
            <tbody>
              {definitions.map((definition) => {
                const values = runs.map((run) => run.metrics[definition.key])
                const best = bestOf(definition, values)
                return (
                  <tr key={definition.key}>
                    <th scope="row" title={definition.definition}>
                      <span className="metric-label">{definition.label}</span>
                    </th>
                    {values.map((value, index) => (
                      <td
                        key={runs[index]?.id}
                        className={classNames(
                          'num',
                          tone(definition.key, value),
                          best.includes(index) && 'metric-best',
                        )}
                      >
                        {definition.format(value)}
                        {best.includes(index) ? <span className="visually-hidden"> (best)</span> : null}
                      </td>
                    ))}
                  </tr>
                )
              })}
            </tbody>
          </table>
        )
      })}
    </div>
  )
}
