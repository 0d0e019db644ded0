import type { Assumptions } from './assumptions.ts'
import type { Ledger } from './ledger.ts'
import type { OrderBook } from './orderBook.ts'
import type { RoundTripBook } from './roundTripBook.ts'
import type { SymbolCore } from './symbolCore.ts'

/**
 * Applies every split and dividend in effect at the newest bar, before anything trades in it. A split changes the
 * position and the working orders; a part of a lot is paid out at the bar's open. A dividend is paid on the position
 * held over the ex-date; a short owes it.
 */
export function applyActions(
  core: SymbolCore,
  ledger: Ledger,
  book: OrderBook,
  roundTrips: RoundTripBook,
  assumptions: Assumptions,
): void {
  const openMs = core.time[core.index]!
  const rate = ledger.rate[core.currencyId]!
  for (let action = core.takeAction(); action !== undefined; action = core.takeAction()) {
    const held = ledger.quantity[core.id]!
    if (action.kind === 'dividend') {
      if (held === 0) continue
      const paid = ledger.payDividend(core, action.amount)
      roundTrips.onDividend(core, ledger.toUnits(core, paid))
      continue
    }
    book.split(core, action.ratio, openMs)
    if (held === 0) continue
    const realized = ledger.split(core, action.ratio, core.open[core.index]!)
    const after = ledger.quantity[core.id]!
    if (Math.abs(after - held * action.ratio) > 1e-9 * Math.abs(held * action.ratio)) assumptions.cashInLieu++
    roundTrips.onSplit(core, action.ratio, ledger.toUnits(core, realized), after === 0, openMs, rate)
  }
}
