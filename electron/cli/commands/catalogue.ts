import { type CliContext, withDesk } from '../cliContext.ts'
import { EXIT, textTable } from '../terminal.ts'

/** `quarterdeck strategy list` */
export async function strategyList(context: CliContext): Promise<number> {
  return withDesk(
    context,
    'read',
    async ({ library }) => {
      const entries = await library.list()
      context.terminal.answer(entries, () =>
        textTable([
          ['STRATEGY', 'NAME', 'ORIGIN'],
          ...entries.map(({ id, name, origin }) => [id, name, origin]),
        ]),
      )
      return EXIT.done
    },
    { withSamples: false },
  )
}

/** `quarterdeck plugin list`: plugins that could not be loaded make it fail. */
export async function pluginList(context: CliContext): Promise<number> {
  return withDesk(
    context,
    'read',
    async ({ plugins: { plugins, problems } }) => {
      const documents = plugins.map(({ manifest }) => manifest)
      const rows = documents.map(({ id, version, contributes }) => [
        id,
        version,
        contributes.strategies.map((strategy) => strategy.id).join(', '),
      ])
      for (const { file, field, message } of problems) {
        context.terminal.note(`not loaded: ${file}${field ? `, ${field}` : ''}: ${message}`)
      }
      context.terminal.answer({ plugins: documents, problems }, () =>
        textTable([['PLUGIN', 'VERSION', 'STRATEGIES'], ...rows]),
      )
      return problems.length > 0 ? EXIT.failed : EXIT.done
    },
    { withSamples: false },
  )
}
