import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { momentText } from '../../../shared/domain/moment.ts'
import {
  type Resolution,
  type Security,
  securitySchema,
  type TickerPeriod,
} from '../../../shared/domain/security.ts'
import { writeFileAtomically } from '../storage/durable.ts'

const fileSchema = z.object({ securities: z.array(securitySchema) })

/** The securities that a lake knows, each with the history of its tickers. On a day a ticker names one security. */
export class SecurityMaster {
  readonly #file: string
  #securities: readonly Security[]

  private constructor(file: string, securities: readonly Security[]) {
    this.#file = file
    this.#securities = securities
  }

  /** @param folder Where the lake keeps what it knows besides prices. */
  static async open(folder: string): Promise<SecurityMaster> {
    const file = path.join(folder, 'securities.json')
    if (!existsSync(file)) return new SecurityMaster(file, [])
    const { securities } = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    return new SecurityMaster(file, securities)
  }

  list(): readonly Security[] {
    return this.#securities
  }

  /**
   * Adds securities; one of a known id is replaced.
   * @throws DeskError DATA_REFUSED naming both securities that one ticker would name on one day
   */
  async add(added: readonly Security[]): Promise<void> {
    const ids = new Set(added.map(({ id }) => id))
    const next = [...this.#securities.filter(({ id }) => !ids.has(id)), ...added]
    refuseOverlaps(next)
    await mkdir(path.dirname(this.#file), { recursive: true })
    await writeFileAtomically(this.#file, `${JSON.stringify({ securities: next })}\n`)
    this.#securities = next
  }

  /** The security that a ticker names on a day, on any market; undefined where it names none. */
  at(ticker: string, timeMs: number): Security | undefined {
    return this.#matches(ticker, timeMs, undefined)[0]?.security
  }

  /** The security of an id. */
  byId(id: string): Security | undefined {
    return this.#securities.find((security) => security.id === id)
  }

  /** The security that a ticker named last up to a moment, undefined where it never named one. */
  newest(ticker: string, asOfMs: number): Security | undefined {
    let newest: { security: Security; fromMs: number } | undefined
    for (const security of this.#securities) {
      for (const { ticker: own, fromMs } of security.tickers) {
        if (own !== ticker || fromMs > asOfMs || (newest && newest.fromMs >= fromMs)) continue
        newest = { security, fromMs }
      }
    }
    return newest?.security
  }

  /**
   * The security that a ticker names on a day.
   * @throws DeskError NOT_FOUND with the times in which the ticker named something, BAD_INPUT where two markets have it
   */
  resolve(ticker: string, timeMs: number, venue?: string): Resolution {
    const matches = this.#matches(ticker, timeMs, venue)
    const [first, second] = matches
    if (first && second) {
      throw new DeskError(
        'BAD_INPUT',
        `${ticker} names ${first.security.name} on ${first.ticker.venue} and ${second.security.name} on ${second.ticker.venue}.`,
        { where: 'venue', hint: 'Name the market.' },
      )
    }
    if (first) return first
    const known = this.#securities.flatMap(({ name, tickers }) =>
      tickers.filter((period) => period.ticker === ticker).map((period) => `${name} ${periodText(period)}`),
    )
    throw new DeskError('NOT_FOUND', `On ${momentText(timeMs)} '${ticker}' names no known security.`, {
      where: 'ticker',
      hint: known.length > 0 ? `It named ${known.join('; ')}.` : 'Import a security master or a map file.',
    })
  }

  #matches(ticker: string, timeMs: number, venue: string | undefined): Resolution[] {
    return this.#securities.flatMap((security) => {
      const period = security.tickers.find(
        (each) =>
          each.ticker === ticker && (venue === undefined || each.venue === venue) && isWithin(each, timeMs),
      )
      return period ? [{ security, ticker: period }] : []
    })
  }
}

const DAY_MS = 86_400_000

/** Whether a moment lies in a period, whose last day counts whole. */
export function isWithin({ fromMs, toMs }: TickerPeriod, timeMs: number): boolean {
  return timeMs >= fromMs && (toMs === undefined || timeMs < toMs + DAY_MS)
}

function periodText({ fromMs, toMs }: TickerPeriod): string {
  return `from ${momentText(fromMs)}${toMs === undefined ? '' : ` to ${momentText(toMs)}`}`
}

/** @throws DeskError DATA_REFUSED naming both */
function refuseOverlaps(securities: readonly Security[]): void {
  const byTicker = Map.groupBy(
    securities.flatMap((security) => security.tickers.map((period) => ({ security, period }))),
    ({ period }) => period.ticker,
  )
  for (const [ticker, uses] of byTicker) {
    const ordered = uses.toSorted((a, b) => a.period.fromMs - b.period.fromMs)
    for (const [index, { security, period }] of ordered.entries()) {
      for (const other of ordered.slice(index + 1)) {
        if (!isWithin(period, other.period.fromMs)) continue
        const isOtherMarket =
          period.venue !== undefined &&
          other.period.venue !== undefined &&
          period.venue !== other.period.venue
        if (isOtherMarket) continue
        throw new DeskError(
          'DATA_REFUSED',
          `On ${momentText(other.period.fromMs)} ${ticker} would name two: ${nameOf(security)} ${periodText(period)}, ${nameOf(other.security)} ${periodText(other.period)}.`,
          { where: ticker, hint: 'Nothing was stored. On a day a ticker names one security on a market.' },
        )
      }
    }
  }
}

function nameOf({ id, name }: Security): string {
  return name === id ? id : `${name} (${id})`
}
