import type { LookAheadFinding } from '../../../shared/domain/strategyCheck.ts'

/** What usually causes what was found, most telling first; null where nothing was. */
export function hintOf(findings: readonly LookAheadFinding[]): string | null {
  const has = (probe: LookAheadFinding['probe']) => findings.some((finding) => finding.probe === probe)
  if (findings.length === 0) return null
  if (has('source')) {
    return 'A table in the source has rows that lie in the future of the decision. Use only rows whose date has passed (and when they were published, not what they are about), or import them as data. Dates that were announced in advance (meetings, expiries) are known before they come: then this finding is no fault.'
  }
  const isIndicator = findings.some(({ kind }) => kind === 'indicator')
  if (isIndicator) {
    return 'An indicator is computed from values after its bar: a centred window, a shift to the left, or a normalisation by the whole column.'
  }
  if (has('cut-off')) {
    return has('noise')
      ? 'The strategy reads what comes after the bar it decides on. Look for data that is kept from one run to the next (globalThis), or that does not come from ctx.'
      : 'The decision depends on how many bars the data has, not on their prices. Look for bars.close.length: it is the length of the whole data; the newest bar is ctx.index, and a window ends there.'
  }
  if (has('noise')) {
    return 'The decision depends on prices after the bar it was made on. Look for data that does not come from ctx.'
  }
  return 'The program keeps something from one run to the next: variables beside onBar, or on globalThis. Set them anew in onStart, or a second run decides with what the first one has seen.'
}
