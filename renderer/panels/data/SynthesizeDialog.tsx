import './importWizard.css'
import { useRef, useState } from 'react'
import { type SyntheticSpec, syntheticSpecSchema } from '../../../shared/domain/importPlan.ts'
import type { Progress } from '../../../shared/rpc/message.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { SelectField, TextField } from '../../kit/Field.tsx'
import { formatCount, formatDate } from '../../kit/format.ts'
import { NumberField } from '../../kit/NumberField.tsx'
import { ProgressBar } from '../../kit/ProgressBar.tsx'
import { openPanel } from '../../shell/workspace.ts'
import { notify } from '../../state/notifications.ts'
import { select } from '../../state/selection.ts'
import { ImportProblem } from './ImportProblem.tsx'

const TIMEFRAMES = ['1m', '5m', '15m', '1h', '1d', '1w'] as const

const DEFAULT: SyntheticSpec = {
  symbols: 5,
  prefix: 'SYN',
  bars: 2520,
  timeframe: '1d',
  startMs: Date.UTC(2014, 0, 2),
  seed: 1,
  initialPrice: 100,
  drift: 0.06,
  volatility: 0.2,
  meanReversion: 0,
  jumpsPerYear: 0,
  jumpVolatility: 0.05,
  correlation: 0.3,
}

type NumericField = Exclude<keyof SyntheticSpec, 'prefix' | 'timeframe'>

interface FieldSpec {
  readonly field: NumericField
  readonly label: string
  readonly unit?: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly integer?: boolean
  /** The field shows the value times this: 100 for per cent. */
  readonly scale?: number
  readonly hint?: string
}

const SERIES: readonly FieldSpec[] = [
  { field: 'symbols', label: 'Symbols', min: 1, max: 1000, step: 1, integer: true },
  { field: 'bars', label: 'Bars of each', min: 2, max: 5_000_000, step: 100, integer: true },
  { field: 'initialPrice', label: 'First price', unit: 'USD', min: 0.01, max: 1e6, step: 10 },
  {
    field: 'seed',
    label: 'Seed',
    min: 0,
    max: 2 ** 31,
    step: 1,
    integer: true,
    hint: 'The same seed gives the same prices.',
  },
]
const PROCESS: readonly FieldSpec[] = [
  { field: 'drift', label: 'Drift', unit: '% a year', min: -100, max: 500, step: 1, scale: 100 },
  { field: 'volatility', label: 'Volatility', unit: '% a year', min: 0, max: 500, step: 1, scale: 100 },
  { field: 'correlation', label: 'Correlation between symbols', min: 0, max: 0.999, step: 0.05 },
  {
    field: 'meanReversion',
    label: 'Return to the mean',
    unit: 'a year',
    min: 0,
    max: 1000,
    step: 1,
    hint: '0 is a random walk.',
  },
  { field: 'jumpsPerYear', label: 'Jumps', unit: 'a year', min: 0, max: 1000, step: 1 },
  { field: 'jumpVolatility', label: 'Size of jumps', unit: '%', min: 0, max: 200, step: 1, scale: 100 },
]

function Fields({
  fields,
  spec,
  onChange,
}: {
  fields: readonly FieldSpec[]
  spec: SyntheticSpec
  onChange: (change: Partial<SyntheticSpec>) => void
}) {
  return fields.map(({ field, label, unit, min, max, step, integer, scale = 1, hint }) => (
    <NumberField
      key={field}
      label={label}
      unit={unit}
      value={Number((spec[field] * scale).toPrecision(12))}
      min={min}
      max={max}
      step={step}
      integer={integer}
      hint={hint}
      onChange={(value) => {
        if (value !== null) onChange({ [field]: value / scale })
      }}
    />
  ))
}

/** Makes prices that no market ever showed, for learning and testing; they are marked wherever they appear. */
export default function SynthesizeDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk()
  const [spec, setSpec] = useState(DEFAULT)
  const [busy, setBusy] = useState<Progress | null>(null)
  const [error, setError] = useState<unknown>(null)
  const abort = useRef<AbortController | null>(null)
  const change = (part: Partial<SyntheticSpec>) => setSpec((previous) => ({ ...previous, ...part }))
  const checked = syntheticSpecSchema.safeParse(spec)

  const generate = async () => {
    const controller = new AbortController()
    abort.current = controller
    setBusy({ fraction: null, note: 'Generating' })
    setError(null)
    try {
      const { datasets } = await desk.call('data.synthesize', spec, {
        signal: controller.signal,
        onProgress: setBusy,
      })
      notify({
        level: 'success',
        title: `${formatCount(datasets.length)} synthetic ${datasets.length === 1 ? 'dataset' : 'datasets'} generated`,
        message: datasets
          .slice(0, 5)
          .map((dataset) => dataset.id)
          .join(', '),
      })
      const first = datasets[0]
      if (first !== undefined) select({ datasetId: first.id })
      onClose()
      openPanel('data')
    } catch (failure) {
      setBusy(null)
      if (!controller.signal.aborted) setError(failure)
    }
  }

  return (
    <Dialog
      title="Generate synthetic prices"
      onClose={() => {
        abort.current?.abort()
        onClose()
      }}
      dismissible={false}
      footer={
        busy === null ? (
          <>
            <Button onClick={onClose}>Close</Button>
            <Button variant="primary" disabled={!checked.success} onClick={() => void generate()}>
              Generate {formatCount(spec.symbols * spec.bars)} bars
            </Button>
          </>
        ) : (
          <>
            <div className="dialog-footer-start import-progress" role="status">
              <ProgressBar fraction={busy.fraction} label={busy.note} />
              <span className="muted">{busy.note}</span>
            </div>
            <Button onClick={() => abort.current?.abort()}>Cancel</Button>
          </>
        )
      }
    >
      {error === null ? null : <ImportProblem error={error} />}
      <p className="import-lead">
        <Badge tone="synthetic">SYNTHETIC</Badge> stands beside these prices wherever they appear.
      </p>
      <div className="plan-fields">
        <fieldset>
          <legend>Series</legend>
          <TextField
            label="Symbols begin with"
            value={spec.prefix}
            error={/^[A-Z]{1,8}$/.test(spec.prefix) ? null : 'One to eight capital letters.'}
            onChange={(prefix) => change({ prefix: prefix.toUpperCase() })}
          />
          <SelectField
            label="Bars of"
            value={spec.timeframe}
            options={TIMEFRAMES.map((value) => ({ value, label: value }))}
            onChange={(timeframe) => change({ timeframe })}
          />
          <TextField
            label="First day"
            type="date"
            value={formatDate(spec.startMs)}
            onChange={(date) => {
              const startMs = Date.parse(`${date}T00:00:00Z`)
              if (Number.isFinite(startMs)) change({ startMs })
            }}
          />
          <Fields fields={SERIES} spec={spec} onChange={change} />
        </fieldset>
        <fieldset>
          <legend>Process</legend>
          <Fields fields={PROCESS} spec={spec} onChange={change} />
        </fieldset>
      </div>
    </Dialog>
  )
}
