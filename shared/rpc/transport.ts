/**
 * A connection that carries messages in order, at most once, and tells when it is gone.
 * Adapters exist for MessagePort, WebSocket, a byte stream and memory; one contract suite runs against each.
 */
export interface Transport {
  /** Sends one message: structured-cloneable, typed arrays included. Never throws; a closed transport drops it. */
  send(message: unknown): void
  /** Sets the one receiver. Messages that came before are delivered to it. */
  onMessage(receiver: (message: unknown) => void): void
  /** Called once, when either side has closed. */
  onClose(listener: () => void): void
  close(): void
}
