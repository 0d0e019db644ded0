import { useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { irregularBars, isHeikinAshi, timeOfTimeframe } from '../../../shared/domain/timeframe.ts'
import { useCall } from '../../desk/useCall.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { CheckField, SelectField } from '../../kit/Field.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { BAR_KINDS, type BarKind, barKindOf, startingSize, timeframeOfKind } from './barKinds.ts'

/** Chooses bars of another kind than a plain length of time. */
export function BarKindDialog({
  kinds,
  lengths,
  timeframe,
  dataset,
  action,
  onDone,
  onClose,
}: {
  kinds: readonly BarKind[]
  /** Lengths of time that Heikin-Ashi bars can have. */
  lengths: readonly string[]
  /** What is chosen now. */
  timeframe: string
  /** What the sizes proposed are taken from. */
  dataset: Dataset | undefined
  /** Word on the button. */
  action: 'Show' | 'Use'
  onDone: (timeframe: string) => void
  onClose: () => void
}) {
  const chosen = irregularBars(timeframe)
  const [kind, setKind] = useState<BarKind>(barKindOf(timeframe) ?? kinds[0] ?? 'heikin-ashi')
  const [sizes, setSizes] = useState<Partial<Record<BarKind, number>>>(
    chosen === undefined ? {} : { [chosen.kind]: chosen.size },
  )
  const [length, setLength] = useState(
    isHeikinAshi(timeframe) || lengths.includes(timeframe)
      ? timeOfTimeframe(timeframe)
      : (lengths[0] ?? '1d'),
  )
  const [wicks, setWicks] = useState(chosen?.wicks === true)
  const coarsestLength = lengths.at(-1)
  const coarsest = useCall(
    'data.bars',
    dataset === undefined || coarsestLength === undefined
      ? null
      : { datasetId: dataset.id, timeframe: coarsestLength, maxBars: 10 },
  )
  const price = coarsest.value?.columns.close.at(-1)
  const about = BAR_KINDS[kind]
  const size = sizes[kind] ?? startingSize(kind, dataset, price)
  const result = timeframeOfKind(kind, size, length, wicks)
  const finish = () => {
    if (result !== null) onDone(result)
  }

  return (
    <Dialog
      title="Kind of bars"
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" disabled={result === null} onClick={finish}>
            {action} {result ?? 'these bars'}
          </Button>
        </>
      }
    >
      <form
        className="bar-kind-form"
        onSubmit={(event) => {
          event.preventDefault()
          finish()
        }}
      >
        <SelectField
          label="Bars"
          value={kind}
          hint={about.hint}
          options={kinds.map((value) => ({ value, label: BAR_KINDS[value].label }))}
          onChange={setKind}
        />
        {kind === 'heikin-ashi' ? (
          <SelectField
            label={about.size}
            value={length}
            options={lengths.map((value) => ({ value, label: value }))}
            onChange={setLength}
          />
        ) : (
          <NumberField
            key={kind}
            label={about.size}
            value={size}
            min={about.isWhole ? 1 : 0}
            integer={about.isWhole}
            step={size >= 1 ? 1 : size}
            onChange={(value) => setSizes({ ...sizes, [kind]: value ?? 0 })}
          />
        )}
        {kind === 'renko' ? (
          <CheckField
            label="Wicks"
            hint="Show how far the price went against each brick."
            checked={wicks}
            onChange={setWicks}
          />
        ) : null}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}
