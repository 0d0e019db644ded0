import { DeskError } from '../../shared/domain/deskError.ts'
import { minorUnits } from './currencies.ts'
import type { SymbolCore } from './symbolCore.ts'
import type { Tape } from './tape.ts'

const [HOLDINGS, GROSS, CASH, EQUITY] = [0, 1, 2, 3]

/**
 * Cash, positions and equity of one account.
 *
 * Money is counted in whole minor units (cents) held in float64, exact up to 2^53. What a position cost is kept as
 * the money paid for it, so that per currency `cash + cost of positions = deposits + realised - fees + dividends`
 * holds to the last digit after every event; `imbalance` is the proof. Marks to market are not rounded.
 */
export class Ledger {
  /** Units held per symbol, negative when short. */
  readonly quantity: Float64Array
  /** Money paid for the open quantity per symbol, in minor units; negative (received) when short. */
  readonly cost: Float64Array
  /** Profit of closed parts before fees per symbol, in minor units. */
  readonly realized: Float64Array
  readonly fees: Float64Array
  /** Dividends received less those paid on shorts, per symbol, in minor units. */
  readonly dividends: Float64Array
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
  readonly #sums = new Float64Array(4)
  readonly #heldSlot: Int32Array
  readonly #cores: readonly SymbolCore[]
  readonly #values: Float64Array
  readonly #deposit: number
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
    this.dividends = column()
    this.value = column()
    this.scale = column()
    this.held = new Int32Array(cores.length)
    this.#heldSlot = new Int32Array(cores.length).fill(-1)
    this.currencies = currencies
    this.cash = new Float64Array(currencies.length)
    this.minor = Float64Array.from(currencies, minorUnits)
    this.rate = new Float64Array(currencies.length).fill(Number.NaN)
    this.rate[0] = 1
    this.#deposit = Math.round(deposit * this.minor[0]!)
    this.cash[0] = this.#deposit
    this.#sums[CASH] = this.#deposit / this.minor[0]!
    this.#sums[EQUITY] = this.#sums[CASH]!
    for (const core of cores) this.#rescale(core)
    this.#requireExact(0)
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

  /** Values a position at a price. */
  mark(id: number, price: number): void {
    const value = this.quantity[id]! * price * this.scale[id]!
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
    const { held, quantity, scale, value } = this
    const values = this.#values
    const cores = this.#cores
    for (let place = 0; place < this.heldCount; place++) {
      const id = held[place]!
      value[id] = quantity[id]! * values[cores[id]!.row]! * scale[id]!
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
    for (let slot = from; slot < to; slot++) {
      const id = symbolIds[slot]!
      const units = quantity[id]!
      if (units !== 0) value[id] = units * values[row + (slot - from) * width]! * scale[id]!
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
    sums[EQUITY] = sums[CASH]! + holdings
  }

  /** Brings equity up to date after the marks of a step. */
  settle(): void {
    const sums = this.#sums
    sums[EQUITY] = sums[CASH]! + sums[HOLDINGS]!
  }

  #sumCash(): void {
    let total = this.cash[0]! / this.minor[0]!
    for (let currency = 1; currency < this.cash.length; currency++) {
      if (this.cash[currency] !== 0)
        total += (this.cash[currency]! / this.minor[currency]!) * this.rate[currency]!
    }
    this.#sums[CASH] = total
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
    const paid = this.toMinor(core, signed * price * core.instrument.multiplier)
    const closes = before !== 0 && before > 0 !== signed > 0
    let realized = 0
    if (!closes) {
      this.cost[id]! += paid
    } else {
      const crosses = after !== 0 && after > 0 !== before > 0
      const closing = crosses ? Math.round((paid * -before) / signed) : paid
      const released =
        after === 0 || crosses ? this.cost[id]! : Math.round((this.cost[id]! * -signed) / before)
      realized = -closing - released
      this.cost[id] = this.cost[id]! - released + (paid - closing)
    }
    this.realized[id]! += realized
    this.fees[id]! += feeMinor
    this.cash[core.currencyId]! -= paid + feeMinor
    this.#hold(id, after)
    this.mark(id, price)
    if (after === 0) this.#dropValue(id)
    this.#sumCash()
    this.#sums[EQUITY] = this.#sums[CASH]! + this.#sums[HOLDINGS]!
    this.#stale = true
    this.#requireExact(core.currencyId)
    return realized
  }

  /**
   * Pays a dividend per unit on a position; a short owes it.
   * @returns The amount in minor units.
   */
  payDividend(core: SymbolCore, perUnit: number): number {
    const amount = this.toMinor(core, this.quantity[core.id]! * perUnit)
    this.dividends[core.id]! += amount
    this.cash[core.currencyId]! += amount
    this.#sumCash()
    this.#stale = true
    return amount
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
    if (whole === 0) this.#dropValue(id)
    this.#stale = true
    return realized
  }

  #dropValue(id: number): void {
    this.#sums[HOLDINGS]! -= this.value[id]!
    this.#sums[GROSS]! -= Math.abs(this.value[id]!)
    this.value[id] = 0
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

  #requireExact(currencyId: number): void {
    if (Math.abs(this.cash[currencyId]!) <= Number.MAX_SAFE_INTEGER) return
    const currency = this.currencies[currencyId]!
    throw new DeskError(
      'RUN_FAILED',
      `Cash in ${currency} has outgrown exact arithmetic (2^53 minor units).`,
      {
        hint: 'Start with less cash or a lower leverage.',
      },
    )
  }

  /** What the books of a currency are out by, in minor units: always 0. */
  imbalance(currencyId: number): number {
    let expected = currencyId === 0 ? this.#deposit : 0
    let cost = 0
    for (const core of this.#cores) {
      if (core.currencyId !== currencyId) continue
      expected += this.realized[core.id]! - this.fees[core.id]! + this.dividends[core.id]!
      cost += this.cost[core.id]!
    }
    return this.cash[currencyId]! + cost - expected
  }
}
