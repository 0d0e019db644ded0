import { DeskError, type ErrorCode, type ErrorShape, toErrorShape } from '../../shared/domain/deskError.ts'

/** Exit codes of the command line. */
export const EXIT = { done: 0, failed: 1, badInput: 2 } as const

/** Failures that lie in what the user gave; all others are failures of the work. */
const BAD_INPUT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BAD_INPUT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'FILE_UNREADABLE',
  'FILE_FORMAT',
  'DATA_REFUSED',
  'DATA_MISSING',
  'STRATEGY_COMPILE',
  'UNSUPPORTED',
])

export function exitCodeOf(error: ErrorShape): number {
  return BAD_INPUT.has(error.code) ? EXIT.badInput : EXIT.failed
}

/** Where a command writes; the process's own streams outside of tests. */
export interface TerminalStreams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean | undefined }
}

/**
 * Output of one command: the answer on stdout, as text or as exactly one JSON document; notes and progress on stderr.
 */
export class Terminal {
  readonly isJson: boolean
  readonly #streams: TerminalStreams
  #hasProgressLine = false

  constructor(streams: TerminalStreams, isJson: boolean) {
    this.#streams = streams
    this.isJson = isJson
  }

  /** The command's answer: `document` with --json, else the text. */
  answer(document: unknown, text: () => string): void {
    this.#clearProgress()
    this.#streams.stdout.write(this.isJson ? `${JSON.stringify(document, null, 2)}\n` : `${text()}\n`)
  }

  /** An answer that has its final form already. */
  raw(text: string): void {
    this.#clearProgress()
    this.#streams.stdout.write(text)
  }

  /** A remark beside the answer. */
  note(message: string): void {
    this.#clearProgress()
    this.#streams.stderr.write(`${message}\n`)
  }

  /** How far the work has come; one line that is written over, and only where a person watches. */
  progress(message: string): void {
    if (!this.#streams.stderr.isTTY) return
    this.#streams.stderr.write(`\r\u001b[2K${message}`)
    this.#hasProgressLine = true
  }

  /** Reports a failure and answers its exit code. */
  fail(thrown: unknown): number {
    const error = toErrorShape(thrown)
    this.#clearProgress()
    if (this.isJson) this.#streams.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`)
    else this.#streams.stderr.write(`${describeError(error)}\n`)
    if (error.code === 'INTERNAL' && thrown instanceof Error && process.env.QUARTERDECK_DEBUG) {
      this.#streams.stderr.write(`${thrown.stack}\n`)
    }
    return exitCodeOf(error)
  }

  #clearProgress(): void {
    if (!this.#hasProgressLine) return
    this.#streams.stderr.write('\r\u001b[2K')
    this.#hasProgressLine = false
  }
}

function describeError({ message, where, hint }: ErrorShape): string {
  const place = where === undefined || message.includes(where) ? '' : ` (${where})`
  return `error: ${message}${place}${hint === undefined ? '' : `\n  ${hint}`}`
}

/** A refusal of what was typed. */
export function badInput(message: string, hint?: string): DeskError {
  return new DeskError('BAD_INPUT', message, hint === undefined ? {} : { hint })
}

/** Columns padded to their widest cell; those named in `right` are aligned to the right. */
export function textTable(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0
          return right.includes(column) ? cell.padStart(width) : cell.padEnd(width)
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
