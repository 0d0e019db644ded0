import { createHash } from 'node:crypto'
import path from 'node:path'
import type { BarColumns } from '../../../shared/domain/bar.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { Timeframe } from '../../../shared/domain/timeframe.ts'
import { CORRECTIONS, knownCloses, readCorrections, readKnown } from '../bars/knownBars.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { columnsHash } from '../storage/columnsHash.ts'

/**
 * Writes the corrections of a dataset beside its bars and answers what its record says about when bars became known: the
 * hash covers the times and the number of corrections too.
 *
 * @param corrections A query of the later vintages, by time and then by when they became known.
 */
export async function writeVintages(
  session: DatabaseSession,
  barsFile: string,
  columns: BarColumns,
  corrections: string,
  timeframe: Timeframe,
): Promise<Pick<Dataset, 'hash' | 'vintages'>> {
  const file = path.join(path.dirname(barsFile), CORRECTIONS)
  const [counted] = await session.rows(`select count(*) from (${corrections})`)
  const count = Number(counted?.[0] ?? 0)
  if (count > 0) await session.writeParquet(corrections, file)
  const known = await readKnown(session, barsFile, columns.time.length)
  const { late } = knownCloses(columns.time, known, timeframe)
  const first = await columnsHash({ columns, closeMs: known })
  if (count === 0) return { hash: first, vintages: { late, corrections: 0 } }
  const { known: later, ...corrected } = await readCorrections(session, barsFile)
  const second = await columnsHash({ columns: corrected, closeMs: later })
  const hash = createHash('sha256').update(`${first}${second}`).digest('hex')
  return { hash, vintages: { late, corrections: count } }
}
