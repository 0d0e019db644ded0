/** A SQL string literal with quotes doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A SQL identifier in double quotes. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
