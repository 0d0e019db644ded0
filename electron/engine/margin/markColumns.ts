import type { BarColumns, BarSeries } from '../../../shared/domain/bar.ts'
import { closesOf } from '../../../shared/domain/barClose.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import type { SymbolCore } from '../symbolCore.ts'

/** Prices at which margin is judged where they are not the traded ones, aligned with a symbol's bars. */
export type MarkColumns = Pick<BarColumns, 'open' | 'high' | 'low' | 'close'>

/**
 * Mark prices of a perpetual, one bar for each of its own: the mark's bar of the same opening time, else what was known
 * of the mark at the bar's open and close. NaN before the mark's first bar, and where its next one is missing: a price that
 * stands still would never call for margin.
 * @throws DeskError DATA_MISSING where the terms name a mark whose bars the run does not have.
 */
export function markColumnsOf(series: BarSeries, references: readonly BarSeries[]): MarkColumns | undefined {
  const { terms, symbol } = series.instrument
  if (terms?.kind !== 'perpetual' || terms.markSymbol === undefined) return undefined
  const { markSymbol } = terms
  const mark = references.find(({ instrument }) => instrument.symbol === markSymbol)
  if (mark === undefined) {
    throw new DeskError(
      'DATA_MISSING',
      `There are no bars of '${markSymbol}', the mark price of ${symbol}.`,
      {
        where: 'markSymbol',
        hint: `Import ${markSymbol}, or take markSymbol out of the terms of ${symbol}: then its last price is the mark.`,
      },
    )
  }
  const { time } = series.columns
  const closeMs = closesOf(series)
  const markCloseMs = closesOf(mark)
  const columns = mark.traded ?? mark.columns
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(time.length).fill(Number.NaN)
  const out = { open: column(), high: column(), low: column(), close: column() }
  let atOpen = -1
  let atClose = -1
  for (let bar = 0; bar < time.length; bar++) {
    while (atOpen + 1 < markCloseMs.length && markCloseMs[atOpen + 1]! <= time[bar]!) atOpen++
    while (atClose + 1 < markCloseMs.length && markCloseMs[atClose + 1]! <= closeMs[bar]!) atClose++
    if (atClose < 0) continue
    const lengthMs = markCloseMs[atClose]! - columns.time[atClose]!
    if (closeMs[bar]! >= markCloseMs[atClose]! + lengthMs) continue
    const isSame = columns.time[atClose] === time[bar]
    const close = columns.close[atClose]!
    const open = isSame ? columns.open[atClose]! : atOpen < 0 ? close : columns.close[atOpen]!
    out.open[bar] = atOpen < 0 && !isSame ? Number.NaN : open
    out.close[bar] = close
    out.high[bar] = isSame ? columns.high[atClose]! : Math.max(open, close)
    out.low[bar] = isSame ? columns.low[atClose]! : Math.min(open, close)
  }
  return out
}

/** The mark price at the close of a symbol's newest bar, its last price where it has no mark then. */
export function markPriceOf(core: SymbolCore, marks: MarkColumns | undefined): number {
  const mark = core.index < 0 ? undefined : marks?.close[core.index]
  return mark === undefined || Number.isNaN(mark) ? core.price : mark
}
