import {
  BaselineSeries,
  createChart,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  PriceScaleMode,
  type SeriesType,
} from 'lightweight-charts'
import { chartOptions } from '../theme/chartTheme.ts'
import type { Theme } from '../theme/tokens.ts'
import { clearTicks } from './clearTicks.ts'
import { linePoints } from './seriesPoints.ts'
import { lastIndexAtOrBefore } from './sortedTimes.ts'

/** One line over time; several may have times of their own. */
export interface EquityLine {
  readonly key: string
  readonly title: string
  /** `upper` holds equity, `lower` drawdown. */
  readonly pane: 'upper' | 'lower'
  readonly time: Float64Array
  readonly values: Float64Array
  readonly color: string
  readonly style?: 'line' | 'dashed' | 'below-zero'
  readonly format: (value: number) => string
}

export interface HoveredLine {
  readonly key: string
  readonly value: number
}

/** From this many points on a thick line becomes a smear. */
const DENSE_POINTS = 1200

/** Equity above drawdown on one time axis with one crosshair. */
export class EquityChart {
  readonly #chart: IChartApi
  readonly #series = new Map<string, ISeriesApi<SeriesType>>()
  #lines: readonly EquityLine[] = []

  /** @param onHover the moment under the crosshair and each line's last value by then; null when it left */
  constructor(
    container: HTMLElement,
    theme: Theme,
    onHover: (hover: { timeMs: number; values: readonly HoveredLine[] } | null) => void,
  ) {
    const options = chartOptions(theme)
    this.#chart = createChart(container, {
      ...options,
      // Here the mark would lie on the drawdown: the price chart has it, and the dialog “About” names the library.
      layout: { ...options.layout, attributionLogo: false },
      autoSize: true,
      timeScale: {
        ...options.timeScale,
        minBarSpacing: 0.01,
        // Else a resized panel would cut off the newest end of the run.
        lockVisibleTimeRangeOnResize: true,
        fixLeftEdge: true,
        fixRightEdge: true,
      },
    })
    this.#chart.subscribeCrosshairMove(({ point, time }) => {
      if (point === undefined || typeof time !== 'number') {
        onHover(null)
        return
      }
      const timeMs = time * 1000
      const values = this.#lines.flatMap((line) => {
        const value = line.values[lastIndexAtOrBefore(line.time, timeMs)]
        return value === undefined || Number.isNaN(value) ? [] : [{ key: line.key, value }]
      })
      onHover({ timeMs, values })
    })
  }

  dispose(): void {
    this.#chart.remove()
  }

  setTheme(theme: Theme): void {
    this.#chart.applyOptions(chartOptions(theme))
  }

  setLines(lines: readonly EquityLine[]): void {
    // Forgotten first: the library asks for the ticks while it removes them.
    const before = [...this.#series.values()]
    this.#series.clear()
    for (const series of before) this.#chart.removeSeries(series)
    this.#lines = lines
    const hasUpper = lines.some((line) => line.pane === 'upper')
    for (const line of lines) {
      const pane = line.pane === 'lower' && hasUpper ? 1 : 0
      const common = {
        lineWidth:
          line.style === undefined && line.values.length < DENSE_POINTS ? (2 as const) : (1 as const),
        priceLineVisible: false,
        lastValueVisible: line.pane === 'upper',
        priceFormat: {
          type: 'custom' as const,
          minMove: 1e-6,
          formatter: line.format,
          tickmarksFormatter: clearTicks(() => this.#labelled(line.pane), line.format),
        },
      }
      const series =
        line.style === 'below-zero'
          ? this.#chart.addSeries(
              BaselineSeries,
              {
                ...common,
                baseValue: { type: 'price', price: 0 },
                bottomLineColor: line.color,
                bottomFillColor1: `${line.color}14`,
                bottomFillColor2: `${line.color}66`,
                topLineColor: line.color,
              },
              pane,
            )
          : this.#chart.addSeries(
              LineSeries,
              {
                ...common,
                color: line.color,
                // Dashes on a dense line look like noise.
                lineStyle:
                  line.style === 'dashed' && line.values.length < DENSE_POINTS
                    ? LineStyle.Dashed
                    : LineStyle.Solid,
                crosshairMarkerRadius: 3,
              },
              pane,
            )
      series.setData(linePoints(line.time, line.values))
      this.#series.set(line.key, series)
    }
    const [upper, lower] = this.#chart.panes()
    upper?.setStretchFactor(2)
    lower?.setStretchFactor(1)
    // The lower pane is small: closer ticks, so that a depth can be read there as well.
    if (lower !== undefined) this.#chart.priceScale('right', 1).applyOptions({ tickMarkDensity: 1.6 })
    this.#chart.timeScale().fitContent()
  }

  setLogScale(on: boolean): void {
    this.#chart
      .priceScale('right', 0)
      .applyOptions({ mode: on ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal })
  }

  fit(): void {
    this.#chart.timeScale().fitContent()
  }

  /** Series of a pane with a label at the price scale. */
  #labelled(pane: EquityLine['pane']): ISeriesApi<SeriesType>[] {
    if (pane === 'lower') return []
    const own = this.#lines.filter((line) => line.pane === pane)
    return own.flatMap((line) => this.#series.get(line.key) ?? [])
  }

  screenshot(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true)
  }

  /** Calls back with the moment of each click. */
  onClick(listener: (timeMs: number) => void): void {
    this.#chart.subscribeClick(({ time }) => {
      if (typeof time === 'number') listener(time * 1000)
    })
  }
}
