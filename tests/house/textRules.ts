import type { Offence, SourceFile } from './sources.ts'

/** Longest file: what is longer holds more than one thing. Declarations that are one list may be longer. */
export const MAX_LINES = 400
const MAY_BE_LONGER = new Set(['shared/sdk/quarterdeck.d.ts'])

/** Files longer than the ceiling. */
export function checkFileSizes(files: readonly SourceFile[]): Offence[] {
  return files.flatMap((file) => {
    const lines = file.text.split('\n').length - 1
    if (lines <= MAX_LINES || MAY_BE_LONGER.has(file.path)) return []
    return [
      {
        path: file.path,
        line: MAX_LINES,
        found: `${lines} lines`,
        rule: `at most ${MAX_LINES} lines a file`,
      },
    ]
  })
}

/** Written in pieces, so that this file does not offend against itself. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [
    new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b`),
    'finished work has no reminders',
  ],
  [
    new RegExp(
      `(?<![\\w.])/(${['wor' + 'k/', 'ho' + 'me/[a-z]', 'Us' + 'ers/[a-z]', 'ro' + 'ot/'].join('|')})`,
    ),
    'no path of one machine',
  ],
  [
    new RegExp(
      ['registry\\.npm' + 'js\\.org', 'registry\\.yarn' + 'pkg', 'jfr' + 'og', 'artifact' + 'ory'].join('|'),
    ),
    'no registry host',
  ],
  [new RegExp('^\\s*(//|/\\*+)\\s*@ts-' + '(ignore|nocheck)'), 'the type checker is not silenced'],
]

/** Words that have no place in the project: reminders, paths of a machine, hosts of a registry. */
export function checkWords(files: readonly SourceFile[]): Offence[] {
  const found: Offence[] = []
  for (const file of files) {
    file.text.split('\n').forEach((text, index) => {
      for (const [pattern, rule] of FORBIDDEN) {
        const match = pattern.exec(text)
        if (match !== null) found.push({ path: file.path, line: index + 1, found: match[0], rule })
      }
    })
  }
  return found
}
