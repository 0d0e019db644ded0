import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type CorporateAction, corporateActionSchema } from '../../../shared/domain/bar.ts'
import { type Dataset, datasetSchema } from '../../../shared/domain/dataset.ts'
import { datasetFolderName } from './datasetId.ts'
import { writeFileAtomically } from './durable.ts'

const RECORD = 'dataset.json'
const actionsSchema = z.array(corporateActionSchema)

/** Reads the records of all datasets of a lake. One that cannot be read is logged and left where it is. */
export async function readDatasets(
  lakeFolder: string,
  log?: (level: 'warning', message: string) => void,
): Promise<Map<string, Dataset>> {
  const datasets = new Map<string, Dataset>()
  for (const entry of await readdir(lakeFolder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.includes('@')) continue
    try {
      const text = await readFile(path.join(lakeFolder, entry.name, RECORD), 'utf8')
      const dataset = datasetSchema.parse(JSON.parse(text))
      if (datasetFolderName(dataset.id) !== entry.name) throw new Error('the record is of another dataset')
      datasets.set(dataset.id, dataset)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log?.('warning', `The dataset in '${entry.name}' cannot be read and is left out: ${reason}`)
    }
  }
  return datasets
}

/** Replaces the record of a dataset. */
export async function writeDatasetRecord(folder: string, dataset: Dataset): Promise<void> {
  await writeFileAtomically(path.join(folder, RECORD), `${JSON.stringify(dataset, null, 2)}\n`)
}

/** The corporate actions of a dataset, ascending by time. */
export async function readActions(folder: string): Promise<CorporateAction[]> {
  return actionsSchema.parse(JSON.parse(await readFile(path.join(folder, 'actions.json'), 'utf8')))
}
