import { useState } from 'react'
import type { ReferenceKind, ReferenceResult } from '../../../shared/domain/instrumentPatch.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { SelectField, TextField } from '../../kit/Field.tsx'
import { type IntakeFile, releaseFile, uploadFile } from './fileIntake.ts'
import { ImportChoose } from './ImportChoose.tsx'
import { ImportProblem } from './ImportProblem.tsx'

interface FactKind {
  readonly label: string
  /** What the file holds. */
  readonly file: string
  /** What the symbol names, where one is needed. */
  readonly symbol?: string
}

const KINDS: Readonly<Record<ReferenceKind, FactKind>> = {
  instruments: { label: 'Terms of instruments', file: 'A JSON array of partial instruments.' },
  funding: {
    label: 'Funding rates',
    file: 'CSV of a time and a rate, as a fraction of one period.',
    symbol: 'Perpetual',
  },
  margins: { label: 'Margins of futures', file: 'CSV of root, date, initial, maintenance.' },
  securities: {
    label: 'Names of securities',
    file: 'CSV of symbol, from, to; a map file; or JSON lines of a security master.',
  },
  members: {
    label: 'Members of an index',
    file: 'CSV of ticker, start_date, end_date, or of date, add, remove.',
    symbol: 'Index',
  },
  'corporate-actions': { label: 'Corporate actions', file: 'JSON lines, one action a line.' },
}

const OPTIONS = (
  ['instruments', 'funding', 'margins', 'securities', 'members', 'corporate-actions'] as const
).map((value) => ({ value, label: KINDS[value].label }))

/** Takes a file of facts about instruments into the lake, whole or not at all, and says what it changed. */
export function ImportFacts({ onBack }: { onBack: () => void }) {
  const desk = useDesk()
  const [kind, setKind] = useState<ReferenceKind>('instruments')
  const [symbol, setSymbol] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [result, setResult] = useState<ReferenceResult | null>(null)
  const { file: form, symbol: symbolLabel } = KINDS[kind]
  const isMissing = symbolLabel !== undefined && symbol.trim() === ''

  const take = async (files: readonly IntakeFile[]) => {
    setBusy(true)
    setError(null)
    setResult(null)
    try {
      for (const each of files) {
        const file =
          each.kind === 'browser'
            ? await uploadFile(desk, each, new AbortController().signal, () => {})
            : { kind: 'path' as const, path: each.path }
        try {
          const named = symbolLabel === undefined ? {} : { symbol: symbol.trim() }
          setResult(await desk.call('import.reference', { file, kind, ...named }))
        } finally {
          releaseFile(desk, file)
        }
      }
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="import-facts">
      <div className="import-facts-fields">
        <SelectField label="Facts" value={kind} options={OPTIONS} onChange={setKind} hint={form} />
        {symbolLabel === undefined ? null : (
          <TextField
            label={symbolLabel}
            value={symbol}
            onChange={setSymbol}
            placeholder={kind === 'members' ? 'SP500' : 'BTCUSDT'}
          />
        )}
      </div>
      {error === null ? null : <ImportProblem error={error} />}
      {result === null ? null : (
        <div className="import-facts-result" role="status">
          <p>{result.datasets.length === 0 ? 'Stored.' : `Stored with ${result.datasets.join(', ')}.`}</p>
          <ul>
            {result.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
      <ImportChoose
        isBusy={isBusy || isMissing}
        note="Also compressed with gzip. A file is stored whole or, where a field of it is wrong, not at all."
        onFiles={(files) => void take(files)}
      />
      <div>
        <Button variant="quiet" onClick={onBack}>
          Import prices instead
        </Button>
      </div>
    </div>
  )
}
