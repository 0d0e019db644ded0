import { Pencil, X } from 'lucide-react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { Fill } from '../../../shared/domain/order.ts'
import type { IndicatorInfo } from '../../../shared/rpc/contract/dataCalls.ts'
import type { ChartContent } from '../../charts/chartFeed.ts'
import { sharedColors } from '../../charts/sharedColors.ts'
import { fillMoment } from '../../charts/tradeMarkers.ts'
import {
  changeClass,
  formatBarTime,
  formatMoney,
  formatNumber,
  formatPercent,
  formatPrice,
  formatQuantity,
} from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { useTheme } from '../../theme/themeStore.ts'
import { type HoverStore, useLegendIndex } from './ChartSurface.tsx'
import { columnsOf, isHistogram, outputFormat, outputKey } from './chartLayers.ts'
import { type ChosenIndicator, indicatorLabel } from './chartPreferences.ts'

/** Prices of the bar under the crosshair, its change and the fills that happened in it. */
export function PriceLegend({
  content,
  dataset,
  hover,
  fills,
}: {
  content: ChartContent
  dataset: Dataset
  hover: HoverStore
  fills: readonly Fill[]
}) {
  const { bars, timeframe, reachMs } = content
  const { index, isChosen } = useLegendIndex(hover, bars.time.length)
  const { tickSize, lotSize } = dataset.instrument
  const openMs = bars.time[index]
  const close = bars.close[index]
  const before = bars.close[index - 1]
  const change = close === undefined || before === undefined ? null : close - before
  const rate = change === null || before === undefined || before === 0 ? null : change / before
  const tone = changeClass(change)
  const endMs = Math.min((openMs ?? 0) + reachMs, bars.time[index + 1] ?? Number.POSITIVE_INFINITY)
  const own = fills.filter((fill) => {
    const timeMs = fillMoment(fill)
    return openMs !== undefined && timeMs >= openMs && timeMs < endMs
  })
  return (
    <div className="legend-price" aria-live={isChosen ? 'polite' : 'off'}>
      <div className="legend-line">
        <span className="legend-time num">{formatBarTime(openMs, timeframe)} UTC</span>
        {(['open', 'high', 'low', 'close'] as const).map((column) => (
          <span key={column} className="legend-figure">
            <abbr title={column}>{column.charAt(0).toUpperCase()}</abbr>
            <span className={`num ${tone}`}>{formatPrice(bars[column][index], tickSize)}</span>
          </span>
        ))}
        <span className={`num ${tone}`} title="Change against the close before">
          {formatPrice(change, tickSize, { signed: true })} ({formatPercent(rate, { signed: true })})
        </span>
        <span className="legend-figure">
          <abbr title="Volume">Vol</abbr>
          <span className="num">{formatNumber(bars.volume[index], { maximumDigits: 2 })}</span>
        </span>
      </div>
      {isChosen && own.length > 0 ? (
        <ul className="legend-fills">
          {own.slice(0, 4).map((fill, position) => (
            <li key={`${fill.orderId}-${position}`} className={`num ${fill.side === 'buy' ? 'up' : 'down'}`}>
              {fill.side === 'buy' ? '▲ Buy' : '▼ Sell'} {formatQuantity(fill.quantity, lotSize)} at{' '}
              {formatPrice(fill.price, tickSize)}
              {fill.realizedProfit === 0 ? '' : ` · ${formatMoney(fill.realizedProfit, { signed: true })}`}
            </li>
          ))}
          {own.length > 4 ? <li className="num">and {own.length - 4} more fills</li> : null}
        </ul>
      ) : null}
    </div>
  )
}

/** One indicator's name and values at the crosshair, with its actions. */
export function IndicatorLegend({
  content,
  chosen,
  info,
  hover,
  tickSize,
  onEdit,
  onRemove,
}: {
  content: ChartContent
  chosen: ChosenIndicator
  info: IndicatorInfo | undefined
  hover: HoverStore
  tickSize: number
  onEdit: () => void
  onRemove: () => void
}) {
  const theme = useTheme()
  const { index } = useLegendIndex(hover, content.bars.time.length)
  const columns = columnsOf(content, chosen)
  const label = indicatorLabel(info, chosen)
  return (
    <div className="legend-line legend-indicator">
      <span title={info?.description}>{label}</span>
      {(info?.outputs ?? []).map((output) => {
        const value = columns?.[output]?.[index]
        const color = isHistogram(info, output)
          ? theme.colors.textMuted
          : theme.series[sharedColors.placeOf(outputKey(chosen, output))]
        const text = value === undefined || Number.isNaN(value) ? '–' : null
        return (
          <span key={output} className="num" style={{ color }} title={output}>
            {text ?? outputFormat(info, tickSize)(value ?? Number.NaN)}
          </span>
        )
      })}
      <span className="legend-actions">
        <IconButton icon={Pencil} label={`Change ${label}`} onClick={onEdit} />
        <IconButton icon={X} label={`Remove ${label}`} onClick={onRemove} />
      </span>
    </div>
  )
}

/** The run's equity at the crosshair. */
export function EquityLegend({
  content,
  values,
  name,
  currency,
  hover,
}: {
  content: ChartContent
  values: Float64Array
  name: string
  currency: string
  hover: HoverStore
}) {
  const theme = useTheme()
  const { index } = useLegendIndex(hover, content.bars.time.length)
  const color = theme.series[sharedColors.placeOf('equity')]
  return (
    <div className="legend-line legend-single">
      <span className="legend-name" title={name}>
        Equity of {name}, {currency}
      </span>
      <span className="num" style={{ color }}>
        {formatMoney(values[index])}
      </span>
    </div>
  )
}
