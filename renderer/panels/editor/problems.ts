import type { Diagnostic } from '../../../shared/domain/strategy.ts'

/** A message at a place in the file, from TypeScript, from the strategy compiler, or from a run. */
export interface Problem {
  readonly owner: 'typescript' | 'compiler' | 'run'
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly line: number
  readonly column: number
}

/**
 * One list of what is wrong, in the order of the file, errors first on a line. Where TypeScript already reports an
 * error on a line, the compiler's word on the same line is left out: it is the same mistake, said with less detail.
 */
export function mergeProblems(
  typescript: readonly Problem[],
  compiler: readonly Diagnostic[],
  run: Problem | null,
): Problem[] {
  const told = new Set(typescript.filter(({ severity }) => severity === 'error').map(({ line }) => line))
  const fromCompiler = compiler
    .filter(({ line }) => !told.has(line))
    .map((diagnostic): Problem => ({ owner: 'compiler', ...diagnostic }))
  const order = { error: 0, warning: 1, info: 2 } as const
  return [...typescript, ...fromCompiler, ...(run === null ? [] : [run])].sort(
    (a, b) => a.line - b.line || order[a.severity] - order[b.severity] || a.column - b.column,
  )
}

/** `2 errors, 1 warning`, or what to say when there are none. */
export function problemCount(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  if (errors === 0 && warnings === 0) return 'No problems'
  const parts = [
    errors === 0 ? null : `${errors} ${errors === 1 ? 'error' : 'errors'}`,
    warnings === 0 ? null : `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}
