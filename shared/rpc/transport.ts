/**
 * A connection that carries messages in order, at most once, and tells when it is gone.
 * Adapters exist for MessagePort, WebSocket, a byte stream and memory; one contract suite runs against each.
 */
export interface Transport {
  /**
   * Sends one message: structured-cloneable, typed arrays included. A closed transport drops it.
   * @throws DeskError `INTERNAL` for a message that cannot be carried at all (a function in it, a frame too large);
   * nothing has been sent then and the connection stands.
   */
  send(message: unknown): void
  /** Sets the one receiver. Messages that came before are delivered to it. */
  onMessage(receiver: (message: unknown) => void): void
  /** Called once, when either side has closed; at once (in a microtask) where that has happened already. */
  onClose(listener: () => void): void
  close(): void
}

/** What the adapters share: holds messages until there is a receiver, and tells of the end exactly once. */
export class Inbox {
  #receiver: ((message: unknown) => void) | undefined
  #waiting: unknown[] = []
  readonly #closeListeners: (() => void)[] = []
  #closed = false

  get closed(): boolean {
    return this.#closed
  }

  /** Hands a message to the receiver, or keeps it until there is one. Ignored after the end. */
  deliver(message: unknown): void {
    if (this.#closed) return
    if (this.#receiver === undefined) this.#waiting.push(message)
    else this.#receiver(message)
  }

  setReceiver(receiver: (message: unknown) => void): void {
    this.#receiver = receiver
    const waiting = this.#waiting
    this.#waiting = []
    for (const message of waiting) receiver(message)
  }

  addCloseListener(listener: () => void): void {
    if (this.#closed) queueMicrotask(listener)
    else this.#closeListeners.push(listener)
  }

  /** True for the first call; only then the caller has something to tear down. */
  end(): boolean {
    if (this.#closed) return false
    this.#closed = true
    for (const listener of this.#closeListeners.splice(0)) listener()
    return true
  }
}
