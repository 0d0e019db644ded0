import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const PROJECT_FOLDER = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** A place that breaks a rule. */
export interface Offence {
  readonly path: string
  /** From 1. */
  readonly line: number
  /** What stands there. */
  readonly found: string
  /** The rule it breaks. */
  readonly rule: string
}

/** The files git knows or would add: what ignores say is left out. */
export function listFiles(): string[] {
  const output = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: PROJECT_FOLDER,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  const files = [...new Set(output.split('\0'))].filter((file) => file !== '')
  return files.filter((file) => existsSync(path.join(PROJECT_FOLDER, file))).sort()
}

/** Reads the files whose name ends in one of the given endings. */
export function readSources(files: readonly string[], endings: readonly string[]): SourceFile[] {
  return files
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .map((file) => ({ path: file, text: readFileSync(path.join(PROJECT_FOLDER, file), 'utf8') }))
}

/** Line number, from 1, of an offset in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let i = text.indexOf('\n'); i !== -1 && i < offset; i = text.indexOf('\n', i + 1)) line++
  return line
}

/** One line per offence, as an editor's terminal can follow it. */
export function formatOffence(offence: Offence): string {
  return `${offence.path}:${offence.line}  ${offence.found}  (${offence.rule})`
}
