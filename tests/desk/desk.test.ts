import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDesk } from '../../electron/desk/desk.ts'
import { openStore } from '../../electron/store/store.ts'
import type { LogEntry } from '../../shared/rpc/contract/deskCalls.ts'
import { deskContract } from '../../shared/rpc/contract/deskContract.ts'
import { createMemoryPair } from '../../shared/rpc/transports/memory.ts'
import { runRecord } from '../store/runRecords.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { connect, openTestDesk, SLOW_STRATEGY, untilRun } from './openTestDesk.ts'

const SMA_ON_SPX = { strategyId: 'sma-cross', symbols: ['SPX'], timeframe: '1d' }

describe('a desk on a new home', () => {
  it('brings samples in, runs a backtest, and has all of it after a restart', async () => {
    const home = temporaryFolder()
    const first = await openDesk({ home })
    const client = connect(first)
    expect((await client.call('desk.status', {})).preparing).toBe(true)
    await first.samplesImported
    const status = await client.call('desk.status', {})
    expect(status).toMatchObject({ preparing: false, home, nodeVersion: process.versions.node })

    const datasets = await client.call('data.list', {})
    const spx = datasets.find(({ id }) => id === 'SPX@1d')
    // vega-datasets data/sp500-2000.csv: daily bars of 2000-01-03 to 2020-04-17.
    expect(spx).toMatchObject({ bars: 5105, provenance: { kind: 'sample' } })
    expect(new Date(spx?.fromMs ?? 0).toISOString().slice(0, 10)).toBe('2000-01-03')

    await client.call('settings.set', { key: 'appearance.theme', value: 'dark' })
    const created = await client
      .call('strategies.create', { name: 'My cross', templateId: 'blank' })
      .catch(async () => {
        const [template] = await client.call('strategies.templates', {})
        return client.call('strategies.create', { name: 'My cross', templateId: template?.id ?? '' })
      })
    const started = await client.call('runs.start', SMA_ON_SPX)
    const ended = await untilRun(client, started.id)
    expect(ended).toMatchObject({ state: 'done', progress: 1, error: null })
    const before = {
      detail: await client.call('runs.show', { runId: started.id }),
      fills: await client.call('runs.fills', { runId: started.id }),
      orders: await client.call('runs.orders', { runId: started.id }),
      equity: await client.call('runs.equity', { runId: started.id, maxPoints: 10_000 }),
      bundle: await client.call('runs.bundle', { runId: started.id }),
      datasets,
    }
    expect(before.detail.summary?.resultHash).toBe(ended.resultHash)
    expect(before.equity.equity.at(-1)).toBe(ended.metrics?.finalEquity)
    await first.close()

    const { desk, client: again } = await openTestDesk({ home })
    await desk.samplesImported
    expect({
      detail: await again.call('runs.show', { runId: started.id }),
      fills: await again.call('runs.fills', { runId: started.id }),
      orders: await again.call('runs.orders', { runId: started.id }),
      equity: await again.call('runs.equity', { runId: started.id, maxPoints: 10_000 }),
      bundle: await again.call('runs.bundle', { runId: started.id }),
      datasets: await again.call('data.list', {}),
    }).toEqual(before)
    expect(await again.call('settings.get', { key: 'appearance.theme' })).toEqual({ value: 'dark' })
    expect((await again.call('strategies.read', { id: created.entry.id })).source).toBe(created.source)
    expect((await again.call('runs.list', { search: 'spx', limit: 10 })).map(({ id }) => id)).toEqual([
      started.id,
    ])
    // The same inputs give the same result on another day.
    const rerun = await untilRun(again, (await again.call('runs.start', SMA_ON_SPX)).id)
    expect(rerun.resultHash).toBe(ended.resultHash)
  })

  it('does not bring a sample back that was removed', async () => {
    const home = temporaryFolder()
    const first = await openDesk({ home })
    await first.samplesImported
    const client = connect(first)
    await client.call('data.remove', { datasetId: 'SPX@1d' })
    await first.close()
    const { desk, client: again } = await openTestDesk({ home })
    await desk.samplesImported
    const ids = (await again.call('data.list', {})).map(({ id }) => id)
    expect(ids).toContain('AAPL@1d')
    expect(ids).not.toContain('SPX@1d')
    const journal = (await desk.store.readJournal(0, 500)).map(({ event }) => event)
    expect(journal).toContainEqual({ kind: 'dataset.removed', payload: { datasetId: 'SPX@1d' } })
    expect(journal).toContainEqual({
      kind: 'dataset.stored',
      payload: expect.objectContaining({ datasetId: 'SPX@1d', bars: 5105 }),
    })
  })

  it('keeps what it writes from other users of the machine', async () => {
    const home = path.join(temporaryFolder(), 'new', 'home')
    await openTestDesk({ home, importSamples: false })
    if (process.platform !== 'win32') expect(statSync(home).mode & 0o777).toBe(0o700)
  })
})

