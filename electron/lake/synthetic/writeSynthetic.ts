import type { AssetClass } from '../../../shared/domain/instrument.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { throwIfCancelled } from '../duckdb/lakeDatabase.ts'
import type { WorkOptions } from '../import/stageFile.ts'
import type { PreparedDataset } from '../storage/writeDatasetFolder.ts'
import { generateBars, type SyntheticProcess } from './generateBars.ts'
import { madeInstrument } from './markets/madeSeries.ts'
import { writeMadeSeries } from './markets/writeMadeSeries.ts'
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
    const instrument = madeInstrument(
      { symbol: made.symbol, name: made.name },
      { assetClass: made.assetClass, calendar, tickSize: made.tickSize },
    )
    const series = { instrument, timeframe: set.timeframe, columns, actions: [] }
    prepared.push(await writeMadeSeries(session, series, set.seed, nowMs, target))
  }
  return prepared
}
