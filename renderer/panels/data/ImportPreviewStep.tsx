import { type QualityKind, qualityKindSchema } from '../../../shared/domain/dataset.ts'
import type { DefectChoice, ImportPlan, ImportPreview } from '../../../shared/domain/importPlan.ts'
import { Badge } from '../../kit/Badge.tsx'
import { formatBarTime, formatCount, formatDateTime, formatPrice, formatQuantity } from '../../kit/format.ts'
import { foundKinds, isDefect, QUALITY_KINDS } from './quality.ts'
import { rowWord } from './rowWord.ts'
import type { ImportFlow } from './useImport.ts'

const CHOICES: readonly { value: DefectChoice; label: string }[] = [
  { value: 'drop', label: 'Leave the rows out' },
  { value: 'keep', label: 'Keep the rows' },
  { value: 'refuse', label: 'Refuse the file' },
]

function isChoosable(kind: QualityKind): boolean {
  return isDefect(kind) || kind === 'unsorted'
}

function Finding({
  kind,
  count,
  preview,
  plan,
  onChoose,
}: {
  kind: QualityKind
  count: number
  preview: ImportPreview
  plan: ImportPlan
  onChoose: (choice: DefectChoice) => void
}) {
  const choice = plan.defects[kind] ?? 'refuse'
  const isRefused = isChoosable(kind) && choice === 'refuse'
  const examples = preview.issues.filter((issue) => issue.kind === kind)
  return (
    <li className="import-finding">
      <div className="import-finding-head">
        <span className="finding-name" title={QUALITY_KINDS[kind].meaning}>
          {QUALITY_KINDS[kind].label}
        </span>
        <Badge tone={isRefused ? 'danger' : isDefect(kind) ? 'warning' : 'info'}>{formatCount(count)}</Badge>
        {isChoosable(kind) ? (
          <select
            className="input select"
            aria-label={`What to do with: ${QUALITY_KINDS[kind].label}`}
            aria-invalid={isRefused}
            value={choice}
            onChange={(event) => {
              const chosen = CHOICES.find(({ value }) => value === event.target.value)
              if (chosen !== undefined) onChoose(chosen.value)
            }}
          >
            {CHOICES.map(({ value, label }) => (
              <option key={value} value={value}>
                {kind === 'unsorted' && value === 'keep' ? 'Sort the rows' : label}
              </option>
            ))}
          </select>
        ) : (
          <span className="dim">Noted with the dataset</span>
        )}
      </div>
      <ul className="import-examples">
        {examples.slice(0, 5).map((issue, index) => (
          <li key={index}>
            <span className="num dim">{issue.row === undefined ? '' : `Row ${formatCount(issue.row)}`}</span>
            <span className="dim">{issue.column ?? issue.symbol ?? ''}</span>
            <span>{issue.message}</span>
          </li>
        ))}
      </ul>
      {count > Math.min(5, examples.length) && examples.length > 0 ? (
        <p className="dim">and {formatCount(count - Math.min(5, examples.length))} more</p>
      ) : null}
    </li>
  )
}

function Bars({ preview, plan }: { preview: ImportPreview; plan: ImportPlan }) {
  const price = (value: number | null) => formatPrice(value, plan.tickSize)
  const word = rowWord(plan.timeframe)
  const names =
    word === 'bars'
      ? ['Open', 'High', 'Low', 'Close', 'Volume']
      : [word === 'trades' ? 'Price' : 'Middle', 'Size']
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="import-table" tabIndex={0} aria-label={`First ${word} as they would be stored`}>
      <table aria-label={`First ${word}`}>
        <thead>
          <tr>
            <th scope="col">Symbol</th>
            <th scope="col">Time (UTC)</th>
            {names.map((name) => (
              <th key={name} scope="col" className="num-head">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.bars.slice(0, 12).map((bar, index) => (
            <tr key={index}>
              <td>{bar.symbol}</td>
              <td className="num">
                {word === 'bars'
                  ? formatBarTime(bar.timeMs, plan.timeframe)
                  : formatDateTime(bar.timeMs, 'UTC', 'milliseconds')}
              </td>
              {word === 'bars' ? (
                <>
                  <td className="num num-cell">{price(bar.open)}</td>
                  <td className="num num-cell">{price(bar.high)}</td>
                  <td className="num num-cell">{price(bar.low)}</td>
                </>
              ) : null}
              <td className="num num-cell">{price(bar.close)}</td>
              <td className="num num-cell">{formatQuantity(bar.volume)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Symbols({ preview, plan }: { preview: ImportPreview; plan: ImportPlan }) {
  const shown = preview.symbols.slice(0, 8)
  const bars = preview.symbols.reduce((sum, symbol) => sum + symbol.bars, 0)
  const word = rowWord(plan.timeframe)
  return (
    <>
      <p className="import-lead">
        {formatCount(preview.rows)} rows give {formatCount(bars)}{' '}
        {word === 'bars' ? `bars of ${plan.timeframe}` : word} for{' '}
        {preview.symbols.length === 1 ? 'one symbol' : `${formatCount(preview.symbols.length)} symbols`}.
      </p>
      <ul className="import-symbols">
        {shown.map(({ symbol, bars: count, fromMs, toMs }) => (
          <li key={symbol}>
            <strong>{symbol}</strong>
            <span className="num">
              {formatCount(count)} {word}
            </span>
            <span className="num muted">
              {formatBarTime(fromMs, plan.timeframe)} to {formatBarTime(toMs, plan.timeframe)}
            </span>
          </li>
        ))}
        {preview.symbols.length > shown.length ? (
          <li className="dim">and {formatCount(preview.symbols.length - shown.length)} more</li>
        ) : null}
      </ul>
    </>
  )
}

/** The third step: what would be stored, and what to do with rows that cannot be stored as they are. */
export function ImportPreviewStep({ flow }: { flow: ImportFlow }) {
  const { sample, preview, edit, tryPlan } = flow
  if (sample === null || preview === null) return null
  const { plan } = sample
  const choose = (kind: QualityKind, choice: DefectChoice) => {
    const changed = { ...plan, defects: { ...plan.defects, [kind]: choice } }
    edit({ ...sample, plan: changed })
    tryPlan(changed)
  }
  const found = foundKinds(preview.counts).toSorted(
    (a, b) => qualityKindSchema.options.indexOf(a.kind) - qualityKindSchema.options.indexOf(b.kind),
  )
  return (
    <div className="import-preview">
      <Symbols preview={preview} plan={plan} />
      <div className="import-preview-columns">
        <div>
          <h3>First {rowWord(plan.timeframe)}</h3>
          <Bars preview={preview} plan={plan} />
        </div>
        <div>
          <h3>Findings</h3>
          {found.length === 0 ? <p className="muted">Every row can be stored as it is.</p> : null}
          <ul className="import-findings">
            {found.map(({ kind, count }) => (
              <Finding
                key={kind}
                kind={kind}
                count={count}
                preview={preview}
                plan={plan}
                onChoose={(choice) => choose(kind, choice)}
              />
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
