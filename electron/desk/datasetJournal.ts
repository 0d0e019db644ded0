import type { Lake } from '../lake/lake.ts'
import type { Store } from '../store/store.ts'
import type { LogService } from './logService.ts'

/** Writes what comes and goes in the lake into the journal: a run's data can be told from the data of today. */
export function journalDatasets(options: {
  lake: Lake
  store: Store
  log: LogService
  now: () => number
}): void {
  const { lake, store, log, now } = options
  let known = hashes(lake)
  const append = (event: Parameters<Store['append']>[0]) => {
    store.append(event, now()).catch((error: unknown) => log.writeFailure('store', error))
  }
  const changed = () => {
    const current = hashes(lake)
    for (const { id, hash, bars, provenance } of lake.list()) {
      if (known.get(id) === hash) continue
      append({ kind: 'dataset.stored', payload: { datasetId: id, hash, bars, source: provenance.source } })
      log.write('info', 'lake', `${id}: ${bars} bars from ${provenance.source}`)
    }
    for (const { id, hash, rows, provenance } of lake.records.list()) {
      if (known.get(id) === hash) continue
      append({
        kind: 'dataset.stored',
        payload: { datasetId: id, hash, bars: rows, source: provenance.source },
      })
      log.write('info', 'lake', `${id}: ${rows} rows from ${provenance.source}`)
    }
    for (const datasetId of known.keys()) {
      if (current.has(datasetId)) continue
      append({ kind: 'dataset.removed', payload: { datasetId } })
      log.write('info', 'lake', `${datasetId} removed`)
    }
    known = current
  }
  lake.onChange(changed)
  lake.records.onChange(changed)
}

function hashes(lake: Lake): Map<string, string> {
  return new Map([...lake.list(), ...lake.records.list()].map(({ id, hash }) => [id, hash]))
}
