import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { timeframeMs } from '../../../shared/domain/timeframe.ts'
import { cleanSymbol } from '../detection/fileNameSymbol.ts'
import { MISSING_TEXTS } from '../detection/sampleNumber.ts'
import { literal } from '../duckdb/sqlText.ts'
import { DEFECT_BIT } from './defects.ts'
import { MAX_LINE_BYTES } from './fileErrors.ts'
import type { PlanColumns, PriceColumn } from './priceColumns.ts'

const DAY = 86_400_000

/** Whether bars of a plan are sessions, weeks or months, which are stored under their date at midnight UTC. */
export function isDated(timeframe: string): boolean {
  return timeframeMs(timeframe) >= DAY
}

/**
 * A query of columns `x0`, `x1`, ... VARCHAR over the staged file, one row per row of the file and in its order.
 * A `regular` file has no quotes and one kind of line end, which reads faster.
 */
export function textSourceSql(file: string, plan: ImportPlan, regular = false): string {
  const columns = plan.columns
  // Read by several threads the rows of a file do not always arrive in its order, on which row numbers depend.
  const reading = `auto_detect=false, header=false, parallel=false, strict_mode=${regular}`
  switch (plan.format) {
    case 'csv': {
      const types = columns.map((_, index) => `'x${index}': 'VARCHAR'`).join(', ')
      return (
        `select * from read_csv(${literal(file)}, ${reading}, delim=${literal(plan.delimiter ?? ',')}, ` +
        `quote='"', escape='"', columns={${types}})`
      )
    }
    case 'json-lines': {
      const fields = columns.map(({ name }, index) => `${jsonField(name)} as x${index}`).join(', ')
      return (
        `select ${fields} from (select case when json_valid(line) then line end as line from read_csv(${literal(file)}, ` +
        `${reading}, delim=chr(1), quote='', escape='', columns={'line': 'VARCHAR'}))`
      )
    }
    case 'parquet': {
      const fields = columns.map(({ name }, index) => `"${name.replaceAll('"', '""')}"::varchar as x${index}`)
      return `select ${fields.join(', ')} from read_parquet(${literal(file)})`
    }
  }
}

/** Text that DuckDB reads by several threads, as numbers at once. */
export interface PlainSource {
  readonly file: string
  /** Rows of names before the first row of data. */
  readonly headerRows: 0 | 1
}

/**
 * A query of the columns `x0`, `x1`, ... over plain text: prices, volumes and actions as DOUBLE, the rest as VARCHAR. It
 * fails at a number that is written otherwise than DuckDB casts numbers, and at a row with too few fields.
 */
export function typedSourceSql(source: PlainSource, plan: ImportPlan, columns: PlanColumns): string {
  const numeric = numericColumns(columns)
  const types = plan.columns.map((_, index) => `'x${index}': '${numeric.has(index) ? 'DOUBLE' : 'VARCHAR'}'`)
  return (
    `select * from read_csv(${literal(source.file)}, auto_detect=false, header=false, skip=${source.headerRows}, ` +
    `strict_mode=true, compression='none', hive_partitioning=false, max_line_size=${MAX_LINE_BYTES}, ` +
    `delim=${literal(plan.delimiter ?? ',')}, quote='"', escape='"', columns={${types.join(', ')}})`
  )
}

function numericColumns(columns: PlanColumns): ReadonlySet<number> {
  const { prices, volume, adjustedClose, dividend, split } = columns
  const indices = [...prices.map(({ index }) => index), volume, adjustedClose, dividend, split]
  return new Set(indices.filter((index) => index !== undefined))
}

/** A field of a JSON line: a key of an object, or `#3` for the fourth element of an array. */
function jsonField(name: string): string {
  const element = /^#(\d+)$/.exec(name)
  const path = element ? `$[${element[1]}]` : `$."${name.replaceAll('"', '\\"')}"`
  return `line->>${literal(path)}`
}

/** Turns a wide source into rows of time, symbol (`xs`) and price (`xp`); empty cells are no bars. */
export function wideSourceSql(source: string, plan: ImportPlan): string {
  const prices = plan.columns.flatMap((column, index) => (column.role === 'close' ? [{ column, index }] : []))
  const symbols = prices.map(({ column }) => literal(cleanSymbol(column.name) ?? column.name)).join(', ')
  const cells = prices.map(({ index }) => `x${index}`).join(', ')
  return (
    `select * from (select n, * exclude (n), unnest([${symbols}]) as xs, unnest([${cells}]) as xp from (${source})) ` +
    `where not (${isMissing('xp')})`
  )
}

