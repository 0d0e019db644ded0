import type { QualityKind } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'

/** Bits with which the parser marks the defects of a row. */
export const DEFECT_BIT = {
  'missing-price': 1,
  'not-a-number': 2,
  'non-positive-price': 4,
  'crossed-range': 8,
  'crossed-quote': 16,
  'negative-volume': 32,
  'unreadable-time': 64,
  'unreadable-row': 128,
  'duplicate-time': 256,
  'conflicting-duplicate': 512,
  unsorted: 1024,
} as const satisfies Partial<Record<QualityKind, number>>

export type ImportDefect = keyof typeof DEFECT_BIT

/** The kinds of defect an import decides about. */
export const IMPORT_DEFECTS: readonly ImportDefect[] = [
  'missing-price',
  'not-a-number',
  'non-positive-price',
  'crossed-range',
  'crossed-quote',
  'negative-volume',
  'unreadable-time',
  'unreadable-row',
  'duplicate-time',
  'conflicting-duplicate',
  'unsorted',
]

/** Kinds whose rows have no bar that could be stored. */
const NEVER_KEPT: readonly ImportDefect[] = [
  'missing-price',
  'not-a-number',
  'unreadable-time',
  'unreadable-row',
]

/** Rows with any of these have no usable time or price, so they take no part in the search for duplicates. */
export const UNUSABLE_BITS =
  DEFECT_BIT['missing-price'] |
  DEFECT_BIT['not-a-number'] |
  DEFECT_BIT['unreadable-time'] |
  DEFECT_BIT['unreadable-row']

/** Bits of the kinds with a given choice; kinds that the plan does not name are refused. */
export function choiceBits(plan: ImportPlan, choice: 'drop' | 'keep' | 'refuse'): number {
  return IMPORT_DEFECTS.reduce(
    (bits, kind) => ((plan.defects[kind] ?? 'refuse') === choice ? bits | DEFECT_BIT[kind] : bits),
    0,
  )
}

/** Refuses choices that cannot be carried out. @throws DeskError BAD_INPUT */
export function checkChoices(plan: ImportPlan): void {
  for (const kind of NEVER_KEPT) {
    if (plan.defects[kind] !== 'keep') continue
    throw new DeskError(
      'BAD_INPUT',
      `Rows with the defect '${kind}' cannot be kept: there is no bar to store.`,
      {
        where: `defects.${kind}`,
        hint: "Choose 'drop' to leave them out or 'refuse' to stop the import.",
      },
    )
  }
}
