/**
 * How values cross between the double's main process and its pages: JSON in which what JSON lacks is tagged.
 * Both functions are also sent to the page as text, so they use nothing but what stands inside them.
 */

/** A value as text; `reference` gives functions a number where they may cross. */
export function encodeValue(
  value: unknown,
  reference?: (callback: (...args: never[]) => unknown) => number,
): string {
  const base64 = (view: ArrayBufferView) => {
    let text = ''
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
    return btoa(text)
  }
  const encode = (input: unknown): unknown => {
    if (input === undefined) return { $: 'undefined' }
    if (typeof input === 'number' && !Number.isFinite(input)) return { $: 'number', v: String(input) }
    if (typeof input === 'bigint') return { $: 'bigint', v: String(input) }
    if (typeof input === 'symbol') throw new TypeError('a symbol cannot be cloned')
    if (typeof input === 'function') {
      if (reference === undefined) throw new TypeError('a function cannot be cloned')
      return { $: 'function', v: reference(input as (...args: never[]) => unknown) }
    }
    if (typeof input !== 'object' || input === null) return input
    if (Array.isArray(input)) return input.map(encode)
    if (input instanceof Date) return { $: 'date', v: input.getTime() }
    if (input instanceof Error) return { $: 'error', v: input.message }
    if (input instanceof ArrayBuffer) return { $: 'ArrayBuffer', v: base64(new Uint8Array(input)) }
    if (ArrayBuffer.isView(input)) {
      const name = input.constructor.name === 'Buffer' ? 'Uint8Array' : input.constructor.name
      return { $: name, v: base64(input) }
    }
    return {
      $: 'object',
      v: Object.fromEntries(Object.entries(input).map(([key, item]) => [key, encode(item)])),
    }
  }
  return JSON.stringify(encode(value))
}

/** The value of a text; `call` makes a function of a number. */
export function decodeValue(text: string, call?: (id: number) => unknown): unknown {
  const decode = (input: unknown): unknown => {
    if (typeof input !== 'object' || input === null) return input
    if (Array.isArray(input)) return input.map(decode)
    const { $: tag, v } = input as { $: string; v: never }
    if (tag === 'undefined') return undefined
    if (tag === 'number') return Number(v)
    if (tag === 'bigint') return BigInt(v)
    if (tag === 'date') return new Date(v)
    if (tag === 'error') return new Error(v)
    if (tag === 'function') return call?.(v)
    if (tag === 'object') {
      return Object.fromEntries(Object.entries(v).map(([key, item]) => [key, decode(item)]))
    }
    const bytes = Uint8Array.from(atob(v), (character) => character.charCodeAt(0))
    if (tag === 'ArrayBuffer') return bytes.buffer
    const View = (globalThis as unknown as Record<string, new (buffer: ArrayBuffer) => unknown>)[tag]
    if (View === undefined) throw new TypeError(`${tag} cannot be cloned`)
    return new View(bytes.buffer)
  }
  return decode(JSON.parse(text))
}
