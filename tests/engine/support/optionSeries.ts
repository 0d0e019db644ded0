import type { BacktestOutcome } from '../../../electron/engine/backtest.ts'
import type { BarSeries } from '../../../shared/domain/bar.ts'
import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import { DAY_MS, type Row, type Script, type SeriesOptions, START_MS, seriesOf } from './runStrategy.ts'

/** Expiry at the close of New York on the day of the bar with this place. */
export const expiryOf = (bar: number): number => START_MS + bar * DAY_MS + 21 * 3_600_000

/** An option of 100 shares of ABC, American and delivered, as listed in the US, unless terms say otherwise. */
export function optionSeries(
  symbol: string,
  rows: readonly Row[],
  terms: Partial<TermsOf<'option'>> & Pick<TermsOf<'option'>, 'right' | 'strike' | 'expiryMs'>,
  options: SeriesOptions = {},
): BarSeries {
  return seriesOf(symbol, rows, {
    assetClass: 'option',
    multiplier: 100,
    terms: {
      kind: 'option',
      underlying: 'ABC',
      exercise: 'american',
      settlement: 'physical',
      model: 'spot',
      inverse: false,
      ...terms,
    },
    ...options,
  })
}

/** A script for the first symbol alone, so that a decision is made once a day. */
export const first = (symbol: string, script: Script): Script =>
  Object.fromEntries(
    Object.entries(script).map(([at, act]) => [at, (ctx) => (ctx.symbol === symbol ? act(ctx) : undefined)]),
  )

/** The lines of a statement that tell of exercise, as time, symbol, amount and text. */
export function exercises({ statement }: BacktestOutcome) {
  return statement
    .filter(({ kind }) => kind === 'exercise')
    .map(({ timeMs, symbol, amount, text }) => [timeMs, symbol, amount, text])
}
