import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { APP_ROOT, type CliContext } from '../cliContext.ts'
import { EXIT } from '../terminal.ts'

/**
 * `quarterdeck bench [NAME...]`: the benches of the sources whose names contain one of the words, in a process of
 * their own.
 *
 * @throws DeskError NOT_FOUND where no bench matches, UNSUPPORTED where the sources are not there.
 */
export async function bench({ terminal, signal }: CliContext, names: readonly string[]): Promise<number> {
  const file = path.join(APP_ROOT, 'tests/bench/bench.ts')
  if (!existsSync(file)) {
    throw new DeskError('UNSUPPORTED', 'The benches are part of the sources, which are not installed here.')
  }
  const args = [file, ...(terminal.isJson ? ['--json'] : []), '--', ...names]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: APP_ROOT, signal })
  let answer = ''
  let remarks = ''
  child.stdout.on('data', (text) => {
    answer += String(text)
  })
  child.stderr.on('data', (text) => {
    remarks += String(text)
    terminal.progress(String(text).trim())
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('close', resolve)
  })
  if (signal.aborted) throw new DeskError('CANCELLED', 'The benches were stopped.')
  if (code === EXIT.badInput) throw new DeskError('NOT_FOUND', remarks.trim())
  if (code !== EXIT.done) throw new DeskError('RUN_FAILED', `The benches failed: ${remarks.trim()}`)
  terminal.raw(answer)
  return EXIT.done
}
