import type { RecordPlan } from '../../../shared/domain/recordPlan.ts'
import type { RecordDefect, RecordQuality } from '../../../shared/domain/valueSeries.ts'

type Choice = NonNullable<RecordPlan['defects'][RecordDefect]>

/** What happens to rows of a kind unless the plan says otherwise. An empty cell says that there is no figure yet. */
export const DEFAULT_CHOICES: Readonly<Record<RecordDefect, Choice>> = {
  'missing-value': 'drop',
  'not-a-number': 'refuse',
  'unreadable-time': 'refuse',
  'unreadable-row': 'refuse',
  'duplicate-row': 'drop',
  'conflicting-vintage': 'refuse',
  'known-early': 'keep',
}

/** Kinds that cannot be kept, because there is nothing that could be stored. */
const UNSTORABLE: ReadonlySet<RecordDefect> = new Set([
  'missing-value',
  'not-a-number',
  'unreadable-time',
  'unreadable-row',
  'duplicate-row',
])

/** The record of rows without defects. */
export const NOTHING_FOUND: RecordQuality = { counts: {}, droppedRows: 0, examples: [] }

/** Examples of each kind that are kept. */
const EXAMPLES = 5

/** Counts the defects of an import, and decides by the plan what becomes of their rows. */
export class DefectCounter {
  readonly #plan: Pick<RecordPlan, 'defects'>
  readonly #counts = new Map<RecordDefect, number>()
  readonly #columns = new Map<string, RecordQuality>()
  readonly #examples: RecordQuality['examples'] = []
  #dropped = 0

  constructor(plan: Pick<RecordPlan, 'defects'>) {
    this.#plan = plan
  }

  choice(kind: RecordDefect): Choice {
    const chosen = this.#plan.defects[kind] ?? DEFAULT_CHOICES[kind]
    return chosen === 'keep' && UNSTORABLE.has(kind) ? 'drop' : chosen
  }

  /** Counts a row of a kind; answers whether it is kept. An empty cell is no row that was left out. */
  found(kind: RecordDefect, example: { row?: number; column?: string; message: string }): boolean {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    if (count <= EXAMPLES) this.#examples.push({ kind, ...example })
    const isKept = this.choice(kind) === 'keep'
    const isDropped = !isKept && kind !== 'missing-value'
    if (isDropped) this.#dropped++
    if (example.column !== undefined) this.#countColumn(example.column, kind, isDropped, example)
    return isKept
  }

  #countColumn(
    column: string,
    kind: RecordDefect,
    isDropped: boolean,
    example: { row?: number; message: string },
  ): void {
    const before = this.#columns.get(column) ?? NOTHING_FOUND
    const count = (before.counts[kind] ?? 0) + 1
    this.#columns.set(column, {
      counts: { ...before.counts, [kind]: count },
      droppedRows: before.droppedRows + (isDropped ? 1 : 0),
      examples: count <= EXAMPLES ? [...before.examples, { kind, ...example }] : before.examples,
    })
  }

  /** What was found in one column. */
  qualityOf(column: string): RecordQuality {
    return this.#columns.get(column) ?? NOTHING_FOUND
  }

  get refused(): RecordDefect[] {
    return [...this.#counts.keys()].filter((kind) => this.choice(kind) === 'refuse')
  }

  get quality(): RecordQuality {
    return {
      counts: Object.fromEntries(this.#counts),
      droppedRows: this.#dropped,
      examples: [...this.#examples],
    }
  }
}

/** Two records as one: what an addition found beside what was found before. */
export function joinQuality(a: RecordQuality, b: RecordQuality): RecordQuality {
  const counts = { ...a.counts }
  for (const kind of Object.keys(DEFAULT_CHOICES).filter(isDefect)) {
    const sum = (a.counts[kind] ?? 0) + (b.counts[kind] ?? 0)
    if (sum > 0) counts[kind] = sum
  }
  return {
    counts,
    droppedRows: a.droppedRows + b.droppedRows,
    examples: [...a.examples, ...b.examples].slice(0, 50),
  }
}

function isDefect(kind: string): kind is RecordDefect {
  return kind in DEFAULT_CHOICES
}
