import { useEffect, useRef, useState } from 'react'
import { Field, type FieldProps } from './Field.tsx'
import { formatNumber } from './format.ts'
import { parseNumber } from './parseNumber.ts'

export interface NumberFieldProps extends Omit<FieldProps, 'children' | 'error'> {
  /** Null shows an empty field. */
  readonly value: number | null
  /** Called with every valid figure, and with null for an empty field where that is allowed. */
  readonly onChange: (value: number | null) => void
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** What the arrow keys add; ten times as much with Shift. */
  readonly step?: number | undefined
  readonly integer?: boolean | undefined
  readonly optional?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly placeholder?: string | undefined
  readonly error?: string | null | undefined
}

function show(value: number | null): string {
  return value === null ? '' : formatNumber(value, { maximumDigits: 10 })
}

function problem(
  value: number,
  { min, max, integer }: Pick<NumberFieldProps, 'min' | 'max' | 'integer'>,
): string | null {
  if (integer === true && !Number.isInteger(value)) return 'Enter a whole number.'
  if (min !== undefined && value < min) return `At least ${show(min)}.`
  if (max !== undefined && value > max) return `At most ${show(max)}.`
  return null
}

/** A figure with limits: arrow keys step, thousands are grouped when the field is left, wrong input says what is right. */
export function NumberField(props: NumberFieldProps) {
  const {
    value,
    onChange,
    min,
    max,
    step = 1,
    integer,
    optional,
    disabled,
    placeholder,
    error,
    ...field
  } = props
  const [text, setText] = useState(() => show(value))
  const [ownError, setOwnError] = useState<string | null>(null)
  const editing = useRef(false)

  useEffect(() => {
    if (editing.current) return
    setText(show(value))
    setOwnError(null)
  }, [value])

  const take = (input: string) => {
    setText(input)
    if (input.trim() === '') {
      setOwnError(optional === true ? null : 'Enter a number.')
      if (optional === true) onChange(null)
      return
    }
    const parsed = parseNumber(input)
    const wrong = parsed === null ? 'Enter a number.' : problem(parsed, { min, max, integer })
    setOwnError(wrong)
    if (parsed !== null && wrong === null) onChange(parsed)
  }

  const nudge = (steps: number) => {
    const base = parseNumber(text) ?? value ?? min ?? 0
    const moved = Number((base + steps * step).toPrecision(12))
    take(show(Math.min(max ?? moved, Math.max(min ?? moved, moved))))
  }

  return (
    <Field {...field} error={error ?? ownError}>
      {(control) => (
        <input
          {...control}
          className="input input-number"
          type="text"
          inputMode={integer === true ? 'numeric' : 'decimal'}
          value={text}
          disabled={disabled}
          placeholder={placeholder}
          autoComplete="off"
          onFocus={() => {
            editing.current = true
          }}
          onChange={(event) => take(event.target.value)}
          onBlur={() => {
            editing.current = false
            if (ownError === null) setText((current) => show(parseNumber(current)))
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
            event.preventDefault()
            nudge((event.key === 'ArrowUp' ? 1 : -1) * (event.shiftKey ? 10 : 1))
          }}
        />
      )}
    </Field>
  )
}
