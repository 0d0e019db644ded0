import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { backtestConfigSchema } from '../../shared/domain/backtest.ts'
import type { BuiltInStrategy } from './strategyLibrary.ts'

/** Where the examples are, below the workstation's own files: a folder each with `strategy.ts` and `run.json`. */
const FOLDER = path.join('resources', 'examples')

const runSchema = backtestConfigSchema.omit({ strategyId: true })

/**
 * The examples that come with the workstation: strategies, each with the settings of the run that it explains.
 * @throws ZodError for settings that are no configuration, which is a fault of the program's own files.
 */
export async function readExamples(appRoot: string): Promise<BuiltInStrategy[]> {
  const root = path.join(appRoot, FOLDER)
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  return Promise.all(
    folders.map(async ({ name }): Promise<BuiltInStrategy> => {
      const id = `example-${name}`
      const settings = runSchema.parse(
        JSON.parse(await readFile(path.join(root, name, 'run.json'), 'utf8')),
        {
          error: (issue) => `${id}: ${issue.message ?? 'not a configuration'}`,
        },
      )
      const suggestedRun = { strategyId: id, ...settings }
      return { id, file: path.join(root, name, 'strategy.ts'), origin: 'example', suggestedRun }
    }),
  )
}
