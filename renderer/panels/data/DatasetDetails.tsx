import { ChartCandlestick, Download, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Dataset, QualityIssue } from '../../../shared/domain/dataset.ts'
import { describeTerms } from '../../../shared/domain/describeTerms.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { saveFile } from '../../desk/saveFile.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { formatBarTime, formatCount, formatDateTime, formatPercent } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { openPanel } from '../../shell/workspace.ts'
import { notify, notifyError } from '../../state/notifications.ts'
import { select } from '../../state/selection.ts'
import { Fact } from './Fact.tsx'
import { foundKinds, isDefect, QUALITY_KINDS } from './quality.ts'

const ADJUSTMENTS = {
  raw: 'None: prices as traded',
  split: 'For splits',
  'split-dividend': 'For splits and dividends',
  unknown: 'Not known',
} as const

function Example({ issue, dataset }: { issue: QualityIssue; dataset: Dataset }) {
  const place = [
    issue.row === undefined ? null : `row ${formatCount(issue.row)}`,
    issue.column === undefined ? null : `column ${issue.column}`,
  ].filter((part) => part !== null)
  const { timeMs } = issue
  return (
    <li>
      {timeMs === undefined ? null : (
        <button
          type="button"
          className="link num"
          title="Show it on the chart"
          onClick={() => {
            select({ datasetId: dataset.id, focusTimeMs: timeMs })
            openPanel('chart')
          }}
        >
          {formatBarTime(timeMs, dataset.timeframe)}
        </button>
      )}
      <span>{issue.message}</span>
      {place.length === 0 ? null : <span className="dim">{place.join(', ')}</span>}
    </li>
  )
}

function Quality({ dataset }: { dataset: Dataset }) {
  const { quality } = dataset
  const found = foundKinds(quality.counts)
  const { expectedBars, missingBars } = quality
  return (
    <section className="details-section">
      <h3>Quality</h3>
      <dl>
        {expectedBars === null || missingBars === null ? (
          <Fact name="Coverage">Not checked against a calendar</Fact>
        ) : (
          <Fact name="Coverage">
            <span className="num">
              {formatPercent(expectedBars === 0 ? 1 : (expectedBars - missingBars) / expectedBars)}
            </span>{' '}
            of {formatCount(expectedBars)} expected bars, {formatCount(missingBars)} missing
          </Fact>
        )}
        {quality.droppedRows === 0 ? null : (
          <Fact name="Left out">{formatCount(quality.droppedRows)} rows, as chosen at import</Fact>
        )}
      </dl>
      {found.length === 0 ? <p className="muted">The checks found nothing to remark.</p> : null}
      {found.map(({ kind, count }) => {
        const examples = quality.examples.filter((issue) => issue.kind === kind)
        return (
          <details key={kind} className="finding">
            <summary title={QUALITY_KINDS[kind].meaning}>
              <span className="finding-name">{QUALITY_KINDS[kind].label}</span>
              <Badge tone={isDefect(kind) ? 'warning' : 'info'}>{formatCount(count)}</Badge>
            </summary>
            <p className="muted">{QUALITY_KINDS[kind].meaning}</p>
            <ul>
              {examples.map((issue, index) => (
                <Example key={index} issue={issue} dataset={dataset} />
              ))}
            </ul>
            {examples.length < count ? (
              <p className="dim">
                {formatCount(count - examples.length)} more{' '}
                {examples.length === 0 ? 'without example' : 'like these'}
              </p>
            ) : null}
          </details>
        )
      })}
    </section>
  )
}

