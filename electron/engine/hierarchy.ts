import {
  type ExposureLimit,
  type GroupExposure,
  type HierarchyLevel,
  hierarchyLevelSchema,
} from '../../shared/domain/accountRules.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { Instrument } from '../../shared/domain/instrument.ts'
import type { AgendaEvent } from './agenda.ts'
import type { Ledger } from './ledger.ts'
import type { SymbolCore } from './symbolCore.ts'

const LEVELS = hierarchyLevelSchema.options

/** Group of instruments that name none on a level. */
const UNNAMED = 'other'

/** The group of an instrument on a level of the hierarchy region, asset class, sector, security. */
export function groupOf(instrument: Instrument, level: HierarchyLevel): string {
  return instrument[level] ?? UNNAMED
}

interface Group {
  readonly level: HierarchyLevel
  readonly name: string
  readonly members: readonly SymbolCore[]
}

/**
 * The groups of a run's symbols: what is held in each now, what an order may add to it, and what it was over the run.
 * Exposure is position value over equity, in the account's currency.
 */
export class Hierarchy implements AgendaEvent {
  readonly #ledger: Ledger
  readonly #groups: readonly Group[]
  readonly #limits: readonly { readonly limit: ExposureLimit; readonly group: Group }[]
  /** Place of each symbol's group, level after level. */
  readonly #groupOf: Int32Array
  readonly #symbols: number
  /** Gross and net exposure of each group in the newest sample, and what came of all of them. */
  readonly #gross: Float64Array
  readonly #net: Float64Array
  readonly #sumGross: Float64Array
  readonly #sumNet: Float64Array
  readonly #maxGross: Float64Array
  #samples = 0

  /** @throws DeskError BAD_INPUT for a limit on a group that no symbol of the run is in. */
  constructor(cores: readonly SymbolCore[], ledger: Ledger, limits: readonly ExposureLimit[]) {
    this.#ledger = ledger
    this.#groups = LEVELS.flatMap((level) => {
      const members = Map.groupBy(cores, ({ instrument }) => groupOf(instrument, level))
      return [...members].map(([name, of]) => {
        return { level, name, members: of }
      })
    })
    const column = (): Float64Array => new Float64Array(this.#groups.length)
    this.#gross = column()
    this.#net = column()
    this.#sumGross = column()
    this.#sumNet = column()
    this.#maxGross = column()
    this.#symbols = cores.length
    this.#groupOf = new Int32Array(LEVELS.length * cores.length)
    for (const [place, { level, members }] of this.#groups.entries()) {
      const row = LEVELS.indexOf(level) * cores.length
      for (const { id } of members) this.#groupOf[row + id] = place
    }
    this.#limits = limits.map((limit) => ({ limit, group: this.#groupNamed(limit.level, limit.group) }))
  }

  get hasLimits(): boolean {
    return this.#limits.length > 0
  }

  /** Gross and net exposure of a group at the last marks, as fractions of equity. */
  exposure(level: HierarchyLevel, name: string): { gross: number; net: number } {
    return this.#measure(this.#groupNamed(level, name))
  }

  /**
   * Why an order would take a group beyond its limit; undefined when it does not.
   * @param change What it adds to the size of its symbol's position, in units.
   */
  refusal(core: SymbolCore, change: number): string | undefined {
    const { scale, equity } = this.#ledger
    const added = change * Math.abs(core.worth(core.price) * scale[core.id]!)
    for (const { limit, group } of this.#limits) {
      if (!group.members.includes(core)) continue
      const reached = (this.#projected(group) + added) / equity
      if (equity > 0 && reached <= limit.maxExposure * (1 + 1e-9)) continue
      const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`
      return `${limit.level} ${limit.group} would be ${percent(reached)} of equity, the limit is ${percent(limit.maxExposure)}`
    }
    return undefined
  }

  /** Takes a sample of all groups. */
  happen(): void {
    this.#ledger.revalue()
    this.#samples++
    const { held, heldCount, value, quantity, equity } = this.#ledger
    if (heldCount === 0 || !(equity > 0)) return
    const gross = this.#gross.fill(0)
    const net = this.#net.fill(0)
    const groupOf = this.#groupOf
    for (let place = 0; place < heldCount; place++) {
      const id = held[place]!
      const share = Math.abs(value[id]!) / equity
      const signed = quantity[id]! > 0 ? share : -share
      for (let at = id; at < groupOf.length; at += this.#symbols) {
        gross[groupOf[at]!]! += share
        net[groupOf[at]!]! += signed
      }
    }
    for (let group = 0; group < gross.length; group++) {
      this.#sumGross[group]! += gross[group]!
      this.#sumNet[group]! += net[group]!
      if (gross[group]! > this.#maxGross[group]!) this.#maxGross[group] = gross[group]!
    }
  }

  /** @param profitOf Profit of a symbol in the account's currency. */
  report(profitOf: (symbol: string) => number): GroupExposure[] {
    const samples = Math.max(this.#samples, 1)
    return this.#groups.map(({ level, name, members }, place) => ({
      level,
      group: name,
      meanGross: this.#sumGross[place]! / samples,
      maxGross: this.#maxGross[place]!,
      meanNet: this.#sumNet[place]! / samples,
      profit: members.reduce((sum, { symbol, leg }) => (leg < 0 ? sum : sum + profitOf(symbol)), 0),
    }))
  }

  #measure({ members }: Group): { gross: number; net: number } {
    const { value, equity } = this.#ledger
    let gross = 0
    let net = 0
    for (const core of members) {
      const worth = value[core.id]!
      if (worth === 0) continue
      gross += Math.abs(worth)
      net += this.#ledger.quantity[core.id]! > 0 ? Math.abs(worth) : -Math.abs(worth)
    }
    return equity > 0 ? { gross: gross / equity, net: net / equity } : { gross: 0, net: 0 }
  }

  /** Gross value of a group once every order that was admitted before has filled at the last price. */
  #projected({ members }: Group): number {
    const { quantity, scale } = this.#ledger
    let gross = 0
    for (const core of members) {
      const units = Math.abs(quantity[core.id]! + core.admitted)
      if (units !== 0) gross += units * Math.abs(core.worth(core.price) * scale[core.id]!)
    }
    return gross
  }

  #groupNamed(level: HierarchyLevel, name: string): Group {
    const found = this.#groups.find((group) => group.level === level && group.name === name)
    if (found !== undefined) return found
    const names = this.#groups.filter((group) => group.level === level).map((group) => group.name)
    throw new DeskError('BAD_INPUT', `No symbol of the run is in the ${level} '${name}'.`, {
      where: 'exposureLimits',
      hint: `There is ${names.slice(0, 20).join(', ')}.`,
    })
  }
}
