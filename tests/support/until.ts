import { vi } from 'vitest'

/** Waits until the assertions hold: looks often, and gives a busy machine time. */
export function until<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { interval: 3, timeout: 10_000 })
}
