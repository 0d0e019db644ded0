import type { HierarchyLevel } from '../../../shared/domain/accountRules.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { classNames } from '../../kit/classNames.ts'
import { changeClass, formatNumber, formatPercent } from '../../kit/format.ts'
import { EmptyState } from '../../kit/States.tsx'
import { type AllocationRow, allocationRows, allocationScale } from './allocationRows.ts'

const LEVELS: readonly { readonly level: HierarchyLevel; readonly title: string }[] = [
  { level: 'region', title: 'Region' },
  { level: 'assetClass', title: 'Asset class' },
  { level: 'sector', title: 'Sector' },
  { level: 'symbol', title: 'Security' },
]

const percent = (fraction: number) => formatPercent(fraction, { digits: 1 })

/** Exposure and profit of each group on the levels region, asset class, sector and security. */
export function ExposureTable({ detail }: { detail: RunDetail }) {
  const exposure = detail.summary?.exposure ?? []
  const { currency, exposureLimits } = detail.record.config
  if (exposure.length === 0) {
    return <EmptyState title="No exposure">Nothing was measured in this run.</EmptyState>
  }
  const levels = LEVELS.map((each) => ({
    ...each,
    rows: allocationRows(each.level, exposure, exposureLimits),
  }))
  const scale = allocationScale(levels.flatMap(({ rows }) => rows))
  return (
    <div className="table-frame">
      <table className="plain-table allocation" aria-label="Allocation">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="num" title="Mean of position values over equity">
              Mean gross
            </th>
            <th scope="col" className="num" title="Largest of the samples">
              Largest gross
            </th>
            <th scope="col" className="num" title="Largest gross exposure allowed after an order">
              Limit
            </th>
            <th
              scope="col"
              title="Filled to the mean, hatched to the largest, the line is the limit; all on one scale"
            >
              <span className="allocation-scale num">
                <span>0</span>
                <span>{percent(scale)} of equity</span>
              </span>
            </th>
            <th scope="col" className="num" title="Longs less shorts over equity">
              Mean net
            </th>
            <th scope="col" className="num">{`Profit, ${currency}`}</th>
          </tr>
        </thead>
        {levels.map(({ level, title, rows }) => (
          <tbody key={level}>
            <tr className="table-group">
              <th scope="rowgroup" colSpan={7}>
                {title}
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.group}>
                <th scope="row" className="allocation-group" title={row.group}>
                  {row.group}
                </th>
                <td className={zeroed(row.meanGross)}>{percent(row.meanGross)}</td>
                <td className={zeroed(row.maxGross)}>{percent(row.maxGross)}</td>
                <LimitCell row={row} />
                <td>
                  <ExposureBar row={row} scale={scale} />
                </td>
                <td className={zeroed(row.meanNet)}>{percent(row.meanNet)}</td>
                <td className={`num ${changeClass(row.profit)}`}>
                  {formatNumber(row.profit, { digits: 2, signed: true })}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

const zeroed = (value: number) => classNames('num', value === 0 && 'zero')

function LimitCell({ row: { limit, maxGross } }: { row: AllocationRow }) {
  if (limit === null) return <td />
  const isBeyond = maxGross > limit
  return (
    <td
      className={classNames('num', isBeyond && 'allocation-beyond')}
      title={
        isBeyond
          ? 'No order went beyond the limit: prices moved after it.'
          : `The largest was ${percent(limit === 0 ? 0 : maxGross / limit)} of the limit.`
      }
    >
      {percent(limit)}
    </td>
  )
}

/** What the figures beside it say, as a length. */
function ExposureBar({ row: { meanGross, maxGross, limit }, scale }: { row: AllocationRow; scale: number }) {
  const width = (fraction: number) => `${Math.min(100, (fraction / scale) * 100)}%`
  return (
    <span className="exposure-bar" aria-hidden>
      <span className="exposure-largest" style={{ width: width(maxGross) }} />
      <span className="exposure-mean" style={{ width: width(meanGross) }} />
      {limit === null ? null : <span className="exposure-limit" style={{ left: width(limit) }} />}
    </span>
  )
}
