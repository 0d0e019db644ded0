import { useMemo, useRef, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { Badge } from '../../kit/Badge.tsx'
import { classNames } from '../../kit/classNames.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { formatCount, formatDate } from '../../kit/format.ts'
import { nameBesideMark } from '../../state/markets.ts'
import { searchDatasets } from './searchDatasets.ts'

const SHOWN = 200

/** Symbol search: type, choose with the arrow keys, Enter. */
export function DatasetPicker({
  datasets,
  current,
  initialText,
  onPick,
  onClose,
}: {
  datasets: readonly Dataset[]
  current: string | null
  initialText: string
  onPick: (dataset: Dataset) => void
  onClose: () => void
}) {
  const [text, setText] = useState(initialText)
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const matches = useMemo(() => searchDatasets(datasets, text), [datasets, text])
  const found = matches.slice(0, SHOWN)
  const hidden = text.trim() === '' ? datasets.length - matches.length : 0
  const chosen = found[Math.min(active, found.length - 1)]

  const move = (steps: number) => {
    const next = Math.min(found.length - 1, Math.max(0, active + steps))
    setActive(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <Dialog title="Symbol search" onClose={onClose} size="large">
      <div className="picker">
        <input
          className="input"
          role="combobox"
          aria-expanded
          aria-controls="dataset-options"
          aria-activedescendant={chosen === undefined ? undefined : `dataset-${chosen.id}`}
          aria-label="Symbol or name"
          placeholder="Symbol or name"
          autoFocus
          value={text}
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault()
              move(event.key === 'ArrowDown' ? 1 : -1)
            }
            if (event.key === 'Enter') {
              // Else the button that opened the search, focused again by now, takes the key for a click.
              event.preventDefault()
              if (chosen !== undefined) onPick(chosen)
            }
            if (event.key === 'PageDown' || event.key === 'PageUp') {
              event.preventDefault()
              move(event.key === 'PageDown' ? 10 : -10)
            }
          }}
        />
        <div id="dataset-options" role="listbox" aria-label="Datasets" className="picker-list" ref={list}>
          {found.map((dataset) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field above owns the keyboard
            <div
              key={dataset.id}
              id={`dataset-${dataset.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={dataset.id === chosen?.id}
              className={classNames('picker-option', dataset.id === chosen?.id && 'picker-option-active')}
              onClick={() => onPick(dataset)}
            >
              <strong className="picker-symbol" title={dataset.instrument.symbol}>
                {dataset.instrument.symbol}
              </strong>
              <span className="picker-name" title={dataset.instrument.name}>
                {nameBesideMark(dataset)}
              </span>
              {dataset.provenance.kind === 'synthetic' ? <Badge tone="synthetic">SYNTHETIC</Badge> : <span />}
              <span className="picker-fact">{dataset.timeframe}</span>
              <span className="picker-fact num">{formatCount(dataset.bars)}</span>
              <span className="picker-fact num picker-dates">
                {formatDate(dataset.fromMs)} to {formatDate(dataset.toMs)}
              </span>
              <span className="picker-fact">{dataset.id === current ? 'shown' : ''}</span>
            </div>
          ))}
          {found.length === 0 ? <p className="picker-none">No symbol or name matches “{text}”.</p> : null}
        </div>
        {hidden > 0 ? (
          <p className="field-hint">
            {formatCount(hidden)} single contracts of futures and options: type to find them.
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
