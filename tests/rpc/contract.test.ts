import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DeskError } from '../../shared/domain/deskError.ts'
import { createRpcClient, type RpcClient } from '../../shared/rpc/rpcClient.ts'
import { type ServeOptions, serveContract } from '../../shared/rpc/rpcServer.ts'
import { until } from '../support/until.ts'
import { type TestContract, testContract } from './testContract.ts'
import { TestHandlers } from './testHandlers.ts'
import { TRANSPORT_PAIRS, type TransportPair } from './transportPairs.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve, 30))

describe.each(Object.keys(TRANSPORT_PAIRS))('the contract over %s', (name) => {
  let pair: TransportPair
  let desk: TestHandlers
  let client: RpcClient<TestContract>
  const internalErrors: string[] = []

  async function connect(options: ServeOptions = {}): Promise<void> {
    const open = TRANSPORT_PAIRS[name]
    if (open === undefined) throw new Error(name)
    pair = await open()
    desk = new TestHandlers()
    internalErrors.length = 0
    serveContract(testContract, pair.server, desk.handlers, {
      onInternalError: (error) => internalErrors.push(String(error)),
      ...options,
    })
    client = createRpcClient(testContract, pair.client)
  }
  beforeEach(() => connect())
  afterEach(() => pair.dispose())

  it('answers a call with the default of a parameter that was left out', async () => {
    expect(await client.call('add', { a: 1 })).toBe(11)
  })

  it('answers many calls at once, each with its own answer', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, (_, a) => client.call('add', { a, b: a })))
    expect(answers).toEqual(Array.from({ length: 200 }, (_, a) => 2 * a))
  })

  it('carries columns bit for bit: NaN, infinities, negative zero and odd byte offsets', async () => {
    const prices = new Float64Array([Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324, 0.1]).subarray(1)
    const bytes = new Uint8Array([9, 0, 255, 7]).subarray(1)
    const echoed = await client.call('echoColumns', { prices, bytes })
    expect(echoed.prices).toEqual(new Float64Array([-0, Number.POSITIVE_INFINITY, 5e-324, 0.1]))
    expect([...echoed.bytes]).toEqual([0, 255, 7])
  })

  it('carries a million prices in one message', async () => {
    const prices = Float64Array.from({ length: 1_000_000 }, (_, index) => index / 7)
    const echoed = await client.call('echoColumns', { prices, bytes: new Uint8Array() })
    expect(echoed.prices.length).toBe(1_000_000)
    expect(echoed.prices.at(-1)).toBe(999_999 / 7)
  })

  it('keeps code, place, hint and details of an expected failure', async () => {
    const error = await client.call('fail', { kind: 'expected' }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(DeskError)
    expect(error instanceof DeskError && error.toShape()).toEqual({
      code: 'DATA_REFUSED',
      message: 'row 7 has no price',
      where: 'prices.csv:7',
      hint: 'drop the row',
      details: { row: 7, column: 'close' },
    })
    expect(internalErrors).toEqual([])
  })

  it('tells a bug as INTERNAL, reports it on the desk, and goes on', async () => {
    await expect(client.call('fail', { kind: 'bug' })).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(internalErrors).toEqual(['TypeError: x is not a function'])
    expect(await client.call('add', { a: 1, b: 1 })).toBe(2)
  })

  it('answers with an error where the answer cannot be carried', async () => {
    await expect(client.call('fail', { kind: 'unsendable' })).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(await client.call('add', { a: 1, b: 1 })).toBe(2)
  })

  it('refuses wrong parameters before they are sent, naming the field', async () => {
    // @ts-expect-error a caller without types
    const call = client.call('add', { a: 'one' })
    await expect(call).rejects.toMatchObject({ code: 'BAD_INPUT', where: 'add', details: { paths: ['a'] } })
  })

  it('cancels: the caller fails at once, the handler sees its signal', async () => {
    const controller = new AbortController()
    const call = client.call('slow', {}, { signal: controller.signal })
    await until(() => expect(desk.slowSignals).toHaveLength(1))
    controller.abort()
    await expect(call).rejects.toMatchObject({ code: 'CANCELLED' })
    await until(() => expect(desk.slowSignals[0]?.aborted).toBe(true))
  })

  it('does not send a call whose signal has been aborted before', async () => {
    await expect(client.call('slow', {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    })
    await settled()
    expect(desk.slowSignals).toHaveLength(0)
  })

  it('reports progress in order, and none after the answer', async () => {
    const notes: string[] = []
    const steps = await client.call(
      'progressive',
      { steps: 4 },
      { onProgress: ({ note }) => notes.push(note) },
    )
    expect(steps).toBe(4)
    const atAnswer = notes.length
    await settled()
    expect(notes).toHaveLength(atAnswer)
    expect(notes[0]).toBe('step 0')
    expect(notes).toEqual([...notes].sort())
  })

  it('delivers every item of an unconflated stream in order, then its end', async () => {
    const items: number[] = []
    const end = await new Promise((resolve) => {
      client.subscribe('all', { count: 1000 }, { onItem: (item) => void items.push(item), onEnd: resolve })
    })
    expect(end).toBeNull()
    expect(items).toEqual(Array.from({ length: 1000 }, (_, index) => index))
  })

  it('delivers what came before a failing stream ended, then the error with its code', async () => {
    const items: number[] = []
    const end = await new Promise((resolve) => {
      client.subscribe('failing', { after: 3 }, { onItem: (item) => void items.push(item), onEnd: resolve })
    })
    expect(items).toEqual([0, 1, 2])
    expect(end).toMatchObject({ code: 'RUN_FAILED', where: 'bar 3' })
  })

  it('ends a stream whose item breaks the contract, as a bug of the desk', async () => {
    const end = await new Promise((resolve) => {
      client.subscribe('broken', {}, { onItem: () => expect.unreachable(), onEnd: resolve })
    })
    expect(end).toMatchObject({ code: 'INTERNAL' })
    expect(internalErrors).toHaveLength(1)
  })

  it('gives a slow reader of a latest-wins stream the newest item, not the backlog', async () => {
    const items: number[] = []
    let release = () => {}
    client.subscribe(
      'latest',
      {},
      {
        credits: 1,
        onItem: (item) => {
          items.push(item)
          return new Promise<void>((resolve) => {
            release = resolve
          })
        },
      },
    )
    await until(() => expect(desk.latest).toHaveLength(1))
    for (let item = 0; item < 5000; item++) desk.latest[0]?.push(item)
    await until(() => expect(items).toEqual([0]))
    await settled()
    release()
    await until(() => expect(items).toEqual([0, 4999]))
  })

  it('gives a slow reader the newest item of every key, in the order the keys began to wait', async () => {
    const items: string[] = []
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    client.subscribe(
      'byKey',
      {},
      {
        credits: 1,
        onItem: ({ key, value }) => {
          items.push(`${key}${value}`)
          return gate
        },
      },
    )
    await until(() => expect(desk.byKey).toHaveLength(1))
    const sink = desk.byKey[0]
    sink?.push({ key: 'first', value: 0 })
    for (let value = 0; value < 100; value++) {
      sink?.push({ key: 'a', value })
      sink?.push({ key: 'b', value })
      if (value < 50) sink?.push({ key: 'c', value })
    }
    await settled()
    release()
    await until(() => expect(items).toEqual(['first0', 'a99', 'b99', 'c49']))
  })

  it('ends an unconflated stream that outruns its reader beyond the bound', async () => {
    await pair.dispose()
    await connect({ maxQueuedItems: 50 })
    const end = await new Promise((resolve) => {
      client.subscribe(
        'all',
        { count: 1000 },
        { credits: 1, onItem: () => new Promise(() => {}), onEnd: resolve },
      )
    })
    expect(end).toMatchObject({ code: 'OVERLOADED' })
    expect(await client.call('add', { a: 1, b: 1 })).toBe(2)
  })

  it('never has more items under way than the reader gave credit for', async () => {
    let unread = 0
    let most = 0
    await new Promise((resolve) => {
      client.subscribe(
        'all',
        { count: 500 },
        {
          credits: 8,
          onItem: async () => {
            most = Math.max(most, ++unread)
            await new Promise((done) => setImmediate(done))
            unread--
          },
          onEnd: resolve,
        },
      )
    })
    expect(most).toBeLessThanOrEqual(8)
    expect(most).toBeGreaterThan(1)
  })

  it('stops a stream that is unsubscribed: the desk sees the signal, the reader no item more', async () => {
    const items: number[] = []
    const stop = client.subscribe(
      'latest',
      {},
      {
        onItem: (item) => void items.push(item),
        onEnd: () => expect.unreachable('the reader itself has ended it'),
      },
    )
    await until(() => expect(desk.latest).toHaveLength(1))
    desk.latest[0]?.push(1)
    await until(() => expect(items).toEqual([1]))
    stop()
    await until(() => expect(desk.latest[0]?.signal.aborted).toBe(true))
    desk.latest[0]?.push(2)
    await settled()
    expect(items).toEqual([1])
  })

  it('ends a subscription whose reader throws, and tells it why', async () => {
    const end = await new Promise((resolve) => {
      client.subscribe(
        'all',
        { count: 3 },
        {
          onItem: () => {
            throw new RangeError('cannot draw this')
          },
          onEnd: resolve,
        },
      )
    })
    expect(end).toBeInstanceOf(RangeError)
  })

  it('fails everything under way with DISCONNECTED when the connection is cut, and aborts the handlers', async () => {
    const call = client.call('slow', {})
    const streamEnd = new Promise((resolve) => {
      client.subscribe('latest', {}, { onItem: () => {}, onEnd: resolve })
    })
    await until(() => expect([desk.slowSignals.length, desk.latest.length]).toEqual([1, 1]))
    pair.cut()
    await expect(call).rejects.toMatchObject({ code: 'DISCONNECTED' })
    expect(await streamEnd).toMatchObject({ code: 'DISCONNECTED' })
    await until(() => expect(desk.slowSignals[0]?.aborted).toBe(true))
    expect(desk.latest[0]?.signal.aborted).toBe(true)
    await expect(client.call('add', { a: 1 })).rejects.toMatchObject({ code: 'DISCONNECTED' })
    const late = await new Promise((resolve) => {
      client.subscribe('latest', {}, { onItem: () => {}, onEnd: resolve })
    })
    expect(late).toMatchObject({ code: 'DISCONNECTED' })
  })

  it('closing the client fails its calls and aborts the handlers', async () => {
    const call = client.call('slow', {})
    await until(() => expect(desk.slowSignals).toHaveLength(1))
    client.close()
    await expect(call).rejects.toMatchObject({ code: 'DISCONNECTED' })
    await until(() => expect(desk.slowSignals[0]?.aborted).toBe(true))
  })

  it('refuses more open calls than its bound, and takes calls again when some have ended', async () => {
    await pair.dispose()
    await connect({ maxOpen: 3 })
    const controller = new AbortController()
    const open = Array.from({ length: 3 }, () => client.call('slow', {}, { signal: controller.signal }))
    await until(() => expect(desk.slowSignals).toHaveLength(3))
    await expect(client.call('add', { a: 1 })).rejects.toMatchObject({ code: 'OVERLOADED' })
    controller.abort()
    await Promise.allSettled(open)
    await until(async () => expect(await client.call('add', { a: 1 })).toBe(11))
  })

  it('takes any message whatever without failing, and goes on answering', async () => {
    const messages = fc.sample(fc.anything({ withNullPrototype: false, maxDepth: 2 }), {
      numRuns: 200,
      seed: 7,
    })
    for (const message of messages) {
      try {
        pair.client.send(message)
      } catch (error) {
        expect(error).toMatchObject({ code: 'INTERNAL' })
      }
    }
    expect(await client.call('add', { a: 20, b: 3 })).toBe(23)
  })
})
