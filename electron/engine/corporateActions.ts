import type { CorporateAction } from '../../shared/domain/bar.ts'
import type { Books } from './books.ts'
import { payDividend } from './rules/dividendRule.ts'
import { rollContract } from './rules/rollRule.ts'
import type { SymbolCore } from './symbolCore.ts'

/** Applies every action in effect at the newest bar, before anything trades in it. */
export function applyActions(core: SymbolCore, books: Books): void {
  for (let action = core.takeAction(); action !== undefined; action = core.takeAction()) {
    applyAction(action, core, books)
  }
}

function applyAction(action: CorporateAction, core: SymbolCore, books: Books): void {
  const openMs = core.time[core.index]!
  switch (action.kind) {
    case 'split':
      split(core, action.ratio, openMs, books)
      return
    case 'stock-dividend':
      split(core, 1 + action.rate, openMs, books)
      return
    case 'dividend':
      payDividend(core, action, openMs, books)
      return
    case 'roll':
      rollContract(core, action, openMs, books)
      return
    case 'rename':
      books.state.write('info', `${core.symbol} is traded as ${action.symbol} from here on.`)
  }
}

/**
 * Changes the position and the working orders; a part of a lot is paid out at the bar's open.
 * @param ratio New units for one old unit.
 */
function split(core: SymbolCore, ratio: number, openMs: number, books: Books): void {
  const { ledger, orders, roundTrips, assumptions } = books
  const held = ledger.quantity[core.id]!
  orders.split(core, ratio, openMs)
  const option = books.options.of(core)
  if (option !== undefined) option.strike /= ratio
  if (held === 0) return
  const before = ledger.cash[core.currencyId]!
  const realized = ledger.split(core, ratio, core.open[core.index]!)
  const after = ledger.quantity[core.id]!
  const received = ledger.cash[core.currencyId]! - before
  books.note(core, 'split', 0, openMs, `${held} became ${after}, ${ratio} for 1`)
  if (received !== 0) {
    assumptions.cashInLieu++
    const rest = core.lots.nearest(0) + held * ratio - after
    books.note(core, 'cash-in-lieu', received, openMs, `${rest} after a split of ${ratio} for 1`)
  }
  const rate = ledger.rate[core.currencyId]!
  roundTrips.onSplit(core, ratio, ledger.toUnits(core, realized), after === 0, openMs, rate)
}
