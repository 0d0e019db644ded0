import { DeskError } from '../../shared/domain/deskError.ts'
import type { PositionSide } from '../../shared/domain/order.ts'
import type { SymbolCore } from './symbolCore.ts'

/*
 * In a hedging account a symbol has two legs: two symbols of the engine over the same columns, of which one is held long
 * only and the other short only. Everything that is done by symbol (matching, margin, funding, settlement, round trips)
 * is so done for each leg, and a netting account pays nothing for it.
 */

/** Ties the two legs of each symbol together: the first half of the cores is long, the second half short. */
export function pairLegs(cores: readonly SymbolCore[]): void {
  const symbols = cores.length / 2
  for (let id = 0; id < symbols; id++) {
    const long = cores[id]!
    const short = cores[id + symbols]!
    long.leg = 1
    short.leg = -1
    long.opposite = short
    short.opposite = long
  }
}

/**
 * The core that an order or a question about a side of a symbol is meant for.
 * @param core The symbol's only core, or its long leg.
 * @throws DeskError BAD_INPUT where a side is missing, or is named on a netting account.
 */
export function legOf(core: SymbolCore, side: PositionSide | undefined): SymbolCore {
  if (core.opposite === undefined) {
    if (side === undefined) return core
    throw new DeskError('BAD_INPUT', `The account holds one position of ${core.symbol}, not a ${side} one.`, {
      where: 'strategy',
      hint: "Leave positionSide out, or run an account with positions 'hedging'.",
    })
  }
  if (side === 'long') return core
  if (side === 'short') return core.opposite
  throw new DeskError(
    'BAD_INPUT',
    `The account holds a long and a short of ${core.symbol}: which one is meant is not said.`,
    { where: 'strategy', hint: "Say positionSide: 'long' or positionSide: 'short'." },
  )
}

/** What a leg is called. */
export function sideOf(core: SymbolCore): PositionSide {
  return core.leg < 0 ? 'short' : 'long'
}

/** How many cores stand for each symbol of a run. */
export function legsOf({ leg }: SymbolCore): number {
  return leg === 0 ? 1 : 2
}

/** All cores of a symbol: itself, or its long and its short leg. */
export function bothLegs(core: SymbolCore): readonly SymbolCore[] {
  return core.opposite === undefined ? [core] : [core, core.opposite]
}
