import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startDesk } from '../../electron/shell/deskHost.ts'
import { DeskSupervisor, type StartedDesk } from '../../electron/shell/deskSupervisor.ts'
import type { DeskCondition } from '../../shared/rpc/shellBridge.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { createMemoryPair } from '../../shared/rpc/transports/memory.ts'

const FAKE_DESK = fileURLToPath(new URL('fakeDesk.mjs', import.meta.url))

function hostOptions(entry = FAKE_DESK) {
  return { node: process.execPath, entry, home: undefined, onOutput: () => {} }
}

function nextMessage(transport: Transport): Promise<unknown> {
  return new Promise((resolve) => transport.onMessage(resolve))
}

function closed(transport: Transport): Promise<void> {
  return new Promise((resolve) => transport.onClose(resolve))
}

/** A desk whose life the spec decides, and a clock and a sleep that only count. */
function controlledDesk() {
  const sleeps: number[] = []
  const conditions: DeskCondition[] = []
  let end: (lastWords: string) => void = () => {}
  let starts = 0
  let nowMs = 0
  const start = async (): Promise<StartedDesk> => {
    starts++
    const ended = new Promise<{ lastWords: string }>((resolve) => {
      end = (lastWords) => resolve({ lastWords })
    })
    return {
      ended,
      connect: async () => createMemoryPair()[0],
      stop: async () => end(''),
    }
  }
  const supervisor = new DeskSupervisor({
    start,
    onCondition: (condition) => conditions.push(condition),
    now: () => nowMs,
    sleep: async (milliseconds) => void sleeps.push(milliseconds),
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    supervisor,
    conditions,
    sleeps,
    starts: () => starts,
    async endAfter(milliseconds: number, lastWords: string) {
      nowMs += milliseconds
      end(lastWords)
      await settle()
    },
    settle,
  }
}

describe('a supervised desk', () => {
  it('is started again when it ends, more slowly each time, and given up after six quick ends', async () => {
    const desk = controlledDesk()
    desk.supervisor.start()
    await desk.settle()
    expect(desk.conditions).toEqual([{ state: 'running', message: '', crashes: 0 }])
    for (let i = 0; i < 6; i++) await desk.endAfter(100, 'out of memory')
    expect(desk.sleeps).toEqual([250, 500, 1000, 2000, 4000])
    expect(desk.supervisor.condition).toEqual({
      state: 'failed',
      message: 'The desk ended 6 times in a row: out of memory',
      crashes: 6,
    })
    expect(desk.starts()).toBe(6)
  })

  it('that ran for a while counts as a new trouble', async () => {
    const desk = controlledDesk()
    desk.supervisor.start()
    await desk.settle()
    for (let i = 0; i < 20; i++) await desk.endAfter(30_000, '')
    expect(new Set(desk.sleeps)).toEqual(new Set([250]))
    expect(desk.supervisor.condition).toMatchObject({ state: 'running', crashes: 20 })
  })

  it('that has failed runs again when it is asked to', async () => {
    const desk = controlledDesk()
    desk.supervisor.start()
    await desk.settle()
    for (let i = 0; i < 6; i++) await desk.endAfter(0, 'no')
    desk.supervisor.start()
    await desk.settle()
    expect(desk.supervisor.condition.state).toBe('running')
  })

  it('is not started again once it was stopped', async () => {
    const desk = controlledDesk()
    desk.supervisor.start()
    await desk.settle()
    await desk.supervisor.stop()
    await desk.settle()
    expect(desk.starts()).toBe(1)
    expect(desk.supervisor.condition.crashes).toBe(0)
  })

  it('answers who asked for a connection before it ran', async () => {
    const desk = controlledDesk()
    const connection = desk.supervisor.connect()
    desk.supervisor.start()
    expect(await connection).toBeDefined()
  })
})

describe('a desk process', () => {
  it('is reached over a private socket, answers, and ends when asked', async () => {
    const desk = await startDesk(hostOptions())
    const transport = await desk.connect()
    const prices = new Float64Array([1.5, Number.NaN])
    const answer = nextMessage(transport)
    transport.send({ prices })
    expect(await answer).toEqual({ echo: { prices } })
    const hungUp = closed(transport)
    await desk.stop()
    await hungUp
  })

  it('that dies under a window says its last words, hangs up, and is there again', async () => {
    const conditions: DeskCondition[] = []
    const supervisor = new DeskSupervisor({
      start: () => startDesk(hostOptions()),
      onCondition: (condition) => conditions.push(condition),
    })
    supervisor.start()
    const first = await supervisor.connect()
    const hungUp = closed(first)
    first.send('die')
    await hungUp
    await expect
      .poll(() => conditions.map((condition) => condition.state))
      .toEqual(['running', 'restarting', 'running'])
    expect(conditions[1]?.message).toBe(
      'The desk ended unexpectedly and is being restarted: Error: the disk is on fire',
    )
    const second = await supervisor.connect()
    const answer = nextMessage(second)
    second.send('still there?')
    expect(await answer).toEqual({ echo: 'still there?' })
    await supervisor.stop()
  })

  it('that is still starting when the shell quits ends with it', async () => {
    const endless = path.join(path.dirname(FAKE_DESK), 'endlessStart.mjs')
    let processId = 0
    const onOutput = (text: string) => {
      processId = Number(text)
    }
    const supervisor = new DeskSupervisor({
      start: (signal) => startDesk({ ...hostOptions(endless), onOutput }, signal),
      onCondition: () => {},
    })
    supervisor.start()
    await expect.poll(() => processId).toBeGreaterThan(0)
    await supervisor.stop()
    expect(() => process.kill(processId, 0)).toThrow(/ESRCH/)
  })

  it('that cannot start is an error with what it printed', async () => {
    const entry = path.join(path.dirname(FAKE_DESK), 'absent.mjs')
    await expect(startDesk(hostOptions(entry))).rejects.toThrow(/Cannot find module .*absent\.mjs/)
    await expect(startDesk({ ...hostOptions(), node: '/nowhere/node' })).rejects.toThrow(/ENOENT/)
  })
})
