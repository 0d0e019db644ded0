/** Field separators an import knows, in the order in which ties are decided. */
export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof DELIMITERS)[number]

/** Splits a line of delimited text after RFC 4180: fields may stand in double quotes, a doubled quote is one. */
export function splitDelimited(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const fields: string[] = []
  let field = ''
  let quoted = false
  for (let i = 0; i < line.length; i++) {
    const character = line[i]
    if (quoted) {
      if (character === '"' && line[i + 1] === '"') {
        field += '"'
        i++
      } else if (character === '"') quoted = false
      else field += character
    } else if (character === '"') quoted = true
    else if (character === delimiter) {
      fields.push(field)
      field = ''
    } else field += character
  }
  fields.push(field)
  return fields
}
