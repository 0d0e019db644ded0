/**
 * Runs a built Electron program under the double: `node shellProcess.ts APP_FOLDER [ARGUMENT]...`, forked by a spec.
 * The spec sends functions to evaluate over the process's channel, as Playwright's `_electron` does.
 */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { applicationDouble } from './application.ts'

const requestSchema = z.object({ id: z.number(), source: z.string(), argument: z.unknown() })

const double = new URL('electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
})

const electron: unknown = await import(double)
process.on('message', (message) => {
  const { id, source, argument } = requestSchema.parse(message)
  const evaluate: unknown = new Function('electron', 'argument', `return (${source})(electron, argument)`)
  Promise.resolve()
    .then(() => (typeof evaluate === 'function' ? evaluate(electron, argument) : undefined))
    .then(
      (value: unknown) => process.send?.({ id, value }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    )
})
// The spec is gone: nobody is left to quit the program.
process.on('disconnect', () => {
  setTimeout(() => process.exit(1), 10_000)
  applicationDouble.quit()
})

const folder = path.resolve(process.argv[2] ?? '.')
const { main } = z
  .object({ main: z.string() })
  .parse(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')))
await import(pathToFileURL(path.join(folder, main)).href)
