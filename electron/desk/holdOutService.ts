import { userInfo } from 'node:os'
import type { RunRecord } from '../../shared/domain/backtest.ts'
import type { HoldOutOpening } from '../../shared/domain/holdOut.ts'
import type { HoldOutRegister } from '../research/runQueue.ts'
import type { Store } from '../store/store.ts'
import type { HoldOutSpool } from './holdOutSpool.ts'

export interface HoldOutServiceOptions {
  readonly store: Pick<Store, 'append' | 'listHoldOutOpenings'>
  readonly spool: HoldOutSpool
  readonly now: () => number
  readonly onBad?: (fileName: string) => void
}

/** An opening as it is recorded before its run begins. */
export function openingOf(
  record: RunRecord,
  openedFrom: HoldOutOpening['openedFrom'],
  openedMs: number,
): HoldOutOpening {
  const { config, strategyName, strategyHash } = record
  const { strategyId, parameters, symbols, timeframe, holdOut } = config
  if (holdOut === undefined) throw new Error('a run without a hold-out opens none')
  return {
    id: record.id,
    openedMs,
    openedBy: userName(),
    openedFrom,
    ...{ strategyId, strategyName, strategyHash, parameters, symbols, timeframe, holdOut },
    resultHash: null,
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A user that the system has no name for, as in a container.
    return 'unknown'
  }
}

/** The openings of hold-outs in the desk's journal, those included that commands beside the desk have left for it. */
export class HoldOutService implements HoldOutRegister {
  readonly #options: HoldOutServiceOptions
  #taking: Promise<void> = Promise.resolve()

  constructor(options: HoldOutServiceOptions) {
    this.#options = options
  }

  async opened(record: RunRecord): Promise<void> {
    const { store, now } = this.#options
    const payload = openingOf(record, 'window', now())
    await store.append({ kind: 'hold-out.opened', payload }, payload.openedMs)
  }

  async finished({ id, resultHash }: RunRecord): Promise<void> {
    const { store, now } = this.#options
    if (resultHash !== null)
      await store.append({ kind: 'hold-out.finished', payload: { id, resultHash } }, now())
  }

  /** All openings, oldest first. */
  async openings(): Promise<HoldOutOpening[]> {
    await this.takeIn()
    return this.#options.store.listHoldOutOpenings()
  }

  /** Takes what waits in the spool into the journal, one caller after the other. */
  takeIn(): Promise<void> {
    const taking = this.#taking.then(() => this.#takeIn())
    // A failure is its caller's; the next one tries again.
    this.#taking = taking.catch(() => {})
    return taking
  }

  async #takeIn(): Promise<void> {
    const { store, spool, onBad } = this.#options
    const waiting = await spool.read(onBad)
    if (waiting.length === 0) return
    const known = new Map((await store.listHoldOutOpenings()).map((opening) => [opening.id, opening]))
    for (const spooled of waiting) {
      const { event } = spooled
      const before = known.get(event.payload.id)
      // A file that outlived its entry (a kill between the two) is only removed.
      const isKnown = event.kind === 'hold-out.opened' ? before !== undefined : before?.resultHash !== null
      if (event.kind === 'hold-out.opened') {
        if (!isKnown) await store.append({ kind: event.kind, payload: event.payload }, event.timeMs)
        known.set(event.payload.id, before ?? event.payload)
      } else if (before !== undefined) {
        if (!isKnown) await store.append({ kind: event.kind, payload: event.payload }, event.timeMs)
      } else continue
      await spool.remove(spooled)
    }
  }
}
