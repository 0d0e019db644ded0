import { useRef, useState } from 'react'
import type { RunSummary } from '../../../shared/domain/backtest.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { classNames } from '../../kit/classNames.ts'
import { formatCount } from '../../kit/format.ts'
import { Assumptions } from './Assumptions.tsx'
import { ExposureTable } from './ExposureTable.tsx'
import { MarginCallNote } from './MarginCallNote.tsx'
import { Headline, MetricsTable } from './MetricsView.tsx'
import { OrdersView } from './OrdersView.tsx'
import { Overview } from './Overview.tsx'
import { RunEvidence } from './RunEvidence.tsx'
import { RunLog } from './RunLog.tsx'
import { SourceView } from './SourceView.tsx'
import { StatementView } from './StatementView.tsx'
import { TradesGrid } from './TradesGrid.tsx'

const TABS = [
  { id: 'overview', label: 'Overview' },
  { id: 'metrics', label: 'Metrics' },
  { id: 'trades', label: 'Trades' },
  { id: 'orders', label: 'Orders and fills' },
  { id: 'statement', label: 'Statement' },
  { id: 'exposure', label: 'Allocation' },
  { id: 'log', label: 'Log' },
  { id: 'assumptions', label: 'Assumptions and data' },
  { id: 'source', label: 'Source' },
] as const
type TabId = (typeof TABS)[number]['id']

const SEARCHED: readonly TabId[] = ['trades', 'orders', 'statement', 'log']

/** The tab last looked at, for the life of the window: going from run to run keeps the view. */
let lastTab: TabId = 'overview'

/** Everything a finished run left behind, in tabs under its headline. */
export function FinishedRun({ detail, summary }: { detail: RunDetail; summary: RunSummary }) {
  const [tab, setTab] = useState<TabId>(lastTab)
  const [search, setSearch] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const choose = (id: TabId) => {
    lastTab = id
    setTab(id)
    setSearch('')
  }
  const move = (steps: number) => {
    const index = TABS.findIndex(({ id }) => id === tab)
    const next = (index + steps + TABS.length) % TABS.length
    choose(TABS[next]?.id ?? 'overview')
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  const { currency, strategyId } = detail.record.config
  return (
    <>
      <Headline metrics={summary.metrics} currency={currency} />
      <MarginCallNote
        summary={summary}
        onShow={() => {
          choose('log')
          setSearch('Margin call')
        }}
      />
      <RunEvidence detail={detail} summary={summary} />
      <div className="result-tabs">
        <div role="tablist" aria-label="Parts of the result" ref={list}>
          {TABS.map(({ id, label }) => (
            <button
              key={id}
              id={`result-tab-${id}`}
              type="button"
              role="tab"
              aria-selected={id === tab}
              aria-controls="result-tabpanel"
              tabIndex={id === tab ? 0 : -1}
              className={classNames('result-tab', id === tab && 'result-tab-on')}
              onClick={() => choose(id)}
              onKeyDown={(event) => {
                if (event.key === 'ArrowRight') move(1)
                else if (event.key === 'ArrowLeft') move(-1)
                else return
                event.preventDefault()
              }}
            >
              {label}
              {id === 'trades' ? <span className="tab-count num">{tripCount(summary)}</span> : null}
            </button>
          ))}
        </div>
        {SEARCHED.includes(tab) ? (
          <input
            className="input"
            type="search"
            aria-label="Search in this list"
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
      </div>
      <div
        id="result-tabpanel"
        role="tabpanel"
        aria-labelledby={`result-tab-${tab}`}
        className="result-content"
      >
        {tab === 'overview' ? <Overview detail={detail} summary={summary} /> : null}
        {tab === 'metrics' ? (
          <MetricsTable
            label="Metrics"
            runs={[{ id: detail.record.id, name: detail.record.strategyName, metrics: summary.metrics }]}
          />
        ) : null}
        {tab === 'trades' ? <TradesGrid detail={detail} search={search} /> : null}
        {tab === 'orders' ? <OrdersView detail={detail} search={search} /> : null}
        {tab === 'statement' ? <StatementView detail={detail} search={search} /> : null}
        {tab === 'exposure' ? <ExposureTable detail={detail} /> : null}
        {tab === 'log' ? <RunLog runId={detail.record.id} search={search} /> : null}
        {tab === 'assumptions' ? <Assumptions detail={detail} /> : null}
        {tab === 'source' ? (
          <SourceView source={detail.source} strategyId={strategyId} errorLine={null} />
        ) : null}
      </div>
    </>
  )
}

/** Closed round trips, and those still open at the end. */
function tripCount({ roundTrips }: RunSummary): string {
  const open = roundTrips.filter((trip) => trip.exitMs === null).length
  const closed = formatCount(roundTrips.length - open)
  return open === 0 ? closed : `${closed} + ${formatCount(open)} open`
}
