import { RotateCcw } from 'lucide-react'
import type { ParameterDeclaration, ParameterValues } from '../../../shared/domain/strategy.ts'
import { CheckField, SelectField } from '../../kit/Field.tsx'
import { formatNumber } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import { parameterValue, withParameter } from './backtestForm.ts'

/** One control per declared parameter. */
export function ParameterFields({
  declarations,
  values,
  problems,
  onChange,
}: {
  declarations: readonly ParameterDeclaration[]
  values: ParameterValues
  problems: Readonly<Record<string, string>>
  onChange: (values: ParameterValues) => void
}) {
  return (
    <div className="parameters">
      {declarations.map((declaration) => (
        <div key={declaration.name} className="parameter">
          <ParameterField
            declaration={declaration}
            values={values}
            problem={problems[`parameters.${declaration.name}`]}
            onChange={onChange}
          />
          <IconButton
            icon={RotateCcw}
            label={`Reset ${declaration.label} to ${String(declaration.default)}`}
            disabled={parameterValue(declaration, values) === declaration.default}
            onClick={() => onChange(withParameter(values, declaration, declaration.default))}
          />
        </div>
      ))}
    </div>
  )
}

function ParameterField({
  declaration,
  values,
  problem,
  onChange,
}: {
  declaration: ParameterDeclaration
  values: ParameterValues
  problem: string | undefined
  onChange: (values: ParameterValues) => void
}) {
  const value = parameterValue(declaration, values)
  const { label, description } = declaration
  if (declaration.type === 'boolean') {
    return (
      <CheckField
        label={label}
        {...(description === undefined ? {} : { hint: description })}
        checked={value === true}
        onChange={(checked) => onChange(withParameter(values, declaration, checked))}
      />
    )
  }
  if (declaration.type === 'choice') {
    return (
      <SelectField
        label={label}
        hint={description}
        error={problem}
        value={String(value)}
        options={declaration.choices.map((choice) => ({ value: choice, label: choice }))}
        onChange={(choice) => onChange(withParameter(values, declaration, choice))}
      />
    )
  }
  const { min, max, step, integer } = declaration
  return (
    <NumberField
      label={label}
      unit={range(min, max)}
      hint={description}
      error={problem}
      value={typeof value === 'number' ? value : declaration.default}
      min={min}
      max={max}
      step={step ?? (integer ? 1 : 0.1)}
      integer={integer}
      onChange={(next) => {
        if (next !== null) onChange(withParameter(values, declaration, next))
      }}
    />
  )
}

function range(min: number | undefined, max: number | undefined): string | undefined {
  const show = (limit: number) => formatNumber(limit, { maximumDigits: 6 })
  if (min !== undefined && max !== undefined) return `${show(min)} to ${show(max)}`
  if (min !== undefined) return `from ${show(min)}`
  return max === undefined ? undefined : `up to ${show(max)}`
}
