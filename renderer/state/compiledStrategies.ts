import { create } from 'zustand'
import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { StrategyDescription } from '../../shared/domain/strategy.ts'
import type { CompileResult } from '../../shared/rpc/contract/strategyCalls.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'

export interface CompiledStrategy extends CompileResult {
  /** The text that was compiled. */
  readonly source: string
  /** The description of the last text that compiled: what forms are made from while a mistake is being typed. */
  readonly lastDescription: StrategyDescription | null
  /** Settings that the stored strategy comes with. */
  readonly suggestedRun?: BacktestConfig
}

interface CompiledState {
  readonly compiled: Readonly<Record<string, CompiledStrategy>>
}

/** What the desk's compiler last said of each strategy, by id. */
export const useCompiled = create<CompiledState>()(() => ({ compiled: {} }))

/** Compiles a text as the strategy's newest; an answer for an older text never replaces a newer one. */
export async function compileSource(
  desk: DeskClient,
  id: string,
  source: string,
  signal?: AbortSignal,
): Promise<CompiledStrategy> {
  const known = useCompiled.getState().compiled[id]
  if (known?.source === source) return known
  const result = await desk.call('strategies.compile', { source }, signal === undefined ? {} : { signal })
  const lastDescription = result.description ?? useCompiled.getState().compiled[id]?.lastDescription ?? null
  const entry = { ...useCompiled.getState().compiled[id], ...result, source, lastDescription }
  if (signal?.aborted !== true) {
    useCompiled.setState(({ compiled }) => ({ compiled: { ...compiled, [id]: entry } }))
  }
  return entry
}

/** Reads and compiles a strategy as it is stored. */
export async function compileStored(desk: DeskClient, id: string): Promise<CompiledStrategy> {
  const { source, suggestedRun } = await desk.call('strategies.read', { id })
  const compiled = await compileSource(desk, id, source)
  if (suggestedRun === undefined) return compiled
  const entry = { ...compiled, suggestedRun }
  useCompiled.setState((state) => ({ compiled: { ...state.compiled, [id]: entry } }))
  return entry
}