/**
 * The numbers of a file: `s` symbol, `w` the time as wall clock ms, `z` whether `w` is an instant already, prices,
 * volume `v`, adjusted close `a`, `dv` dividend, `sp` split, the further columns of trades and quotes; for a wide file also the row `n`.
 */
export function numbersSql(source: string, plan: ImportPlan, columns: PlanColumns): string {
  return `select ${plan.layout === 'wide' ? 'n, ' : ''}${numberNames(columns).join(', ')} from (${readSql(source, plan, columns)})`
}

/** The same numbers, of plain text, without those that `constantsSql` gives. */
export function typedNumbersSql(source: PlainSource, plan: ImportPlan, columns: PlanColumns): string {
  const asIs = (text: string) => text
  const read = readSql(typedSourceSql(source, plan, columns), plan, columns, { number: asIs, volume: asIs })
  const constant = new Set(constants(plan, columns).map(([name]) => name))
  const names = numberNames(columns).filter((name) => !constant.has(name))
  return `select ${names.join(', ')} from (${read})`
}

/** The numbers that are the same in every row, as the file has no column of them. */
export function constantsSql(plan: ImportPlan, columns: PlanColumns): string {
  return constants(plan, columns)
    .map(([name, value]) => `, ${value} as ${name}`)
    .join('')
}

function constants(plan: ImportPlan, columns: PlanColumns): readonly (readonly [string, string])[] {
  const optional = [
    ['v', columns.volume],
    ['a', columns.adjustedClose],
    ['dv', columns.dividend],
    ['sp', columns.split],
  ] as const
  return [
    ...(columns.symbol.length === 0 ? [['s', literal(plan.symbol ?? '')] as const] : []),
    ...optional.flatMap(([name, index]) => (index === undefined ? [[name, 'null::double'] as const] : [])),
  ]
}

/** The numbers of a file with the bits of each row's own defects, and the row's cells as text where there are any. */
export function parsedSql(source: string, plan: ImportPlan, columns: PlanColumns): string {
  const volumeText = columns.volume === undefined ? undefined : `x${columns.volume}`
  const priceFlags = columns.prices
    .map((column) => priceFlag(column.alias, priceText(column, plan)))
    .join(' | ')
  const unusable = DEFECT_BIT['missing-price'] | DEFECT_BIT['not-a-number']
  const flags = [
    'pf',
    `case when pf & ${unusable} = 0 then ${rangeFlags(columns).join(' | ') || 0} else 0 end`,
    `case when v < 0 then ${DEFECT_BIT['negative-volume']} else 0 end`,
    ...(volumeText
      ? [
          `case when v is null and not (${isMissing(volumeText)}) then ${DEFECT_BIT['not-a-number']} else 0 end`,
        ]
      : []),
    `case when w is null${columns.known === undefined ? '' : ' or k is null'} then ${DEFECT_BIT['unreadable-time']} else 0 end`,
    `case when s is null or s = '' then ${DEFECT_BIT['unreadable-row']} else 0 end`,
  ]
  const texts = plan.columns.map((_, index) => `x${index}`).join(', ')
  const joined = flags.join(' | ')
  // A line that is no JSON gives no field at all.
  const none = plan.columns.map((_, index) => `x${index} is null`).join(' and ')
  const whole =
    plan.format === 'json-lines'
      ? `case when ${none} then ${DEFECT_BIT['unreadable-row']} else ${joined} end`
      : joined
  return (
    `select ${plan.layout === 'wide' ? 'n, ' : ''}${numberNames(columns).join(', ')}, flags::integer as flags, ` +
    `case when flags <> 0 then [${texts}] end as cells from (select *, ${whole} as flags from ` +
    `(select *, ${priceFlags} as pf from (${readSql(source, plan, columns)})))`
  )
}

function numberNames(columns: PlanColumns): string[] {
  const further = columns.ticks.map(({ alias }) => alias)
  return ['s', 'w', 'z', ...columns.prices.map(({ alias }) => alias), 'v', 'a', 'dv', 'sp', ...further]
}

function priceText(column: PriceColumn, plan: ImportPlan): string {
  return plan.layout === 'wide' ? 'xp' : `x${column.index}`
}

/** How SQL reads a number or a volume from a column. */
interface NumberReaders {
  readonly number: (text: string, decimal: '.' | ',') => string
  readonly volume: (text: string, decimal: '.' | ',') => string
}

