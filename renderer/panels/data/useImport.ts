import { useCallback, useEffect, useRef, useState } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { toErrorShape } from '../../../shared/domain/deskError.ts'
import type { ImportInspection, ImportPlan, ImportPreview } from '../../../shared/domain/importPlan.ts'
import type { FileReference } from '../../../shared/rpc/contract/dataCalls.ts'
import type { Progress } from '../../../shared/rpc/message.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { type IntakeFile, releaseFile, uploadFile } from './fileIntake.ts'
import type { PlanSample } from './planEdits.ts'

export type ImportStep = 'choose' | 'columns' | 'preview' | 'done'

interface ImportState {
  readonly step: ImportStep
  /** What is under way, or null. */
  readonly busy: Progress | null
  readonly error: unknown
  readonly file: IntakeFile | null
  readonly reference: FileReference | null
  readonly inspection: ImportInspection | null
  readonly sample: PlanSample | null
  readonly preview: ImportPreview | null
  readonly datasets: readonly Dataset[]
}

const START: ImportState = {
  step: 'choose',
  busy: null,
  error: null,
  file: null,
  reference: null,
  inspection: null,
  sample: null,
  preview: null,
  datasets: [],
}

/**
 * Takes one file through the import: sent and inspected, its plan edited, previewed, committed. One thing happens at
 * a time and can be cancelled; a failure leaves everything that came before it in place.
 */
export function useImport() {
  const desk = useDesk()
  const [state, setState] = useState(START)
  const abort = useRef<AbortController | null>(null)
  const reference = useRef<FileReference | null>(null)

  const release = useCallback(() => {
    if (reference.current !== null) releaseFile(desk, reference.current)
    reference.current = null
  }, [desk])

  useEffect(
    () => () => {
      abort.current?.abort()
      release()
    },
    [release],
  )

  const run = useCallback(
    async (note: string, work: (signal: AbortSignal) => Promise<Partial<ImportState>>) => {
      const controller = new AbortController()
      abort.current?.abort()
      abort.current = controller
      setState((previous) => ({ ...previous, busy: { fraction: null, note }, error: null }))
      try {
        const change = await work(controller.signal)
        if (abort.current === controller) setState((previous) => ({ ...previous, ...change, busy: null }))
      } catch (error) {
        if (abort.current !== controller) return
        const isCancelled = controller.signal.aborted || toErrorShape(error).code === 'CANCELLED'
        setState((previous) => ({ ...previous, busy: null, error: isCancelled ? null : error }))
      }
    },
    [],
  )

  const onProgress = useCallback((busy: Progress) => {
    setState((previous) => (previous.busy === null ? previous : { ...previous, busy }))
  }, [])

  const open = useCallback(
    (file: IntakeFile) => {
      release()
      setState({ ...START, file })
      return run(`Reading ${file.name}`, async (signal) => {
        const sent: FileReference =
          file.kind === 'path'
            ? { kind: 'path', path: file.path }
            : await uploadFile(desk, file, signal, (fraction) =>
                onProgress({ fraction, note: `Sending ${file.name}` }),
              )
        reference.current = sent
        onProgress({ fraction: null, note: `Looking at ${file.name}` })
        const inspection = await desk.call('import.inspect', { file: sent }, { signal, onProgress })
        return {
          step: 'columns',
          reference: sent,
          inspection,
          sample: { plan: inspection.plan, rows: inspection.sampleRows },
        }
      })
    },
    [desk, onProgress, release, run],
  )

  const request = (plan: ImportPlan) => {
    if (state.reference === null || state.inspection === null) return null
    return { file: state.reference, fileHash: state.inspection.fileHash, plan }
  }

  const tryPlan = (plan: ImportPlan) => {
    const asked = request(plan)
    if (asked === null) return
    void run('Reading the whole file', async (signal) => ({
      preview: await desk.call('import.preview', asked, { signal, onProgress }),
      step: 'preview',
    }))
  }

  const commit = (plan: ImportPlan) => {
    const asked = request(plan)
    if (asked === null) return
    void run('Storing', async (signal) => {
      const { datasets } = await desk.call('import.commit', asked, { signal, onProgress })
      release()
      return { datasets, step: 'done' }
    })
  }

  return {
    ...state,
    open,
    tryPlan,
    commit,
    edit: (sample: PlanSample) => setState((previous) => ({ ...previous, sample, error: null })),
    back: () => setState((previous) => ({ ...previous, step: 'columns', error: null })),
    cancel: () => abort.current?.abort(),
  }
}

export type ImportFlow = ReturnType<typeof useImport>
