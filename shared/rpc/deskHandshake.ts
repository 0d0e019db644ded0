import { z } from 'zod'

/**
 * How a parent starts a desk process and reaches it. The parent gives these environment variables, waits for the line
 * `DESK_READY` on the process's stdout, connects to the socket (a Unix domain socket, or a named pipe on Windows) with
 * the byte-stream transport, and sends a hello as the first message; without the right token the desk hangs up.
 * The desk ends cleanly on SIGTERM, and when its stdin closes because the parent is gone.
 */
export const DESK_ENVIRONMENT = {
  socket: 'QUARTERDECK_SOCKET',
  token: 'QUARTERDECK_TOKEN',
  /** Absent: the platform's data folder. */
  home: 'QUARTERDECK_HOME',
} as const

/** The line on the desk process's stdout that says the socket listens. */
export const DESK_READY = 'quarterdeck desk ready'

export const deskHelloSchema = z.object({ type: z.literal('hello'), token: z.string().min(32) })
export type DeskHello = z.infer<typeof deskHelloSchema>
