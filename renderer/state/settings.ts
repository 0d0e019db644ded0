import type { z } from 'zod'
import { create } from 'zustand'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { DeskClient } from '../../shared/rpc/deskClient.ts'

type Json = z.infer<ReturnType<typeof z.json>>

const WRITE_DELAY_MS = 400

interface SettingsState {
  /**
   * Reads a setting; null where there is none, or it does not have the shape asked for.
   * Rejects where the desk did not answer: what is stored is then unknown and must not be written over.
   */
  readonly load: <T>(key: string, schema: z.ZodType<T>) => Promise<T | null>
  /** Writes a setting a moment later, once for many changes in a row. Plain data; undefined members are left out. */
  readonly save: (key: string, value: unknown) => void
  /** Writes at once what is waiting. */
  readonly flush: () => Promise<void>
}

let desk: DeskClient | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const waiting = new Map<string, Json>()
const known = new Map<string, Json>()

/** Tells the settings which desk keeps them, at the start and whenever the connection comes back. */
export function attachSettings(client: DeskClient): void {
  desk = client
  void flush()
}

async function load<T>(key: string, schema: z.ZodType<T>): Promise<T | null> {
  let value = known.get(key)
  if (value === undefined) {
    if (desk === null) throw new DeskError('DISCONNECTED', 'The settings are not connected to a desk yet.')
    value = (await desk.call('settings.get', { key })).value
    // A change made while the question was under way is newer than its answer.
    value = known.get(key) ?? value
    known.set(key, value)
  }
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : null
}

function save(key: string, plain: unknown): void {
  const value: Json = JSON.parse(JSON.stringify(plain))
  if (JSON.stringify(known.get(key)) === JSON.stringify(value)) return
  known.set(key, value)
  waiting.set(key, value)
  clearTimeout(timer)
  timer = setTimeout(() => void flush(), WRITE_DELAY_MS)
}

async function flush(): Promise<void> {
  clearTimeout(timer)
  if (desk === null) return
  const client = desk
  await Promise.all(
    [...waiting].map(async ([key, value]) => {
      waiting.delete(key)
      try {
        await client.call('settings.set', { key, value })
      } catch {
        // Kept for the next connection, unless it was changed again meanwhile.
        if (!waiting.has(key)) waiting.set(key, value)
      }
    }),
  )
}

export const useSettings = create<SettingsState>()(() => ({ load, save, flush }))