/** One dataset: what it is, where it comes from, how good it is, and what can be done with it. */
export function DatasetDetails({
  dataset,
  onRemove,
}: {
  dataset: Dataset
  onRemove: (dataset: Dataset) => void
}) {
  const desk = useDesk()
  const [isChecking, setChecking] = useState(false)
  const { instrument, provenance } = dataset

  const check = async () => {
    setChecking(true)
    try {
      const quality = await desk.call('data.check', { datasetId: dataset.id })
      const count = foundKinds(quality.counts).length
      notify({
        level: 'success',
        title: `${dataset.id} was checked`,
        message:
          count === 0
            ? 'Nothing to remark.'
            : `${count} ${count === 1 ? 'kind' : 'kinds'} of findings, listed in its details.`,
      })
    } catch (error) {
      notifyError(`${dataset.id} could not be checked`, error)
    } finally {
      setChecking(false)
    }
  }

  const exportAs = async (format: 'csv' | 'parquet') => {
    try {
      const { fileName, bytes } = await desk.call('data.export', { datasetId: dataset.id, format })
      await saveFile(fileName, bytes)
    } catch (error) {
      notifyError(`${dataset.id} could not be exported`, error)
    }
  }

  return (
    <aside className="details" aria-label={`Details of ${dataset.id}`}>
      <header className="details-header">
        <h2>
          <bdi>{instrument.symbol}</bdi> <span className="muted">{dataset.timeframe}</span>
        </h2>
        <div className="panel-actions">
          <Button
            icon={ChartCandlestick}
            onClick={() => {
              select({ datasetId: dataset.id })
              openPanel('chart')
            }}
          >
            Chart
          </Button>
          <IconButton
            icon={ShieldCheck}
            label="Check the quality again"
            disabled={isChecking}
            onClick={check}
          />
          <Menu
            label="Export"
            className="icon-button"
            entries={[
              { id: 'csv', label: 'Export as CSV', run: () => void exportAs('csv') },
              { id: 'parquet', label: 'Export as Parquet', run: () => void exportAs('parquet') },
            ]}
          >
            <Download size={16} aria-hidden />
          </Menu>
          <IconButton
            icon={Trash2}
            label={`Remove ${dataset.id}`}
            keys="Delete"
            onClick={() => onRemove(dataset)}
          />
        </div>
      </header>
      <p className="details-name">{instrument.name}</p>
      {provenance.kind === 'synthetic' ? (
        <p className="details-mark">
          <Badge tone="synthetic">SYNTHETIC</Badge> These prices were generated. No market ever showed them.
        </p>
      ) : null}
      <dl className="details-section">
        <Fact name="Period">
          <span className="num">{formatBarTime(dataset.fromMs, dataset.timeframe)}</span> to{' '}
          <span className="num">{formatBarTime(dataset.toMs, dataset.timeframe)}</span>
        </Fact>
        <Fact name="Kind">
          {instrument.assetClass} in {instrument.currency}, tick {instrument.tickSize}, lot{' '}
          {instrument.lotSize}
          {instrument.multiplier === 1 ? '' : `, one point worth ${instrument.multiplier}`}
        </Fact>
        {instrument.region === undefined && instrument.sector === undefined ? null : (
          <Fact name="Group">
            {[instrument.region, instrument.sector].filter((part) => part !== undefined).join(', ')}
          </Fact>
        )}
        {instrument.terms === undefined ? null : (
          <Fact name="Terms">
            {describeTerms(instrument.terms).map(([name, value]) => (
              <div key={name}>
                <span className="muted">{name}</span> <span className="num">{value}</span>
              </div>
            ))}
          </Fact>
        )}
        {dataset.continuous === undefined ? null : (
          <Fact name="Chained of">
            {dataset.continuous.contracts.join(', ')}, rolled by {dataset.continuous.roll}
          </Fact>
        )}
        <Fact name="Calendar">
          {instrument.calendar}, times in {dataset.timeZone}
        </Fact>
        <Fact name="Adjusted">{ADJUSTMENTS[dataset.adjustment]}</Fact>
        {dataset.actions === 0 ? null : (
          <Fact name="Actions">{formatCount(dataset.actions)} (splits, dividends, rolls, funding ...)</Fact>
        )}
        <Fact name="Source">{provenance.source}</Fact>
        <Fact name="Licence">{provenance.licence}</Fact>
        <Fact name="Imported">
          <span className="num">{formatDateTime(provenance.importedMs)} UTC</span>
        </Fact>
        <Fact name="Hash">
          <code title={dataset.hash}>{dataset.hash.slice(0, 16)}</code>
        </Fact>
      </dl>
      <Quality dataset={dataset} />
    </aside>
  )
}
