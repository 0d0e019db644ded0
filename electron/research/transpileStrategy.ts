import { type BuildFailure, type BuildOptions, build, type Message, type Plugin } from 'esbuild'
import type { Diagnostic } from '../../shared/domain/strategy.ts'

export interface TranspiledStrategy {
  /** CommonJS; its only `require` is `quarterdeck`. Empty where there are errors. */
  readonly code: string
  /** Source map (version 3, JSON) from `code` to the file as written. Empty where there are errors. */
  readonly sourceMap: string
  readonly diagnostics: readonly Diagnostic[]
}

/** The one module that a strategy can import. */
const SDK_MODULE = 'quarterdeck'

const onlyTheSdk: Plugin = {
  name: 'only-the-sdk',
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ kind, path }) => {
      if (kind === 'entry-point') return undefined
      if (path === SDK_MODULE) return { path, external: true }
      return {
        errors: [{ text: `a strategy can import only '${SDK_MODULE}', not '${path}'` }],
      }
    })
  },
}

/** esbuild counts columns in UTF-8 bytes from 0, editors in UTF-16 units from 1. */
function toColumn(lineText: string, byteColumn: number): number {
  return new TextDecoder().decode(new TextEncoder().encode(lineText).subarray(0, byteColumn)).length + 1
}

function toDiagnostic(severity: Diagnostic['severity'], message: Message): Diagnostic {
  const { location } = message
  const text = message.text.startsWith('Top-level await')
    ? 'a strategy cannot await: it is evaluated at once'
    : message.text
  return {
    severity,
    message: text.charAt(0).toUpperCase() + text.slice(1),
    line: location?.line ?? 1,
    column: location ? toColumn(location.lineText, location.column) : 1,
  }
}

function isBuildFailure(thrown: unknown): thrown is BuildFailure {
  return thrown instanceof Error && 'errors' in thrown && Array.isArray(thrown.errors)
}

/**
 * Turns a strategy file into plain JavaScript. Types are stripped and not checked; syntax errors and imports other
 * than `quarterdeck` are diagnostics at their line and column. Nothing of the file is executed.
 *
 * @param fileName Shown in messages and in the source map.
 */
export async function transpileStrategy(source: string, fileName: string): Promise<TranspiledStrategy> {
  const options = {
    stdin: { contents: source, loader: 'ts', sourcefile: fileName },
    bundle: true,
    write: false,
    outfile: 'strategy.js',
    format: 'cjs',
    platform: 'neutral',
    target: 'es2024',
    charset: 'utf8',
    sourcemap: 'external',
    logLevel: 'silent',
    legalComments: 'none',
    // An import that nothing uses is still an import that has to be refused.
    // A module is strict code: writing to what cannot be written is an error, and must not pass in silence.
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true, alwaysStrict: true } },
    // A computed import becomes a call of `require`, which knows one module.
    supported: { 'dynamic-import': false },
    plugins: [onlyTheSdk],
  } satisfies BuildOptions
  try {
    const { outputFiles, warnings } = await build(options)
    return {
      code: outputFiles.find((file) => file.path.endsWith('.js'))?.text ?? '',
      sourceMap: outputFiles.find((file) => file.path.endsWith('.map'))?.text ?? '',
      diagnostics: warnings.map((warning) => toDiagnostic('warning', warning)),
    }
  } catch (thrown) {
    if (!isBuildFailure(thrown)) throw thrown
    return {
      code: '',
      sourceMap: '',
      diagnostics: thrown.errors.map((error) => toDiagnostic('error', error)),
    }
  }
}
