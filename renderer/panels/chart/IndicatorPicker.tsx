import { useEffect, useMemo, useRef } from 'react'
import type { IndicatorInfo } from '../../../shared/rpc/contract/dataCalls.ts'
import { classNames } from '../../kit/classNames.ts'
import { groupTitle, searchIndicators } from './searchIndicators.ts'

const PAGE = 10
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
}

/** Search over the catalogue: type, choose with the arrow keys. By section until something is typed, then best first. */
export function IndicatorPicker({
  catalogue,
  text,
  chosenId,
  onText,
  onChoose,
}: {
  catalogue: readonly IndicatorInfo[]
  text: string
  chosenId: string | undefined
  onText: (text: string) => void
  onChoose: (id: string | undefined) => void
}) {
  const found = useMemo(() => searchIndicators(catalogue, text), [catalogue, text])
  const isSearching = text.trim() !== ''
  const list = useRef<HTMLDivElement>(null)
  const place = found.findIndex(({ id }) => id === chosenId)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list shows the chosen entry in another place
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId, found])

  return (
    <div className="indicator-choice">
      <input
        className="input"
        role="combobox"
        aria-expanded
        aria-controls="indicator-options"
        aria-activedescendant={place < 0 ? undefined : `indicator-${chosenId}`}
        aria-label="Search indicators"
        placeholder="Name or TA-Lib function"
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          onText(event.target.value)
          onChoose(searchIndicators(catalogue, event.target.value)[0]?.id)
        }}
        onKeyDown={(event) => {
          const steps = STEPS[event.key]
          if (steps === undefined) return
          event.preventDefault()
          const next = found[Math.min(found.length - 1, Math.max(0, place + steps))]
          if (next !== undefined) onChoose(next.id)
        }}
      />
      <div
        id="indicator-options"
        className="indicator-list"
        role="listbox"
        aria-label="Indicators"
        tabIndex={-1}
        ref={list}
      >
        {found.map((entry, index) => (
          <div key={entry.id} role="presentation">
            {!isSearching && found[index - 1]?.group !== entry.group ? (
              <div className="indicator-group" role="presentation">
                {groupTitle(entry.group)}
              </div>
            ) : null}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the text field above owns the keyboard */}
            <div
              id={`indicator-${entry.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={entry.id === chosenId}
              title={entry.name}
              className={classNames('indicator-option', entry.id === chosenId && 'indicator-chosen')}
              onClick={() => onChoose(entry.id)}
            >
              <span className="indicator-name">{entry.name}</span>
              <span className="indicator-id">{entry.talib ?? entry.id}</span>
            </div>
          </div>
        ))}
        {found.length === 0 ? <p className="picker-none">No indicator matches “{text}”.</p> : null}
      </div>
    </div>
  )
}
