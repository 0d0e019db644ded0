import { Download, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import {
  knowledgeText,
  type NewsDataset,
  type PointInTimeDataset,
  type ValueDataset,
} from '../../../shared/domain/valueSeries.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { saveFile } from '../../desk/saveFile.ts'
import { useCall } from '../../desk/useCall.ts'
import { formatCount, formatDate, formatDateTime, formatNumber } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { ErrorState } from '../../kit/States.tsx'
import { notify, notifyError } from '../../state/notifications.ts'
import { Fact } from './Fact.tsx'
import { ValueChart } from './ValueChart.tsx'

const MOST_PERIODS = 20_000
const MOST_NEWS = 200

function Vintages({ id, refMs }: { id: string; refMs: number }) {
  const { value, error } = useCall('records.vintages', { id, refMs })
  if (error !== null) return <ErrorState error={error} title="The vintages could not be read" />
  return (
    <section className="details-section">
      <h3>
        Vintages of <span className="num">{formatDate(refMs)}</span>
      </h3>
      <table className="vintages">
        <thead>
          <tr>
            <th scope="col">Known, UTC</th>
            <th scope="col" className="vintage-figure">
              Value
            </th>
            <th scope="col" className="vintage-figure">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {(value ?? []).map((row, place) => {
            const before = value?.[place - 1]?.value
            const isSame = before === row.value
            return (
              <tr key={row.knownMs} className={isSame ? 'dim' : undefined}>
                <td className="num">{formatDateTime(row.knownMs)}</td>
                <td className="num vintage-figure">{formatNumber(row.value)}</td>
                <td className="num vintage-figure">
                  {before === undefined
                    ? 'first'
                    : isSame
                      ? 'none'
                      : formatNumber(row.value - before, { signed: true })}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Values({ dataset }: { dataset: ValueDataset }) {
  const { value, error } = useCall('records.latest', { id: dataset.id, maxPeriods: MOST_PERIODS })
  const [picked, setPicked] = useState<number | null>(null)
  if (error !== null) return <ErrorState error={error} title="The values could not be read" />
  if (value === null) return null
  const refMs = picked ?? value.refMs.at(-1)
  const pick = (timeMs: number) => {
    const place = value.refMs.findLastIndex((period) => period <= timeMs)
    setPicked(value.refMs[Math.max(0, place)] ?? null)
  }
  return (
    <>
      <section className="details-section">
        <h3>Latest vintage{dataset.unit === '' ? '' : `, ${dataset.unit}`}</h3>
        <ValueChart name={dataset.id} refMs={value.refMs} value={value.value} onPick={pick} />
        <label className="vintage-period">
          Period
          <select
            className="input"
            value={String(refMs)}
            onChange={(event) => setPicked(Number(event.target.value))}
          >
            {[...value.refMs].toReversed().map((period) => (
              <option key={period} value={String(period)}>
                {formatDate(period)}
              </option>
            ))}
          </select>
        </label>
      </section>
      {refMs === undefined ? null : <Vintages id={dataset.id} refMs={refMs} />}
    </>
  )
}

function News({ dataset }: { dataset: NewsDataset }) {
  const [search, setSearch] = useState('')
  const { value, error } = useCall('records.news', { id: dataset.id, search, limit: MOST_NEWS })
  if (error !== null) return <ErrorState error={error} title="The news could not be read" />
  return (
    <section className="details-section">
      <input
        type="search"
        className="input"
        placeholder="Search the texts"
        aria-label="Search the texts"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {value?.length === 0 ? <p className="muted">No text contains this.</p> : null}
      {(value ?? []).map((item, place) => (
        <details key={`${item.knownMs} ${place}`} className="finding">
          <summary>
            <span className="num">{formatDateTime(item.knownMs)}</span>
            <span className="finding-name news-line">{item.text.split('\n')[0]}</span>
          </summary>
          <p className="news-text">{item.text}</p>
        </details>
      ))}
    </section>
  )
}

/** One dataset of values or news: what it is, when it became known, and its rows. */
export function RecordDetails({
  dataset,
  onRemove,
}: {
  dataset: PointInTimeDataset
  onRemove: (dataset: PointInTimeDataset) => void
}) {
  const desk = useDesk()
  const { id, provenance, quality } = dataset
  const check = async () => {
    try {
      await desk.call('records.check', { id })
      notify({
        level: 'success',
        title: `${id} was checked`,
        message: 'The stored rows are those that were imported.',
      })
    } catch (error) {
      notifyError(`${id} could not be checked`, error)
    }
  }
  const exportAs = async (format: 'csv' | 'parquet') => {
    try {
      const { fileName, bytes } = await desk.call('records.export', { id, format })
      await saveFile(fileName, bytes)
    } catch (error) {
      notifyError(`${id} could not be exported`, error)
    }
  }
  const found = Object.entries(quality.counts)
  return (
    <aside className="details record-details" aria-label={`Details of ${id}`}>
      <header className="details-header">
        <h2>
          <bdi>{id}</bdi>
        </h2>
        <div className="panel-actions">
          <IconButton icon={ShieldCheck} label="Check the stored rows" onClick={check} />
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
          <IconButton icon={Trash2} label={`Remove ${id}`} keys="Delete" onClick={() => onRemove(dataset)} />
        </div>
      </header>
      {dataset.name === id ? null : <p className="details-name">{dataset.name}</p>}
      {dataset.kind === 'values' ? <Values dataset={dataset} /> : null}
      <dl className="details-section">
        {dataset.kind === 'values' ? (
          <>
            <Fact name="Periods">
              {formatCount(dataset.periods)}, <span className="num">{formatDate(dataset.fromMs)}</span> to{' '}
              <span className="num">{formatDate(dataset.toMs)}</span>
            </Fact>
            <Fact name="Vintages">
              {formatCount(dataset.vintages)} times of publication, {formatCount(dataset.revisions)}{' '}
              corrections
            </Fact>
          </>
        ) : (
          <Fact name="Items">
            {formatCount(dataset.rows)}
            {dataset.types.length === 0 ? '' : ` of type ${dataset.types.join(', ')}`}
          </Fact>
        )}
        <Fact name="Known">
          <span className="num">{formatDateTime(dataset.firstKnownMs)}</span> to{' '}
          <span className="num">{formatDateTime(dataset.lastKnownMs)}</span> UTC
        </Fact>
        {dataset.imports.map(({ source, rows, knowledge }, place) => (
          <Fact key={`${source} ${place}`} name={place === 0 ? 'Source' : ''}>
            {source}, {formatCount(rows)} rows, {knowledgeText(knowledge, formatDate)}
          </Fact>
        ))}
        <Fact name="Licence">{provenance.licence}</Fact>
        {found.length === 0 ? null : (
          <Fact name="Found">{found.map(([kind, count]) => `${kind} ${formatCount(count)}`).join(', ')}</Fact>
        )}
        <Fact name="Hash">
          <code title={dataset.hash}>{dataset.hash.slice(0, 16)}</code>
        </Fact>
      </dl>
      {dataset.kind === 'news' ? <News dataset={dataset} /> : null}
    </aside>
  )
}
