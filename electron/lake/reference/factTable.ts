import { DeskError } from '../../../shared/domain/deskError.ts'
import { momentOf } from '../../../shared/domain/moment.ts'
import { DELIMITERS, splitDelimited } from '../import/delimitedText.ts'
import { formatError } from '../import/fileErrors.ts'
import type { ReferenceText } from './referenceText.ts'

/** One column that a table of facts needs or may have, with the names under which it is found. */
export interface FactColumn {
  /** Normalised: lower case, letters and digits only. */
  readonly names: readonly string[]
  readonly isOptional?: boolean
}

/** A row of a table of facts; its readers throw errors that name file, row and column. */
export class FactRow<K extends string> {
  readonly row: number
  readonly #fields: readonly string[]
  readonly #table: FactTable<K>

  constructor(table: FactTable<K>, row: number, fields: readonly string[]) {
    this.#table = table
    this.row = row
    this.#fields = fields
  }

  /** The field as text without blanks around it; empty where the file has no such column. */
  text(column: K): string {
    const index = this.#table.indexOf(column)
    return index === undefined ? '' : (this.#fields[index] ?? '').trim()
  }

  /** @throws DeskError BAD_INPUT where the field is no finite number */
  number(column: K): number {
    const text = this.text(column)
    const value = text === '' ? Number.NaN : Number(text)
    if (Number.isFinite(value)) return value
    throw this.error(column, text === '' ? 'a number is missing' : `'${text}' is no number`)
  }

  /** A moment in epoch milliseconds UTC. @throws DeskError BAD_INPUT */
  moment(column: K): number {
    const text = this.text(column)
    const value = momentOf(text)
    if (value !== undefined) return value
    throw this.error(
      column,
      text === ''
        ? 'a date is missing'
        : `'${text}' is no date (2024-06-21, 20240621 or ISO 8601 with an offset)`,
    )
  }

  error(column: K, reason: string): DeskError {
    const name = this.#table.nameOf(column)
    const { fileName } = this.#table
    return new DeskError('BAD_INPUT', `${fileName}, row ${this.row}, column '${name}': ${reason}.`, {
      where: `${fileName}, row ${this.row}`,
      hint: 'Nothing was stored. Correct the row and import the file again.',
    })
  }
}

/** A delimited table with a header, whose columns are found by name in any order. Rows are counted as in the file. */
export class FactTable<K extends string> {
  readonly fileName: string
  readonly #indexes = new Map<K, number>()
  readonly #names = new Map<K, string>()
  readonly #lines: readonly string[]
  readonly #delimiter: string
  readonly #header: number
  readonly #width: number

  /** @throws DeskError FILE_FORMAT naming the columns that are missing */
  constructor({ fileName, text }: ReferenceText, columns: Readonly<Record<K, FactColumn>>, what: string) {
    this.fileName = fileName
    this.#lines = text.split(/\r\n|\n|\r/)
    this.#header = this.#lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'))
    const header = this.#lines[this.#header] ?? ''
    this.#delimiter = DELIMITERS.toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ','
    const fields = splitDelimited(header, this.#delimiter).map((field) => field.trim())
    this.#width = fields.length
    const normalised = fields.map((field) => field.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))
    const missing: string[] = []
    for (const key of keysOf(columns)) {
      const { names, isOptional } = columns[key]
      const index = normalised.findIndex((name) => names.includes(name))
      if (index >= 0) {
        this.#indexes.set(key, index)
        this.#names.set(key, fields[index] ?? key)
      } else if (!isOptional) missing.push(`'${key}'`)
    }
    if (missing.length > 0) {
      throw formatError(
        fileName,
        `this is no table of ${what}: there is no column ${missing.join(' and no column ')}.`,
        `Its header has ${fields.map((field) => `'${field}'`).join(', ')}.`,
      )
    }
  }

  has(column: K): boolean {
    return this.#indexes.has(column)
  }
  indexOf(column: K): number | undefined {
    return this.#indexes.get(column)
  }
  nameOf(column: K): string {
    return this.#names.get(column) ?? column
  }

  /** Rows below the header; blank lines and lines that begin with `#` are passed over. */
  *rows(): Generator<FactRow<K>> {
    for (let index = this.#header + 1; index < this.#lines.length; index++) {
      const line = this.#lines[index] ?? ''
      if (line.trim() === '' || line.startsWith('#')) continue
      const fields = splitDelimited(line, this.#delimiter)
      if (fields.length > this.#width) {
        throw new DeskError(
          'BAD_INPUT',
          `${this.fileName}, row ${index + 1}: there are ${fields.length} fields, the header has ${this.#width}.`,
          {
            where: `${this.fileName}, row ${index + 1}`,
            hint: 'A text with a comma in it stands in quotes.',
          },
        )
      }
      yield new FactRow(this, index + 1, fields)
    }
  }
}

function keysOf<K extends string>(record: Readonly<Record<K, FactColumn>>): K[] {
  const keys: K[] = []
  for (const key in record) keys.push(key)
  return keys
}
