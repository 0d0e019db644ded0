import { minorUnits } from './currencies.ts'
import { requireExact } from './ledgerBalance.ts'
import { sumCarried, sumCash, valueOwnWorth } from './ledgerSums.ts'
import type { SymbolCore } from './symbolCore.ts'
import type { Tape } from './tape.ts'

const [HOLDINGS, GROSS, CASH, EQUITY, CARRIED] = [0, 1, 2, 3, 4]

/**
 * Cash, positions and equity of one account.
 *
 * Money is counted in whole minor units (cents) held in float64, exact up to 2^53. What a position cost is kept as
 * the money paid for it, so that per currency `cash + cost of what was paid for = deposits + realised - fees + flows`
 * holds to the last digit after every event; `imbalance` is the proof. Marks to market are not rounded.
 *
 * A position on margin (futures, perpetuals, currency pairs) is not paid for: only its profit moves cash, when a part
 * is closed or the contract is settled. Its `cost` is the value it was opened or last settled at.
 */
export class Ledger {
  /** Units held per symbol, negative when short. */
  readonly quantity: Float64Array
  /** Money paid for the open quantity per symbol, in minor units; negative (received) when short. */
  readonly cost: Float64Array
  /** Profit of closed parts before fees per symbol, in minor units. */
  readonly realized: Float64Array
  readonly fees: Float64Array
  /** Units per symbol that fees in coins have left beyond whole lots. */
  readonly dust: Float64Array
  /** Dividends received less those paid on shorts, per symbol, in minor units. */
  readonly dividends: Float64Array
  /** All other money that a position brought or cost (coupons, funding, swap, borrow), per symbol, in minor units. */
  readonly income: Float64Array
  /** Profit of the open quantity that daily settlement has paid out, per symbol, in minor units. */
  readonly settled: Float64Array
  /** Money that belongs to no symbol (interest on cash), per currency, in minor units. */
  readonly accountFlows: Float64Array
  /** Dividends and coupons that are earned and whose money has not come, per currency, in minor units. */
  readonly receivable: Float64Array
  /** Value per symbol at the last mark, in the account's currency. */
  readonly value: Float64Array
  /** Multiplier x conversion rate per symbol: price x quantity x scale is a value in the account's currency. */
  readonly scale: Float64Array
  /** Cash per currency in minor units. */
  readonly cash: Float64Array
  /** Minor units in one unit, per currency. */
  readonly minor: Float64Array
  /** Price of one unit of each currency in the account's; the account's own currency is number 0. */
  readonly rate: Float64Array
  readonly currencies: readonly string[]
  /** Ids of the symbols held, in no particular but a reproducible order; the first `heldCount` count. */
  readonly held: Int32Array
  heldCount = 0
  /** The four sums that change at every mark, in one typed array: number fields of an object would be boxed. */
  readonly #sums = new Float64Array(5)
  readonly #heldSlot: Int32Array
  readonly #cores: readonly SymbolCore[]
  readonly #values: Float64Array
  /** Cash the account began with, in minor units of its currency. */
  readonly deposit: number
  readonly #hasOwnWorth: boolean
  /** Whether equity has more parts than cash and the value of positions. */
  #carries: boolean
  #stale = false
  #outdated = false

