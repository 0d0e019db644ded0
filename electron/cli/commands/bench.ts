import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { APP_ROOT, type CliContext } from '../cliContext.ts'
import { EXIT } from '../terminal.ts'

/** `quarterdeck bench`: the benches of the sources, in a process of their own. */
export async function bench({ terminal, signal }: CliContext): Promise<number> {
  const file = path.join(APP_ROOT, 'tests/bench/bench.ts')
  if (!existsSync(file)) {
    throw new DeskError('UNSUPPORTED', 'The benches are part of the sources, which are not installed here.')
  }
  const args = terminal.isJson ? [file, '--json'] : [file]
  const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: APP_ROOT, signal })
  return new Promise((resolve) => {
    child.once('error', () => resolve(EXIT.failed))
    child.once('exit', (code) => resolve(code === 0 ? EXIT.done : EXIT.failed))
  })
}
