import { useState } from 'react'
import type { IndicatorInfo } from '../../../shared/rpc/contract/dataCalls.ts'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { Dialog } from '../../kit/Dialog.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import type { ChosenIndicator } from './chartPreferences.ts'
import { IndicatorPicker } from './IndicatorPicker.tsx'

/** Chooses an indicator and its arguments, or changes the arguments of one that is on the chart. */
export function IndicatorDialog({
  catalogue,
  edited,
  onDone,
  onClose,
}: {
  catalogue: readonly IndicatorInfo[]
  /** The indicator to change; null adds one. */
  edited: ChosenIndicator | null
  onDone: (indicator: ChosenIndicator) => void
  onClose: () => void
}) {
  const [text, setText] = useState('')
  const [id, setId] = useState<string | undefined>(edited?.indicator ?? catalogue[0]?.id)
  const [values, setValues] = useState<Readonly<Record<string, readonly number[]>>>(
    edited === null ? {} : { [edited.indicator]: edited.arguments },
  )
  const info = catalogue.find((entry) => entry.id === id)
  const chosen =
    info === undefined ? [] : (values[info.id] ?? info.arguments.map((argument) => argument.default))

  const finish = () => {
    if (info === undefined) return
    onDone({ key: edited?.key ?? crypto.randomUUID(), indicator: info.id, arguments: [...chosen] })
  }

  return (
    <Dialog
      title={edited === null ? 'Add an indicator' : `Change ${info?.name ?? edited.indicator}`}
      size={edited === null ? 'large' : 'medium'}
      onClose={onClose}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" disabled={info === undefined} onClick={finish}>
            {edited === null ? 'Add' : 'Apply'}
          </Button>
        </>
      }
    >
      <form
        className={classNames('indicator-dialog', edited !== null && 'indicator-dialog-edit')}
        onSubmit={(event) => {
          event.preventDefault()
          finish()
        }}
      >
        {edited === null ? (
          <IndicatorPicker
            catalogue={catalogue}
            text={text}
            chosenId={id}
            onText={setText}
            onChoose={setId}
          />
        ) : null}
        {info === undefined ? null : (
          <div className="indicator-arguments">
            {edited === null ? <h3 className="indicator-title">{info.name}</h3> : null}
            <p className="indicator-description">{info.description.replaceAll('`', '')}</p>
            {info.arguments.map((argument, index) => (
              <NumberField
                key={`${info.id}.${argument.name}`}
                label={argumentLabel(argument.name)}
                value={chosen[index] ?? argument.default}
                min={argument.min}
                max={argument.max}
                integer={Number.isInteger(argument.default) && Number.isInteger(argument.min)}
                step={Number.isInteger(argument.default) ? 1 : 0.1}
                onChange={(value) => {
                  if (value !== null) setValues((all) => ({ ...all, [info.id]: chosen.with(index, value) }))
                }}
              />
            ))}
            <p className="indicator-place">
              {info.pane === 'price' ? 'Drawn over the candles.' : 'Drawn in a pane of its own.'}
            </p>
            <button type="submit" hidden aria-hidden tabIndex={-1} />
          </div>
        )}
      </form>
    </Dialog>
  )
}

/** The name of an argument in words: `fastLength` is “Fast length”. */
function argumentLabel(name: string): string {
  const words = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
