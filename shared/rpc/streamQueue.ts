import { DeskError } from '../domain/deskError.ts'
import type { StreamDefinition } from './contract/define.ts'

/** Items that wait for a reader's credit, folded as the stream's contract says. */
export interface StreamQueue {
  readonly size: number
  /** @throws DeskError `OVERLOADED` when the bound is passed. */
  add(item: unknown): void
  /** The item to send next; call only while `size` is above 0. */
  take(): unknown
  clear(): void
}

/** A queue for one subscription. `bound` is the largest number of items, or of keys, that may wait. */
export function createStreamQueue(conflate: StreamDefinition['conflate'], bound: number): StreamQueue {
  if (conflate === 'latest') return new KeyedQueue(() => '', bound)
  if (conflate === 'none') return new PlainQueue(bound)
  return new KeyedQueue(conflate.key, bound)
}

function overloaded(bound: number): DeskError {
  return new DeskError(
    'OVERLOADED',
    `The reader is too slow: more than ${bound} items of the stream are waiting.`,
    {
      hint: 'Subscribe again and read the current state.',
    },
  )
}

class PlainQueue implements StreamQueue {
  readonly #bound: number
  #items: unknown[] = []
  /** Items before this index have been taken; the array is cut when half of it is. */
  #head = 0

  constructor(bound: number) {
    this.#bound = bound
  }

  get size(): number {
    return this.#items.length - this.#head
  }

  add(item: unknown): void {
    if (this.size >= this.#bound) throw overloaded(this.#bound)
    this.#items.push(item)
  }

  take(): unknown {
    const item = this.#items[this.#head++]
    if (this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return item
  }

  clear(): void {
    this.#items = []
    this.#head = 0
  }
}

/** Keeps the newest item per key, in the order in which the keys began to wait: a busy key cannot starve a quiet one. */
class KeyedQueue implements StreamQueue {
  readonly #key: (item: unknown) => string
  readonly #bound: number
  readonly #items = new Map<string, unknown>()

  constructor(key: (item: unknown) => string, bound: number) {
    this.#key = key
    this.#bound = bound
  }

  get size(): number {
    return this.#items.size
  }

  add(item: unknown): void {
    this.#items.set(this.#key(item), item)
    if (this.#items.size > this.#bound) throw overloaded(this.#bound)
  }

  take(): unknown {
    for (const [key, item] of this.#items) {
      this.#items.delete(key)
      return item
    }
    return undefined
  }

  clear(): void {
    this.#items.clear()
  }
}
