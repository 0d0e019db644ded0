/**
 * A strategy's source under another name: the `name` it declares is replaced, so that a copy is told apart from its
 * original in lists and results. A source that declares none, or computes it, stays as it is.
 */
export function withStrategyName(source: string, name: string): string {
  const declared = /(defineStrategy\(\{[^}]*?\bname:\s*)(['"`])(?:(?!\2)[^\\\n])*\2/
  const quoted = `'${name.replaceAll(/[\\']/g, '\\$&')}'`
  return source.replace(declared, (_match, before: string) => before + quoted)
}