  /** @param currencies The account's currency first. */
  constructor(cores: readonly SymbolCore[], tape: Tape, currencies: readonly string[], deposit: number) {
    const column = (): Float64Array => new Float64Array(cores.length)
    this.#cores = cores
    this.#values = tape.values
    this.quantity = column()
    this.cost = column()
    this.realized = column()
    this.fees = column()
    this.dust = column()
    this.dividends = column()
    this.income = column()
    this.settled = column()
    this.accountFlows = new Float64Array(currencies.length)
    this.receivable = new Float64Array(currencies.length)
    this.#hasOwnWorth = cores.some(({ hasOwnWorth }) => hasOwnWorth)
    this.#carries = cores.some(({ isMargined }) => isMargined)
    this.value = column()
    this.scale = column()
    this.held = new Int32Array(cores.length)
    this.#heldSlot = new Int32Array(cores.length).fill(-1)
    this.currencies = currencies
    this.cash = new Float64Array(currencies.length)
    this.minor = Float64Array.from(currencies, minorUnits)
    this.rate = new Float64Array(currencies.length).fill(Number.NaN)
    this.rate[0] = 1
    this.deposit = Math.round(deposit * this.minor[0]!)
    this.cash[0] = this.deposit
    this.#sums[CASH] = this.deposit / this.minor[0]!
    this.#sums[EQUITY] = this.#sums[CASH]!
    for (const core of cores) this.#rescale(core)
    requireExact(this, 0)
  }

