import type { ReactNode } from 'react'
import { adjustmentSchema } from '../../../shared/domain/dataset.ts'
import type { ImportInspection, ImportPlan, TimeFormat } from '../../../shared/domain/importPlan.ts'
import { assetClassSchema, usualLotSize } from '../../../shared/domain/instrument.ts'
import { useCall } from '../../desk/useCall.ts'
import { Badge } from '../../kit/Badge.tsx'
import { CheckField, SelectField, TextField } from '../../kit/Field.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { changeDelimiter, changeHeader, fieldProblem, type PlanSample } from './planEdits.ts'

const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
] as const
const TIMEFRAMES = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w', '1M', 'tick-1', 'quote-1']
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone')]
const EPOCH_UNITS = [
  { value: 's', label: 'Seconds since 1970' },
  { value: 'ms', label: 'Milliseconds since 1970' },
  { value: 'us', label: 'Microseconds since 1970' },
  { value: 'ns', label: 'Nanoseconds since 1970' },
] as const

const TONES = { certain: 'neutral', likely: 'info', guess: 'warning' } as const
const WORDS = { certain: 'Certain', likely: 'Likely', guess: 'Guess' } as const

/** Why a field was chosen; nothing once the user has chosen differently. */
function noteOf(inspection: ImportInspection, plan: ImportPlan, field: keyof ImportPlan): ReactNode {
  const note = inspection.notes.find((candidate) => candidate.field === field)
  if (note === undefined) return undefined
  if (JSON.stringify(plan[field]) !== JSON.stringify(inspection.plan[field])) return 'Changed by you'
  return (
    <>
      <Badge tone={TONES[note.confidence]}>{WORDS[note.confidence]}</Badge> {note.reason}
    </>
  )
}

/** An asset class in words: short ones are abbreviations. */
function assetClassLabel(assetClass: string): string {
  return assetClass.length < 4
    ? assetClass.toUpperCase()
    : assetClass.charAt(0).toUpperCase() + assetClass.slice(1).replace('-', ' ')
}

function timeFormatText(format: TimeFormat): string {
  return format.kind === 'epoch' ? `epoch:${format.unit}` : format.kind
}

function readTimeFormat(text: string, before: TimeFormat): TimeFormat {
  if (text === 'iso') return { kind: 'iso' }
  if (text === 'pattern')
    return { kind: 'pattern', pattern: before.kind === 'pattern' ? before.pattern : '%Y-%m-%d' }
  const unit = EPOCH_UNITS.find(({ value }) => text === `epoch:${value}`)?.value ?? 's'
  return { kind: 'epoch', unit }
}

/** Calendars by id and name; the plan's own and `unknown` are among them, so that a choice is never lost. */
function calendarOptions(
  calendars: readonly { readonly id: string; readonly name: string }[],
  chosen: string,
): { value: string; label: string }[] {
  const options = calendars.map(({ id, name }) => ({ value: id, label: `${id}: ${name}` }))
  options.push({ value: 'unknown', label: 'Not known: sessions are not judged' })
  return options.some(({ value }) => value === chosen)
    ? options
    : [{ value: chosen, label: chosen }, ...options]
}

