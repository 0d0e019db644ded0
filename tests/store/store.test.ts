import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore, Store } from '../../electron/store/store.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { runRecord } from './runRecords.ts'

async function open(
  file = path.join(temporaryFolder(), 'desk.sqlite'),
): Promise<{ store: Store; file: string }> {
  const store = await openStore(file)
  onTestFinished(() => store.close())
  return { store, file }
}

describe('the store', () => {
  it('numbers events from 1 without gaps, in the order in which they were given', async () => {
    const { store } = await open()
    const written = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        store.append({ kind: 'setting.saved', payload: { key: 'a', value: index } }, 1000 + index),
      ),
    )
    expect(written.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 1),
    )
    expect(await store.readJournal(298, 10)).toEqual([
      { sequence: 299, timeMs: 1298, event: { kind: 'setting.saved', payload: { key: 'a', value: 298 } } },
      { sequence: 300, timeMs: 1299, event: { kind: 'setting.saved', payload: { key: 'a', value: 299 } } },
    ])
    expect(await store.verifyJournal()).toEqual({ entries: 300 })
  })

  it('keeps the last record of every run, newest run first, and finds them by id, name and symbol', async () => {
    const { store } = await open()
    const old = runRecord('run-1', { createdMs: 1 })
    const young = runRecord('run-2', {
      createdMs: 2,
      strategyName: 'Donchian breakout',
      config: { ...old.config, symbols: ['BTC-USD', 'ETH-USD'] },
    })
    const finished = runRecord('run-1', { createdMs: 1, state: 'done', progress: 1 })
    for (const payload of [old, young, finished]) await store.append({ kind: 'run.saved', payload }, 5)
    expect(await store.listRuns({ limit: 10 })).toEqual([young, finished])
    expect(await store.listRuns({ limit: 1 })).toEqual([young])
    for (const search of ['donchian', 'RUN-2', 'eth-']) {
      expect(await store.listRuns({ search, limit: 10 })).toEqual([young])
    }
    // What would be a pattern in SQL is text here.
    expect(await store.listRuns({ search: '%', limit: 10 })).toEqual([])
    expect(await store.findRun('run-1')).toEqual(finished)
    expect(await store.findRun('run-9')).toBeNull()
    expect(await store.unfinishedRuns()).toEqual([young])
    await store.append({ kind: 'run.removed', payload: { runId: 'run-2' } }, 6)
    expect(await store.listRuns({ limit: 10 })).toEqual([finished])
  })

  it('keeps settings of any JSON, and null for one that was never set', async () => {
    const { store } = await open()
    const layout = { panels: [{ kind: 'chart', size: 0.5 }, null], open: true }
    await store.append({ kind: 'setting.saved', payload: { key: 'workspace.layout', value: 'old' } }, 1)
    await store.append({ kind: 'setting.saved', payload: { key: 'workspace.layout', value: layout } }, 2)
    expect(await store.findSetting('workspace.layout')).toEqual(layout)
    expect(await store.findSetting('appearance.theme')).toBeNull()
  })

  it('keeps the newest thousand notifications', async () => {
    const { store } = await open()
    await Promise.all(
      Array.from({ length: 1005 }, (_, timeMs) =>
        store.append(
          {
            kind: 'notification.raised',
            payload: { id: `n${timeMs}`, timeMs, level: 'info', title: 't', message: '' },
          },
          timeMs,
        ),
      ),
    )
    const kept = await store.listNotifications(5000)
    expect(kept).toHaveLength(1000)
    expect([kept[0]?.id, kept.at(-1)?.id]).toEqual(['n1004', 'n5'])
  })

  it('is as it was after closing and opening', async () => {
    const { store, file } = await open()
    const record = runRecord('run-1', { state: 'done' })
    await store.append({ kind: 'run.saved', payload: record }, 1)
    await store.append({ kind: 'setting.saved', payload: { key: 'a', value: 1 } }, 2)
    await store.close()
    const { store: again } = await open(file)
    expect(await again.listRuns({ limit: 10 })).toEqual([record])
    expect(await again.findSetting('a')).toBe(1)
    const next = await again.append({ kind: 'setting.saved', payload: { key: 'a', value: 2 } }, 3)
    expect(next.sequence).toBe(3)
    expect(await again.verifyJournal()).toEqual({ entries: 3 })
  })

  it('writes nothing of a batch whose event is malformed, and goes on', async () => {
    const { store } = await open()
    // @ts-expect-error a value that types would refuse
    await expect(store.append({ kind: 'setting.saved', payload: { key: 'NO KEY' } }, 1)).rejects.toThrow()
    await store.append({ kind: 'setting.saved', payload: { key: 'a', value: 1 } }, 2)
    expect(await store.verifyJournal()).toEqual({ entries: 1 })
  })

  it('answers STORE_FAILED after it was closed', async () => {
    const { store } = await open()
    await store.close()
    await expect(store.findSetting('a')).rejects.toMatchObject({ code: 'STORE_FAILED' })
    await expect(
      store.append({ kind: 'setting.saved', payload: { key: 'a', value: 1 } }, 1),
    ).rejects.toMatchObject({ code: 'STORE_FAILED' })
  })

  it('tells when its thread ends unasked, and fails what was asked of it', async () => {
    const opensThenEnds = `
      const { parentPort } = require('node:worker_threads')
      parentPort.postMessage({ id: 0, opened: true })
      parentPort.once('message', () => process.exit(3))
    `
    const lost: Error[] = []
    const store = new Store(new Worker(opensThenEnds, { eval: true }), {
      onLost: (error) => lost.push(error),
    })
    await store.opened
    await expect(store.findSetting('a')).rejects.toMatchObject({ code: 'STORE_FAILED' })
    expect(lost).toMatchObject([{ code: 'STORE_FAILED' }])
  })

  it('says nothing of being lost when it is closed', async () => {
    const lost: Error[] = []
    const store = await openStore(path.join(temporaryFolder(), 'desk.sqlite'), {
      onLost: (error) => lost.push(error),
    })
    await store.close()
    expect(lost).toEqual([])
  })
})
