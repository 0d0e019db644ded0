import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { AssetClass, Instrument } from '../../../shared/domain/instrument.ts'
import type { InstrumentPatch } from '../../../shared/domain/instrumentPatch.ts'
import { type InstrumentTerms, instrumentTermsSchema } from '../../../shared/domain/instrumentTerms.ts'
import { issueText, unknownFields } from './patchProblems.ts'

/** Asset classes that terms of a kind fit, the one that follows from them first. */
const CLASSES: Readonly<Record<InstrumentTerms['kind'], readonly AssetClass[]>> = {
  equity: ['equity', 'etf'],
  bond: ['bond'],
  future: ['future', 'commodity'],
  fx: ['fx'],
  'crypto-spot': ['crypto-spot'],
  perpetual: ['crypto-perpetual'],
  option: ['option'],
}

/**
 * An instrument with a patch merged in. Terms of the same kind are merged field by field and must be complete then;
 * without a class of its own the patch's terms decide the class.
 *
 * @param problems Gets what is wrong, as `path: reason`.
 */
export function mergeInstrument(
  instrument: Instrument,
  { actions: _actions, terms, ...fields }: InstrumentPatch,
  problems: string[],
): Instrument {
  const merged: Instrument = { ...instrument, ...definedOf(fields) }
  if (terms === undefined) return checkClass(merged, problems)
  const unknown = unknownFields(instrumentTermsSchema, terms)
  problems.push(
    ...unknown.map((field) => `terms: there is no field '${field}' in terms of the kind '${terms.kind}'`),
  )
  const own = instrument.terms?.kind === terms.kind ? instrument.terms : {}
  const parsed = instrumentTermsSchema.safeParse({ ...own, ...terms })
  if (!parsed.success) {
    problems.push(...parsed.error.issues.map((issue) => issueText(issue, ['terms'])))
    return merged
  }
  if (parsed.data.kind === 'bond' && parsed.data.maturityMs <= parsed.data.issueMs) {
    problems.push('terms.maturityMs: a bond matures after its issue (issueMs)')
  }
  merged.terms = sorted(parsed.data)
  const [usual] = CLASSES[terms.kind]
  if (fields.assetClass === undefined && !CLASSES[terms.kind].includes(merged.assetClass) && usual) {
    merged.assetClass = usual
  }
  return checkClass(merged, problems)
}

function checkClass(instrument: Instrument, problems: string[]): Instrument {
  const { terms, assetClass } = instrument
  if (terms && !CLASSES[terms.kind].includes(assetClass)) {
    const fitting = CLASSES[terms.kind].join(' or ')
    problems.push(
      `assetClass: terms of the kind '${terms.kind}' need the class ${fitting}, not ${assetClass}`,
    )
  }
  return instrument
}

/** Fields with a value: an absent one must not wipe out what stands. */
function definedOf<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const defined: { [K in keyof T]?: Exclude<T[K], undefined> } = {}
  for (const key in fields) {
    const value = fields[key]
    if (isDefined(value)) defined[key] = value
  }
  return defined
}

function isDefined<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined
}

/** Schedules within terms are ascending. */
function sorted(terms: InstrumentTerms): InstrumentTerms {
  const byTime = (a: { fromMs: number }, b: { fromMs: number }) => a.fromMs - b.fromMs
  switch (terms.kind) {
    case 'future':
      return { ...terms, margins: terms.margins.toSorted(byTime) }
    case 'fx':
      return { ...terms, swapRates: terms.swapRates.toSorted(byTime) }
    case 'equity':
      return { ...terms, borrowRates: terms.borrowRates.toSorted(byTime) }
    case 'perpetual':
      return {
        ...terms,
        maintenanceTiers: terms.maintenanceTiers.toSorted((a, b) => a.fromNotional - b.fromNotional),
      }
    default:
      return terms
  }
}

/** Actions with others added, ascending by time; those of the same kind and time are replaced. */
export function mergeActions(
  standing: readonly CorporateAction[],
  added: readonly CorporateAction[],
): CorporateAction[] {
  const keyOf = ({ kind, timeMs }: CorporateAction) => `${kind} ${timeMs}`
  const replaced = new Set(added.map(keyOf))
  return [...standing.filter((action) => !replaced.has(keyOf(action))), ...added].sort(
    (a, b) => a.timeMs - b.timeMs,
  )
}
