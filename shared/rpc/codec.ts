import { decode, Encoder, ExtensionCodec } from '@msgpack/msgpack'
import { DeskError } from '../domain/deskError.ts'

/**
 * Messages as MessagePack bytes. Typed arrays travel as extension types with their little-endian bytes, one type
 * number each, so that a column of prices is one copy and not ten thousand numbers; `Uint8Array` is MessagePack's own
 * `bin`. Keys whose value is `undefined` are left out, as an absent optional field is. Needs no code generation, so
 * it works under a strict content security policy.
 */

/** The columns a message may carry, by extension type. Numbers are part of the wire protocol: never reuse one. */
const TYPED_ARRAYS = [
  { type: 16, array: Float64Array },
  { type: 17, array: Float32Array },
  { type: 18, array: Int32Array },
  { type: 19, array: Uint32Array },
  { type: 20, array: BigInt64Array },
  { type: 21, array: BigUint64Array },
  { type: 22, array: Int16Array },
  { type: 23, array: Uint16Array },
  { type: 24, array: Int8Array },
] as const

const extensionCodec = new ExtensionCodec()
for (const { type, array } of TYPED_ARRAYS) {
  extensionCodec.register({
    type,
    encode: (value) =>
      value instanceof array ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null,
    // `slice` copies, which gives the alignment that the constructor demands.
    decode: (bytes) => new array(bytes.slice().buffer),
  })
}

/** The encoder keeps its buffer for the next message; one that has grown beyond this is given back. */
const KEPT_BUFFER_BYTES = 4 * 2 ** 20

const createEncoder = () => new Encoder({ extensionCodec, ignoreUndefined: true })
let encoder = createEncoder()

/**
 * One message as bytes of its own.
 * @throws DeskError `INTERNAL` for what cannot be carried: functions, symbols, nesting beyond 100 levels.
 */
export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  try {
    const bytes = encoder.encode(message)
    if (bytes.byteLength > KEPT_BUFFER_BYTES) encoder = createEncoder()
    return bytes
  } catch (error) {
    encoder = createEncoder()
    throw new DeskError('INTERNAL', `A message cannot be encoded: ${reason(error)}`)
  }
}

/**
 * The message in `bytes`, which must hold exactly one. Binary values are views into `bytes`.
 * @throws DeskError `BAD_INPUT` for anything that is not one whole message.
 */
export function decodeMessage(bytes: Uint8Array): unknown {
  // A plain view: a Buffer would hand its own class to every binary value inside.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return decode(plain, {
      extensionCodec,
      // Every element takes at least one byte: a header that claims more is refused before memory is set aside.
      maxArrayLength: plain.byteLength,
      maxMapLength: plain.byteLength,
    })
  } catch (error) {
    throw new DeskError('BAD_INPUT', `Bytes are not a message: ${reason(error)}`)
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
