import type { Dataset } from '../../shared/domain/dataset.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { membersAt } from '../../shared/domain/security.ts'
import type { dataCalls, dataStreams } from '../../shared/rpc/contract/dataCalls.ts'
import type { DeskContract } from '../../shared/rpc/contract/deskContract.ts'
import type { CallHandlers, StreamHandlers } from '../../shared/rpc/rpcHandlers.ts'
import { suggestNames } from '../../shared/rpc/suggestNames.ts'
import { computeIndicator, INDICATORS } from '../engine/indicatorCatalogue.ts'
import { CALENDARS } from '../lake/calendars/calendarOf.ts'
import type { DeskServices } from './deskServices.ts'
import { countText } from './figureText.ts'
import { fileSafe } from './fileSafe.ts'
import { forward } from './forward.ts'
import { resolveFile } from './resolveFile.ts'
import type { UploadCall } from './uploadHandlers.ts'

type DataCall = Exclude<keyof typeof dataCalls, UploadCall>

export function dataHandlers(services: DeskServices): CallHandlers<DeskContract, DataCall> {
  const { lake, notifications } = services
  return {
    'data.list': () => [...lake.list()],
    'data.show': ({ datasetId }) => lake.show(datasetId),
    'data.timeframes': ({ datasetId }) => [...lake.timeframes(datasetId)],
    'data.bars': ({ datasetId, timeframe, fromMs, toMs, maxBars, adjusted }) =>
      lake.bars(datasetId, timeframe, fromMs, toMs, maxBars, adjusted),
    'data.check': ({ datasetId }) => lake.check(datasetId),
    'data.remove': async ({ datasetId }) => {
      await lake.remove(datasetId)
      return {}
    },
    'data.export': async ({ datasetId, format, adjusted }) => {
      const bytes =
        format === 'csv'
          ? await lake.exportCsv(datasetId, adjusted)
          : await lake.exportParquet(datasetId, adjusted)
      const suffix = adjusted === undefined ? '' : `.${adjusted.kind}`
      return { fileName: `${fileSafe(datasetId)}${suffix}.${format}`, bytes }
    },
    'data.resolve': ({ ticker, asOfMs, venue }) => lake.reference.securities.resolve(ticker, asOfMs, venue),
    'data.members': ({ index, asOfMs }) => ({
      members: membersAt(lake.reference.indexes.show(index), asOfMs),
    }),
    'data.indexes': () =>
      lake.reference.indexes.list().map(({ id, memberships }) => ({
        id,
        tickers: new Set(memberships.map(({ ticker }) => ticker)).size,
      })),
    'data.continuous': async ({ chain, ...spec }) => {
      if (chain === undefined) return lake.reference.continuous(spec)
      const { filePath, displayName } = await resolveFile(services, chain)
      return lake.reference.continuous(spec, { path: filePath, displayName })
    },
    'data.synthesize': async (spec, { signal, reportProgress }) =>
      lake.synthesize(spec, { signal, onProgress: reportProgress }),
    'calendars.list': () => CALENDARS.map(({ id, name, timeZone }) => ({ id, name, timeZone })),
    'indicators.list': () =>
      INDICATORS.map(({ arguments: list, outputs, ...indicator }) => ({
        ...indicator,
        arguments: list.map((argument) => ({ ...argument })),
        outputs: [...outputs],
      })),
    'indicators.compute': async ({ datasetId, timeframe, fromMs, toMs, maxBars, adjusted, requests }) => {
      for (const { indicator } of requests) requireIndicator(indicator)
      const { columns } = await lake.bars(datasetId, timeframe, fromMs, toMs, maxBars, adjusted)
      return {
        columns: requests.map((request) => computeIndicator(request.indicator, request.arguments, columns)),
      }
    },
    'data.instrument': ({ symbol }) => lake.reference.instrument(symbol),
    'import.reference': async ({ file, kind, symbol }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      return lake.reference.import(filePath, {
        kind,
        displayName,
        ...(symbol === undefined ? {} : { symbol }),
      })
    },
    'import.inspect': async ({ file }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      return lake.inspect(filePath, displayName)
    },
    'import.preview': async ({ file, fileHash, plan }, { signal, reportProgress }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      return lake.preview(filePath, fileHash, plan, { signal, onProgress: reportProgress, displayName })
    },
    'import.commit': async ({ file, fileHash, plan }, { signal, reportProgress }) => {
      const { filePath, displayName } = await resolveFile(services, file)
      const result = await lake.commit(filePath, fileHash, plan, {
        signal,
        onProgress: reportProgress,
        displayName,
      })
      announce(notifications, result.datasets, displayName)
      return result
    },
  }
}

export function dataStreamHandlers({
  lake,
}: DeskServices): StreamHandlers<DeskContract, keyof typeof dataStreams> {
  return {
    'data.changes': (_params, sink) => {
      sink.push([...lake.list()])
      forward(sink, (listener) => lake.onChange(() => listener([...lake.list()])))
    },
  }
}

function requireIndicator(id: string): void {
  const known = INDICATORS.map((indicator) => indicator.id)
  if (known.includes(id)) return
  const suggestions = suggestNames(id, known)
  throw new DeskError('NOT_FOUND', `There is no indicator '${id}'.`, {
    ...(suggestions.length > 0
      ? { hint: `Did you mean ${suggestions.join(' or ')}?`, details: { suggestions } }
      : {}),
  })
}

function announce(
  notifications: DeskServices['notifications'],
  datasets: readonly Dataset[],
  fileName: string,
): void {
  const first = datasets[0]
  if (first === undefined) return
  const bars = datasets.reduce((sum, dataset) => sum + dataset.bars, 0)
  notifications.raise({
    level: 'success',
    title:
      datasets.length === 1 ? `${first.instrument.symbol} imported` : `${datasets.length} datasets imported`,
    message: `${countText(bars)} ${bars === 1 ? 'bar' : 'bars'} from ${fileName}`,
    target: { kind: 'dataset', datasetId: first.id },
  })
}
