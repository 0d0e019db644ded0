import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDesk } from '../../electron/desk/desk.ts'
import { createDeskClient } from '../../shared/rpc/createDeskClient.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'
import { DESK_ENVIRONMENT, DESK_READY } from '../../shared/rpc/deskHandshake.ts'
import { byteStreamTransport } from '../../shared/rpc/transports/byteStream.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'
import { connect, SLOW_STRATEGY, untilRun } from './openTestDesk.ts'

const ENTRY = fileURLToPath(new URL('../../electron/desk/deskProcess.ts', import.meta.url))
const SLOW_RUN = { strategyId: 'slow', symbols: ['SPX'], timeframe: '1d' }

interface StartedProcess {
  readonly child: ChildProcess
  readonly stderr: () => string
  /** Resolves with the exit code, or the signal it died of. */
  readonly ended: Promise<number | string>
  open(token?: string): Promise<{ client: DeskClient; closed: Promise<void> }>
}

function start(home: string): { process: StartedProcess; ready: Promise<void> } {
  const token = randomBytes(32).toString('hex')
  const folder = temporaryFolder()
  const socketPath =
    process.platform === 'win32' ? `\\\\.\\pipe\\${path.basename(folder)}` : path.join(folder, 'desk.sock')
  const child = spawn(process.execPath, [ENTRY], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      [DESK_ENVIRONMENT.socket]: socketPath,
      [DESK_ENVIRONMENT.token]: token,
      [DESK_ENVIRONMENT.home]: home,
    },
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let printed = ''
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text
  })
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text
      if (printed.includes(`${DESK_READY}\n`)) resolve()
    })
    void ended.then((how) => reject(new Error(`ended with ${how}: ${complaints}`)))
  })
  ready.catch(() => {})
  const open = async (shown = token) => {
    const socket = net.connect(socketPath)
    await once(socket, 'connect')
    const transport = byteStreamTransport(socket)
    const closed = new Promise<void>((resolve) => transport.onClose(resolve))
    transport.send({ type: 'hello', token: shown })
    return { client: createDeskClient(transport), closed }
  }
  return { process: { child, stderr: () => complaints, ended, open }, ready }
}

async function untilPrepared(client: DeskClient): Promise<void> {
  await expect
    .poll(async () => (await client.call('desk.status', {})).preparing, { timeout: 20_000 })
    .toBe(false)
}

