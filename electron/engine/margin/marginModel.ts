import type { AccountRules } from '../../../shared/domain/accountRules.ts'
import type { Ledger } from '../ledger.ts'
import type { OptionsOfRun } from '../options/optionsOfRun.ts'
import type { SymbolCore } from '../symbolCore.ts'
import type { MarginGroup } from './marginGroup.ts'
import { MarginGroups } from './marginGroups.ts'
import type { MarginRule } from './marginRule.ts'
import { marginRuleOf } from './marginRules.ts'
import { type MarkColumns, markPriceOf } from './markColumns.ts'
import { marginGroupsOf, optionMarginRuleOf } from './optionMarginGroups.ts'

/** Relative slack of every comparison with a requirement, against rounding in sums of floating point values. */
const SLACK = 1e-9

/**
 * What an account has and what its positions need of it, in its currency. Positions of one symbol are judged by that
 * symbol's rule, those of a group (options with their underlying, futures of a root) by its own on top, and
 * requirements add up. Isolated positions stand on the margin posted for them and are left out of
 * the account's sums.
 */
export class MarginModel {
  /** Prices that margin is judged at: of the last check, by symbol. */
  readonly prices: Float64Array
  readonly rules: readonly (MarginRule | undefined)[]
  readonly groups: MarginGroups
  /** Whether the perpetuals of the account are margined each on its own. */
  readonly isIsolated: boolean
  readonly #marks: readonly (MarkColumns | undefined)[]
  readonly #leverage: number
  readonly #ledger: Ledger
  readonly #cores: readonly SymbolCore[]

  constructor(
    account: AccountRules,
    cores: readonly SymbolCore[],
    ledger: Ledger,
    marks: readonly (MarkColumns | undefined)[],
    options: OptionsOfRun,
  ) {
    this.#ledger = ledger
    this.#cores = cores
    this.#marks = marks
    this.#leverage = account.isolatedLeverage
    this.isIsolated = account.margin !== 'off' && account.marginMode === 'isolated'
    this.rules = cores.map(
      (core) => optionMarginRuleOf(options.of(core), account) ?? marginRuleOf(core, account),
    )
    this.groups = new MarginGroups(marginGroupsOf(account, cores, options), cores, ledger)
    this.prices = new Float64Array(cores.length).fill(Number.NaN)
  }

  /** Whether any symbol of the run is asked margin. */
  get asks(): boolean {
    return this.groups.all.length > 0 || this.rules.some((rule) => rule !== undefined)
  }

  marksOf(core: SymbolCore): MarkColumns | undefined {
    return this.#marks[core.id]
  }

  /** Takes the closes of the newest bars as the prices that margin is judged at. */
  atLastPrices(): void {
    for (const core of this.#cores) this.prices[core.id] = this.lastPrice(core)
  }

  /** The mark price at the close of the newest bar, else the last price. */
  lastPrice(core: SymbolCore): number {
    return markPriceOf(core, this.#marks[core.id])
  }

  /** Whether a symbol's position stands on margin of its own. */
  isAlone(core: SymbolCore): boolean {
    return this.isIsolated && core.instrument.terms?.kind === 'perpetual'
  }

  /** Equity of the account, with every position at the price it is judged at. */
  get equity(): number {
    const { held, heldCount, quantity, scale, cashValue, carried } = this.#ledger
    let holdings = 0
    for (let place = 0; place < heldCount; place++) {
      const id = held[place]!
      holdings += quantity[id]! * this.#cores[id]!.worth(this.prices[id]!) * scale[id]!
    }
    return cashValue + holdings - carried
  }

  /** Margin posted for an isolated position: its entry value over the leverage, in the account's currency. */
  posted(core: SymbolCore): number {
    return Math.abs(this.#costOf(core)) / this.#leverage
  }

  /** Profit of a position that is not in cash, in the account's currency. */
  openProfit(core: SymbolCore): number {
    const { quantity, scale } = this.#ledger
    return quantity[core.id]! * core.worth(this.prices[core.id]!) * scale[core.id]! - this.#costOf(core)
  }

  #costOf(core: SymbolCore): number {
    const ledger = this.#ledger
    return ledger.toUnits(core, ledger.cost[core.id]!) * ledger.rate[core.currencyId]!
  }

  /** Equity that positions on shared margin can draw on: all but what isolated positions stand on. */
  get sharedEquity(): number {
    let equity = this.equity
    if (!this.isIsolated) return equity
    const { held, heldCount } = this.#ledger
    for (let place = 0; place < heldCount; place++) {
      const core = this.#cores[held[place]!]!
      if (this.isAlone(core)) equity -= this.posted(core) + this.openProfit(core)
    }
    return equity
  }

  /** What all positions on shared margin need to be kept. */
  sharedMaintenance(timeMs: number): number {
    const { held, heldCount } = this.#ledger
    let total = 0
    for (let place = 0; place < heldCount; place++) {
      const core = this.#cores[held[place]!]!
      if (!this.isAlone(core)) total += this.#ownMaintenance(core, timeMs, this.#ledger.quantity[core.id]!)
    }
    return total + this.groups.total('maintenance', this.prices, timeMs)
  }

  /** What a position needs to be kept, in the account's currency; of one in a group, what it adds to the others. */
  maintenanceOf(core: SymbolCore, timeMs: number, quantity = this.#ledger.quantity[core.id]!): number {
    const own = this.#ownMaintenance(core, timeMs, quantity)
    if (!this.groups.has(core)) return own
    return own + this.groups.added('maintenance', core, quantity, this.prices, timeMs)
  }

  #ownMaintenance(core: SymbolCore, timeMs: number, quantity: number): number {
    const rule = this.rules[core.id]
    if (rule === undefined || quantity === 0) return 0
    const rate = this.#ledger.rate[core.currencyId]!
    return rule.maintenance(quantity, this.prices[core.id]!, timeMs) * rate
  }

  /**
   * What a position of a size would need to be opened at a price, in the account's currency; of one in a group, what
   * it adds to the others.
   * @param held Quantities of the others, by symbol id.
   */
  initialOf(
    core: SymbolCore,
    quantity: number,
    price: number,
    timeMs: number,
    held: Float64Array = this.#ledger.quantity,
  ): number {
    const own = this.#ownInitial(core, quantity, price, timeMs)
    if (!this.groups.has(core)) return own
    const before = this.prices[core.id]!
    this.prices[core.id] = price
    const added = this.groups.added('initial', core, quantity, this.prices, timeMs, held)
    this.prices[core.id] = before
    return own + added
  }

  #ownInitial(core: SymbolCore, quantity: number, price: number, timeMs: number): number {
    const rule = this.rules[core.id]
    if (rule === undefined || quantity === 0) return 0
    return rule.initial(quantity, price, timeMs) * this.#ledger.rate[core.currencyId]!
  }

