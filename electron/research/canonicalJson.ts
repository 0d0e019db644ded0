import { Buffer } from 'node:buffer'
import { endianness } from 'node:os'

/** Typed arrays in JSON: `{ "$float64": "<base64 of little-endian float64>" }`. */
const FLOAT64_KEY = '$float64'

function toLittleEndian(column: Float64Array): Buffer {
  const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength)
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64()
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * JSON with one spelling per value: keys sorted by UTF-16 code unit, no white space, absent and undefined the same,
 * numbers in their shortest form (ECMAScript's, as in RFC 8785). Float64 columns keep every bit.
 *
 * @throws RangeError for a number that JSON cannot hold outside of a column.
 */
export function canonicalJson(value: unknown): string {
  if (value instanceof Float64Array) {
    return `{"${FLOAT64_KEY}":"${toLittleEndian(value).toString('base64')}"}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new RangeError(`${value} cannot be written as JSON`)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
    return `{${members.join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}

/** The canonical JSON of an object whose members are canonical JSON already. */
export function canonicalObject(members: Readonly<Record<string, string>>): string {
  const texts = Object.keys(members)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${members[key]}`)
  return `{${texts.join(',')}}`
}

/** Parses what `canonicalJson` wrote; columns come back as typed arrays. */
export function parseCanonicalJson(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (!isPlainObject(value)) return value
    const encoded = value[FLOAT64_KEY]
    if (typeof encoded !== 'string' || Object.keys(value).length !== 1) return value
    const bytes = Buffer.from(encoded, 'base64')
    if (bytes.length % 8 !== 0) throw new SyntaxError('a column is cut off')
    const column = new Float64Array(bytes.length / 8)
    const target = Buffer.from(column.buffer)
    bytes.copy(target)
    if (endianness() !== 'LE') target.swap64()
    return column
  })
}
