import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { datasetFolderName } from './datasetId.ts'

/** A dataset whose folder stands ready to be moved into the lake. */
export interface PreparedDataset {
  readonly dataset: Dataset
  readonly folder: string
}

/** Makes the folder of a dataset and returns its name and the file that its bars are to be written to. */
export async function createDatasetFolder(
  target: string,
  id: string,
): Promise<{ folder: string; file: string }> {
  const folder = datasetFolderName(id)
  await mkdir(path.join(target, folder))
  return { folder, file: path.join(target, folder, 'bars.parquet') }
}

/** Writes what stands beside the bars: the record and the corporate actions. */
export async function finishDatasetFolder(
  target: string,
  folder: string,
  dataset: Dataset,
  actions: readonly CorporateAction[],
): Promise<PreparedDataset> {
  await writeFile(path.join(target, folder, 'dataset.json'), `${JSON.stringify(dataset, null, 2)}\n`)
  await writeFile(path.join(target, folder, 'actions.json'), `${JSON.stringify(actions)}\n`)
  return { dataset, folder }
}
