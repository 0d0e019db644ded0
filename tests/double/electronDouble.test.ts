import { describe, expect, it } from 'vitest'
import { MessageChannelMainDouble } from './messagePorts.ts'
import { strict } from './strict.ts'
import { decodeValue, encodeValue } from './wire.ts'

describe('values between the main process and a page', () => {
  it('arrive as they were sent', () => {
    const value = {
      text: 'ä€',
      numbers: [0, 1.5, Number.NaN, Number.NEGATIVE_INFINITY],
      big: 2n ** 64n,
      nothing: [null, undefined],
      date: new Date(1_000_000_000_000),
      bytes: new Uint8Array([0, 255]),
      prices: new Float64Array([1.25, Number.NaN]),
      nested: { $: 'not a tag', v: 1 },
    }
    expect(decodeValue(encodeValue(value))).toEqual(value)
  })

  it('are copies: a large array goes through and the original stays untouched', () => {
    const column = Float64Array.from({ length: 100_000 }, (_, i) => i / 3)
    const copy = decodeValue(encodeValue(column))
    expect(copy).toEqual(column)
    expect(copy).not.toBe(column)
  })

  it('are refused where a clone is impossible, as in Electron', () => {
    expect(() => encodeValue({ call: () => {} })).toThrow('a function cannot be cloned')
    expect(() => encodeValue(Symbol('x'))).toThrow('a symbol cannot be cloned')
  })

  it('carry functions by number where they may cross', () => {
    const text = encodeValue({ call: () => {} }, () => 7)
    expect(decodeValue(text, (id) => `function ${id}`)).toEqual({ call: 'function 7' })
  })
})

describe('an API of the double', () => {
  it('throws where a program uses what it does not have, with its name', () => {
    const app = strict('app', { quit: () => 'done' })
    expect(app.quit()).toBe('done')
    expect(() => Reflect.get(app, 'setBadgeCount')).toThrow('the Electron double has no app.setBadgeCount')
  })
})

describe('a channel of the main process', () => {
  it('keeps what comes before its end has started, in order, and closes both ends', async () => {
    const { port1, port2 } = new MessageChannelMainDouble()
    const received: unknown[] = []
    port2.on('message', (event) => received.push(event.data))
    port1.postMessage({ n: 1 })
    port1.postMessage(new Uint8Array([2]))
    await new Promise((done) => setImmediate(done))
    expect(received).toEqual([])
    port2.start()
    expect(received).toEqual([{ n: 1 }, new Uint8Array([2])])
    const closed = new Promise<void>((resolve) => port2.once('close', resolve))
    port1.close()
    await closed
    port1.postMessage('late')
    await new Promise((done) => setImmediate(done))
    expect(received).toHaveLength(2)
  })

  it('takes what a page gets: ends given away deliver there', async () => {
    const { port1, port2 } = new MessageChannelMainDouble()
    port2.postMessage('early')
    await new Promise((done) => setImmediate(done))
    const page: unknown[] = []
    const back = port1.moveTo({ deliver: (data) => page.push(data), close: () => page.push('closed') })
    port2.start()
    const answers: unknown[] = []
    port2.on('message', (event) => answers.push(event.data))
    back.post('from the page')
    port2.postMessage('later')
    await new Promise((done) => setImmediate(done))
    expect(page).toEqual(['early', 'later'])
    expect(answers).toEqual(['from the page'])
    port2.close()
    await new Promise((done) => setImmediate(done))
    expect(page.at(-1)).toBe('closed')
  })
})
