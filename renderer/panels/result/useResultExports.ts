import { useMemo } from 'react'
import { equityCsv, fillsCsv, statementCsv, tradesCsv } from '../../../shared/domain/resultCsv.ts'
import type { RunDetail } from '../../../shared/rpc/contract/runCalls.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { saveFile } from '../../desk/saveFile.ts'
import { notify, notifyError } from '../../state/notifications.ts'

interface NamedBytes {
  readonly fileName: string
  readonly bytes: Uint8Array
}

const DAILY_POINTS = 10_000

/** Ways to take a result out of the workstation. Each says where it went, or what went wrong. */
export function useResultExports(detail: RunDetail | null) {
  const desk = useDesk()
  return useMemo(() => {
    const save = (what: string, make: (own: RunDetail) => Promise<NamedBytes>) => async () => {
      if (detail === null) return
      try {
        const { fileName, bytes } = await make(detail)
        const saved = await saveFile(fileName, bytes)
        if (saved !== null) notify({ level: 'success', title: `${what} saved`, message: saved })
      } catch (error) {
        notifyError(`${what} could not be saved.`, error)
      }
    }
    const csvName = (own: RunDetail, part: string) =>
      `${own.record.config.strategyId}-${own.record.id}-${part}.csv`.replaceAll(/[^\w.-]/g, '-')
    return {
      report: save('The report', ({ record }) => desk.call('runs.report', { runId: record.id })),
      bundle: save('The result bundle', ({ record }) => desk.call('runs.bundle', { runId: record.id })),
      trades: save('The trades', async (own) => ({
        fileName: csvName(own, 'trades'),
        bytes: tradesCsv(own.summary?.roundTrips ?? []),
      })),
      fills: save('The fills', async (own) => ({
        fileName: csvName(own, 'fills'),
        bytes: fillsCsv(await desk.call('runs.fills', { runId: own.record.id })),
      })),
      statement: save('The statement', async (own) => ({
        fileName: csvName(own, 'statement'),
        bytes: statementCsv(await desk.call('runs.statement', { runId: own.record.id })),
      })),
      equity: save('The daily equity', async (own) => ({
        fileName: csvName(own, 'daily-equity'),
        bytes: equityCsv(
          await desk.call('runs.equity', { runId: own.record.id, maxPoints: DAILY_POINTS, daily: true }),
        ),
      })),
    }
  }, [desk, detail])
}
