/** Something that happens to the account at a time: a payment, a settlement, an expiry. */
export interface AgendaEvent {
  /** @param timeMs The time it was put down for, in epoch milliseconds. */
  happen(timeMs: number): void
}

interface Entry {
  readonly timeMs: number
  /** Place in the order in which entries of the same time were put down. */
  readonly turn: number
  readonly event: AgendaEvent
}

/**
 * What is to happen on the account, in the order of time; events of the same time in the order in which they were put
 * down. A binary heap, because some events are only known on the way (a dividend's payment after its ex-date).
 */
export class Agenda {
  /** First step by whose close something is due; the number of steps when nothing is. */
  nextStep: number
  readonly #closeMs: Float64Array
  readonly #heap: Entry[] = []
  #nextMs = Number.POSITIVE_INFINITY
  #turns = 0

  /** @param closeMs Closing instants of all steps. */
  constructor(closeMs: Float64Array) {
    this.#closeMs = closeMs
    this.nextStep = closeMs.length
  }

  /** Close of the last step, after which nothing happens any more. */
  get endMs(): number {
    return this.#closeMs[this.#closeMs.length - 1]!
  }

  add(timeMs: number, event: AgendaEvent): void {
    const heap = this.#heap
    const entry: Entry = { timeMs, turn: this.#turns++, event }
    let place = heap.length
    heap.push(entry)
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isBefore(entry, heap[parent]!)) break
      heap[place] = heap[parent]!
      place = parent
    }
    heap[place] = entry
    if (place === 0) this.#expect(timeMs)
  }

  /** Lets everything happen that is due up to and including a time. */
  run(untilMs: number): void {
    while (this.#nextMs <= untilMs) {
      const { timeMs, event } = this.#take()
      event.happen(timeMs)
    }
  }

  #take(): Entry {
    const heap = this.#heap
    const first = heap[0]!
    const last = heap.pop()!
    const size = heap.length
    if (size > 0) {
      let place = 0
      for (let child = 1; child < size; child = 2 * place + 1) {
        if (child + 1 < size && isBefore(heap[child + 1]!, heap[child]!)) child++
        if (!isBefore(heap[child]!, last)) break
        heap[place] = heap[child]!
        place = child
      }
      heap[place] = last
    }
    this.#expect(size > 0 ? heap[0]!.timeMs : Number.POSITIVE_INFINITY)
    return first
  }

  #expect(timeMs: number): void {
    this.#nextMs = timeMs
    let low = 0
    let high = this.#closeMs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#closeMs[middle]! < timeMs) low = middle + 1
      else high = middle
    }
    this.nextStep = low
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.turn < b.turn)
}
