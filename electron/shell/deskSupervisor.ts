import type { DeskCondition } from '../../shared/rpc/shellBridge.ts'
import type { Transport } from '../../shared/rpc/transport.ts'

/** A desk process that has been started. */
export interface StartedDesk {
  /** Opens one more connection to it. */
  connect(): Promise<Transport>
  /** Resolves when the process has ended, with what it said last. */
  readonly ended: Promise<{ readonly lastWords: string }>
  /** Asks it to end and, after a while, makes it. */
  stop(): Promise<void>
}

export interface SupervisorOptions {
  /** Starts a desk process and resolves when it listens; rejects where it ends before, or is aborted and has ended. */
  readonly start: (signal: AbortSignal) => Promise<StartedDesk>
  readonly onCondition: (condition: DeskCondition) => void
  readonly now?: () => number
  readonly sleep?: (milliseconds: number) => Promise<void>
}

const FIRST_DELAY_MS = 250
const LONGEST_DELAY_MS = 10_000
/** A desk that ran this long was in order: what happens later is a new trouble. */
const STABLE_MS = 30_000
/** Quick ends in a row before the supervisor waits to be asked. */
const MAX_QUICK_ENDS = 6

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Keeps one desk process running: starts it again when it ends unasked, more slowly each time, and tells about it. */
export class DeskSupervisor {
  readonly #options: SupervisorOptions
  readonly #now: () => number
  readonly #sleep: (milliseconds: number) => Promise<void>
  #condition: DeskCondition = { state: 'starting', message: 'The desk is starting.', crashes: 0 }
  #desk: StartedDesk | null = null
  #waiting: ((desk: StartedDesk) => void)[] = []
  readonly #stopping = new AbortController()
  #starting: Promise<StartedDesk> | null = null
  #loop: Promise<void> | null = null

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#sleep = options.sleep ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)))
  }

  get condition(): DeskCondition {
    return this.#condition
  }

  /** Starts the desk, or starts it again after it has failed. */
  start(): void {
    if (this.#loop !== null || this.#stopping.signal.aborted) return
    this.#loop = this.#keepRunning().finally(() => {
      this.#loop = null
    })
  }

  /** A connection to the desk, as soon as it runs. */
  async connect(): Promise<Transport> {
    const desk = this.#desk ?? (await new Promise<StartedDesk>((resolve) => this.#waiting.push(resolve)))
    return desk.connect()
  }

  /** Ends the desk for good. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#waiting = []
    const desk = this.#desk ?? (await this.#starting?.catch(() => null))
    await desk?.stop()
  }

  #tell(state: DeskCondition['state'], message: string, crashes = this.#condition.crashes): void {
    this.#condition = { state, message, crashes }
    this.#options.onCondition(this.#condition)
  }

  async #keepRunning(): Promise<void> {
    let quickEnds = 0
    if (this.#condition.state === 'failed') this.#tell('starting', 'The desk is starting.')
    while (!this.#stopping.signal.aborted) {
      const startedMs = this.#now()
      const lastWords = await this.#runOnce()
      if (this.#stopping.signal.aborted) return
      quickEnds = this.#now() - startedMs >= STABLE_MS ? 1 : quickEnds + 1
      const crashes = this.#condition.crashes + 1
      const why = lastWords === '' ? '' : `: ${lastWords}`
      if (quickEnds >= MAX_QUICK_ENDS) {
        this.#tell('failed', `The desk ended ${quickEnds} times in a row${why}`, crashes)
        return
      }
      this.#tell('restarting', `The desk ended unexpectedly and is being restarted${why}`, crashes)
      await this.#sleep(Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (quickEnds - 1)))
    }
  }

  /** One life of the desk process; what it said last. */
  async #runOnce(): Promise<string> {
    let desk: StartedDesk
    try {
      this.#starting = this.#options.start(this.#stopping.signal)
      desk = await this.#starting
    } catch (error) {
      return messageOf(error)
    } finally {
      this.#starting = null
    }
    if (this.#stopping.signal.aborted) return ''
    this.#desk = desk
    this.#tell('running', '')
    for (const resolve of this.#waiting.splice(0)) resolve(desk)
    const { lastWords } = await desk.ended
    this.#desk = null
    return lastWords
  }
}
