import { create } from 'zustand'
import type { StrategyEntry } from '../../shared/domain/strategy.ts'

interface StrategiesState {
  /** Null until the desk has answered. */
  readonly strategies: readonly StrategyEntry[] | null
  readonly error: unknown
}

/** The strategy library, kept current by `connectStores`. */
export const useStrategies = create<StrategiesState>()(() => ({ strategies: null, error: null }))
