import type { EquitySeries } from '../../../shared/domain/backtest.ts'
import type { IndicatorInfo } from '../../../shared/rpc/contract/dataCalls.ts'
import type { ChartContent, IndicatorQuestion } from '../../charts/chartFeed.ts'
import type { ChartLayer } from '../../charts/layerSeries.ts'
import { seriesOnBars } from '../../charts/seriesOnBars.ts'
import { sharedColors } from '../../charts/sharedColors.ts'
import { formatMoney, formatNumber, formatPrice } from '../../kit/format.ts'
import type { ChosenIndicator } from './chartPreferences.ts'

export const EQUITY_PANE = 'equity'
/** A candlestick pattern is 100 bullish, −100 bearish. */
const PATTERN_REACH = { min: -100, max: 100 }

/** Names the colour of one output of an indicator: the same arguments have the same colour everywhere. */
export function outputKey(question: IndicatorQuestion, output: string): string {
  return `${question.indicator}(${question.arguments.join(',')}).${output}`
}

/** Frees the colours of an indicator that was taken off the chart. */
export function releaseColors(chosen: ChosenIndicator, info: IndicatorInfo | undefined): void {
  for (const output of info?.outputs ?? []) sharedColors.release(outputKey(chosen, output))
}

/** Whether an output is drawn as columns up and down from zero: a line would join what happens bar by bar. */
export function isHistogram(info: IndicatorInfo | undefined, output: string): boolean {
  return output === 'histogram' || info?.group === 'candlesticks'
}

/** Pane of an indicator: the candles' one, or one of its own. */
export function paneOf(info: IndicatorInfo, chosen: ChosenIndicator): string {
  return info.pane === 'price' ? 'price' : chosen.key
}

function sameQuestion(a: IndicatorQuestion, b: IndicatorQuestion): boolean {
  return a.indicator === b.indicator && a.arguments.join() === b.arguments.join()
}

/** Columns of a chosen indicator in what is loaded; undefined while its answer is under way. */
export function columnsOf(
  content: ChartContent,
  chosen: ChosenIndicator,
): Readonly<Record<string, Float64Array>> | undefined {
  const index = content.questions.findIndex((question) => sameQuestion(question, chosen))
  return content.columns[index]
}

/** Everything drawn over the bars besides fills: each output of each indicator, and the equity of the run. */
export function chartLayers(
  content: ChartContent,
  chosen: readonly ChosenIndicator[],
  catalogue: readonly IndicatorInfo[],
  equity: EquitySeries | null,
  tickSize: number,
): ChartLayer[] {
  const layers: ChartLayer[] = []
  for (const indicator of chosen) {
    const info = catalogue.find((entry) => entry.id === indicator.indicator)
    const columns = columnsOf(content, indicator)
    if (info === undefined || columns === undefined) continue
    for (const output of info.outputs) {
      const values = columns[output]
      if (values === undefined || values.length !== content.bars.time.length) continue
      layers.push({
        pane: paneOf(info, indicator),
        key: `${indicator.key}.${output}`,
        title: output,
        style: isHistogram(info, output) ? 'histogram' : 'line',
        values,
        colorPlace: isHistogram(info, output) ? 0 : sharedColors.placeOf(outputKey(indicator, output)),
        format: outputFormat(info, tickSize),
        ...(info.group === 'candlesticks' ? { reach: PATTERN_REACH } : {}),
      })
    }
  }
  const values =
    equity === null ? null : seriesOnBars(equity.time, equity.equity, content.bars.time, content.reachMs)
  // A run over another stretch of time has nothing to show here.
  if (values?.some(Number.isFinite) === true) {
    layers.push({
      pane: EQUITY_PANE,
      key: EQUITY_PANE,
      title: 'Equity',
      style: 'strong-line',
      values,
      colorPlace: sharedColors.placeOf(EQUITY_PANE),
      format: (value) => formatMoney(value, { digits: Math.abs(value) >= 10_000 ? 0 : 2 }),
    })
  }
  return layers
}

/** How an indicator's values are written: as prices over the candles, patterns as whole numbers. */
export function outputFormat(info: IndicatorInfo | undefined, tickSize: number): (value: number) => string {
  if (info?.pane === 'price') return (value) => formatPrice(value, tickSize)
  if (info?.group === 'candlesticks') return (value) => formatNumber(value, { digits: 0 })
  return formatIndicator
}

/** Indicator values have no tick: four significant decimals below ten, two above. */
export function formatIndicator(value: number): string {
  const size = Math.abs(value)
  return formatNumber(value, { digits: size !== 0 && size < 0.1 ? 6 : size < 10 ? 4 : 2 })
}
