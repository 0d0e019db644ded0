import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeskStatusSource } from '../../electron/desk/deskStatus.ts'
import type { DeskStatus } from '../../shared/rpc/contract/deskCalls.ts'

describe('the status', () => {
  let status: DeskStatus
  let reads: number
  let source: DeskStatusSource
  beforeEach(() => {
    vi.useFakeTimers()
    reads = 0
    status = {
      version: '1.0.0',
      nodeVersion: '26.10.0',
      processId: 1,
      startedMs: 0,
      home: '/home',
      datasets: 0,
      runsRunning: 0,
      runsQueued: 0,
      memoryBytes: 100 * 2 ** 20 + 5,
      preparing: false,
    }
    source = new DeskStatusSource(() => {
      reads++
      return status
    })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is told at once, and after that each second in which it has changed', () => {
    const seen: number[] = []
    const stop = source.watch(({ datasets }) => seen.push(datasets))
    vi.advanceTimersByTime(3000)
    expect(seen).toEqual([0])
    status = { ...status, datasets: 7 }
    vi.advanceTimersByTime(999)
    expect(seen).toEqual([0])
    vi.advanceTimersByTime(1)
    expect(seen).toEqual([0, 7])
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([0, 7])
    stop()
  })

  it('is not looked at while nobody watches', () => {
    const stop = source.watch(() => {})
    stop()
    const before = reads
    vi.advanceTimersByTime(60_000)
    expect(reads).toBe(before)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('takes a change of some bytes of memory for none', () => {
    const seen: number[] = []
    const stop = source.watch(({ memoryBytes }) => seen.push(memoryBytes))
    status = { ...status, memoryBytes: status.memoryBytes + 1000 }
    vi.advanceTimersByTime(5000)
    expect(seen).toEqual([100 * 2 ** 20])
    stop()
  })
})
