import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { holdOutOpeningSchema } from '../../shared/domain/holdOut.ts'
import { writeFileAtomically } from '../research/writeFileAtomically.ts'

/** Something that happened to a hold-out, on its way to the journal. */
export const holdOutEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hold-out.opened'), timeMs: z.number(), payload: holdOutOpeningSchema }),
  z.object({
    kind: z.literal('hold-out.finished'),
    timeMs: z.number(),
    payload: z.object({ id: z.string(), resultHash: z.string() }),
  }),
])
export type HoldOutEvent = z.infer<typeof holdOutEventSchema>

export interface SpooledEvent {
  readonly file: string
  readonly event: HoldOutEvent
}

/**
 * A folder of events that wait for the journal, one file each. A command beside a running desk may not write to the
 * journal: it leaves its events here, flushed to the disk before its run begins, and whoever holds the home next takes
 * them in.
 */
export class HoldOutSpool {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Resolves once the event survives a power cut. */
  async write(event: HoldOutEvent): Promise<void> {
    const name = `${event.payload.id}.${event.kind === 'hold-out.opened' ? 'opened' : 'finished'}.json`
    await writeFileAtomically(path.join(this.#folder, name), JSON.stringify(event))
    await syncFolder(this.#folder)
  }

  /** What waits, in the order in which it happened; files that cannot be read are set aside and named to `onBad`. */
  async read(onBad: (fileName: string) => void = () => {}): Promise<SpooledEvent[]> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.json'))
    const events: SpooledEvent[] = []
    for (const name of names) {
      const file = path.join(this.#folder, name)
      try {
        events.push({ file, event: holdOutEventSchema.parse(JSON.parse(await readFile(file, 'utf8'))) })
      } catch {
        // Another process may have taken it in between.
        await rename(file, `${file}.unreadable`).then(
          () => onBad(name),
          () => {},
        )
      }
    }
    return events.sort((a, b) => a.event.timeMs - b.event.timeMs || order(a) - order(b))
  }

  async remove({ file }: SpooledEvent): Promise<void> {
    await rm(file, { force: true })
  }
}

function order({ event }: SpooledEvent): number {
  return event.kind === 'hold-out.opened' ? 0 : 1
}

/** A new name is on the disk only once its folder is. Windows cannot flush a folder and does not need to. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