  /** Sum of absolute position values at the last mark, in the account's currency. */
  get gross(): number {
    if (this.#outdated) this.revalue()
    return this.#sums[GROSS]!
  }

  /** Cash and value of all positions at the last mark, in the account's currency. */
  get equity(): number {
    if (this.#outdated) this.revalue()
    return this.#sums[EQUITY]!
  }

  /** All cash, in the account's currency. */
  get cashValue(): number {
    return this.#sums[CASH]!
  }

  /** Prices have moved since the last marks: the sums are formed anew when they are asked for. */
  outdate(): void {
    this.#outdated = true
  }

  /** Positions are worth something else for another reason than a price: all sums are formed anew. */
  invalidate(): void {
    this.#stale = true
  }

  /** Forms the sums that `outdate` has put off, before anything trades at the next prices. */
  bringUpToDate(): void {
    if (this.#outdated) this.revalue()
  }

  #rescale(core: SymbolCore): void {
    this.scale[core.id] = core.instrument.multiplier * this.rate[core.currencyId]!
  }

  /** Sets a currency's conversion rate; the next `settle` values everything with it. */
  setRate(currencyId: number, rate: number): void {
    if (this.rate[currencyId] === rate) return
    this.rate[currencyId] = rate
    for (const core of this.#cores) if (core.currencyId === currencyId) this.#rescale(core)
    this.#stale = true
  }

  /** An amount in a symbol's currency as minor units. */
  toMinor(core: SymbolCore, amount: number): number {
    return Math.round(amount * this.minor[core.currencyId]!)
  }

  /** Minor units of a symbol's currency as an amount of it. */
  toUnits(core: SymbolCore, minor: number): number {
    return minor / this.minor[core.currencyId]!
  }

  /** Profit of a symbol's open quantity that is not in cash, in its currency. */
  unrealized(core: SymbolCore, price = core.price): number {
    const units = this.quantity[core.id]!
    if (units === 0) return 0
    return units * core.worth(price) * core.instrument.multiplier - this.toUnits(core, this.cost[core.id]!)
  }

  /** Values a position at a price. */
  mark(id: number, price: number): void {
    const worth = this.#hasOwnWorth ? this.#cores[id]!.worth(price) : price
    const value = this.quantity[id]! * worth * this.scale[id]!
    const before = this.value[id]!
    const sums = this.#sums
    sums[HOLDINGS]! += value - before
    sums[GROSS]! += Math.abs(value) - Math.abs(before)
    this.value[id] = value
  }

  /** Whether marks alone do not bring equity up to date: something was traded, paid or converted. */
  get needsRevaluation(): boolean {
    return this.#stale
  }

  /** Values every position at its last price and forms all sums anew, so that no rounding builds up in them. */
  revalue(): void {
    const { quantity, scale, value } = this
    const values = this.#values
    const cores = this.#cores
    if (this.#hasOwnWorth) valueOwnWorth(this, cores, this.held, 0, this.heldCount)
    else {
      // By symbol and not in the order of `held`: rows of a step lie in this order, and are read ahead only in it.
      for (let id = 0; id < cores.length; id++) {
        const units = quantity[id]!
        if (units !== 0) value[id] = units * values[cores[id]!.row]! * scale[id]!
      }
    }
    this.#formSums()
  }

  /**
   * The same where only the given symbols have new prices and no conversion rate has changed.
   * @param symbolIds Symbols of the bars; those from place `from` up to `to` are new, their rows follow one another.
   * @param row Where the first of these rows begins.
   * @param width Values in a row.
   */
  revalueRows(symbolIds: Uint16Array, from: number, to: number, row: number, width: number): void {
    const { quantity, scale, value } = this
    const values = this.#values
    if (this.#hasOwnWorth) valueOwnWorth(this, this.#cores, symbolIds, from, to)
    else {
      for (let slot = from; slot < to; slot++) {
        const id = symbolIds[slot]!
        const units = quantity[id]!
        if (units !== 0) value[id] = units * values[row + (slot - from) * width]! * scale[id]!
      }
    }
    this.#formSums()
  }

  #formSums(): void {
    const { held, value } = this
    let holdings = 0
    let gross = 0
    for (let place = 0; place < this.heldCount; place++) {
      const worth = value[held[place]!]!
      holdings += worth
      gross += Math.abs(worth)
    }
    if (this.#stale) this.#sumCash()
    this.#stale = false
    this.#outdated = false
    const sums = this.#sums
    sums[HOLDINGS] = holdings
    sums[GROSS] = gross
    sums[EQUITY] = sums[CASH]! + holdings - sums[CARRIED]!
  }

  /** Brings equity up to date after the marks of a step. */
  settle(): void {
    const sums = this.#sums
    sums[EQUITY] = sums[CASH]! + sums[HOLDINGS]! - sums[CARRIED]!
  }

  /** What equity is less than cash and the value of all positions: what positions on margin were opened at, less receivables. */
  get carried(): number {
    return this.#sums[CARRIED]!
  }

  #sumCash(): void {
    this.#sums[CASH] = this.cash.length > 1 ? sumCash(this) : this.cash[0]! / this.minor[0]!
    if (this.#carries) this.#sums[CARRIED] = sumCarried(this, this.#cores)
  }

  /**
   * Books a trade.
   * @param signed Units, positive when bought.
   * @param feeMinor Fee in minor units.
   * @returns The realised profit of the closed part before fees, in minor units.
   */
  trade(core: SymbolCore, signed: number, price: number, feeMinor: number): number {
    const { id } = core
    const before = this.quantity[id]!
    const after = core.lots.nearest(before + signed)
    const paid = this.paidMinor(core, signed, price)
    const closes = before !== 0 && before > 0 !== signed > 0
    let realized = 0
    if (!closes) {
      this.cost[id]! += paid
    } else {
      const crosses = after !== 0 && after > 0 !== before > 0
      const closing = crosses ? Math.round((paid * -before) / signed) : paid
      const isOver = after === 0 || crosses
      const released = isOver ? this.cost[id]! : Math.round((this.cost[id]! * -signed) / before)
      realized = -closing - released
      this.cost[id] = this.cost[id]! - released + (paid - closing)
      const settled = this.settled[id]!
      if (core.isMargined) this.settled[id]! -= isOver ? settled : Math.round((settled * -signed) / before)
    }
    this.realized[id]! += realized
    this.fees[id]! += feeMinor
    this.cash[core.currencyId]! -= (core.isMargined ? -realized : paid) + feeMinor
    this.#hold(id, after)
    this.mark(id, price)
    this.#sumCash()
    this.settle()
    this.#stale = true
    requireExact(this, core.currencyId)
    return realized
  }

  /**
   * Takes a fee out of coins just bought, which are worth `feeMinor`. What is left beyond whole lots is kept as dust,
   * worth nothing until it makes a lot with the dust of a later purchase.
   */
  payInKind(core: SymbolCore, coins: number, feeMinor: number, price: number): void {
    const { id } = core
    const exact = this.quantity[id]! + this.dust[id]! - coins
    const whole = core.lots.towardZero(exact)
    this.dust[id] = Math.max(exact - whole, 0)
    this.cost[id]! -= feeMinor
    this.fees[id]! += feeMinor
    this.#hold(id, whole)
    this.mark(id, price)
    this.settle()
    this.#stale = true
  }

  /** What a signed quantity is worth at a price, rounded to minor units as it is booked. */
  paidMinor(core: SymbolCore, signed: number, price: number): number {
    return this.toMinor(core, signed * core.worth(price) * core.instrument.multiplier)
  }

  /**
   * Moves cash for a reason of a position: a coupon, funding, a swap, a fee for borrowed shares. A dividend is
   * `payDividend`.
   * @param minor Positive when received.
   */
  flow(core: SymbolCore, minor: number): void {
    this.income[core.id]! += minor
    this.#move(core.currencyId, minor)
  }

  /** Moves cash for a reason of the whole account, such as interest. */
  accountFlow(currencyId: number, minor: number): void {
    this.accountFlows[currencyId]! += minor
    this.#move(currencyId, minor)
  }

  #move(currencyId: number, minor: number): void {
    this.cash[currencyId]! += minor
    this.#sumCash()
    this.#stale = true
    requireExact(this, currencyId)
  }

  /**
   * Pays out the profit of a position on margin since it was opened or last settled, and carries it on at the price.
   * @returns The amount in minor units, negative when it is paid.
   */
  settleVariation(core: SymbolCore, price: number): number {
    const { id } = core
    const worth = this.paidMinor(core, this.quantity[id]!, price)
    const variation = worth - this.cost[id]!
    this.cost[id] = worth
    this.settled[id]! += variation
    this.realized[id]! += variation
    this.#move(core.currencyId, variation)
    return variation
  }

  /**
   * Books money that a position has earned, or owes when it is negative, before it moves.
   * @param earnings The column it belongs to: `dividends` or `income`.
   */
  accrue(core: SymbolCore, minor: number, earnings: Float64Array): void {
    this.#carries = true
    earnings[core.id]! += minor
    this.receivable[core.currencyId]! += minor
    this.#sumCash()
    this.#stale = true
  }

  /** Moves the money of what was accrued. */
  receive(core: SymbolCore, minor: number): void {
    this.receivable[core.currencyId]! -= minor
    this.#move(core.currencyId, minor)
  }

  /**
   * Splits a position; what no longer makes a whole lot is paid out at `price`.
   * @returns Realised profit of the part paid out, in minor units, 0 when all of it stays.
   */
  split(core: SymbolCore, ratio: number, price: number): number {
    const { id } = core
    const exact = this.quantity[id]! * ratio
    const whole = core.lots.towardZero(exact)
    const rest = exact - whole
    let realized = 0
    if (Math.abs(rest) > 1e-9 * Math.abs(exact)) {
      const received = this.toMinor(core, rest * price * core.instrument.multiplier)
      const released = whole === 0 ? this.cost[id]! : Math.round((this.cost[id]! * rest) / exact)
      realized = received - released
      this.cost[id]! -= released
      this.realized[id]! += realized
      this.cash[core.currencyId]! += received
      this.#sumCash()
    }
    this.#hold(id, whole)
    if (whole === 0) this.mark(id, price)
    this.#stale = true
    return realized
  }

  #hold(id: number, quantity: number): void {
    this.quantity[id] = quantity
    const slot = this.#heldSlot[id]!
    if (quantity !== 0 && slot < 0) {
      this.#heldSlot[id] = this.heldCount
      this.held[this.heldCount++] = id
    } else if (quantity === 0 && slot >= 0) {
      const last = this.held[--this.heldCount]!
      this.held[slot] = last
      this.#heldSlot[last] = slot
      this.#heldSlot[id] = -1
    }
  }
}
