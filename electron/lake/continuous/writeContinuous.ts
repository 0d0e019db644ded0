import type { ContinuousSpec } from '../../../shared/domain/continuous.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { checkQuality } from '../quality/checkQuality.ts'
import { writeBars } from '../storage/barTable.ts'
import { columnsHash } from '../storage/columnsHash.ts'
import { datasetId } from '../storage/datasetId.ts'
import {
  createDatasetFolder,
  finishDatasetFolder,
  type PreparedDataset,
} from '../storage/writeDatasetFolder.ts'
import type { MadeContinuous } from './makeContinuous.ts'

/** Writes a chain into a dataset folder below `target`: raw bars, and the rolls as actions. */
export async function writeContinuous(
  session: DatabaseSession,
  { columns, rolls, contracts, instrument, timeframe, timeZone, isSynthetic }: MadeContinuous,
  { root, roll, adjust }: ContinuousSpec,
  nowMs: number,
  target: string,
): Promise<PreparedDataset> {
  const id = datasetId(instrument.symbol, timeframe)
  const { folder, file } = await createDatasetFolder(target, id)
  await writeBars(session, columns, file)
  const bars = columns.time.length
  const dataset: Dataset = {
    id,
    instrument,
    timeframe,
    kind: 'bars',
    bars,
    fromMs: columns.time[0] ?? 0,
    toMs: columns.time[bars - 1] ?? 0,
    adjustment: 'raw',
    timeZone,
    actions: rolls.length,
    provenance: {
      kind: isSynthetic ? 'synthetic' : 'file',
      source: `${contracts.length} contracts of ${root} (${contracts[0]} to ${contracts.at(-1)}), rolled by ${roll}`,
      licence: 'as the contracts',
      importedMs: nowMs,
    },
    continuous: { root, roll, adjust, contracts: [...contracts] },
    quality: await checkQuality(columns, instrument, timeframe),
    hash: await columnsHash({ columns }),
  }
  return finishDatasetFolder(target, folder, dataset, rolls)
}
