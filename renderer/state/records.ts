import { create } from 'zustand'
import type { PointInTimeDataset } from '../../shared/domain/valueSeries.ts'

interface RecordsState {
  /** Null until the desk has answered. */
  readonly records: readonly PointInTimeDataset[] | null
  readonly error: unknown
  /** The dataset whose details are shown. */
  readonly selectedId: string | null
}

/** Every dataset of values and news, kept current by `connectStores`. */
export const useRecords = create<RecordsState>()(() => ({ records: null, error: null, selectedId: null }))
