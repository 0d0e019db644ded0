import type { DataSlice } from '../../shared/domain/backtest.ts'

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(1)} %`
}

/** What a result takes for granted about the prices it was computed from, one sentence each. */
export function dataAssumptions(data: readonly DataSlice[]): string[] {
  const sentences: string[] = []
  const synthetic = data.filter((slice) => slice.synthetic)
  if (synthetic.length > 0) {
    const symbols = synthetic.map(({ symbol }) => symbol).join(', ')
    sentences.push(
      `SYNTHETIC: the prices of ${symbols} were generated; the result says nothing about a market.`,
    )
  }
  for (const { symbol, adjustment, calendar, quality, construction, outsideSessions } of data) {
    if (construction !== undefined) sentences.push(construction)
    if (outsideSessions !== undefined) {
      sentences.push(
        `${symbol}: the run read the regular sessions of ${calendar} only; ${outsideSessions} of its stored bars lie outside them.`,
      )
    }
    const { expectedBars, missingBars, droppedRows } = quality
    if (expectedBars && missingBars) {
      sentences.push(
        `${symbol}: ${missingBars} of the ${expectedBars} bars its calendar expects are missing (${share(missingBars, expectedBars)}).`,
      )
    }
    if (droppedRows > 0) sentences.push(`${symbol}: ${droppedRows} rows were left out when it was imported.`)
    if (adjustment === 'unknown') {
      sentences.push(`${symbol}: whether its prices are adjusted for splits and dividends is not known.`)
    }
  }
  return sentences
}
