import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DeskError } from '../../shared/domain/deskError.ts'
import { equityCsv, fillsCsv, statementCsv } from '../../shared/domain/resultCsv.ts'
import type { HeadlessResult } from '../desk/headlessDesk.ts'
import { makeFolder } from '../desk/makeFolder.ts'
import type { BacktestOutput } from './backtestOutput.ts'

/**
 * Writes everything a run left into a folder: bundle, report, and fills, equity and statement as CSV.
 * @throws DeskError BAD_INPUT where the folder cannot be written.
 */
export async function writeResultFiles(
  folder: string,
  { result, bundle, report }: HeadlessResult,
): Promise<NonNullable<BacktestOutput['files']>> {
  const files = {
    bundle: path.join(folder, 'result.qdr'),
    report: path.join(folder, 'report.html'),
    fills: path.join(folder, 'fills.csv'),
    equity: path.join(folder, 'equity.csv'),
    statement: path.join(folder, 'statement.csv'),
  }
  const { fills, equity, statement } = result
  try {
    makeFolder(path.resolve(folder))
    await writeFile(files.bundle, bundle)
    await writeFile(files.report, report)
    await writeFile(files.fills, fillsCsv(fills))
    await writeFile(files.equity, equityCsv(equity))
    await writeFile(files.statement, statementCsv(statement))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DeskError('BAD_INPUT', `The results cannot be written: ${reason}.`, { where: folder })
  }
  return files
}
