/** Which part of the day a market is in. */
export type MarketPhase = 'pre' | 'regular' | 'post' | 'break' | 'closed'

/** A stretch of trading: before, in or after the regular session. Times are instants in epoch ms; `toMs` is no part of it. */
export interface SessionPart {
  readonly phase: 'pre' | 'regular' | 'post'
  readonly fromMs: number
  readonly toMs: number
}

/** One trading session. Times are instants in epoch ms. */
export interface Session {
  /** Trade date as days since 1970-01-01. */
  readonly day: number
  /** Open and close of the regular session; a Globex session opens on the evening before. */
  readonly openMs: number
  readonly closeMs: number
  /** The break between two regular parts, the longest one where there are several. */
  readonly breakStartMs?: number
  readonly breakEndMs?: number
  /** When the price of the day is fixed: the end of the closing auction, or the settlement of a future. */
  readonly settlementMs: number
  /** All trading that is counted to this trade date, ascending. */
  readonly parts: readonly SessionPart[]
}

/** Sessions as columns of equal length, ascending, instants in epoch ms. Of two breaks the longest one is told. */
export interface SessionTable {
  readonly openMs: Float64Array<ArrayBuffer>
  readonly closeMs: Float64Array<ArrayBuffer>
  /** NaN where a session has no break. */
  readonly breakStartMs: Float64Array<ArrayBuffer>
  readonly breakEndMs: Float64Array<ArrayBuffer>
  /** First and last instant of trading that is counted to the session, before and after its regular hours. */
  readonly extendedOpenMs: Float64Array<ArrayBuffer>
  readonly extendedCloseMs: Float64Array<ArrayBuffer>
  readonly settlementMs: Float64Array<ArrayBuffer>
  /** Trade date at midnight UTC. */
  readonly dateMs: Float64Array<ArrayBuffer>
}

/** When a market trades. */
export interface Calendar {
  /** ISO 10383 code of the market, with the group of products where a market has several, or a name of the product. */
  readonly id: string
  readonly name: string
  /** IANA zone of the market's clock. */
  readonly timeZone: string
  /** First and last epoch day that the rules cover; outside there are no sessions to be told. */
  readonly firstDay: number
  readonly lastDay: number
  /** Sessions whose date lies between two epoch days, both included, ascending. */
  sessions(fromDay: number, toDay: number): readonly Session[]
  /** Sessions that have regular hours between two instants: those that close after the first and open before the second. */
  sessionsBetween(fromMs: number, toMs: number): SessionTable
  /** Opens of the sessions around a range of instants, ascending, the one before it included. */
  openTimes(fromMs: number, toMs: number): Float64Array
  /**
   * For each instant, ascending, the epoch day of the session that it is counted to: the one that trades then, else the
   * date of the market's clock.
   */
  sessionDays(time: Float64Array): Float64Array
  /** The phase of the market at an instant; `closed` outside the covered years. */
  phaseAt(timeMs: number): MarketPhase
  /** First open of a regular session after an instant, or undefined beyond the covered years. */
  nextOpen(timeMs: number): number | undefined
  /** First close of a regular session after an instant, or undefined beyond the covered years. */
  nextClose(timeMs: number): number | undefined
}
