import path from 'node:path'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { InstrumentPatch } from '../../../shared/domain/instrumentPatch.ts'
import { requireKnownCalendar } from '../calendars/calendarOf.ts'
import { noSuchData } from '../lakeErrors.ts'
import { readActions } from '../storage/datasetFiles.ts'
import { datasetFolderName } from '../storage/datasetId.ts'
import type { DatasetAmendment } from './amendDatasets.ts'
import { mergeActions, mergeInstrument } from './mergeTerms.ts'
import { badFields } from './patchProblems.ts'

/**
 * What patches make of the datasets of their symbols, of every timeframe.
 *
 * @throws DeskError DATA_MISSING for a symbol without data, BAD_INPUT naming every field that does not fit
 */
export async function patchInstruments(
  lakeFolder: string,
  datasets: readonly Dataset[],
  patches: readonly InstrumentPatch[],
  fileName: string,
): Promise<DatasetAmendment[]> {
  const problems: string[] = []
  const amendments: DatasetAmendment[] = []
  for (const patch of patches) {
    const own = datasets.filter(({ instrument }) => instrument.symbol === patch.symbol)
    if (own.length === 0) throw noSuchData(patch.symbol, '1d', datasets)
    if (patch.calendar !== undefined) requireKnownCalendar(patch.calendar)
    for (const [index, dataset] of own.entries()) {
      const found: string[] = []
      const instrument = mergeInstrument(dataset.instrument, patch, found)
      // Every timeframe of a symbol has the same fields: the first one's problems say it all.
      if (index === 0) problems.push(...found.map((problem) => `${patch.symbol}, ${problem}`))
      const standing = await readActions(path.join(lakeFolder, datasetFolderName(dataset.id)))
      const actions: CorporateAction[] = mergeActions(standing, patch.actions ?? [])
      amendments.push({ dataset: { ...dataset, instrument, actions: actions.length }, actions })
    }
  }
  if (problems.length > 0) throw badFields(fileName, problems)
  return amendments
}
