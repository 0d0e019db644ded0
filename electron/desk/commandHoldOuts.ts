import type { RunRecord } from '../../shared/domain/backtest.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import { type HoldOutOpening, type HoldOutSubject, isSameHoldOut } from '../../shared/domain/holdOut.ts'
import type { HoldOutRegister } from '../research/runQueue.ts'
import { readHoldOutOpenings } from '../store/readHoldOutOpenings.ts'
import { openStore } from '../store/store.ts'
import { lockHome } from './deskLock.ts'
import { HoldOutService, openingOf } from './holdOutService.ts'
import { HoldOutSpool } from './holdOutSpool.ts'
import type { Home } from './home.ts'

/**
 * Openings of hold-outs by commands. Each is written to the home's spool before its run begins, which no other process
 * can prevent; afterwards it goes into the journal, now where the home is free, else by the desk that runs on it.
 */
export class CommandHoldOuts implements HoldOutRegister {
  readonly #home: Home
  readonly #now: () => number
  readonly #spool: HoldOutSpool

  constructor(home: Home, now: () => number) {
    this.#home = home
    this.#now = now
    this.#spool = new HoldOutSpool(home.holdOuts)
  }

  async opened(record: RunRecord): Promise<void> {
    const payload = openingOf(record, 'command line', this.#now())
    await this.#spool.write({ kind: 'hold-out.opened', timeMs: payload.openedMs, payload })
  }

  async finished({ id, resultHash }: RunRecord): Promise<void> {
    if (resultHash === null) return
    await this.#spool.write({ kind: 'hold-out.finished', timeMs: this.#now(), payload: { id, resultHash } })
  }

  /** Every opening of the same hold-out, oldest first: those in the journal and those on their way to it. */
  async openingsOf(subject: HoldOutSubject): Promise<HoldOutOpening[]> {
    const openings = new Map(readHoldOutOpenings(this.#home.database).map((opening) => [opening.id, opening]))
    for (const { event } of await this.#spool.read()) {
      const { id } = event.payload
      const known = openings.get(id)
      if (event.kind === 'hold-out.opened') openings.set(id, known ?? event.payload)
      else if (known !== undefined) openings.set(id, { ...known, resultHash: event.payload.resultHash })
    }
    return [...openings.values()]
      .filter((opening) => isSameHoldOut(opening, subject))
      .sort((a, b) => a.openedMs - b.openedMs)
  }

  /** Takes the spool into the journal; leaves it to the desk where one runs on the home. */
  async settle(): Promise<void> {
    let lock: ReturnType<typeof lockHome>
    try {
      lock = lockHome(this.#home.lock, this.#now())
    } catch (error) {
      if (error instanceof DeskError && error.code === 'CONFLICT') return
      throw error
    }
    try {
      const store = await openStore(this.#home.database)
      try {
        await new HoldOutService({ store, spool: this.#spool, now: this.#now }).takeIn()
      } finally {
        await store.close()
      }
    } finally {
      lock.release()
    }
  }
}