  /**
   * Initial margin of all positions held, at the prices they are judged at, one symbol left out.
   * @param inGroups Quantities that groups are judged with, by symbol id.
   */
  initialOfOthers(
    excluded: SymbolCore | undefined,
    timeMs: number,
    inGroups: Float64Array = this.#ledger.quantity,
  ): number {
    const { held, heldCount, quantity } = this.#ledger
    let total = 0
    for (let place = 0; place < heldCount; place++) {
      const id = held[place]!
      const core = this.#cores[id]!
      if (core !== excluded) total += this.#ownInitial(core, quantity[id]!, this.prices[id]!, timeMs)
    }
    return total + this.groups.total('initial', this.prices, timeMs, excluded, inGroups)
  }

  /** Initial margin of everything once the orders that were admitted for the other members of a group have filled. */
  #needWithAdmitted(
    core: SymbolCore,
    quantity: number,
    price: number,
    timeMs: number,
    group: MarginGroup,
  ): number {
    const { quantity: held } = this.#ledger
    const expected = held.slice()
    let own = 0
    for (const member of group.members) {
      if (member === core || member.admitted === 0) continue
      const before = held[member.id]!
      const after = before + member.admitted
      const at = this.prices[member.id]!
      own += this.#ownInitial(member, after, at, timeMs) - this.#ownInitial(member, before, at, timeMs)
      expected[member.id] = after
    }
    const others = this.initialOfOthers(core, timeMs, expected) + own
    return others + this.initialOf(core, quantity, price, timeMs, expected)
  }

  /**
   * The largest part of a trade, in whole lots, whose initial margin and fee the account can carry at the trade's
   * price; never less than the part that closes a position.
   * @param feeOf Fee of a quantity in the account's currency.
   */
  largestFit(
    core: SymbolCore,
    sign: number,
    quantity: number,
    price: number,
    timeMs: number,
    feeOf: (quantity: number) => number,
  ): number {
    const held = this.#ledger.quantity[core.id]!
    const closing = held !== 0 && held > 0 !== sign > 0 ? Math.abs(held) : 0
    const before = this.prices[core.id]!
    this.prices[core.id] = price
    const equity = this.equity
    const others = this.initialOfOthers(core, timeMs)
    this.prices[core.id] = before
    const group = this.groups.of(core)
    const carries = (part: number): boolean => {
      const size = held + sign * part
      let need = others + this.initialOf(core, size, price, timeMs)
      if (group !== undefined) need = Math.min(need, this.#needWithAdmitted(core, size, price, timeMs, group))
      return fits(need, equity - feeOf(part))
    }
    if (carries(quantity)) return quantity
    const lot = core.instrument.lotSize
    let low = Math.round(Math.min(closing, quantity) / lot)
    let high = Math.round(quantity / lot)
    while (low < high - 1) {
      const middle = Math.floor((low + high) / 2)
      if (carries(core.lots.nearest(middle * lot))) low = middle
      else high = middle
    }
    return core.lots.nearest(low * lot)
  }
}

/** Whether equity covers a requirement, rounding in sums forgiven. */
export function fits(requirement: number, equity: number): boolean {
  return requirement <= equity + SLACK * Math.max(Math.abs(equity), requirement)
}
