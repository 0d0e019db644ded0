import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ConnectionStatus, DeskConnection } from '../../renderer/desk/deskConnection.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { call, stream } from '../../shared/rpc/contract/define.ts'
import type { DeskStatus } from '../../shared/rpc/contract/deskCalls.ts'
import { deskStatusSchema, nothing } from '../../shared/rpc/contract/deskCalls.ts'
import { createDeskClient } from '../../shared/rpc/createDeskClient.ts'
import { serveContract } from '../../shared/rpc/rpcServer.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { createMemoryPair } from '../../shared/rpc/transports/memory.ts'

const STATUS: DeskStatus = {
  version: '0.1.0',
  nodeVersion: '26.10.0',
  processId: 7,
  startedMs: 0,
  home: '/srv/desk',
  datasets: 0,
  runsRunning: 0,
  runsQueued: 0,
  memoryBytes: 1,
  preparing: false,
}

/** The part of the contract that this spec speaks, answered by the real server over the real transport. */
const contract = {
  calls: { 'desk.status': call(nothing, deskStatusSchema) },
  streams: { 'desk.status': stream(nothing, deskStatusSchema, 'latest') },
} as const

/** A desk that can be switched off and on, and counts who listens. */
class Desk {
  isUp = true
  isRefusing = false
  attempts = 0
  subscriptions = 0
  readonly #ends: (() => void)[] = []
  readonly #emitters = new Set<(status: DeskStatus) => void>()

  readonly open = async (): Promise<Transport> => {
    this.attempts += 1
    if (this.isRefusing) throw new DeskError('UNAUTHORIZED', 'the page is of an earlier start')
    if (!this.isUp) throw new Error('connection refused')
    const [screen, desk] = createMemoryPair()
    serveContract(contract, desk, {
      calls: { 'desk.status': async () => STATUS },
      streams: {
        'desk.status': (_params, sink) => {
          const { signal } = sink
          const emit = (status: DeskStatus) => sink.push(status)
          this.subscriptions += 1
          this.#emitters.add(emit)
          signal.addEventListener('abort', () => {
            this.subscriptions -= 1
            this.#emitters.delete(emit)
          })
        },
      },
    })
    this.#ends.push(() => desk.close())
    return screen
  }

