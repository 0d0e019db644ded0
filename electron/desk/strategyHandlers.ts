import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { DeskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { strategyCalls, strategyStreams } from '../../shared/rpc/contract/strategyCalls.ts'
import type { CallHandlers, StreamHandlers } from '../../shared/rpc/rpcHandlers.ts'
import { compileStrategy } from '../research/strategyCompiler.ts'
import type { DeskServices } from './deskServices.ts'
import { forward } from './forward.ts'

const DECLARATION = new URL('../../shared/sdk/quarterdeck.d.ts', import.meta.url)
/** The name under which an editor's unsaved text is compiled. */
const UNSAVED_NAME = 'strategy.ts'

export function strategyHandlers({
  library,
  store,
  checks,
  holdOuts,
  now,
  compileOptions,
}: DeskServices): CallHandlers<DeskContract, keyof typeof strategyCalls> {
  const journalSaved = async (strategyId: string, source: string) => {
    const hash = createHash('sha256').update(source).digest('hex')
    await store.append({ kind: 'strategy.saved', payload: { strategyId, hash } }, now())
  }
  return {
    'strategies.list': async () => [...(await library.list())],
    'strategies.templates': async () => [...(await library.templates())],
    'strategies.examples': () => library.examples(),
    'strategies.read': ({ id }) => library.read(id),
    'strategies.create': async ({ name, templateId }) => {
      const created = await library.create(name, templateId)
      await journalSaved(created.entry.id, created.source)
      return created
    },
    'strategies.save': async ({ id, source, baseModifiedMs }) => {
      const entry = await library.save(id, source, baseModifiedMs)
      await journalSaved(entry.id, source)
      return entry
    },
    'strategies.rename': ({ id, name }) => library.rename(id, name),
    'strategies.remove': async ({ id }) => {
      await library.remove(id)
      await store.append({ kind: 'strategy.removed', payload: { strategyId: id } }, now())
      return {}
    },
    'strategies.compile': async ({ source }, { signal }) => {
      const { diagnostics, description } = await compileStrategy(source, UNSAVED_NAME, {
        ...compileOptions,
        signal,
      })
      return { diagnostics: [...diagnostics], description }
    },
    'strategies.check': ({ config, request }, { signal, reportProgress }) =>
      checks.start(config, request, {
        signal,
        onProgress: (fraction) => reportProgress({ fraction, note: 'checking' }),
      }),
    'strategies.checks': ({ strategyHash }) => checks.list(strategyHash),
    'strategies.evidence': async ({ id }) => {
      const { source, entry } = await library.read(id)
      const strategyHash = createHash('sha256').update(source).digest('hex')
      const [found, openings] = await Promise.all([checks.list(strategyHash), holdOuts.openings()])
      const isOwn = ({ strategyId, strategyName }: (typeof openings)[number]) =>
        strategyId === id || strategyName === entry.name
      return { strategyHash, checks: found, openings: openings.filter(isOwn) }
    },
    'strategies.holdOutOpenings': () => holdOuts.openings(),
    'strategies.declaration': async () => ({ text: await readFile(DECLARATION, 'utf8') }),
  }
}

export function strategyStreamHandlers({
  library,
  log,
}: DeskServices): StreamHandlers<DeskContract, keyof typeof strategyStreams> {
  return {
    'strategies.changes': (_params, sink) => {
      const tell = async () => {
        try {
          sink.push([...(await library.list())])
        } catch (error) {
          log.writeFailure('desk', error)
        }
      }
      void tell()
      forward(sink, () => library.onChange(() => void tell()))
    },
  }
}
