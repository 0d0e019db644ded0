import { create } from 'zustand'
import type { Dataset } from '../../shared/domain/dataset.ts'

interface DatasetsState {
  /** Null until the desk has answered. */
  readonly datasets: readonly Dataset[] | null
  readonly error: unknown
}

/** Every dataset the desk has, kept current by `connectStores`. */
export const useDatasets = create<DatasetsState>()(() => ({ datasets: null, error: null }))