  say(processId: number): void {
    for (const emit of this.#emitters) emit({ ...STATUS, processId })
  }

  stop(): void {
    this.isUp = false
    for (const end of this.#ends.splice(0)) end()
  }
}

const open: DeskConnection[] = []

function connect(desk: Desk): { connection: DeskConnection; states: ConnectionStatus[] } {
  const connection = new DeskConnection({
    open: desk.open,
    createClient: createDeskClient,
    backoffMs: () => 5,
  })
  const states: ConnectionStatus[] = []
  connection.onStatus((status) => states.push(status))
  open.push(connection)
  return { connection, states }
}

afterEach(() => {
  for (const connection of open.splice(0)) connection.stop()
})

describe('the connection to the desk', () => {
  it('is connecting, then connected once the desk has answered', async () => {
    const { connection, states } = connect(new Desk())
    expect(connection.status).toEqual({ state: 'connecting', attempts: 0, epoch: 0 })
    connection.start()
    await vi.waitFor(() => expect(states.at(-1)).toEqual({ state: 'connected', attempts: 0, epoch: 1 }))
  })

  it('holds calls made before the first connection until it stands', async () => {
    const { connection } = connect(new Desk())
    const answer = connection.client.call('desk.status', {})
    connection.start()
    await expect(answer).resolves.toEqual(STATUS)
  })

  it('lets a held call go when it is cancelled', async () => {
    const { connection } = connect(new Desk())
    const abort = new AbortController()
    const answer = connection.client.call('desk.status', {}, { signal: abort.signal })
    abort.abort()
    await expect(answer).rejects.toThrow()
  })

  it('is lost when the desk goes, and fails calls at once with DISCONNECTED', async () => {
    const desk = new Desk()
    const { connection, states } = connect(desk)
    connection.start()
    await vi.waitFor(() => expect(connection.status.state).toBe('connected'))
    desk.stop()
    await vi.waitFor(() => expect(connection.status.state).toBe('lost'))
    await expect(connection.client.call('desk.status', {})).rejects.toSatisfy(
      (error) => error instanceof DeskError && error.code === 'DISCONNECTED',
    )
    expect(states.map(({ state }) => state).slice(0, 2)).toEqual(['connected', 'lost'])
  })

  it('counts failed attempts, goes on trying, and comes back with a new epoch', async () => {
    const desk = new Desk()
    const { connection } = connect(desk)
    connection.start()
    await vi.waitFor(() => expect(connection.status.state).toBe('connected'))
    desk.stop()
    await vi.waitFor(() => expect(connection.status.attempts).toBeGreaterThan(3))
    desk.isUp = true
    await vi.waitFor(() => expect(connection.status).toEqual({ state: 'connected', attempts: 0, epoch: 2 }))
    await expect(connection.client.call('desk.status', {})).resolves.toEqual(STATUS)
  })

  it('says that a desk refuses this page, and stops saying so once it does not', async () => {
    const desk = new Desk()
    desk.isRefusing = true
    const { connection } = connect(desk)
    connection.start()
    await vi.waitFor(() => expect(connection.status).toMatchObject({ state: 'lost', isRefused: true }))
    desk.isRefusing = false
    await vi.waitFor(() => expect(connection.status).toEqual({ state: 'connected', attempts: 0, epoch: 1 }))
  })

  it('takes subscriptions up again after a reconnect, those made while it was lost among them', async () => {
    const desk = new Desk()
    const { connection } = connect(desk)
    const early: number[] = []
    const late: number[] = []
    const ends: unknown[] = []
    connection.client.subscribe(
      'desk.status',
      {},
      { onItem: (s) => void early.push(s.processId), onEnd: (e) => void ends.push(e) },
    )
    connection.start()
    await vi.waitFor(() => expect(desk.subscriptions).toBe(1))
    desk.say(1)
    await vi.waitFor(() => expect(early).toEqual([1]))
    desk.stop()
    await vi.waitFor(() => expect(connection.status.state).toBe('lost'))
    connection.client.subscribe('desk.status', {}, { onItem: (s) => void late.push(s.processId) })
    desk.isUp = true
    await vi.waitFor(() => expect(desk.subscriptions).toBe(2))
    desk.say(2)
    await vi.waitFor(() => expect([early, late]).toEqual([[1, 2], [2]]))
    expect(ends).toEqual([])
  })

  it('does not take up a subscription that was ended', async () => {
    const desk = new Desk()
    const { connection } = connect(desk)
    connection.start()
    await vi.waitFor(() => expect(connection.status.state).toBe('connected'))
    const stop = connection.client.subscribe('desk.status', {}, { onItem: () => {} })
    await vi.waitFor(() => expect(desk.subscriptions).toBe(1))
    stop()
    await vi.waitFor(() => expect(desk.subscriptions).toBe(0))
    desk.stop()
    await vi.waitFor(() => expect(connection.status.state).toBe('lost'))
    desk.isUp = true
    await vi.waitFor(() => expect(connection.status.epoch).toBe(2))
    expect(desk.subscriptions).toBe(0)
  })

  it('does not count a socket that opens and never answers', async () => {
    const [screen] = createMemoryPair()
    const connection = new DeskConnection({
      open: async () => screen,
      createClient: createDeskClient,
      handshakeMs: 30,
      backoffMs: () => 5,
    })
    open.push(connection)
    connection.start()
    await vi.waitFor(() => expect(connection.status.state).toBe('lost'))
    expect(connection.status.epoch).toBe(0)
  })

  it('waits longer after each failure, up to five seconds, and not at all when told to retry', async () => {
    const desk = new Desk()
    desk.isUp = false
    const connection = new DeskConnection({
      open: desk.open,
      createClient: createDeskClient,
      backoffMs: () => 60_000,
    })
    open.push(connection)
    connection.start()
    await vi.waitFor(() => expect(connection.status.state).toBe('lost'))
    expect(desk.attempts).toBe(1)
    desk.isUp = true
    connection.retryNow()
    await vi.waitFor(() => expect(connection.status.state).toBe('connected'))
  })

  it('stops for good', async () => {
    const desk = new Desk()
    const { connection } = connect(desk)
    connection.start()
    await vi.waitFor(() => expect(connection.status.state).toBe('connected'))
    connection.stop()
    const { attempts } = desk
    await new Promise((resolve) => setTimeout(resolve, 40))
    expect(desk.attempts).toBe(attempts)
  })
})
