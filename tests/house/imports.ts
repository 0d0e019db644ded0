import path from 'node:path'
import { parseSync, Visitor } from 'vite'
import { lineAt, type SourceFile } from './sources.ts'

/** One module named by another: by an import, a re-export, a dynamic import or a type import. */
export interface ImportOf {
  readonly from: string
  readonly line: number
  readonly specifier: string
  /** Path inside the project for a relative import; null for a package or a built-in. */
  readonly target: string | null
}

/** Parses TypeScript; a file that does not parse throws with its path. */
export function parseSource(file: SourceFile) {
  const parsed = parseSync(file.path, file.text)
  const [error] = parsed.errors
  if (error) throw new Error(`${file.path}: ${error.message}`)
  return parsed
}

/** Every module a file names, in the order of the text. */
export function importsOf(file: SourceFile): ImportOf[] {
  const found: ImportOf[] = []
  const add = (specifier: string, offset: number) => {
    const withoutQuery = specifier.replace(/\?.*$/, '')
    const target = withoutQuery.startsWith('.')
      ? path.posix.normalize(path.posix.join(path.posix.dirname(file.path), withoutQuery))
      : null
    found.push({ from: file.path, line: lineAt(file.text, offset), specifier, target })
  }
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.start)
    },
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') {
        add(node.source.value, node.start)
      }
    },
    TSImportType: (node) => add(node.source.value, node.start),
  }).visit(parseSource(file).program)
  return found.sort((a, b) => a.line - b.line)
}
