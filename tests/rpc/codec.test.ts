import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage, encodeMessage } from '../../shared/rpc/codec.ts'

const SEED = { seed: 20261120, numRuns: 300 }

describe('the codec', () => {
  it('gives back any plain message as it was', () => {
    const message = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        // MessagePack writes whole numbers as integers, which have no negative zero.
        fc.double().filter((value) => !Object.is(value, -0)),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.string()),
      ),
    )
    fc.assert(
      fc.property(message, (value) => {
        // fast-check makes records without a prototype; the decoder makes plain ones.
        expect(decodeMessage(encodeMessage(value))).toEqual({ ...value })
      }),
      SEED,
    )
  })

  it.each([
    [Float64Array.of(1.5, Number.NaN, -0)],
    [Float32Array.of(0.5, -0)],
    [Int32Array.of(-1, 2 ** 31 - 1)],
    [Uint32Array.of(2 ** 32 - 1)],
    [BigInt64Array.of(-(2n ** 63n))],
    [BigUint64Array.of(2n ** 64n - 1n)],
    [Int16Array.of(-32768)],
    [Uint16Array.of(65535)],
    [Int8Array.of(-128)],
    [Uint8Array.of(0, 255)],
  ])('carries %o as the same kind of array, wherever it lies in its frame', (array) => {
    for (const padding of ['', 'a', 'ab', 'abc']) {
      expect(decodeMessage(encodeMessage({ padding, array }))).toEqual({ padding, array })
    }
  })

  it('carries only the part of a buffer that a column covers', () => {
    const column = Float64Array.of(1, 2, 3, 4).subarray(1, 3)
    expect(encodeMessage(column).byteLength).toBe(2 + 16)
    expect(decodeMessage(encodeMessage(column))).toEqual(Float64Array.of(2, 3))
  })

  it('leaves out what is undefined, as an absent optional field', () => {
    expect(decodeMessage(encodeMessage({ a: 1, b: undefined }))).toEqual({ a: 1 })
  })

  it('refuses functions and endless nesting when writing', () => {
    const circular: Record<string, unknown> = {}
    circular.self = circular
    expect(() => encodeMessage({ f: () => 1 })).toThrow(expect.objectContaining({ code: 'INTERNAL' }))
    expect(() => encodeMessage(circular)).toThrow(expect.objectContaining({ code: 'INTERNAL' }))
  })

  it('refuses every cut of a message, and bytes after one', () => {
    const bytes = encodeMessage({ type: 'call', id: 1, params: { prices: Float64Array.of(1, 2) } })
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeMessage(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT' }),
      )
    }
    expect(() => decodeMessage(Uint8Array.of(...bytes, 0xc0))).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    )
  })

  it('either decodes random bytes or refuses them as BAD_INPUT, never otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeMessage(bytes)
        } catch (error) {
          expect(error).toMatchObject({ code: 'BAD_INPUT' })
        }
      }),
      { ...SEED, numRuns: 3000 },
    )
  })

  it('refuses a header that claims four thousand million elements before it sets memory aside', () => {
    expect(() => decodeMessage(Uint8Array.of(0xdd, 0xff, 0xff, 0xff, 0xff, 0xc0))).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT' }),
    )
  })

  it('does not let a message reach an object prototype', () => {
    // { "__proto__": { "polluted": true } } in MessagePack.
    const key = (text: string) => [0xa0 | text.length, ...Buffer.from(text)]
    const bytes = Uint8Array.of(0x81, ...key('__proto__'), 0x81, ...key('polluted'), 0xc3)
    expect(() => decodeMessage(bytes)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
    expect('polluted' in {}).toBe(false)
  })
})
