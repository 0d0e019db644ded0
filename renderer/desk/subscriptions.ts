import { DeskError } from '../../shared/domain/deskError.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'

/** Opens one subscription on a client. `ended` says whether an end is final, and not merely the connection's. */
type Open = (client: DeskClient, ended: (error: Error | null) => boolean) => () => void

interface Subscription {
  readonly open: Open
  stop: (() => void) | null
}

/** Subscriptions that outlive the connection they were made on. */
export class Subscriptions {
  readonly #all = new Set<Subscription>()

  /** Keeps a subscription, opening it at once where there is a client. Returns the function that ends it for good. */
  add(client: DeskClient | null, open: Open): () => void {
    const subscription: Subscription = { open, stop: null }
    this.#all.add(subscription)
    if (client !== null) this.#start(subscription, client)
    return () => {
      this.#all.delete(subscription)
      subscription.stop?.()
      subscription.stop = null
    }
  }

  /** Opens everything on a new connection. */
  attach(client: DeskClient | null): void {
    if (client === null) return
    for (const subscription of [...this.#all]) this.#start(subscription, client)
  }

  /** The connection went: what was open on it is gone. */
  detach(): void {
    for (const subscription of this.#all) subscription.stop = null
  }

  #start(subscription: Subscription, client: DeskClient): void {
    subscription.stop = subscription.open(client, (error) => {
      if (error instanceof DeskError && error.code === 'DISCONNECTED') return false
      return this.#all.delete(subscription)
    })
  }
}