/** The source's columns and the numbers in them. */
function readSql(
  source: string,
  plan: ImportPlan,
  columns: PlanColumns,
  { number, volume }: NumberReaders = TEXT_READERS,
): string {
  const decimal = plan.decimalSeparator
  const optional = (index: number | undefined) =>
    index === undefined ? 'null::double' : number(`x${index}`, decimal)
  const numbers = [
    ...columns.prices.map((column) => `${number(priceText(column, plan), decimal)} as ${column.alias}`),
    `${columns.volume === undefined ? 'null::double' : volume(`x${columns.volume}`, decimal)} as v`,
    `${optional(columns.adjustedClose)} as a`,
    `${optional(columns.dividend)} as dv`,
    `${optional(columns.split)} as sp`,
    ...columns.ticks.map(({ alias, sql }) => `${sql} as ${alias}`),
  ]
  const symbol = plan.layout === 'wide' ? 'xs' : symbolSql(plan, columns)
  const time = timeSql(plan, columns)
  return `select *, ${symbol} as s, ${time.wall} as w, ${time.instant} as z, ${numbers.join(', ')} from (${source})`
}

/** A quick test that a row has no defect at all, which almost every row passes; NaN is above every number. */
export function soundSql(columns: PlanColumns): string {
  const has = (alias: string) => columns.prices.some((column) => column.alias === alias)
  const tests = ['w is not null', "s <> ''"]
  if (columns.known !== undefined) tests.push('k is not null')
  if (columns.volume !== undefined) tests.push('v >= 0', 'isfinite(v)')
  for (const side of columns.kind === 'bars' ? [''] : ['b', 'a']) {
    const [open, high, low, close] = ['o', 'h', 'l', 'c'].map((part) => side + part)
    const inner = [open, close].filter((alias) => alias !== undefined && has(alias))
    if (high && low && has(high) && has(low)) {
      tests.push(`${low} > 0`, `isfinite(${high})`, `${low} <= ${high}`)
      for (const price of inner) tests.push(`${low} <= ${price}`, `${price} <= ${high}`)
    } else {
      const all = [open, high, low, close].filter((alias) => alias !== undefined && has(alias))
      for (const price of all) tests.push(`${price} > 0`, `isfinite(${price})`)
      // One bound alone is compared in full.
      if ((high && has(high)) || (low && has(low))) tests.push('false')
    }
  }
  if (columns.kind === 'quotes') {
    for (const part of ['o', 'h', 'l', 'c'])
      if (has(`b${part}`) && has(`a${part}`)) tests.push(`b${part} <= a${part}`)
  }
  return tests.join(' and ')
}

function isMissing(text: string): string {
  const texts = MISSING_TEXTS.map((missing) => literal(missing)).join(', ')
  return `${text} is null or lower(trim(${text})) in (${texts})`
}

/** A number: plain first, which almost all are; then with thousands separators. */
function number(text: string, decimal: '.' | ','): string {
  if (decimal === ',') {
    return `try_cast(replace(case when regexp_full_match(trim(${text}), '[-+]?\\d{1,3}(\\.\\d{3})+(,\\d*)?') then replace(${text}, '.', '') else ${text} end, ',', '.') as double)`
  }
  return `coalesce(try_cast(${text} as double), case when regexp_full_match(trim(${text}), '[-+]?\\d{1,3}(,\\d{3})+(\\.\\d*)?') then try_cast(replace(${text}, ',', '') as double) end)`
}

/** A volume may carry K, M or B; `nan` is a missing volume. */
function volume(text: string, decimal: '.' | ','): string {
  const plain = number(text, decimal)
  const scaled = ['K', 'M', 'B'].map(
    (suffix, index) =>
      `when upper(right(${text}, 1)) = '${suffix}' then ${number(`left(${text}, -1)`, decimal)} * 1e${3 * (index + 1)}`,
  )
  return `coalesce(${plain}, case ${scaled.join(' ')} end)`
}

const TEXT_READERS: NumberReaders = { number, volume }

function priceFlag(value: string, text: string): string {
  return (
    `case when ${value} is null then case when ${isMissing(text)} then ${DEFECT_BIT['missing-price']} else ${DEFECT_BIT['not-a-number']} end ` +
    `when not isfinite(${value}) then ${DEFECT_BIT['not-a-number']} when ${value} <= 0 then ${DEFECT_BIT['non-positive-price']} else 0 end`
  )
}

