import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { AssetClass } from '../../../shared/domain/instrument.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import type { WorkOptions } from '../import/stageFile.ts'
import { checkQuality } from '../quality/checkQuality.ts'
import { writeBars } from '../storage/barTable.ts'
import { columnsHash } from '../storage/columnsHash.ts'
import { datasetId } from '../storage/datasetId.ts'
import {
  createDatasetFolder,
  finishDatasetFolder,
  type PreparedDataset,
} from '../storage/writeDatasetFolder.ts'
import { generateBars, type SyntheticProcess } from './generateBars.ts'
import { timeGrid } from './timeGrid.ts'

/** An instrument of a synthetic set. */
export interface SyntheticInstrument extends SyntheticProcess {
  readonly symbol: string
  readonly name: string
  readonly assetClass: AssetClass
}

/** A whole synthetic set. */
export interface SyntheticSet {
  readonly timeframe: Timeframe
  readonly startMs: number
  readonly bars: number
  readonly seed: number
  readonly instruments: readonly SyntheticInstrument[]
}

/** Generates a set and writes each instrument into a folder of its own below `target`. */
export async function writeSynthetic(
  session: DatabaseSession,
  set: SyntheticSet,
  nowMs: number,
  target: string,
  options: WorkOptions,
): Promise<PreparedDataset[]> {
  const { time, calendar, yearsPerBar } = timeGrid(set.timeframe, set.startMs, set.bars)
  const prepared: PreparedDataset[] = []
  const turn = () => throwIfCancelled(options.signal)
  for (const [index, made] of set.instruments.entries()) {
    turn()
    options.onProgress?.({ fraction: index / set.instruments.length, note: `Generating ${made.symbol}` })
    const columns = await generateBars(made, time, yearsPerBar, set.seed, index, turn)
    const id = datasetId(made.symbol, set.timeframe)
    const { folder, file } = await createDatasetFolder(target, id)
    await writeBars(session, columns, file)
    const instrument = {
      symbol: made.symbol,
      name: made.name,
      assetClass: made.assetClass,
      currency: 'USD',
      tickSize: made.tickSize,
      lotSize: 1,
      multiplier: 1,
      calendar,
    }
    const dataset: Dataset = {
      id,
      instrument,
      timeframe: set.timeframe,
      kind: 'bars',
      bars: time.length,
      fromMs: time[0] ?? 0,
      toMs: time[time.length - 1] ?? 0,
      adjustment: 'raw',
      timeZone: calendar === 'XNYS' ? 'America/New_York' : 'UTC',
      actions: 0,
      provenance: {
        kind: 'synthetic',
        source: `SYNTHETIC generator, seed ${set.seed}`,
        licence: 'none needed: generated',
        importedMs: nowMs,
      },
      quality: await checkQuality(columns, instrument, set.timeframe),
      hash: await columnsHash({ columns }),
    }
    prepared.push(await finishDatasetFolder(target, folder, dataset, []))
  }
  return prepared
}
