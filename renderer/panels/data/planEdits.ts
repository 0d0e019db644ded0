import { type ColumnRole, type ImportPlan, importPlanSchema } from '../../../shared/domain/importPlan.ts'

/** A plan together with the rows shown under it. */
export interface PlanSample {
  readonly plan: ImportPlan
  readonly rows: readonly (readonly string[])[]
}

/** Fields of a line, quotes respected; a doubled quote stands for itself (RFC 4180). */
export function splitFields(line: string, delimiter: string): string[] {
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  for (let index = 0; index < line.length; index += 1) {
    const letter = line[index] ?? ''
    if (isQuoted) {
      if (letter !== '"') field += letter
      else if (line[index + 1] === '"') {
        field += '"'
        index += 1
      } else isQuoted = false
    } else if (letter === '"' && field === '') isQuoted = true
    else if (letter === delimiter) {
      fields.push(field)
      field = ''
    } else field += letter
  }
  return [...fields, field]
}

function joinFields(fields: readonly string[], delimiter: string): string {
  return fields
    .map((field) =>
      field.includes(delimiter) || field.includes('"') ? `"${field.replaceAll('"', '""')}"` : field,
    )
    .join(delimiter)
}

const ROLE_NAMES: readonly (readonly [RegExp, ColumnRole])[] = [
  [/^(timestamp|time|datetime|date_?time)$/i, 'time'],
  [/^(date|day)$/i, 'date'],
  [/^(symbol|ticker)$/i, 'symbol'],
  [/^o(pen)?$/i, 'open'],
  [/^h(igh)?$/i, 'high'],
  [/^l(ow)?$/i, 'low'],
  [/^c(lose)?$/i, 'close'],
  [/^adj.*close$/i, 'adjusted-close'],
  [/^v(ol(ume)?)?$/i, 'volume'],
]

function guessRole(name: string): ColumnRole {
  return ROLE_NAMES.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? 'ignore'
}

/** Splits the sample again with another separator. Columns keep their roles where their count stays the same. */
export function changeDelimiter(
  sample: PlanSample,
  delimiter: NonNullable<ImportPlan['delimiter']>,
): PlanSample {
  const before = sample.plan.delimiter ?? ','
  const split = (fields: readonly string[]) => splitFields(joinFields(fields, before), delimiter)
  const names = split(sample.plan.columns.map((column) => column.name))
  const columns =
    names.length === sample.plan.columns.length
      ? sample.plan.columns
      : names.map((name) => ({ name, role: guessRole(name) }))
  return { plan: { ...sample.plan, delimiter, columns }, rows: sample.rows.map(split) }
}

/** Takes the first row for data, or for names. */
export function changeHeader(sample: PlanSample, hasHeader: boolean): PlanSample {
  const { plan, rows } = sample
  if (hasHeader === plan.hasHeader) return sample
  if (!hasHeader) {
    const first = plan.columns.map((column) => column.name)
    const columns = plan.columns.map(({ role }, index) => ({ name: `column${index + 1}`, role }))
    return { plan: { ...plan, hasHeader, columns }, rows: [first, ...rows] }
  }
  const [names, ...rest] = rows
  const columns = plan.columns.map(({ name, role }, index) => ({ name: names?.[index] ?? name, role }))
  return { plan: { ...plan, hasHeader, columns }, rows: rest }
}

/** Roles that a column may have alone; `close` is shared in a wide file, where each column is a symbol. */
function isSingle(role: ColumnRole, layout: ImportPlan['layout']): boolean {
  return role !== 'ignore' && !(layout === 'wide' && role === 'close') && role !== 'symbol'
}

/** Gives a column a role; another column that had it is ignored from then on. */
export function changeRole(plan: ImportPlan, index: number, role: ColumnRole): ImportPlan {
  const columns = plan.columns.map((column, place) => {
    if (place === index) return { ...column, role }
    return column.role === role && isSingle(role, plan.layout)
      ? { ...column, role: 'ignore' as const }
      : column
  })
  return { ...plan, columns }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What is wrong with one field of a plan, as a sentence; null where nothing is. */
export function fieldProblem(plan: ImportPlan, field: keyof ImportPlan): string | null {
  if (field === 'timeZone' && !isTimeZone(plan.timeZone)) {
    return 'A time zone is a name such as America/New_York or UTC.'
  }
  const [issue] = importPlanSchema.shape[field].safeParse(plan[field]).error?.issues ?? []
  return issue === undefined ? null : `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`
}

/** What still keeps the plan from being tried, in words; null where nothing does. */
export function planProblem(plan: ImportPlan): string | null {
  const has = (role: ColumnRole) => plan.columns.some((column) => column.role === role)
  if (!has('time') && !has('date')) return 'Choose the column that holds the time.'
  if (has('time-of-day') && !has('date')) return 'A column with the time of day needs one with the date.'
  if (!has('close') && !(has('bid-close') && has('ask-close'))) {
    return 'Choose the column that holds the close, or those with bid and ask.'
  }
  if (plan.layout === 'long' && !has('symbol') && (plan.symbol ?? '') === '') return 'Name the symbol.'
  const wrong = importPlanSchema.keyof().options.find((field) => fieldProblem(plan, field) !== null)
  return wrong === undefined ? null : 'One of the fields is not right yet.'
}
