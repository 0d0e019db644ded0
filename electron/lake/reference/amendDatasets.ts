import { copyFile, link, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { commitFolders } from '../storage/commitFolders.ts'
import { datasetFolderName } from '../storage/datasetId.ts'

/** A dataset as it is to be from now on; its bars stay. */
export interface DatasetAmendment {
  readonly dataset: Dataset
  readonly actions: readonly CorporateAction[]
}

/**
 * Replaces records and actions of datasets, all or none, also after a crash: new folders are made in `staging` around
 * the same bars and moved into place together.
 */
export async function amendDatasets(
  lakeFolder: string,
  staging: string,
  amendments: readonly DatasetAmendment[],
): Promise<void> {
  const folders: string[] = []
  for (const { dataset, actions } of amendments) {
    const folder = datasetFolderName(dataset.id)
    const target = path.join(staging, 'new', folder)
    await mkdir(target)
    await linkOrCopy(path.join(lakeFolder, folder, 'bars.parquet'), path.join(target, 'bars.parquet'))
    await writeFile(path.join(target, 'dataset.json'), `${JSON.stringify(dataset, null, 2)}\n`)
    await writeFile(path.join(target, 'actions.json'), `${JSON.stringify(actions)}\n`)
    folders.push(folder)
  }
  await commitFolders(lakeFolder, staging, folders)
}

/** A second name for a file, where the file system has them; bars are never written in place. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to)
  }
}