describe('the desk process', () => {
  it('has lost nothing after kill -9 in the middle of a run, and marks the run interrupted', async () => {
    const home = temporaryFolder()
    const first = start(home)
    await first.ready
    const { client, closed } = await first.process.open()
    await untilPrepared(client)
    writeFileSync(path.join(home, 'strategies', 'slow.ts'), SLOW_STRATEGY)
    const done = await client.call('runs.start', { ...SLOW_RUN, strategyId: 'buy-and-hold' })
    const record = await untilRun(client, done.id)
    expect(record.state).toBe('done')
    await client.call('settings.set', { key: 'workspace.layout', value: { open: ['chart'] } })
    const running = await client.call('runs.start', SLOW_RUN)
    const queued = await client.call('runs.start', { ...SLOW_RUN, seed: 2 })
    await untilRun(client, running.id, ['running'])
    first.process.child.kill('SIGKILL')
    await closed
    expect(await first.process.ended).toBe('SIGKILL')

    // No clearing up in between: the lock, the write-ahead log and half a run are as the kill has left them.
    const desk = await openDesk({ home })
    onTestFinished(() => desk.close())
    const again = connect(desk)
    expect(await desk.store.verifyJournal()).toMatchObject({ entries: expect.any(Number) })
    expect((await again.call('runs.show', { runId: done.id })).record).toEqual(record)
    expect((await again.call('runs.show', { runId: running.id })).record).toMatchObject({
      state: 'interrupted',
      error: { code: 'RUN_FAILED' },
    })
    expect((await again.call('runs.show', { runId: queued.id })).record.state).toBe('interrupted')
    expect(await again.call('settings.get', { key: 'workspace.layout' })).toEqual({
      value: { open: ['chart'] },
    })
    expect((await again.call('data.list', {})).map(({ id }) => id)).toContain('SPX@1d')
    const rerun = await again.call('runs.start', { ...SLOW_RUN, strategyId: 'buy-and-hold' })
    expect((await untilRun(again, rerun.id)).resultHash).toBe(record.resultHash)
  })

  it('brings the samples in whole although it is killed again and again while it does', async () => {
    const home = temporaryFolder()
    for (const delayMs of [0, 120, 350]) {
      const { process: desk, ready } = start(home)
      await ready
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      desk.child.kill('SIGKILL')
      await desk.ended
    }
    const interrupted = await openDesk({ home })
    onTestFinished(() => interrupted.close())
    const whole = await openDesk({ home: temporaryFolder() })
    onTestFinished(() => whole.close())
    await Promise.all([interrupted.samplesImported, whole.samplesImported])
    const contents = async (desk: typeof whole) =>
      (await connect(desk).call('data.list', {})).map(({ id, bars, hash }) => ({ id, bars, hash }))
    expect(await contents(interrupted)).toEqual(await contents(whole))
    expect((await contents(whole)).length).toBeGreaterThan(5)
    expect(interrupted.log.tail(100).filter(({ level }) => level === 'error')).toEqual([])
  })

  it('hangs up on a wrong token and on anything that is no hello', async () => {
    const { process: desk, ready } = start(temporaryFolder())
    await ready
    const wrong = await desk.open('0'.repeat(64))
    await wrong.closed
    await expect(wrong.client.call('desk.status', {})).rejects.toMatchObject({ code: 'DISCONNECTED' })
    const right = await desk.open()
    expect((await right.client.call('desk.status', {})).processId).toBe(desk.child.pid)
  })

  it('ends in order on SIGTERM, and leaves the home free', async () => {
    const home = temporaryFolder()
    const { process: desk, ready } = start(home)
    await ready
    const { client, closed } = await desk.open()
    await client.call('settings.set', { key: 'a', value: 1 })
    desk.child.kill('SIGTERM')
    expect(await desk.ended).toBe(process.platform === 'win32' ? 'SIGTERM' : 0)
    await closed
    const next = await openDesk({ home, importSamples: false })
    onTestFinished(() => next.close())
    expect(await connect(next).call('settings.get', { key: 'a' })).toEqual({ value: 1 })
    expect(desk.stderr()).toBe('')
  })

  it('ends when the parent that started it has gone', async () => {
    const { process: desk, ready } = start(temporaryFolder())
    await ready
    desk.child.stdin?.end()
    expect(await desk.ended).toBe(0)
  })

  it('refuses a home on which another process runs a desk, naming it', async () => {
    const home = temporaryFolder()
    const first = start(home)
    await first.ready
    await expect(openDesk({ home })).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { processId: first.process.child.pid },
    })
    const second = start(home)
    expect(await second.process.ended).toBe(1)
    expect(second.process.stderr()).toContain(`process ${first.process.child.pid}`)
    expect(second.process.stderr().split('\n').filter(Boolean)).toHaveLength(1)
  })

  it('is one of three that are started at the same moment', async () => {
    const home = temporaryFolder()
    const started = [start(home), start(home), start(home)]
    const outcomes = await Promise.allSettled(started.map(({ ready }) => ready))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const losers = started.filter((_, index) => outcomes[index]?.status === 'rejected')
    for (const { process: loser } of losers) {
      expect(await loser.ended).toBe(1)
      expect(loser.stderr()).toContain('already')
    }
    const winner = started.find((_, index) => outcomes[index]?.status === 'fulfilled')
    await expect(openDesk({ home })).rejects.toMatchObject({
      details: { processId: winner?.process.child.pid },
    })
  })
})
