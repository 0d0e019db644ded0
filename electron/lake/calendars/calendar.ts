/** One trading session. Times are instants in epoch ms. */
export interface Session {
  /** Date of the session as days since 1970-01-01. */
  readonly day: number
  readonly openMs: number
  readonly closeMs: number
  /** The lunch break, where there is one. */
  readonly breakStartMs?: number
  readonly breakEndMs?: number
}

/** When a market trades. */
export interface Calendar {
  readonly id: string
  readonly timeZone: string
  /** First and last epoch day that the rules cover; outside there are no sessions to be told. */
  readonly firstDay: number
  readonly lastDay: number
  /** Sessions whose date lies between two epoch days, both included, ascending. */
  sessions(fromDay: number, toDay: number): readonly Session[]
  /** Opens of the sessions around a range of instants, ascending, the one before it included. */
  openTimes(fromMs: number, toMs: number): Float64Array
  /** For each instant, ascending, the epoch day of the session that it is counted to. */
  sessionDays(time: Float64Array): Float64Array
}
