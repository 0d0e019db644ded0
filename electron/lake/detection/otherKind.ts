import { plainName } from './columnRoles.ts'

/** What a file's columns tell of a kind of file that is no bars; the first rule that holds names it. */
const RULES: readonly {
  readonly kind: string
  readonly isShownBy: (names: ReadonlySet<string>) => boolean
}[] = [
  { kind: 'funding', isShownBy: (names) => names.has('fundingrate') },
  { kind: 'margins', isShownBy: (names) => names.has('initial') && names.has('maintenance') },
  {
    kind: 'news',
    isShownBy: (names) => ['text', 'headline', 'title'].some((name) => names.has(name)),
  },
  {
    kind: 'members',
    isShownBy: (names) =>
      names.has('add') || names.has('dateadded') || (names.has('ticker') && names.has('startdate')),
  },
  {
    kind: 'securities',
    isShownBy: (names) =>
      names.has('from') || names.has('startdate') || (names.size === 2 && names.has('ticker')),
  },
  {
    kind: 'instruments',
    isShownBy: (names) =>
      names.has('symbol') && (names.has('effectivedate') || (names.has('exdate') && names.has('amount'))),
  },
  { kind: 'corporate-actions', isShownBy: (names) => names.has('eventuniqueid') },
]

/** The end of the error about a file without prices: as what else it can be imported. */
export function otherKindHint(names: readonly string[]): string {
  const plain = new Set(names.map(plainName))
  const found = RULES.find(({ isShownBy }) => isShownBy(plain))
  if (found?.kind === 'instruments') {
    return 'Splits and dividends of a table are imported as the actions of instruments, in JSON (kind instruments).'
  }
  if (found) return `It looks like a file of ${found.kind}: import it with the kind ${found.kind}.`
  return 'A series of figures, such as a rate or an index of prices, is imported with the kind values.'
}
