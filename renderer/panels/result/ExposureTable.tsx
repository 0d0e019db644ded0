import type { GroupExposure, HierarchyLevel } from '../../../shared/domain/accountRules.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { changeClass, formatNumber, formatPercent } from '../../kit/format.ts'
import { EmptyState } from '../../kit/States.tsx'

const LEVELS: readonly { readonly level: HierarchyLevel; readonly title: string }[] = [
  { level: 'region', title: 'Region' },
  { level: 'assetClass', title: 'Asset class' },
  { level: 'sector', title: 'Sector' },
  { level: 'symbol', title: 'Security' },
]

/** Exposure and profit of each group on the levels region, asset class, sector and security. */
export function ExposureTable({ detail }: { detail: RunDetail }) {
  const exposure = detail.summary?.exposure ?? []
  const { currency, exposureLimits } = detail.record.config
  if (exposure.length === 0) {
    return <EmptyState title="No exposure">Nothing was measured in this run.</EmptyState>
  }
  const limitOf = ({ level, group }: GroupExposure) =>
    exposureLimits.find((limit) => limit.level === level && limit.group === group)
  return (
    <div className="table-frame">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="num" title="Mean of position values over equity">
              Mean gross
            </th>
            <th scope="col" className="num" title="Largest of the samples">
              Largest gross
            </th>
            <th scope="col" className="num" title="Longs less shorts over equity">
              Mean net
            </th>
            <th scope="col" className="num">
              Limit
            </th>
            <th scope="col" className="num">{`Profit, ${currency}`}</th>
          </tr>
        </thead>
        {LEVELS.map(({ level, title }) => (
          <tbody key={level}>
            <tr className="table-group">
              <th scope="rowgroup" colSpan={6}>
                {title}
              </th>
            </tr>
            {exposure
              .filter((row) => row.level === level)
              .map((row) => (
                <tr key={row.group}>
                  <th scope="row">{row.group}</th>
                  <td className="num">{formatPercent(row.meanGross, { digits: 1 })}</td>
                  <td className="num">{formatPercent(row.maxGross, { digits: 1 })}</td>
                  <td className="num">{formatPercent(row.meanNet, { digits: 1 })}</td>
                  <td className="num">{limitText(limitOf(row)?.maxExposure)}</td>
                  <td className={`num ${changeClass(row.profit)}`}>
                    {formatNumber(row.profit, { digits: 2 })}
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function limitText(limit: number | undefined): string {
  return limit === undefined ? '' : formatPercent(limit, { digits: 1 })
}
