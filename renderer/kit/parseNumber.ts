import { MINUS } from './format.ts'

/** Reads a figure as people type it: spaces between thousands, either minus sign, a decimal comma. */
export function parseNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s\u202f\u2009]/g, '').replace(MINUS, '-')
  const decimal = /^-?\d+,\d+$/.test(plain)
    ? plain.replace(',', '.')
    : plain.replaceAll(/,(?=\d{3}(\D|$))/g, '')
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(decimal)) return null
  const value = Number(decimal)
  return Number.isFinite(value) ? value : null
}
