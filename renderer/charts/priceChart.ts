import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type IPaneApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  PriceScaleMode,
  type SeriesType,
  type Time,
} from 'lightweight-charts'
import type { BarColumns } from '../../shared/domain/bar.ts'
import { candleOptions, chartOptions } from '../theme/chartTheme.ts'
import type { Theme } from '../theme/tokens.ts'
import { chartTime, fromChartTime } from './chartTime.ts'
import type { TimeSpan } from './chartWindow.ts'
import { clearTicks } from './clearTicks.ts'
import { EMPTY_BARS } from './emptyBars.ts'
import { HighlightPrimitive } from './highlightPrimitive.ts'
import { addLayerSeries, type ChartLayer } from './layerSeries.ts'
import { LEAST_BARS, latestRange, pannedRange, restoredRange, zoomedRange } from './logicalRange.ts'
import { candlePoints, volumePoints } from './seriesPoints.ts'
import { firstIndexAtOrAfter, lastIndexAtOrBefore, nearestIndex } from './sortedTimes.ts'
import { TradeLinesPrimitive } from './tradeLinesPrimitive.ts'
import { type FillMark, fillMarkers, type TradeLine } from './tradeMarkers.ts'

export interface PriceChartEvents {
  /** Bar under the pointer, or null when it left the chart. */
  readonly onHover: (barIndex: number | null) => void
  /** A bar was brought into view and marked, or null when the mark went. */
  readonly onPin: (barIndex: number | null) => void
  /** The screen moved; called at most once a frame. */
  readonly onVisible: (span: TimeSpan) => void
  /** Panes were added, removed or resized. */
  readonly onLayout: () => void
}

/** Where a pane stands inside the chart's element, for what is drawn over it. */
export interface PaneBox {
  readonly pane: string
  readonly topPx: number
  readonly heightPx: number
}

const PRICE_PANE = 'price'
const PRICE_STRETCH = 3
/** Closer ticks than the library's 2.5 line heights: a low pane would have one, or none. */
const SMALL_PANE_DENSITY = 2
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * Candles, volume, layers and trades on one time axis. Owns the library's objects; everything it draws is replaced as a
 * whole when it changes, because the series hold at most 10,000 points and change rarely.
 */
export class PriceChart {
  readonly #chart: IChartApi
  readonly #container: HTMLElement
  readonly #events: PriceChartEvents
  readonly #candles: ISeriesApi<'Candlestick'>
  readonly #volume: ISeriesApi<'Histogram'>
  readonly #markers: ISeriesMarkersPluginApi<Time>
  readonly #tradeLines: TradeLinesPrimitive
  readonly #highlight: HighlightPrimitive
  readonly #paneSizes: ResizeObserver
  readonly #layerSeries = new Map<string, ISeriesApi<SeriesType>>()
  #panes: string[] = [PRICE_PANE]
  #bars: BarColumns = EMPTY_BARS
  #layers: readonly ChartLayer[] = []
  #fills: readonly FillMark[] = []
  #theme: Theme
  #frame = 0
  #keyboardIndex: number | null = null

