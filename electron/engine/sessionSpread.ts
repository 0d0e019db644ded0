import type { TermsOf } from '../../shared/domain/instrumentTerms.ts'
import { NewYorkClose } from './rules/newYorkClose.ts'
import type { SymbolCore } from './symbolCore.ts'

/** The spread of a currency pair over the day, around prices that are mids. */
export class SessionSpread {
  readonly #terms: TermsOf<'fx'>
  readonly #clock = new NewYorkClose()

  constructor(terms: TermsOf<'fx'>) {
    this.#terms = terms
  }

  /** Half of the spread at a time: of the first session that holds the minute of New York, 0 where none does. */
  halfAt(timeMs: number): number {
    const minute = this.#clock.minuteOfDay(timeMs)
    for (const { fromMinute, toMinute, pips } of this.#terms.sessionSpreads) {
      const isIn =
        fromMinute < toMinute
          ? minute >= fromMinute && minute < toMinute
          : minute >= fromMinute || minute < toMinute
      if (isIn) return (pips * this.#terms.pipSize) / 2
    }
    return 0
  }
}

/** Spreads by symbol, undefined where none of a run's symbols has any. */
export function sessionSpreadsOf(
  cores: readonly SymbolCore[],
): readonly (SessionSpread | undefined)[] | undefined {
  const spreads = cores.map(({ instrument: { terms } }) =>
    terms?.kind === 'fx' && terms.sessionSpreads.length > 0 ? new SessionSpread(terms) : undefined,
  )
  return spreads.some((spread) => spread !== undefined) ? spreads : undefined
}
