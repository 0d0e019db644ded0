import type { Transport } from './transport.ts'

/**
 * Passes every message of one connection on to another, both ways, unread; the end of either ends both. This is how
 * the Electron shell joins a window's port to the desk's socket.
 */
export function relay(one: Transport, other: Transport): void {
  pass(one, other)
  pass(other, one)
}

function pass(from: Transport, to: Transport): void {
  from.onMessage((message) => {
    try {
      to.send(message)
    } catch {
      // A message that came in over one connection but cannot leave by the other: neither side could go on rightly.
      to.close()
    }
  })
  from.onClose(() => to.close())
}
