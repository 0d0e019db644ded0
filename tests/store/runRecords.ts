import { backtestConfigSchema, type RunRecord } from '../../shared/domain/backtest.ts'

/** A run's record as the desk keeps it. */
export function runRecord(id: string, change: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    state: 'queued',
    strategyName: 'SMA cross',
    strategyHash: 'a'.repeat(64),
    config: backtestConfigSchema.parse({ strategyId: 'sma-cross', symbols: ['SPX'], timeframe: '1d' }),
    createdMs: 1000,
    startedMs: null,
    endedMs: null,
    progress: 0,
    metrics: null,
    resultHash: null,
    error: null,
    ...change,
  }
}