  constructor(container: HTMLElement, theme: Theme, events: PriceChartEvents) {
    this.#container = container
    this.#theme = theme
    this.#events = events
    this.#chart = createChart(container, {
      ...chartOptions(theme),
      autoSize: true,
      timeScale: { ...chartOptions(theme).timeScale, rightOffset: 4, minBarSpacing: 0.05 },
    })
    this.#candles = this.#chart.addSeries(CandlestickSeries, {
      ...candleOptions(theme),
      priceLineVisible: false,
    })
    this.clearLegend(0)
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    })
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.84, bottom: 0 } })
    this.#markers = createSeriesMarkers(this.#candles, [])
    this.#tradeLines = new TradeLinesPrimitive(this.#tradeColors())
    this.#candles.attachPrimitive(this.#tradeLines)
    this.#highlight = new HighlightPrimitive(theme.colors.accent)
    this.#chart.panes()[0]?.attachPrimitive(this.#highlight)
    this.#paneSizes = new ResizeObserver(() => events.onLayout())
    this.#chart.subscribeCrosshairMove((move) => {
      const inside = move.point !== undefined && move.logical !== undefined
      const index = inside ? Math.round(move.logical ?? 0) : null
      events.onHover(
        index !== null && index >= 0 && index < this.#bars.time.length ? index : this.#keyboardIndex,
      )
    })
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
      cancelAnimationFrame(this.#frame)
      this.#frame = requestAnimationFrame(() => {
        const span = this.visibleSpan()
        if (span !== null) events.onVisible(span)
      })
    })
    this.#observePanes()
  }

  /** Keeps the candles below a legend that ends so many pixels under the price pane's top. */
  clearLegend(heightPx: number): void {
    // However long the legend, half of the pane stays for the candles.
    const top = Math.min(0.5, Math.max(0.14, heightPx / (this.#pane(0)?.getHeight() || 1)))
    this.#candles.priceScale().applyOptions({ scaleMargins: { top, bottom: 0.2 } })
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame)
    this.#paneSizes.disconnect()
    this.#chart.remove()
  }

  setTheme(theme: Theme): void {
    this.#theme = theme
    this.#chart.applyOptions(chartOptions(theme))
    this.#candles.applyOptions(candleOptions(theme))
    this.#tradeLines.setColors(this.#tradeColors())
    this.#highlight.setColor(theme.colors.accent)
    this.#drawVolume()
    this.#drawFills()
    this.setLayers(this.#layers)
  }

  /**
   * Replaces the bars, each `spanMs` long. The same stretch of time stays on screen; layers, fills and trades belong
   * to the old bars and are to be set again.
   */
  setBars(bars: BarColumns, spanMs: number, tickSize: number, formatPrice: (price: number) => string): void {
    const before = this.#bars.time.length > 0 ? this.visibleSpan() : null
    const oldSpacing = this.#chart.timeScale().options().barSpacing
    this.#bars = bars
    this.#keyboardIndex = null
    this.#markers.setMarkers([])
    this.#tradeLines.setLines([])
    this.#fills = []
    for (const series of this.#layerSeries.values()) series.setData([])
    this.#candles.applyOptions({
      priceFormat: {
        type: 'custom',
        minMove: tickSize,
        formatter: formatPrice,
        tickmarksFormatter: clearTicks(() => this.#labelled(PRICE_PANE), formatPrice),
      },
    })
    this.#chart.timeScale().applyOptions({ timeVisible: spanMs < DAY_MS, secondsVisible: spanMs < MINUTE_MS })
    this.#candles.setData(candlePoints(bars))
    this.#drawVolume()
    if (before !== null && bars.time.length > 0) this.#restore(before, oldSpacing)
  }

  /** Draws the layers, each in its pane; panes keep the height the user gave them. */
  setLayers(layers: readonly ChartLayer[]): void {
    this.#layers = layers
    const stretch = new Map(this.#panes.map((name, index) => [name, this.#pane(index)?.getStretchFactor()]))
    // Forgotten first: the library asks for the ticks while it removes them.
    const before = [...this.#layerSeries.values()]
    this.#layerSeries.clear()
    for (const series of before) this.#chart.removeSeries(series)
    this.#panes = [
      PRICE_PANE,
      ...new Set(layers.map((layer) => layer.pane).filter((pane) => pane !== PRICE_PANE)),
    ]
    for (const layer of layers) {
      const pane = this.#panes.indexOf(layer.pane)
      const labelled = () => this.#labelled(layer.pane)
      this.#layerSeries.set(
        layer.key,
        addLayerSeries(this.#chart, layer, pane, this.#bars.time, this.#theme, labelled),
      )
    }
    this.#panes.forEach((name, index) => {
      this.#pane(index)?.setStretchFactor(stretch.get(name) ?? (index === 0 ? PRICE_STRETCH : 1))
      // Room for the legend, which lies over the top of the pane.
      if (index > 0)
        this.#chart
          .priceScale('right', index)
          .applyOptions({ scaleMargins: { top: 0.28, bottom: 0.08 }, tickMarkDensity: SMALL_PANE_DENSITY })
    })
    this.#observePanes()
    this.#events.onLayout()
  }

  /** Marks fills on their bars and draws round trips as lines. */
  setTrades(fills: readonly FillMark[], lines: readonly TradeLine[]): void {
    this.#fills = fills
    this.#drawFills()
    this.#tradeLines.setLines(lines)
  }

  setLogScale(on: boolean): void {
    this.#candles.priceScale().applyOptions({ mode: on ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal })
  }

  setVolumeVisible(on: boolean): void {
    this.#volume.applyOptions({ visible: on })
  }

  /** Shows every loaded bar. */
  fit(): void {
    this.#chart.timeScale().fitContent()
    this.#candles.priceScale().setAutoScale(true)
  }

  /** Shows the newest `count` bars. */
  showLatest(count: number): void {
    this.#chart.timeScale().setVisibleLogicalRange(latestRange(this.#bars.time.length, count))
  }

  /** Bars that find room when each is `barPx` wide; never fewer than make a chart. */
  barsOf(barPx: number): number {
    return Math.max(LEAST_BARS, Math.floor(this.#chart.timeScale().width() / barPx))
  }

  /** Shows the newest bars at the present zoom. */
  showEnd(): void {
    this.showLatest(this.#visibleCount() - 3)
  }

  /** Shows the oldest bars at the present zoom. */
  showFirst(): void {
    const width = this.#visibleCount()
    this.#chart.timeScale().setVisibleLogicalRange({ from: -2, to: width - 2 })
  }

  /** Shows a stretch of time with a little room on both sides. */
  showSpan(span: TimeSpan): void {
    const from = firstIndexAtOrAfter(this.#bars.time, span.fromMs)
    const to = Math.max(from, lastIndexAtOrBefore(this.#bars.time, span.toMs))
    const margin = Math.max(10, (to - from) * 0.08)
    this.#chart.timeScale().setVisibleLogicalRange({ from: from - margin, to: to + margin })
  }

  /** Brings a moment to the middle of the screen and marks its bar; false when it lies outside the loaded bars. */
  focus(timeMs: number): boolean {
    const { time } = this.#bars
    const first = time[0]
    if (first === undefined || timeMs < first) return false
    const index = lastIndexAtOrBefore(time, timeMs)
    this.#highlight.setIndex(index)
    this.#events.onPin(index)
    const width = Math.min(this.#visibleCount(), 400)
    this.#chart.timeScale().setVisibleLogicalRange({ from: index - width / 2, to: index + width / 2 })
    return true
  }

  clearFocus(): void {
    this.#highlight.setIndex(null)
    this.#events.onPin(null)
  }

  /** Moves the screen by a share of its width; negative is back in time. Some bars always stay on it. */
  pan(share: number): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return
    this.#chart.timeScale().setVisibleLogicalRange(pannedRange(range, this.#bars.time.length, share))
  }

  /**
   * Multiplies the stretch of time on screen; below 1 shows less of it, larger. The newest bar stays where it is while
   * it is on the screen, else the middle does.
   */
  zoom(factor: number): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    if (range === null) return
    this.#chart.timeScale().setVisibleLogicalRange(zoomedRange(range, this.#bars.time.length, factor))
  }

  /** Moves the crosshair by whole bars, for the keyboard; starts at the newest bar on screen. */
  stepCrosshair(bars: number): void {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    const last = this.#bars.time.length - 1
    if (range === null || last < 0) return
    const start = this.#keyboardIndex ?? Math.min(last, Math.floor(range.to)) - bars
    const index = Math.min(last, Math.max(0, start + bars))
    this.#keyboardIndex = index
    if (index < range.from || index > range.to) this.pan(bars < 0 ? -0.25 : 0.25)
    this.#chart.setCrosshairPosition(
      this.#bars.close[index] ?? 0,
      chartTime(this.#bars.time[index] ?? 0),
      this.#candles,
    )
    this.#events.onHover(index)
  }

  clearCrosshair(): void {
    this.#keyboardIndex = null
    this.#chart.clearCrosshairPosition()
    this.#events.onHover(null)
  }

  /** The stretch of time on screen, beyond the bars extrapolated by their mean distance; null without bars. */
  visibleSpan(): TimeSpan | null {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    const { time } = this.#bars
    const last = time.length - 1
    const first = time[0]
    const end = time[last]
    if (range === null || first === undefined || end === undefined) return null
    const mean = last > 0 ? (end - first) / last : 86_400_000
    const at = (position: number) => {
      if (position <= 0) return first + position * mean
      if (position >= last) return end + (position - last) * mean
      return time[Math.round(position)] ?? end
    }
    return { fromMs: at(range.from), toMs: at(range.to) }
  }

  /** Panes from top to bottom with their places inside the container. */
  paneBoxes(): PaneBox[] {
    const origin = this.#container.getBoundingClientRect().top
    return this.#panes.flatMap((pane, index) => {
      const box = this.#pane(index)?.getHTMLElement()?.getBoundingClientRect()
      return box === undefined ? [] : [{ pane, topPx: box.top - origin, heightPx: box.height }]
    })
  }

  /** The chart as it stands, without crosshair. */
  screenshot(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true)
  }

  /** Index of the bar nearest to a moment. */
  barAt(timeMs: number): number {
    return nearestIndex(this.#bars.time, timeMs)
  }

  /** Calls back with the moment of each click on a bar. */
  onClick(listener: (timeMs: number) => void): void {
    this.#chart.subscribeClick((click) => {
      const timeMs = click.time === undefined ? null : fromChartTime(click.time)
      if (timeMs !== null) listener(timeMs)
    })
  }

  #pane(index: number): IPaneApi<Time> | undefined {
    return this.#chart.panes()[index]
  }

  /** Series of a pane with a label at the price scale. */
  #labelled(pane: string): ISeriesApi<SeriesType>[] {
    if (pane === PRICE_PANE) return [this.#candles]
    const own = this.#layers.filter((layer) => layer.pane === pane && layer.style !== 'histogram')
    return own.flatMap((layer) => this.#layerSeries.get(layer.key) ?? [])
  }

  #visibleCount(): number {
    const range = this.#chart.timeScale().getVisibleLogicalRange()
    return range === null ? 200 : range.to - range.from
  }

  #tradeColors(): { profit: string; loss: string } {
    return { profit: this.#theme.colors.up, loss: this.#theme.colors.down }
  }

  #restore(span: TimeSpan, barSpacing: number): void {
    const range = restoredRange(this.#bars.time, span)
    if (range !== null) this.#chart.timeScale().setVisibleLogicalRange(range)
    else this.showLatest(Math.max(60, this.#chart.timeScale().width() / barSpacing))
  }

  #drawVolume(): void {
    const { upFill, downFill } = this.#theme.colors
    this.#volume.setData(volumePoints(this.#bars, `${upFill}66`, `${downFill}66`))
  }

  #drawFills(): void {
    this.#markers.setMarkers(fillMarkers(this.#fills, this.#bars.time, this.#theme.colors))
  }

  #observePanes(): void {
    this.#paneSizes.disconnect()
    this.#paneSizes.observe(this.#container)
    for (const pane of this.#chart.panes()) {
      const element = pane.getHTMLElement()
      if (element !== null) this.#paneSizes.observe(element)
    }
  }
}
