import { describe, expect, it } from 'vitest'
import { gradeQuality } from '../../renderer/panels/data/quality.ts'
import { LOG_KEPT, mergeLog } from '../../renderer/panels/log/mergeLog.ts'
import { mergeRun, RUNS_KEPT, runTitle } from '../../renderer/state/runs.ts'
import { backtestConfigSchema, type RunRecord } from '../../shared/domain/backtest.ts'
import type { LogEntry } from '../../shared/rpc/contract/deskCalls.ts'

function run(id: string, createdMs: number, more: Partial<RunRecord> = {}): RunRecord {
  return {
    id,
    state: 'queued',
    strategyName: 'SMA cross',
    strategyHash: 'h',
    config: backtestConfigSchema.parse({ strategyId: 'sma-cross', symbols: ['SPX'], timeframe: '1d' }),
    createdMs,
    startedMs: null,
    endedMs: null,
    progress: 0,
    metrics: null,
    resultHash: null,
    error: null,
    ...more,
  }
}

function entry(sequence: number): LogEntry {
  return { sequence, timeMs: sequence, level: 'info', room: 'desk', message: `entry ${sequence}` }
}

describe('the history of runs', () => {
  it('takes updates in place and new runs by their time, newest first', () => {
    const runs = [run('c', 3), run('a', 1)]
    expect(mergeRun(runs, run('a', 1, { state: 'done' })).map(({ id, state }) => `${id} ${state}`)).toEqual([
      'c queued',
      'a done',
    ])
    expect(mergeRun(runs, run('b', 2)).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(mergeRun(runs, run('d', 4)).map(({ id }) => id)).toEqual(['d', 'c', 'a'])
    expect(mergeRun([], run('a', 1))).toHaveLength(1)
  })

  it('is bounded', () => {
    const runs = Array.from({ length: RUNS_KEPT }, (_, index) => run(`r${index}`, RUNS_KEPT - index))
    const merged = mergeRun(runs, run('new', RUNS_KEPT + 1))
    expect(merged).toHaveLength(RUNS_KEPT)
    expect(merged[0]?.id).toBe('new')
  })

  it('calls a run by its strategy and first symbols', () => {
    const symbols = ['AAPL', 'MSFT', 'GOOG', 'IBM', 'AMZN']
    expect(runTitle(run('a', 1))).toBe('SMA cross · SPX')
    expect(runTitle(run('a', 1, { config: { ...run('a', 1).config, symbols } }))).toBe(
      'SMA cross · AAPL, MSFT, GOOG and 2 more',
    )
  })
})

describe('the log', () => {
  it('appends what is new', () => {
    expect(mergeLog([entry(1)], [entry(2), entry(3)]).map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  })

  it('joins what was kept before with what came meanwhile, each entry once and in order', () => {
    const live = [entry(4), entry(5)]
    const tail = [entry(2), entry(3), entry(4)]
    expect(mergeLog(live, tail).map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5])
  })

  it('lets the oldest go', () => {
    const many = Array.from({ length: LOG_KEPT }, (_, index) => entry(index + 1))
    const merged = mergeLog(many, [entry(LOG_KEPT + 1)])
    expect(merged).toHaveLength(LOG_KEPT)
    expect(merged[0]?.sequence).toBe(2)
  })
})

describe('the grade of a dataset', () => {
  const clean = { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] }

  it('is clean, remarks, defects, or rows left out', () => {
    expect(gradeQuality(clean)).toMatchObject({ tone: 'success', text: 'Clean' })
    expect(gradeQuality({ ...clean, counts: { gap: 1 } })).toMatchObject({ tone: 'info', text: '1 remark' })
    expect(gradeQuality({ ...clean, counts: { gap: 3, 'crossed-range': 4 } })).toMatchObject({
      tone: 'warning',
      text: '4 defects',
    })
    expect(gradeQuality({ ...clean, counts: { 'crossed-range': 4 }, droppedRows: 4 })).toMatchObject({
      tone: 'info',
      text: '4 left out',
    })
  })
})