describe('two desks on one home', () => {
  it('are refused, naming the one that runs, and the home is free again when it has closed', async () => {
    const home = temporaryFolder()
    const first = await openDesk({ home, importSamples: false })
    await expect(openDesk({ home, importSamples: false })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { processId: process.pid },
      message: expect.stringContaining(`process ${process.pid}`),
    })
    // The refused one has not disturbed the first.
    expect((await connect(first).call('desk.status', {})).home).toBe(home)
    await first.close()
    await openTestDesk({ home, importSamples: false })
  })
})

describe('a desk that cannot open', () => {
  it('because its database is newer says so, leaves it as it was and gives the home free', async () => {
    const home = temporaryFolder()
    await (await openDesk({ home, importSamples: false })).close()
    const file = path.join(home, 'quarterdeck.sqlite')
    const good = readFileSync(file)
    const newer = Buffer.from(good)
    // SQLite's user version, at offset 60 of the header.
    newer.writeUInt32BE(99, 60)
    writeFileSync(file, newer)
    await expect(openDesk({ home, importSamples: false })).rejects.toMatchObject({ code: 'STORE_FAILED' })
    expect(readFileSync(file)).toEqual(newer)
    writeFileSync(file, good)
    await openTestDesk({ home, importSamples: false })
  })

  it('because the home is a file says so', async () => {
    const home = path.join(temporaryFolder(), 'file')
    writeFileSync(home, '')
    await expect(openDesk({ home })).rejects.toMatchObject({ code: 'BAD_INPUT', where: home })
  })
})

