import { fileURLToPath } from 'node:url'
import { type HeadlessDesk, openHeadlessDesk } from '../desk/headlessDesk.ts'
import { defaultHome } from '../desk/home.ts'
import type { Terminal } from './terminal.ts'

/** Root of the workstation's own files. */
export const APP_ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** What every command has at hand. */
export interface CliContext {
  readonly terminal: Terminal
  /** Folder given with --home, or the platform's. */
  readonly home: string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

export function homeOf(option: string | undefined): string {
  return option ?? process.env.QUARTERDECK_HOME ?? defaultHome()
}

/** Opens the home for a command and closes it afterwards, however the command ends. */
export async function withDesk<T>(
  { terminal, home }: CliContext,
  access: 'read' | 'write',
  work: (desk: HeadlessDesk) => Promise<T>,
  { withSamples = true }: { withSamples?: boolean } = {},
): Promise<T> {
  const desk = await openHeadlessDesk({
    home,
    appRoot: APP_ROOT,
    access,
    withSamples,
    onNote: (message) => terminal.note(message),
  })
  try {
    return await work(desk)
  } finally {
    await desk.close()
  }
}
