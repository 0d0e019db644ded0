import { useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { momentOf, momentText } from '../../../shared/domain/moment.ts'
import type { PriceAdjustment } from '../../../shared/domain/priceAdjustment.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { TextField } from '../../kit/Field.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { ADJUSTMENT_WORDS, adjustmentLabel, offeredAdjustments, type StoredAdjustment } from './adjustment.ts'

const DAY_MS = 86_400_000

/** Which prices a chart shows: raw ones, or adjusted ones as of a day. Nothing where no adjustment changes anything. */
export function AdjustmentMenu({
  dataset,
  timeframe,
  adjusted,
  onChange,
}: {
  dataset: Dataset
  timeframe: string
  adjusted: PriceAdjustment | undefined
  /** What goes into the panel's parameters. */
  onChange: (params: { adjusted: StoredAdjustment | null }) => void
}) {
  const [isAsking, setAsking] = useState(false)
  const offered = offeredAdjustments(dataset, timeframe)
  if (offered.length === 0) return null
  const keep = (next: PriceAdjustment | undefined) =>
    onChange({
      adjusted:
        next === undefined ? null : { datasetId: dataset.id, kind: next.kind, asOfMs: next.asOfMs ?? null },
    })
  return (
    <>
      <Menu
        label={`Prices: ${adjustmentLabel(adjusted)}`}
        className="button button-quiet chart-adjustment"
        entries={[
          {
            id: 'raw',
            label: 'Raw prices, as traded',
            checked: adjusted === undefined,
            run: () => keep(undefined),
          },
          ...offered.map((kind) => ({
            id: kind,
            label: ADJUSTMENT_WORDS[kind].long,
            checked: adjusted?.kind === kind,
            run: () => keep({ ...adjusted, kind }),
          })),
          null,
          {
            id: 'as-of',
            label: 'As of a day …',
            disabled: adjusted === undefined,
            run: () => setAsking(true),
          },
        ]}
      >
        {adjustmentLabel(adjusted)}
      </Menu>
      {isAsking && adjusted !== undefined ? (
        <AsOfDialog
          dataset={dataset}
          asOfMs={adjusted.asOfMs}
          onClose={() => setAsking(false)}
          onDone={(asOfMs) => {
            keep({ kind: adjusted.kind, ...(asOfMs === undefined ? {} : { asOfMs }) })
            setAsking(false)
          }}
        />
      ) : null}
    </>
  )
}

function AsOfDialog({
  dataset,
  asOfMs,
  onClose,
  onDone,
}: {
  dataset: Dataset
  asOfMs: number | undefined
  onClose: () => void
  onDone: (asOfMs: number | undefined) => void
}) {
  const first = momentText(Math.floor(dataset.fromMs / DAY_MS) * DAY_MS)
  const last = momentText(Math.floor(dataset.toMs / DAY_MS) * DAY_MS)
  const [text, setText] = useState(
    asOfMs === undefined ? last : momentText(Math.floor(asOfMs / DAY_MS) * DAY_MS),
  )
  const day = momentOf(text)
  const error = day === undefined || text < first ? `A day from ${first} on.` : null
  const done = () => {
    if (error === null && day !== undefined) onDone(text >= last ? undefined : day + DAY_MS - 1)
  }
  return (
    <Dialog
      title="Prices as of a day"
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => onDone(undefined)}>Newest day</Button>
          <Button variant="primary" disabled={error !== null} onClick={done}>
            Show
          </Button>
        </>
      }
    >
      <TextField
        label="Day"
        type="date"
        value={text}
        onChange={setText}
        error={error}
        hint="The chart ends there, as it looked then: with what had happened up to that day and nothing after it."
      />
    </Dialog>
  )
}
