import type { BacktestConfig } from '../../shared/domain/backtest.ts'
import type { BarSeries } from '../../shared/domain/bar.ts'
import { DeskError } from '../../shared/domain/deskError.ts'

/** Kinds of terms whose positions are held on margin. */
const ON_MARGIN: readonly (string | undefined)[] = ['future', 'perpetual', 'fx']

/**
 * Holds the instruments of a run against the rules of its account.
 * @throws DeskError BAD_INPUT naming the rule, and the symbol where it is one.
 */
export function checkAccount(series: readonly BarSeries[], config: BacktestConfig): void {
  const { account, allowShort, maxLeverage } = config
  if (account.positions === 'hedging') checkHedging(series)
  if (account.kind !== 'cash') return
  if (allowShort) {
    throw new DeskError('BAD_INPUT', 'A cash account sells nothing short.', {
      where: 'allowShort',
      hint: 'Switch short selling off, or run a margin account.',
    })
  }
  if (maxLeverage > 1) {
    throw new DeskError('BAD_INPUT', `A cash account has no leverage of ${maxLeverage}.`, {
      where: 'maxLeverage',
      hint: 'Set the largest leverage to 1 or less, or run a margin account.',
    })
  }
  for (const { instrument } of series) {
    if (!ON_MARGIN.includes(instrument.terms?.kind)) continue
    throw new DeskError(
      'BAD_INPUT',
      `${instrument.symbol} is held on margin, which a cash account has not.`,
      {
        where: 'symbols',
        hint: `Leave ${instrument.symbol} out, or run a margin account.`,
      },
    )
  }
}

/** A long and a short of one symbol are two contracts: shares and coins that are held cannot be owed as well. */
function checkHedging(series: readonly BarSeries[]): void {
  for (const { instrument } of series) {
    if (ON_MARGIN.includes(instrument.terms?.kind)) continue
    throw new DeskError(
      'BAD_INPUT',
      `${instrument.symbol} cannot be held long and short at once, only futures, perpetuals and currency pairs.`,
      { where: 'account.positions', hint: "Choose positions 'netting'." },
    )
  }
}
