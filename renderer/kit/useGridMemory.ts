import type { GridState } from 'ag-grid-community'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import { useSettings } from '../state/settings.ts'

const gridMemorySchema = z.object({
  version: z.literal(1),
  sort: z.array(z.object({ colId: z.string(), sort: z.enum(['asc', 'desc']) })).max(5),
  order: z.array(z.string()).max(100),
  widths: z.record(z.string(), z.number().min(16).max(2000)),
})
type GridMemory = z.infer<typeof gridMemorySchema>

function toState(memory: GridMemory): GridState {
  return {
    partialColumnState: true,
    sort: { sortModel: memory.sort.map(({ colId, sort }) => ({ colId, sort, type: 'default' as const })) },
    columnOrder: { orderedColIds: memory.order },
    columnSizing: {
      columnSizingModel: Object.entries(memory.widths).map(([colId, width]) => ({ colId, width })),
    },
  }
}

function fromState(state: GridState): GridMemory {
  return {
    version: 1,
    sort: (state.sort?.sortModel ?? []).map(({ colId, sort }) => ({ colId, sort })),
    order: [...(state.columnOrder?.orderedColIds ?? [])],
    widths: Object.fromEntries(
      (state.columnSizing?.columnSizingModel ?? [])
        .filter(({ flex }) => flex === undefined)
        .map(({ colId, width }) => [colId, width ?? 100]),
    ),
  }
}

/** Remembers a grid's sorting, order and widths in the settings under `grid.<name>`; a broken memory is forgotten. */
export function useGridMemory(name: string | undefined): {
  readonly initialState: GridState | undefined
  readonly remember: (state: GridState) => void
  /** False until the memory has been read, or could not be. */
  readonly isReady: boolean
} {
  const key = name === undefined ? null : `grid.${name}`
  const { load, save } = useSettings.getState()
  const [read, setRead] = useState<{ readonly state: GridState | undefined } | null>(() =>
    key === null ? { state: undefined } : null,
  )

  useEffect(() => {
    if (key === null) return
    let isCurrent = true
    load(key, gridMemorySchema)
      .catch(() => null)
      .then((memory) => {
        if (isCurrent) setRead({ state: memory === null ? undefined : toState(memory) })
      })
    return () => {
      isCurrent = false
    }
  }, [key, load])

  const remember = useCallback(
    (state: GridState) => {
      if (key !== null) save(key, fromState(state))
    },
    [key, save],
  )
  return { initialState: read?.state, remember, isReady: read !== null }
}
