import { z } from 'zod'

/**
 * Every way in which an expected failure can end, across processes, files and the command line.
 * A bug throws an ordinary Error and is reported as `INTERNAL`; everything a person can cause has a code here.
 * `docs/errors.md` lists them for users; a spec holds the two lists against each other.
 */
export const ERROR_CODES = [
  'BAD_INPUT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'CONFLICT',
  'CANCELLED',
  'FILE_UNREADABLE',
  'FILE_FORMAT',
  'FILE_CHANGED',
  'DATA_REFUSED',
  'DATA_MISSING',
  'STRATEGY_COMPILE',
  'STRATEGY_THREW',
  'STRATEGY_TIMEOUT',
  'STRATEGY_MEMORY',
  'RUN_FAILED',
  'BUNDLE_MISMATCH',
  'STORE_FAILED',
  'DISCONNECTED',
  'UNAUTHORIZED',
  'UNSUPPORTED',
  'OVERLOADED',
  'INTERNAL',
] as const

export const errorCodeSchema = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** The shape in which an error crosses a process, a socket or a file. */
export const errorShapeSchema = z.object({
  code: errorCodeSchema,
  /** What happened, in one sentence a user understands. */
  message: z.string(),
  /** Where: a file with line and column, a setting, an order. */
  where: z.string().optional(),
  /** What to do next. */
  hint: z.string().optional(),
  /** Machine readable particulars (rows, suggestions); plain JSON only. */
  details: z.record(z.string(), z.json()).optional(),
})
export type ErrorShape = z.infer<typeof errorShapeSchema>

/** An expected failure that keeps its code across every boundary. */
export class DeskError extends Error {
  readonly code: ErrorCode
  readonly where: string | undefined
  readonly hint: string | undefined
  readonly details: ErrorShape['details']

  constructor(code: ErrorCode, message: string, more: Omit<ErrorShape, 'code' | 'message'> = {}) {
    super(message)
    this.name = 'DeskError'
    this.code = code
    this.where = more.where
    this.hint = more.hint
    this.details = more.details
  }

  /** The cloneable form of this error. */
  toShape(): ErrorShape {
    const shape: ErrorShape = { code: this.code, message: this.message }
    if (this.where !== undefined) shape.where = this.where
    if (this.hint !== undefined) shape.hint = this.hint
    if (this.details !== undefined) shape.details = this.details
    return shape
  }

  /** Rebuilds the error on the other side of a boundary. */
  static fromShape(shape: ErrorShape): DeskError {
    const { code, message, ...more } = shape
    return new DeskError(code, message, more)
  }
}

/** What is wrong with a value at a boundary, as `path: reason`, the first few of many. */
function describeZodError({ issues }: z.ZodError): ErrorShape {
  const shown = issues.slice(0, 3).map(({ path, message }) => {
    const reason = message.charAt(0).toLowerCase() + message.slice(1)
    return path.length === 0 ? message : `${path.map(String).join('.')}: ${reason}`
  })
  const others = issues.length > shown.length ? `, and ${issues.length - shown.length} more` : ''
  const where = issues[0]?.path.map(String).join('.') ?? ''
  return {
    code: 'BAD_INPUT',
    message: `${shown.join('; ')}${others}.`,
    ...(where === '' ? {} : { where }),
  }
}

/** Any thrown value as a shape: an expected error keeps its code, anything else becomes `INTERNAL`. */
export function toErrorShape(thrown: unknown): ErrorShape {
  if (thrown instanceof DeskError) return thrown.toShape()
  if (thrown instanceof z.ZodError) {
    return describeZodError(thrown)
  }
  return { code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) }
}
