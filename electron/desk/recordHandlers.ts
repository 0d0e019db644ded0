import type { DeskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { recordCalls, recordStreams } from '../../shared/rpc/contract/recordCalls.ts'
import type { CallHandlers, StreamHandlers } from '../../shared/rpc/rpcHandlers.ts'
import type { DeskServices } from './deskServices.ts'
import { countText } from './figureText.ts'
import { fileSafe } from './fileSafe.ts'
import { forward } from './forward.ts'
import { resolveFile } from './resolveFile.ts'

export function recordHandlers(services: DeskServices): CallHandlers<DeskContract, keyof typeof recordCalls> {
  const { records } = services.lake
  return {
    'records.list': () => [...records.list()],
    'records.latest': ({ id, maxPeriods }) => records.latest(id, maxPeriods),
    'records.vintages': ({ id, refMs }) => records.vintages(id, refMs),
    'records.news': async ({ id, search = '', limit }) => {
      const { items } = await records.news(id)
      const wanted = search.toLowerCase()
      return items
        .filter(({ text, type }) => `${type} ${text}`.toLowerCase().includes(wanted))
        .slice(-limit)
        .reverse()
    },
    'records.check': ({ id }) => records.check(id),
    'records.remove': async ({ id }) => {
      await records.remove(id)
      return {}
    },
    'records.export': async ({ id, format }) => ({
      fileName: `${fileSafe(id)}.${format}`,
      bytes: await records.export(id, format),
    }),
    'records.inspect': async ({ file, kind }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      return records.inspect(filePath, kind, displayName)
    },
    'records.knownAt': ({ text, timeZone, timeOfDay }) => ({
      timeMs: records.knownAt(text, { timeZone, timeOfDay }),
    }),
    'records.preview': async ({ file, fileHash, plan }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      return records.preview(filePath, fileHash, plan, displayName)
    },
    'records.commit': async ({ file, fileHash, plan }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      const result = await records.commit(filePath, fileHash, plan, displayName)
      const [first] = result.datasets
      services.notifications.raise({
        level: 'success',
        title:
          result.datasets.length === 1 && first
            ? `${first.id} imported`
            : `${result.datasets.length} series imported`,
        message: `${countText(result.added)} ${result.added === 1 ? 'row' : 'rows'} from ${displayName}`,
      })
      return result
    },
  }
}

export function recordStreamHandlers({
  lake: { records },
}: DeskServices): StreamHandlers<DeskContract, keyof typeof recordStreams> {
  return {
    'records.changes': (_params, sink) => {
      sink.push([...records.list()])
      forward(sink, (listener) => records.onChange(() => listener([...records.list()])))
    },
  }
}
