import { describe, expect, it } from 'vitest'
import { runSessions } from '../../electron/research/runSessions.ts'
import type { DataSlice } from '../../shared/domain/backtest.ts'

function slice(calendar: string, from: string, to: string, timeframe = '5m'): DataSlice {
  return {
    datasetId: `A@${timeframe}`,
    symbol: 'A',
    timeframe,
    bars: 2,
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    hash: '',
    adjustment: 'raw',
    calendar,
    synthetic: false,
    source: 'spec',
    quality: { counts: {}, droppedRows: 0, expectedBars: null, missingBars: null, examples: [] },
  }
}

describe('sessions that a run is given', () => {
  it('cover its bars and go on after the last one', () => {
    const found = runSessions([slice('XCME-EQUITY', '2025-03-09T23:00:00Z', '2025-03-11T22:30:00Z')])
    const dates = Array.from(found.get('XCME-EQUITY')?.dateMs ?? [], (ms) => new Date(ms).getUTCDate())
    // From the evening of Sunday 9 March to the session that begins on Tuesday evening, and a week on.
    expect(dates).toEqual([10, 11, 12, 13, 14, 17, 18, 19])
  })

  it('are shared by the symbols of one calendar, over the period of all', () => {
    const found = runSessions([
      slice('XNYS', '2025-03-10T14:00:00Z', '2025-03-10T20:00:00Z'),
      slice('XNYS', '2025-03-12T14:00:00Z', '2025-03-12T19:00:00Z'),
      slice('XLON', '2025-03-10T14:00:00Z', '2025-03-10T16:00:00Z'),
    ])
    expect([...found.keys()]).toEqual(['XNYS', 'XLON'])
    expect(found.get('XNYS')?.openMs[0]).toBe(Date.parse('2025-03-10T13:30:00Z'))
    expect(found.get('XNYS')?.openMs.length).toBe(8)
  })

  it('are not told of bars of a day, of unknown markets, and of years that a calendar does not cover', () => {
    expect(
      runSessions([
        slice('XNYS', '2025-03-10T00:00:00Z', '2025-03-12T00:00:00Z', '1d'),
        slice('unknown', '2025-03-10T00:00:00Z', '2025-03-12T00:00:00Z'),
        slice('XCME-EQUITY', '2009-03-10T00:00:00Z', '2025-03-12T00:00:00Z'),
        slice('XSHG', '2025-03-10T00:00:00Z', '2027-03-12T00:00:00Z'),
      ]).size,
    ).toBe(0)
  })
})
