import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { HeadlessResult } from '../desk/headlessDesk.ts'
import { makeFolder } from '../desk/makeFolder.ts'
import type { BacktestOutput } from './backtestOutput.ts'

function csvCell(value: string | number | undefined): string {
  const text = String(value ?? '')
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csv(header: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join('')
}

/**
 * Writes everything a run left into a folder: bundle, report, and fills and equity as CSV.
 * @throws DeskError BAD_INPUT where the folder cannot be written.
 */
export async function writeResultFiles(
  folder: string,
  { result, bundle, report }: HeadlessResult,
): Promise<NonNullable<BacktestOutput['files']>> {
  const iso = (timeMs: number) => new Date(timeMs).toISOString()
  const files = {
    bundle: path.join(folder, 'result.qdr'),
    report: path.join(folder, 'report.html'),
    fills: path.join(folder, 'fills.csv'),
    equity: path.join(folder, 'equity.csv'),
  }
  const { fills, equity } = result
  try {
    makeFolder(path.resolve(folder))
    await writeFile(files.bundle, bundle)
    await writeFile(files.report, report)
    await writeFile(
      files.fills,
      csv(
        ['time', 'symbol', 'side', 'quantity', 'price', 'fee', 'slippage', 'realized_profit', 'tag'],
        fills.map((fill) => [
          iso(fill.timeMs),
          fill.symbol,
          fill.side,
          fill.quantity,
          fill.price,
          fill.fee,
          fill.slippage,
          fill.realizedProfit,
          fill.tag,
        ]),
      ),
    )
    await writeFile(
      files.equity,
      csv(
        ['time', 'equity', 'drawdown', 'benchmark'],
        Array.from(equity.time, (timeMs, index) => [
          iso(timeMs),
          equity.equity[index],
          equity.drawdown[index],
          equity.benchmark[index],
        ]),
      ),
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new DeskError('BAD_INPUT', `The results cannot be written: ${reason}.`, { where: folder })
  }
  return files
}
