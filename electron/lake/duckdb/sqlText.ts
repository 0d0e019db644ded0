/** A SQL string literal with quotes doubled. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
