import { beforeEach, describe, expect, it } from 'vitest'
import { serveContract } from '../../shared/rpc/rpcServer.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { createMemoryPair } from '../../shared/rpc/transports/memory.ts'
import { testContract } from './testContract.ts'
import { TestHandlers } from './testHandlers.ts'

/** The desk's side, spoken to without a client: what a broken or hostile program would send. */
describe('a served contract, spoken to in raw messages', () => {
  let wire: Transport
  let desk: TestHandlers
  let answers: unknown[]
  beforeEach(() => {
    const [near, far] = createMemoryPair()
    wire = near
    desk = new TestHandlers()
    answers = []
    wire.onMessage((message) => answers.push(message))
    serveContract(testContract, far, desk.handlers)
  })
  const ask = async (...messages: unknown[]) => {
    for (const message of messages) wire.send(message)
    await new Promise((resolve) => setTimeout(resolve, 5))
    return answers.splice(0)
  }

  it('suggests the method that was meant', async () => {
    expect(await ask({ type: 'call', id: 1, method: 'ad', params: {} })).toMatchObject([
      { type: 'error', id: 1, error: { code: 'BAD_INPUT', where: 'ad', hint: 'Did you mean add?' } },
    ])
  })

  it.each(['constructor', '__proto__', 'toString', ''])(
    "does not take '%s' for a method or a stream",
    async (name) => {
      expect(
        await ask(
          { type: 'call', id: 1, method: name, params: {} },
          { type: 'subscribe', id: 2, stream: name, params: {}, credits: 1 },
        ),
      ).toMatchObject([
        { type: 'error', id: 1, error: { code: 'BAD_INPUT' } },
        { type: 'error', id: 2, error: { code: 'BAD_INPUT' } },
      ])
    },
  )

  it('names every wrong parameter', async () => {
    const [answer] = await ask({ type: 'call', id: 3, method: 'add', params: { a: 'x', b: null } })
    expect(answer).toMatchObject({
      type: 'error',
      id: 3,
      error: { code: 'BAD_INPUT', where: 'add', details: { paths: ['a', 'b'] } },
    })
  })

  it('answers a malformed message under its id where it has a free one', async () => {
    expect(await ask({ type: 'subscribe', id: 4, stream: 'latest', params: {}, credits: 0 })).toMatchObject([
      { type: 'error', id: 4, error: { code: 'BAD_INPUT' } },
    ])
    expect(await ask({ type: 'dance', id: 5 })).toMatchObject([{ type: 'error', id: 5 }])
  })

  it.each([null, 7, 'call', [], {}, { type: 'call', id: -1, method: 'add' }, { type: 'call', id: 1.5 }])(
    'answers %j, which has no usable id, with a fault and goes on',
    async (message) => {
      expect(await ask(message, { type: 'call', id: 1, method: 'add', params: { a: 1 } })).toMatchObject([
        { type: 'fault', error: { code: 'BAD_INPUT' } },
        { type: 'result', id: 1, value: 11 },
      ])
    },
  )

  it('refuses what only the desk may send', async () => {
    expect(await ask({ type: 'result', id: 1, value: 1 })).toMatchObject([{ type: 'fault' }])
  })

  it('does not let a second use of an id end the call that has it', async () => {
    expect(
      await ask(
        { type: 'call', id: 1, method: 'slow', params: {} },
        { type: 'call', id: 1, method: 'add', params: { a: 1 } },
      ),
    ).toMatchObject([{ type: 'fault' }])
    expect(desk.slowSignals[0]?.aborted).toBe(false)
  })

  it('ignores cancels and credits for what is not open', async () => {
    expect(await ask({ type: 'cancel', id: 99 }, { type: 'credit', id: 99, credits: 5 })).toEqual([])
  })

  it('answers nothing to a cancelled call, whose id is free again', async () => {
    const messages = [
      { type: 'call', id: 1, method: 'slow', params: {} },
      { type: 'cancel', id: 1 },
      { type: 'call', id: 1, method: 'add', params: { a: 5 } },
    ]
    expect(await ask(...messages)).toEqual([{ type: 'result', id: 1, value: 15 }])
    expect(desk.slowSignals[0]?.aborted).toBe(true)
  })

  it('sends exactly as many items as it has credit for, and the end after the last', async () => {
    const first = await ask({ type: 'subscribe', id: 1, stream: 'all', params: { count: 5 }, credits: 2 })
    expect(first).toEqual([
      { type: 'item', id: 1, value: 0 },
      { type: 'item', id: 1, value: 1 },
    ])
    expect(await ask({ type: 'credit', id: 1, credits: 1 })).toEqual([{ type: 'item', id: 1, value: 2 }])
    expect(await ask({ type: 'credit', id: 1, credits: 9 })).toEqual([
      { type: 'item', id: 1, value: 3 },
      { type: 'item', id: 1, value: 4 },
      { type: 'end', id: 1 },
    ])
  })

  it('shows the text of a bug as the desk makes it fit to be shown, and of an expected failure as it is', async () => {
    const [near, far] = createMemoryPair()
    near.onMessage((message) => answers.push(message))
    serveContract(testContract, far, desk.handlers, {
      redact: (text) => text.replace('function', '(redacted)'),
    })
    near.send({ type: 'call', id: 1, method: 'fail', params: { kind: 'bug' } })
    near.send({ type: 'call', id: 2, method: 'fail', params: { kind: 'expected' } })
    await expect
      .poll(() => answers)
      .toMatchObject([
        { id: 1, error: { code: 'INTERNAL', message: 'x is not a (redacted)' } },
        { id: 2, error: { code: 'DATA_REFUSED', message: 'row 7 has no price' } },
      ])
  })

  it('survives a flood of calls: every one is answered', async () => {
    const flood = Array.from({ length: 5000 }, (_, id) => ({
      type: 'call',
      id,
      method: 'add',
      params: { a: id },
    }))
    for (const message of flood) wire.send(message)
    await expect.poll(() => answers.length, { interval: 3, timeout: 10_000 }).toBe(5000)
  })
})