describe('runs that the last desk left unfinished', () => {
  it('are marked interrupted at the start, and can be removed', async () => {
    const home = temporaryFolder()
    const store = await openStore(path.join(home, 'quarterdeck.sqlite'))
    await store.append(
      { kind: 'run.saved', payload: runRecord('run-1', { state: 'running', progress: 0.5 }) },
      1,
    )
    await store.append({ kind: 'run.saved', payload: runRecord('run-2') }, 2)
    await store.append({ kind: 'run.saved', payload: runRecord('run-3', { state: 'done' }) }, 3)
    await store.close()
    const { client } = await openTestDesk({ home, importSamples: false, now: () => 5000 })
    const runs = await client.call('runs.list', { limit: 10 })
    expect(runs.map(({ id, state, endedMs, error }) => [id, state, endedMs, error?.code])).toEqual([
      ['run-1', 'interrupted', 5000, 'RUN_FAILED'],
      ['run-2', 'interrupted', 5000, 'RUN_FAILED'],
      ['run-3', 'done', null, undefined],
    ])
    await client.call('runs.remove', { runId: 'run-1' })
    await expect(client.call('runs.show', { runId: 'run-1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('closing', () => {
  it('cancels the run under way, keeps its record, and refuses what comes later', async () => {
    const home = temporaryFolder()
    const desk = await openDesk({ home })
    await desk.samplesImported
    writeFileSync(path.join(home, 'strategies', 'slow.ts'), SLOW_STRATEGY)
    const client = connect(desk)
    const { id } = await client.call('runs.start', { ...SMA_ON_SPX, strategyId: 'slow' })
    await untilRun(client, id, ['running'])
    await expect(client.call('runs.remove', { runId: id })).rejects.toMatchObject({ code: 'CONFLICT' })
    await desk.close()
    await expect(client.call('desk.status', {})).rejects.toMatchObject({ code: 'DISCONNECTED' })
    await expect(connect(desk).call('desk.status', {})).rejects.toMatchObject({ code: 'DISCONNECTED' })
    // A second close is no error.
    await desk.close()

    const store = await openStore(path.join(home, 'quarterdeck.sqlite'))
    expect((await store.findRun(id))?.state).toBe('cancelled')
    const { entries } = await store.verifyJournal()
    const [last] = await store.readJournal(entries - 1, 1)
    expect(last?.event.kind).toBe('desk.stopped')
    await store.close()
  })
})

describe('the handlers', () => {
  it('answer every call and stream of the contract', async () => {
    const { desk, client } = await openTestDesk({ home: temporaryFolder(), importSamples: false })
    const unanswered: string[] = []
    for (const method of Object.keys(deskContract.calls)) {
      const answer = await rawCall(desk, method)
      if (JSON.stringify(answer).includes('There is no method')) unanswered.push(method)
    }
    expect(unanswered).toEqual([])
    expect((await client.call('desk.status', {})).datasets).toBe(0)
  })

  it('keep the code of what went wrong, with what to do', async () => {
    const { desk, client } = await openTestDesk({ home: temporaryFolder() })
    await desk.samplesImported
    const day = { timeframe: '1d', maxBars: 100 }
    const failures = [
      [client.call('data.show', { datasetId: 'SPY@1d' }), 'NOT_FOUND'],
      [client.call('data.bars', { datasetId: 'SPX@1d', ...day, timeframe: '1m' }), 'BAD_INPUT'],
      [client.call('data.bars', { datasetId: 'SPX@1d', ...day, maxBars: 20_000 }), 'BAD_INPUT'],
      [
        client.call('indicators.compute', {
          datasetId: 'SPX@1d',
          ...day,
          requests: [{ indicator: 'smaa', arguments: [] }],
        }),
        'NOT_FOUND',
      ],
      [
        client.call('indicators.compute', {
          datasetId: 'SPX@1d',
          ...day,
          requests: [{ indicator: 'sma', arguments: [0.5] }],
        }),
        'BAD_INPUT',
      ],
      [client.call('strategies.read', { id: 'sma-cros' }), 'NOT_FOUND'],
      [client.call('strategies.save', { id: 'sma-cross', source: '' }), 'UNSUPPORTED'],
      [client.call('runs.start', { ...SMA_ON_SPX, symbols: ['SPZ'] }), 'NOT_FOUND'],
      [client.call('runs.show', { runId: 'nothing' }), 'NOT_FOUND'],
      [client.call('runs.equity', { runId: '../../etc/passwd', maxPoints: 10 }), 'NOT_FOUND'],
      [client.call('import.inspect', { file: { kind: 'path', path: 'relative.csv' } }), 'BAD_INPUT'],
      [
        client.call('import.inspect', { file: { kind: 'path', path: '/no/such/file.csv' } }),
        'FILE_UNREADABLE',
      ],
      [client.call('import.inspect', { file: { kind: 'upload', uploadId: 'gone' } }), 'NOT_FOUND'],
      [client.call('settings.set', { key: 'a.b', value: 'x'.repeat(1_000_001) }), 'BAD_INPUT'],
    ] as const
    const codes = await Promise.all(
      failures.map(async ([call]) => {
        try {
          await call
          return 'answered'
        } catch (error) {
          return error instanceof Error && 'code' in error ? error.code : error
        }
      }),
    )
    expect(codes).toEqual(failures.map(([, code]) => code))
    // None of these is a bug: nothing of it may stand in the log as one.
    const log: LogEntry[] = await client.call('log.tail', { limit: 100 })
    expect(log.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('compute indicators over the bars that the chart shows', async () => {
    const { desk, client } = await openTestDesk({ home: temporaryFolder() })
    await desk.samplesImported
    const range = { datasetId: 'SPX@1d', timeframe: '1d', maxBars: 300 }
    const bars = await client.call('data.bars', range)
    expect(bars.columns.close.length).toBeLessThanOrEqual(300)
    const { columns } = await client.call('indicators.compute', {
      ...range,
      requests: [
        { indicator: 'sma', arguments: [5] },
        { indicator: 'bollinger', arguments: [] },
      ],
    })
    const { close } = bars.columns
    const last = close.length - 1
    const mean = close.slice(last - 4).reduce((sum, price) => sum + price, 0) / 5
    expect(columns[0]?.sma?.[last]).toBeCloseTo(mean, 9)
    expect(columns[0]?.sma?.[3]).toBeNaN()
    expect(Object.keys(columns[1] ?? {})).toEqual(['upper', 'middle', 'lower'])
    expect(columns[1]?.upper?.length).toBe(close.length)
  })

  it('write a setting that is saved again unchanged once', async () => {
    const { desk, client } = await openTestDesk({ home: temporaryFolder(), importSamples: false })
    const layout = { panels: ['chart', { size: 0.5 }] }
    for (const value of [layout, structuredClone(layout), { panels: [] }, layout]) {
      await client.call('settings.set', { key: 'workspace.layout', value })
    }
    const journal = await desk.store.readJournal(0, 100)
    expect(journal.filter(({ event }) => event.kind === 'setting.saved')).toHaveLength(3)
  })

  it('import a file that a browser has sent in pieces', async () => {
    const home = temporaryFolder()
    const { client } = await openTestDesk({ home, importSamples: false })
    const rows = Array.from({ length: 30 }, (_, day) => {
      const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)
      return `${date},${100 + day},${102 + day},${99 + day},${101 + day},1000`
    })
    const bytes = new TextEncoder().encode(`Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`)
    const { uploadId } = await client.call('upload.open', {
      fileName: 'C:\\data\\ACME.csv',
      sizeBytes: bytes.length,
    })
    const file = { kind: 'upload', uploadId } as const
    await client.call('upload.write', { uploadId, bytes: bytes.slice(0, 100) })
    await expect(client.call('import.inspect', { file })).rejects.toMatchObject({ code: 'CONFLICT' })
    await client.call('upload.write', { uploadId, bytes: bytes.slice(100) })
    await expect(client.call('upload.write', { uploadId, bytes: Uint8Array.of(1) })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    const inspection = await client.call('import.inspect', { file })
    expect(inspection.fileName).toBe('ACME.csv')
    const plan = { ...inspection.plan, symbol: 'ACME', calendar: '24x7' }
    const result = await client.call('import.commit', { file, fileHash: inspection.fileHash, plan })
    expect(result.datasets).toMatchObject([{ id: 'ACME@1d', bars: 30, provenance: { source: 'ACME.csv' } }])
    await client.call('upload.discard', { uploadId })
    expect(existsSync(path.join(home, 'uploads', uploadId))).toBe(false)
    await expect(client.call('import.inspect', { file })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const exported = await client.call('data.export', { datasetId: 'ACME@1d', format: 'csv' })
    expect(new TextDecoder().decode(exported.bytes).trim().split('\n')).toHaveLength(31)
  })
})

/** A call without parameters, past the client's types. */
async function rawCall(desk: Parameters<typeof connect>[0], method: string): Promise<unknown> {
  const [near, far] = createMemoryPair()
  desk.attach(far)
  const answer = new Promise((resolve) => near.onMessage(resolve))
  near.send({ type: 'call', id: 1, method, params: {} })
  const answered = await answer
  near.close()
  return answered
}
