import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import { marginCallSentence } from '../../shared/domain/marginCall.ts'

/** Counts what a run had to assume, and says it in sentences. */
export class Assumptions {
  /** Bars in which a stop and a limit order could both have filled, and the stop was taken. */
  ambiguousBars = 0
  /** Orders that were cut to what the account could carry at the fill. */
  trimmedOrders = 0
  /** Splits after which a part of a lot was paid out. */
  cashInLieu = 0
  /** Fills of a run that trades at quotes for which there was none. */
  unquotedFills = 0
  /** Symbols that never had all indicators. */
  neverWarm: string[] = []
  /** Symbols that ended while they were held, for the last price because nothing else was known. */
  soldAtLastPrice: string[] = []
  /** Contracts that were held to their delivery. */
  closedBeforeDelivery: string[] = []
  /** Short options that were assigned before their expiry. */
  earlyAssignments = 0
  /** Options that were to be delivered and were settled in cash. */
  cashForDelivery: string[] = []
  /** Options whose underlying was split without an adjustment of the contract in its own series. */
  unadjustedOptions: string[] = []
  /** Futures whose run begins before the first margin on record, and those that have none. */
  readonly earlyMargins: string[] = []
  readonly withoutMargins: string[] = []
  /** Contracts without terms: nothing is known of their margin and expiry. */
  readonly withoutTerms: string[] = []
  /** Perpetuals whose mark price is missing at some of their bars. */
  readonly withoutMark: string[] = []
  /** Orders that met a market locked at its price limit. */
  lockedAtLimit = 0
  /** Orders that met a trading halt. */
  haltedOrders = 0
  /** Times the account fell below its maintenance margin. */
  marginCalls = 0
  /** Whether any instrument has to be borrowed to be sold short: futures and the like have not. */
  canBorrow = false
  /** Whether any instrument has a fee of its own for being borrowed. */
  borrowIsCharged = false
  /** Whether cash of several currencies is held, of which any may be owed on a margin account. */
  hasCurrencies = false
  /** Whether fills of currency pairs give up half of the spread of their hour. */
  hasSessionSpreads = false
  readonly #config: BacktestConfig
  readonly #paysInFull: boolean

  /** @param paysInFull Whether any instrument is paid for in full, with money that may be borrowed. */
  constructor(config: BacktestConfig, paysInFull: boolean) {
    this.#config = config
    this.#paysInFull = paysInFull
  }

  /** Says what the account may borrow without paying for it. */
  #whatIsFree(): string[] {
    const { maxLeverage, allowShort, account } = this.#config
    const mayOwe =
      (this.#paysInFull && (maxLeverage > 1 || allowShort)) ||
      (this.hasCurrencies && account.kind === 'margin')
    const money = mayOwe && areZero(account.debitRates)
    const shares = allowShort && this.canBorrow && account.borrowRate === 0 && !this.borrowIsCharged
    if (money && shares) return ['Borrowed money and borrowed shares cost nothing.']
    if (money) return ['Borrowed money costs nothing.']
    return shares ? ['Borrowed shares cost nothing.'] : []
  }

  sentences(): string[] {
    const { fillTiming, slippage, fees } = this.#config
    const timing = {
      'next-open': 'Market orders fill at the open of the first bar that opens after the decision.',
      'next-close': 'Market orders fill at the close of the bar after the decision.',
      'same-close':
        'Market orders fill at the very close the decision was made on, which a real order could only approach.',
    }
    const said = [
      timing[fillTiming],
      'Limit and stop orders fill when the bar touches their price, gaps at the open, in full unless volume is limited.',
    ]
    if (this.hasSessionSpreads) {
      said.push('Fills of currency pairs gave up half of the spread of their hour.')
    } else if (slippage.model === 'none') said.push('No slippage is assumed.')
    if (slippage.model === 'quoted') {
      said.push(
        'Buys paid the ask and sells got the bid of the open or close they met; at other moments of a bar they gave up half of its wider spread.',
      )
    }
    if (this.unquotedFills > 0) {
      const many = this.unquotedFills === 1 ? '1 fill' : `${this.unquotedFills} fills`
      said.push(`${many} had no quote and traded at the price of the bar.`)
    }
    if (fees.model === 'none') said.push('No fees are assumed.')
    said.push(...this.#whatIsFree())
    if (this.ambiguousBars > 0) {
      said.push(
        `${bars(this.ambiguousBars)} could have filled a stop and a limit order of the same symbol; the stop was taken first.`,
      )
    }
    if (this.trimmedOrders > 0) {
      const many = this.trimmedOrders === 1 ? '1 order was' : `${this.trimmedOrders} orders were`
      said.push(`${many} cut to what the account could carry at the price of the fill.`)
    }
    if (this.cashInLieu > 0) {
      said.push(`After ${this.cashInLieu} split(s) a part of a lot was paid out at the open.`)
    }
    if (this.marginCalls > 0) {
      said.push(marginCallSentence(this.marginCalls, this.#config.account.marginCall === 'liquidate'))
    }
    if (this.soldAtLastPrice.length > 0) {
      said.push(
        `Held to the end of the listing and paid out at the last price: ${this.soldAtLastPrice.join(', ')}.`,
      )
    }
    if (this.closedBeforeDelivery.length > 0) {
      said.push(`Closed at the last price because delivery was due: ${this.closedBeforeDelivery.join(', ')}.`)
    }
    if (this.earlyAssignments > 0) {
      const times = this.earlyAssignments === 1 ? 'once' : `${this.earlyAssignments} times`
      said.push(
        `Short options were assigned early ${times}: when a holder who acts by the model would exercise, before an ex-date or at the boundary of early exercise.`,
      )
    }
    if (this.cashForDelivery.length > 0) {
      said.push(
        `Settled in cash because the underlying could not be delivered in this run: ${this.cashForDelivery.join(', ')}.`,
      )
    }
    if (this.unadjustedOptions.length > 0) {
      said.push(
        `The underlying was split and the contracts were not adjusted, because their own series carry no split: ${this.unadjustedOptions.join(', ')}.`,
      )
    }
    if (this.earlyMargins.length > 0) {
      said.push(
        `Days before the first margin on record were asked that one: ${this.earlyMargins.join(', ')}.`,
      )
    }
    if (this.withoutMargins.length > 0) {
      said.push(`No margin is on record and none was asked: ${this.withoutMargins.join(', ')}.`)
    }
    if (this.withoutTerms.length > 0) {
      said.push(
        `No terms of the contract are on record, so it was paid in full, without margin, expiry and liquidation: ${this.withoutTerms.join(', ')}.`,
      )
    }
    if (this.withoutMark.length > 0) {
      said.push(`The mark price is missing and the last price was taken: ${this.withoutMark.join(', ')}.`)
    }
    if (this.haltedOrders > 0) {
      said.push(`${this.haltedOrders} time(s) an order met a trading halt, and waited.`)
    }
    if (this.lockedAtLimit > 0) {
      said.push(
        `${this.lockedAtLimit} time(s) an order met a market that was locked at its price limit, and waited.`,
      )
    }
    for (const symbol of this.neverWarm) {
      said.push(`${symbol} has too few bars for the indicators: the strategy never decided on it.`)
    }
    return said
  }
}

function areZero(rates: Readonly<Record<string, number>>): boolean {
  return Object.values(rates).every((rate) => rate === 0)
}

function bars(count: number): string {
  return count === 1 ? '1 bar' : `${count} bars`
}
