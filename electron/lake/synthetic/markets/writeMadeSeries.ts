import type { Dataset } from '../../../../shared/domain/dataset.ts'
import { calendarOf } from '../../calendars/calendarOf.ts'
import type { DatabaseSession } from '../../duckdb/lakeDatabase.ts'
import { checkQuality } from '../../quality/checkQuality.ts'
import { writeBars } from '../../storage/barTable.ts'
import { columnsHash } from '../../storage/columnsHash.ts'
import { datasetId } from '../../storage/datasetId.ts'
import {
  createDatasetFolder,
  finishDatasetFolder,
  type PreparedDataset,
} from '../../storage/writeDatasetFolder.ts'
import type { MadeSeries } from './madeSeries.ts'

/** Writes a generated series into a dataset folder below `target`. */
export async function writeMadeSeries(
  session: DatabaseSession,
  { instrument, timeframe, columns, actions }: MadeSeries,
  seed: number,
  nowMs: number,
  target: string,
): Promise<PreparedDataset> {
  const id = datasetId(instrument.symbol, timeframe)
  const { folder, file } = await createDatasetFolder(target, id)
  await writeBars(session, columns, file)
  const { time } = columns
  const dataset: Dataset = {
    id,
    instrument,
    timeframe,
    kind: 'bars',
    bars: time.length,
    fromMs: time[0] ?? 0,
    toMs: time[time.length - 1] ?? 0,
    adjustment: 'raw',
    timeZone: calendarOf(instrument.calendar)?.timeZone ?? 'UTC',
    actions: actions.length,
    provenance: {
      kind: 'synthetic',
      source: `SYNTHETIC generator, seed ${seed}`,
      licence: 'none needed: generated',
      importedMs: nowMs,
    },
    quality: await checkQuality(columns, instrument, timeframe),
    hash: await columnsHash({ columns }),
  }
  return finishDatasetFolder(target, folder, dataset, actions)
}
