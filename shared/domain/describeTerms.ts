import type { InstrumentTerms } from './instrumentTerms.ts'
import { momentText } from './moment.ts'

/** A field name as words: `lastTradeMs` is "last trade". */
function wordsOf(field: string): string {
  return field
    .replace(/Ms$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim()
}

function valueText(field: string, value: unknown): string {
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`
  if (field.endsWith('Ms') && typeof value === 'number') return momentText(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

/** The terms of a contract as pairs of a name and a text, for a list of facts. Empty schedules are left out. */
export function describeTerms(terms: InstrumentTerms): [name: string, value: string][] {
  return Object.entries(terms)
    .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
    .map(([field, value]) => [wordsOf(field), valueText(field, value)])
}
