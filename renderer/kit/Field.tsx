import { type ReactNode, useId } from 'react'
import { classNames } from './classNames.ts'

export interface FieldProps {
  readonly label: string
  /** Written after the label: `%`, `USD`, `bars`. */
  readonly unit?: string | undefined
  /** A sentence below the control. */
  readonly hint?: ReactNode
  /** What is wrong and what would be right; takes the hint's place. */
  readonly error?: string | null | undefined
  /** The control; give it the id, and the ids of what describes it. */
  readonly children: (control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': boolean
  }) => ReactNode
  /** Label left of the control instead of above it. */
  readonly inline?: boolean | undefined
  readonly className?: string | undefined
}

/** A labelled control with its hint or error. */
export function Field({ label, unit, hint, error, children, inline, className }: FieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  const hasNote = note !== undefined && note !== null && note !== ''
  const hasError = error !== undefined && error !== null
  return (
    <div className={classNames('field', inline === true && 'field-inline', className)}>
      <label className="field-label" htmlFor={id}>
        {label}
        {unit === undefined ? null : <span className="field-unit">{unit}</span>}
      </label>
      {children({ id, 'aria-describedby': hasNote ? noteId : undefined, 'aria-invalid': hasError })}
      {hasNote ? (
        <div
          id={noteId}
          className={hasError ? 'field-error' : 'field-hint'}
          role={hasError ? 'alert' : undefined}
        >
          {note}
        </div>
      ) : null}
    </div>
  )
}

type Common = Omit<FieldProps, 'children'>

export interface TextFieldProps extends Common {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly list?: readonly string[]
  readonly type?: 'text' | 'date' | 'search'
}

export function TextField({
  value,
  onChange,
  placeholder,
  disabled,
  list,
  type = 'text',
  ...field
}: TextFieldProps) {
  const listId = useId()
  return (
    <Field {...field}>
      {(control) => (
        <>
          <input
            {...control}
            className="input"
            type={type}
            value={value}
            placeholder={placeholder}
            disabled={disabled}
            spellCheck={false}
            autoComplete="off"
            list={list === undefined ? undefined : listId}
            onChange={(event) => onChange(event.target.value)}
          />
          {list === undefined ? null : (
            <datalist id={listId}>
              {list.map((item) => (
                <option key={item} value={item} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}

export interface SelectOption<T extends string> {
  readonly value: T
  readonly label: string
  readonly disabled?: boolean
  /** Options of one group stand together under its name, groups in the order of their first option. */
  readonly group?: string
}

export interface SelectFieldProps<T extends string> extends Common {
  readonly value: T
  readonly options: readonly SelectOption<T>[]
  readonly onChange: (value: T) => void
  readonly disabled?: boolean
}

export function SelectField<T extends string>({
  value,
  options,
  onChange,
  disabled,
  ...field
}: SelectFieldProps<T>) {
  return (
    <Field {...field}>
      {(control) => (
        <select
          {...control}
          className="input select"
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen !== undefined) onChange(chosen.value)
          }}
        >
          {[...Map.groupBy(options, ({ group }) => group)].map(([group, own]) =>
            group === undefined ? (
              <Options key="" options={own} />
            ) : (
              <optgroup key={group} label={group}>
                <Options options={own} />
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  )
}

function Options<T extends string>({ options }: { options: readonly SelectOption<T>[] }) {
  return options.map(({ value, label, disabled }) => (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  ))
}

export interface CheckFieldProps {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

export function CheckField({ label, hint, checked, onChange, disabled }: CheckFieldProps) {
  const id = useId()
  return (
    <div className="field field-check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint === undefined ? null : (
        <div id={`${id}-note`} className="field-hint">
          {hint}
        </div>
      )}
    </div>
  )
}
