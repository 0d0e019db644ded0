import { DeskError } from '../domain/deskError.ts'
import type { ParameterDeclaration, ParameterValue, ParameterValues } from '../domain/strategy.ts'
import type { NumberParameter, Parameter } from './quarterdeck.d.ts'

type Declared = Readonly<Record<string, Parameter>>

/** Parameters as a form and a sweep need them, defaults of labels and steps filled in. */
export function declareParameters(declared: Declared): ParameterDeclaration[] {
  return Object.entries(declared).map(([name, parameter]) => {
    const common = {
      name,
      label: parameter.label ?? toLabel(name),
      ...(parameter.description === undefined ? {} : { description: parameter.description }),
    }
    if ('choices' in parameter) {
      return { ...common, type: 'choice', default: parameter.default, choices: [...parameter.choices] }
    }
    if (!isNumberParameter(parameter)) return { ...common, type: 'boolean', default: parameter.default }
    return { ...common, type: 'number', default: parameter.default, ...numberLimits(parameter) }
  })
}

/** Whether a parameter is a number. */
export function isNumberParameter(parameter: Parameter): parameter is NumberParameter {
  return typeof parameter.default === 'number'
}

function numberLimits(parameter: NumberParameter): {
  min?: number
  max?: number
  step?: number
  integer: boolean
} {
  const { min, max, step } = parameter
  const integer = [parameter.default, min, max, step].every(
    (value) => value === undefined || Number.isInteger(value),
  )
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(step === undefined ? (integer ? { step: 1 } : {}) : { step }),
    integer,
  }
}

/** 'fastLength' and 'fast_length' as 'Fast length'. */
function toLabel(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/**
 * The values of a run, frozen: what was given, checked against the declaration, and the default of everything else.
 * @throws DeskError BAD_INPUT for an unknown name, a wrong type or a value outside its limits.
 */
export function resolveParameters(declared: Declared, given: ParameterValues): ParameterValues {
  const declarations = declareParameters(declared)
  for (const name of Object.keys(given)) {
    if (declarations.some((declaration) => declaration.name === name)) continue
    const known = declarations.map((declaration) => declaration.name)
    throw new DeskError('BAD_INPUT', `The strategy has no parameter '${name}'.`, {
      hint: known.length === 0 ? 'It declares none.' : `It declares ${known.join(', ')}.`,
      details: { parameters: known },
    })
  }
  const values: ParameterValues = {}
  for (const declaration of declarations) {
    const value = given[declaration.name]
    values[declaration.name] = value === undefined ? declaration.default : checkValue(declaration, value)
  }
  return Object.freeze(values)
}

function checkValue(declaration: ParameterDeclaration, value: ParameterValue): ParameterValue {
  const expected = describeExpected(declaration)
  const refuse = (): never => {
    throw new DeskError(
      'BAD_INPUT',
      `Parameter '${declaration.name}' must be ${expected}, not ${String(value)}.`,
      {
        where: `parameters.${declaration.name}`,
      },
    )
  }
  switch (declaration.type) {
    case 'number': {
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse()
      const { min = -Infinity, max = Infinity, integer } = declaration
      return value < min || value > max || (integer && !Number.isInteger(value)) ? refuse() : value
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse()
    case 'choice':
      return typeof value === 'string' && declaration.choices.includes(value) ? value : refuse()
  }
}

function describeExpected(declaration: ParameterDeclaration): string {
  if (declaration.type === 'boolean') return 'true or false'
  if (declaration.type === 'choice') return `one of ${declaration.choices.join(', ')}`
  const kind = declaration.integer ? 'a whole number' : 'a number'
  const { min, max } = declaration
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`
  if (min !== undefined) return `${kind} of at least ${min}`
  return max === undefined ? kind : `${kind} of at most ${max}`
}
