import { ListChecks, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { TextField } from '../../kit/Field.tsx'
import { formatCount, formatDate } from '../../kit/format.ts'
import { searchDatasets } from '../chart/searchDatasets.ts'

const CHIPS_SHOWN = 12

/** The symbols of a run as chips, and the dialog to choose them. */
export function SymbolsField({
  symbols,
  datasets,
  problem,
  onChange,
}: {
  symbols: readonly string[]
  datasets: readonly Dataset[]
  problem: string | undefined
  onChange: (symbols: string[]) => void
}) {
  const [isChoosing, setIsChoosing] = useState(false)
  return (
    <fieldset className="field symbols-field" aria-invalid={problem !== undefined}>
      <legend className="field-label">Symbols</legend>
      <div className="chips">
        {symbols.slice(0, CHIPS_SHOWN).map((symbol) => (
          <span key={symbol} className="chip">
            <span className="chip-name" title={symbol}>
              {symbol}
            </span>
            <button
              type="button"
              aria-label={`Remove ${symbol}`}
              title={`Remove ${symbol}`}
              onClick={() => onChange(symbols.filter((other) => other !== symbol))}
            >
              <X size={11} aria-hidden />
            </button>
          </span>
        ))}
        {symbols.length > CHIPS_SHOWN ? (
          <span className="chip">and {symbols.length - CHIPS_SHOWN} more</span>
        ) : null}
        <Button icon={ListChecks} onClick={() => setIsChoosing(true)}>
          Choose
        </Button>
      </div>
      {problem === undefined ? null : (
        <div className="field-error" role="alert">
          {problem}
        </div>
      )}
      {isChoosing ? (
        <SymbolsDialog
          symbols={symbols}
          datasets={datasets}
          onDone={(chosen) => {
            onChange(chosen)
            setIsChoosing(false)
          }}
          onClose={() => setIsChoosing(false)}
        />
      ) : null}
    </fieldset>
  )
}

function SymbolsDialog({
  symbols,
  datasets,
  onDone,
  onClose,
}: {
  symbols: readonly string[]
  datasets: readonly Dataset[]
  onDone: (symbols: string[]) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(symbols)
  const found = useMemo(() => {
    const bySymbol = new Map<string, Dataset[]>()
    for (const dataset of searchDatasets(datasets, text)) {
      const { symbol } = dataset.instrument
      bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), dataset])
    }
    return [...bySymbol.entries()]
  }, [datasets, text])
  const shown = found.map(([symbol]) => symbol)
  return (
    <Dialog
      title="Symbols of the run"
      onClose={onClose}
      footer={
        <>
          <span className="dialog-footer-start">{formatCount(chosen.length)} chosen</span>
          <Button
            variant="quiet"
            onClick={() => setChosen(chosen.filter((symbol) => !shown.includes(symbol)))}
          >
            None of these
          </Button>
          <Button onClick={() => setChosen([...new Set([...chosen, ...shown])])}>All of these</Button>
          <Button variant="primary" onClick={() => onDone([...chosen])}>
            Done
          </Button>
        </>
      }
    >
      <TextField
        label="Search"
        type="search"
        value={text}
        onChange={setText}
        placeholder="Symbol, name or timeframe"
      />
      <div className="symbol-list">
        {found.map(([symbol, own]) => {
          const [first] = own
          return (
            <label key={symbol} className="symbol-row">
              <input
                type="checkbox"
                checked={chosen.includes(symbol)}
                onChange={(event) =>
                  setChosen(
                    event.target.checked ? [...chosen, symbol] : chosen.filter((other) => other !== symbol),
                  )
                }
              />
              <strong className="chip-name" title={symbol}>
                {symbol}
              </strong>
              <span className="symbol-name">{first?.instrument.name}</span>
              {first?.provenance.kind === 'synthetic' ? <Badge tone="synthetic">SYNTHETIC</Badge> : <span />}
              <span className="symbol-fact">{own.map((dataset) => dataset.timeframe).join(', ')}</span>
              <span className="symbol-fact num">
                {formatDate(first?.fromMs)} to {formatDate(first?.toMs)}
              </span>
            </label>
          )
        })}
        {found.length === 0 ? <p className="picker-none">No data matches.</p> : null}
      </div>
    </Dialog>
  )
}