function rangeFlags(columns: PlanColumns): string[] {
  const has = (alias: string) => columns.prices.some((column) => column.alias === alias)
  const outside = (open: string, high: string, low: string, close: string) => {
    const tests = [
      has(high) && has(low) ? `${high} < ${low}` : '',
      ...[open, close].flatMap((price) => [
        has(price) && has(high) ? `${price} > ${high}` : '',
        has(price) && has(low) ? `${price} < ${low}` : '',
      ]),
    ].filter((test) => test !== '')
    return tests.length === 0
      ? []
      : [`case when ${tests.join(' or ')} then ${DEFECT_BIT['crossed-range']} else 0 end`]
  }
  if (columns.kind === 'bars') return outside('o', 'h', 'l', 'c')
  const crossed = ['o', 'h', 'l', 'c']
    .filter((part) => has(`b${part}`) && has(`a${part}`))
    .map((part) => `a${part} < b${part}`)
  return [
    ...outside('bo', 'bh', 'bl', 'bc'),
    ...outside('ao', 'ah', 'al', 'ac'),
    `case when ${crossed.join(' or ')} then ${DEFECT_BIT['crossed-quote']} else 0 end`,
  ]
}

function symbolSql(plan: ImportPlan, columns: PlanColumns): string {
  if (columns.symbol.length === 0) return literal(plan.symbol ?? '')
  const joined = columns.symbol.map((index) => `coalesce(x${index}, '')`).join(' || ')
  const cleaned = `regexp_replace(regexp_replace(regexp_replace(trim(${joined}), '\\s+', '_', 'g'), '[^\\p{L}\\p{N}._^=/:-]', '', 'g'), '^[^\\p{L}\\p{N}]+', '')`
  // Cleaning is slow and hardly ever needed.
  return `case when regexp_full_match(${joined}, '[A-Za-z0-9][A-Za-z0-9._^=/:-]{0,39}') then ${joined} else left(${cleaned}, 40) end`
}

function timeSql(plan: ImportPlan, columns: PlanColumns): { wall: string; instant: string } {
  const format = plan.timeFormat
  const parts = columns.time.map((index) => `x${index}`)
  const clock = parts[1]
  const dense = format.kind === 'pattern' && /%H%M%S$/.test(format.pattern) ? 6 : 4
  const padded =
    clock !== undefined && format.kind === 'pattern' && /%H%M(%S)?$/.test(format.pattern)
      ? [parts[0], `lpad(trim(${clock}), ${dense}, '0')`]
      : parts
  const text = padded.length === 1 ? `trim(${padded[0]})` : `trim(${padded[0]}) || ' ' || trim(${padded[1]})`
  switch (format.kind) {
    case 'epoch': {
      const perMs = { s: '* 1000', ms: '', us: '// 1000', ns: '// 1000000' }[format.unit]
      const exact = format.unit === 's' ? 'double' : 'hugeint'
      return { wall: `floor(try_cast(${text} as ${exact}) ${perMs})::bigint`, instant: 'true' }
    }
    case 'pattern':
      return { wall: `epoch_ms(try_strptime(${text}, ${literal(format.pattern)}))`, instant: 'false' }
    case 'iso': {
      // As TIMESTAMP the offset is left out; as TIMESTAMPTZ, which is slower, it is applied.
      const iso = parts.join(" || ' ' || ")
      const wall = `epoch_ms(${isoCast(iso, 'timestamp')})`
      const instant = `epoch_ms(${isoCast(iso, 'timestamptz')})`
      const utc = `(contains(${iso}, 'Z') or contains(${iso}, '+00'))`
      const offset = `(contains(${iso}, 'Z') or contains(${iso}, '+') or contains(substr(${iso}, 12), '-'))`
      if (isDated(plan.timeframe)) return { wall, instant: `(${utc} and ${wall} % ${DAY} <> 0)` }
      return { wall: `case when ${offset} then ${instant} else ${wall} end`, instant: offset }
    }
  }
}

/** DuckDB wants seconds before an offset and no blanks; a time that is written otherwise is completed. */
function isoCast(text: string, type: 'timestamp' | 'timestamptz'): string {
  const dense = `regexp_replace(trim(${text}), '^(.*:\\d{2}\\S*) +([Zz+-][0-9:]*)$', '\\1\\2')`
  const completed = `regexp_replace(${dense}, '^(.*[T ]\\d{1,2}:\\d{2})([Zz+-][0-9:]*)$', '\\1:00\\2')`
  return `coalesce(try_cast(${text} as ${type}), try_cast(${completed} as ${type}))`
}
