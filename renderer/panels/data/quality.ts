import type { QualityKind, QualityRecord } from '../../../shared/domain/dataset.ts'
import { formatCount } from '../../kit/format.ts'

/** What each kind of finding is called, and what it means for somebody who trades on the data. */
export const QUALITY_KINDS: Readonly<
  Record<QualityKind, { readonly label: string; readonly meaning: string }>
> = {
  'missing-price': { label: 'Missing price', meaning: 'A row has no price where one belongs.' },
  'non-positive-price': { label: 'Price of zero or less', meaning: 'A price is not above zero.' },
  'not-a-number': { label: 'Not a number', meaning: 'A cell that should hold a figure does not.' },
  'crossed-range': {
    label: 'Outside high and low',
    meaning: 'Open or close lies outside of high and low, or high is below low.',
  },
  'crossed-quote': { label: 'Crossed quote', meaning: 'The bid is above the ask.' },
  'negative-volume': { label: 'Negative volume', meaning: 'A volume is below zero.' },
  'duplicate-time': { label: 'Duplicate bar', meaning: 'A time occurs more than once with the same prices.' },
  'conflicting-duplicate': {
    label: 'Conflicting bar',
    meaning: 'A time occurs more than once with different prices.',
  },
  unsorted: {
    label: 'Out of order',
    meaning: 'A row is older than the one before it; rows are sorted when stored.',
  },
  'unreadable-time': { label: 'Unreadable time', meaning: 'A time cannot be read in the format chosen.' },
  'unreadable-row': { label: 'Unreadable row', meaning: 'A row has too few or too many fields.' },
  gap: { label: 'Gap', meaning: 'Bars that the calendar expects are not there.' },
  spike: { label: 'Spike', meaning: 'A price jumps far beyond its neighbours and returns.' },
  'stale-run': { label: 'Stale prices', meaning: 'The same price stands over many bars.' },
  'zero-volume': { label: 'No volume', meaning: 'Bars in which nothing was traded.' },
  'outside-session': {
    label: 'Outside trading hours',
    meaning: 'Bars at times when the calendar says closed.',
  },
}

/** Kinds that are facts about a series and not errors of its file. */
const OBSERVATIONS: readonly QualityKind[] = [
  'gap',
  'spike',
  'stale-run',
  'zero-volume',
  'outside-session',
  'unsorted',
]

/** Kinds that the import can drop, keep or refuse. */
export function isDefect(kind: QualityKind): boolean {
  return !OBSERVATIONS.includes(kind)
}

/** Kinds found, most frequent first. */
export function foundKinds(counts: QualityRecord['counts']): readonly { kind: QualityKind; count: number }[] {
  return (Object.keys(counts) as QualityKind[])
    .map((kind) => ({ kind, count: counts[kind] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}

export interface QualityGrade {
  readonly tone: 'success' | 'info' | 'warning'
  readonly text: string
  readonly tooltip: string
}

/** A count that fits a badge: thousands from ten thousand on. */
function roughly(count: number): string {
  return count < 10_000 ? formatCount(count) : `${formatCount(count / 1000)} k`
}

/** A word on a dataset's quality, the gravest first: defects that were kept, remarks on the series, rows left out. */
export function gradeQuality(quality: QualityRecord): QualityGrade {
  const found = foundKinds(quality.counts)
  const tooltip = found
    .map(({ kind, count }) => `${QUALITY_KINDS[kind].label}: ${formatCount(count)}`)
    .join('\n')
  const defects = found.filter(({ kind }) => isDefect(kind))
  const count = (entries: typeof found) => entries.reduce((sum, entry) => sum + entry.count, 0)
  const isLeftOut = quality.droppedRows >= count(defects)
  const remarks = found.filter(({ kind }) => !isDefect(kind))
  if (defects.length > 0 && !isLeftOut) {
    const total = count(defects)
    return { tone: 'warning', text: `${roughly(total)} ${total === 1 ? 'defect' : 'defects'}`, tooltip }
  }
  if (remarks.length > 0) {
    const total = count(remarks)
    return { tone: 'info', text: `${roughly(total)} ${total === 1 ? 'remark' : 'remarks'}`, tooltip }
  }
  if (defects.length > 0) return { tone: 'info', text: `${roughly(quality.droppedRows)} left out`, tooltip }
  return { tone: 'success', text: 'Clean', tooltip: 'No finding' }
}