/** Every decision of an import besides its columns, each with the reason it was detected so. */
export function PlanFields({
  inspection,
  sample,
  onChange,
}: {
  inspection: ImportInspection
  sample: PlanSample
  onChange: (sample: PlanSample) => void
}) {
  const { plan } = sample
  const calendars = useCall('calendars.list', {}).value
  const set = (change: Partial<ImportPlan>) => onChange({ ...sample, plan: { ...plan, ...change } })
  const hint = (field: keyof ImportPlan) => noteOf(inspection, plan, field)
  const hasSymbolColumn = plan.columns.some((column) => column.role === 'symbol')

  return (
    <div className="plan-fields">
      <fieldset>
        <legend>Instrument</legend>
        {hasSymbolColumn || plan.layout === 'wide' ? (
          <p className="muted">
            {plan.layout === 'wide' ? 'Each price column is a symbol.' : 'The symbols stand in a column.'}
          </p>
        ) : (
          <TextField
            label="Symbol"
            value={plan.symbol ?? ''}
            hint={hint('symbol')}
            error={fieldProblem(plan, 'symbol')}
            onChange={(symbol) => set({ symbol: symbol.trim() })}
          />
        )}
        {hasSymbolColumn || plan.layout === 'wide' ? null : (
          <TextField
            label="Name"
            value={plan.name ?? ''}
            hint="Optional: the instrument's full name"
            error={fieldProblem(plan, 'name')}
            onChange={(name) => set({ name })}
          />
        )}
        <SelectField
          label="Asset class"
          value={plan.assetClass}
          options={assetClassSchema.options.map((value) => ({ value, label: assetClassLabel(value) }))}
          hint={hint('assetClass')}
          onChange={(assetClass) => {
            const isUsual = plan.lotSize === usualLotSize(plan.assetClass)
            set({ assetClass, ...(isUsual ? { lotSize: usualLotSize(assetClass) } : {}) })
          }}
        />
        <TextField
          label="Currency"
          value={plan.currency}
          hint={hint('currency')}
          error={fieldProblem(plan, 'currency')}
          onChange={(currency) => set({ currency: currency.trim().toUpperCase() })}
        />
        <NumberField
          label="Tick size"
          unit={plan.currency}
          value={plan.tickSize}
          min={1e-10}
          step={plan.tickSize}
          hint={hint('tickSize')}
          onChange={(tickSize) => {
            if (tickSize !== null) set({ tickSize })
          }}
        />
        <NumberField
          label="Lot size"
          value={plan.lotSize}
          min={1e-10}
          step={plan.lotSize}
          hint={hint('lotSize')}
          onChange={(lotSize) => {
            if (lotSize !== null) set({ lotSize })
          }}
        />
        <NumberField
          label="Value of one point"
          unit={plan.currency}
          value={plan.multiplier}
          min={1e-10}
          step={1}
          hint={hint('multiplier')}
          onChange={(multiplier) => {
            if (multiplier !== null) set({ multiplier })
          }}
        />
        <SelectField
          label="Prices are adjusted for"
          value={plan.adjustment}
          options={adjustmentSchema.options.map((value) => ({
            value,
            label: {
              raw: 'Nothing',
              split: 'Splits',
              'split-dividend': 'Splits and dividends',
              unknown: 'Not known',
            }[value],
          }))}
          hint={hint('adjustment')}
          onChange={(adjustment) => set({ adjustment })}
        />
      </fieldset>
      <fieldset>
        <legend>Time</legend>
        <SelectField
          label="Times are written as"
          value={timeFormatText(plan.timeFormat)}
          options={[
            { value: 'iso', label: 'ISO 8601' },
            { value: 'pattern', label: 'A pattern' },
            ...EPOCH_UNITS.map(({ value, label }) => ({ value: `epoch:${value}`, label })),
          ]}
          hint={hint('timeFormat')}
          onChange={(text) => set({ timeFormat: readTimeFormat(text, plan.timeFormat) })}
        />
        {plan.timeFormat.kind === 'pattern' ? (
          <TextField
            label="Pattern"
            value={plan.timeFormat.pattern}
            hint="%Y year, %m month, %d day, %H hour, %M minute, %S second"
            error={fieldProblem(plan, 'timeFormat')}
            onChange={(pattern) => set({ timeFormat: { kind: 'pattern', pattern } })}
          />
        ) : null}
        <TextField
          label="Time zone"
          value={plan.timeZone}
          list={ZONES}
          hint={hint('timeZone')}
          error={fieldProblem(plan, 'timeZone')}
          onChange={(timeZone) => set({ timeZone })}
        />
        <TextField
          label="Bars of"
          value={plan.timeframe}
          list={TIMEFRAMES}
          hint={hint('timeframe')}
          error={fieldProblem(plan, 'timeframe')}
          onChange={(timeframe) => set({ timeframe: timeframe.trim() })}
        />
        <SelectField
          label="A row's time is the bar's"
          value={plan.timeMarks}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'close', label: 'Close' },
          ]}
          hint={hint('timeMarks')}
          onChange={(timeMarks) => set({ timeMarks })}
        />
        <SelectField
          label="Trading calendar"
          value={plan.calendar}
          options={calendarOptions(calendars ?? [], plan.calendar)}
          hint={hint('calendar')}
          onChange={(calendar) => set({ calendar })}
        />
      </fieldset>
      <fieldset>
        <legend>File</legend>
        {plan.delimiter === undefined ? null : (
          <>
            <SelectField
              label="Fields are separated by"
              value={plan.delimiter}
              options={DELIMITERS}
              hint={hint('delimiter')}
              onChange={(delimiter) => onChange(changeDelimiter(sample, delimiter))}
            />
            <SelectField
              label="Decimal sign"
              value={plan.decimalSeparator}
              options={[
                { value: '.', label: 'Point' },
                { value: ',', label: 'Comma' },
              ]}
              hint={hint('decimalSeparator')}
              onChange={(decimalSeparator) => set({ decimalSeparator })}
            />
            <CheckField
              label="The first row names the columns"
              checked={plan.hasHeader}
              onChange={(hasHeader) => onChange(changeHeader(sample, hasHeader))}
            />
          </>
        )}
        <SelectField
          label="Layout"
          value={plan.layout}
          options={[
            { value: 'long', label: 'One row a bar' },
            { value: 'wide', label: 'One column a symbol' },
          ]}
          hint={hint('layout')}
          onChange={(layout) => set({ layout })}
        />
        <SelectField
          label="Where the dataset exists already"
          value={plan.existing}
          options={[
            { value: 'refuse', label: 'Keep it and refuse this file' },
            { value: 'replace', label: 'Replace it' },
          ]}
          onChange={(existing) => set({ existing })}
        />
      </fieldset>
    </div>
  )
}
