import { ListChecks, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { AssetClass } from '../../../shared/domain/instrument.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { SelectField, TextField } from '../../kit/Field.tsx'
import { formatCount, formatDate } from '../../kit/format.ts'
import { contractGroupOf, MARKET_WORDS, marketOf, marketsOf, nameBesideMark } from '../../state/markets.ts'
import { searchDatasets } from '../chart/searchDatasets.ts'

const CHIPS_SHOWN = 12
/** As many contracts of one root or underlying are told in one chip. */
const FOLDED_FROM = 4

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
  const chips = useMemo(() => chipsOf(symbols, datasets), [symbols, datasets])
  return (
    <fieldset className="field symbols-field" aria-invalid={problem !== undefined}>
      <legend className="field-label">Symbols</legend>
      <div className="chips">
        {chips.slice(0, CHIPS_SHOWN).map(({ name, own }) => (
          <span key={name} className="chip">
            <span className="chip-name" title={own.join(', ')}>
              {name}
            </span>
            <button
              type="button"
              aria-label={`Remove ${name}`}
              title={`Remove ${name}`}
              onClick={() => onChange(symbols.filter((symbol) => !own.includes(symbol)))}
            >
              <X size={11} aria-hidden />
            </button>
          </span>
        ))}
        {chips.length > CHIPS_SHOWN ? (
          <span className="chip">and {chips.length - CHIPS_SHOWN} more</span>
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

/** A chip for each symbol; one for the contracts of a root or an underlying, of which there are dozens. */
function chipsOf(
  symbols: readonly string[],
  datasets: readonly Dataset[],
): readonly { readonly name: string; readonly own: readonly string[] }[] {
  const groups = new Map<string, string>()
  for (const dataset of datasets) {
    const group = contractGroupOf(dataset)
    if (group === null) continue
    groups.set(
      dataset.instrument.symbol,
      `${group.name} ${group.kind === 'option' ? 'options' : 'contracts'}`,
    )
  }
  const chips = Map.groupBy(symbols, (symbol) => groups.get(symbol) ?? symbol)
  return [...chips].flatMap(([name, own]) =>
    own.length < FOLDED_FROM || name === own[0]
      ? own.map((symbol) => ({ name: symbol, own: [symbol] }))
      : [{ name: `${formatCount(own.length)} ${name}`, own }],
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
  const [market, setMarket] = useState<AssetClass | 'all'>('all')
  const markets = useMemo(() => marketsOf(datasets), [datasets])
  const found = useMemo(() => {
    const ofMarket = datasets.filter((dataset) => market === 'all' || marketOf(dataset) === market)
    // Whoever asks for futures or options wants to see their contracts, too.
    const all = ofMarket.map((dataset) => dataset.instrument.symbol)
    const bySymbol = new Map<string, Dataset[]>()
    for (const dataset of searchDatasets(ofMarket, text, market === 'all' ? symbols : all)) {
      const { symbol } = dataset.instrument
      bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), dataset])
    }
    const found = [...bySymbol.entries()]
    // What the run has stands first, not somewhere among hundreds.
    const isOwn = ([symbol]: readonly [string, unknown]) => symbols.includes(symbol)
    return [...found.filter(isOwn), ...found.filter((entry) => !isOwn(entry))]
  }, [datasets, text, market, symbols])
  const shown = found.map(([symbol]) => symbol)
  const contracts = useMemo(() => datasets.filter((dataset) => contractGroupOf(dataset) !== null), [datasets])
  const hidden =
    text.trim() !== '' || market !== 'all'
      ? 0
      : contracts.filter(({ instrument }) => !shown.includes(instrument.symbol)).length
  return (
    <Dialog
      title="Symbols of the run"
      size="large"
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
      <div className="symbol-search">
        <TextField
          label="Search"
          type="search"
          value={text}
          onChange={setText}
          placeholder="Symbol, name or timeframe"
        />
        <SelectField
          label="Asset class"
          value={market}
          options={[
            { value: 'all', label: 'All classes' },
            ...markets.map((value) => ({ value, label: MARKET_WORDS[value] })),
          ]}
          onChange={setMarket}
        />
      </div>
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
              <span className="symbol-name" title={first?.instrument.name}>
                {first === undefined ? '' : nameBesideMark(first)}
              </span>
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
      {hidden > 0 ? (
        <p className="field-hint">
          {formatCount(hidden)} single contracts are found by a search, or by their asset class.
        </p>
      ) : null}
    </Dialog>
  )
}
