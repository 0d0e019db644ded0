import {
  BaselineSeries,
  createChart,
  type IChartApi,
  type IPaneApi,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  PriceScaleMode,
  type SeriesType,
  type Time,
} from 'lightweight-charts'
import { chartOptions } from '../theme/chartTheme.ts'
import type { Theme } from '../theme/tokens.ts'
import { BandPrimitive } from './bandPrimitive.ts'
import { chartTime } from './chartTime.ts'
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

/** A period that stands out behind the lines. */
export interface ShadedPeriod {
  readonly fromMs: number
  /** Absent: to the end. */
  readonly toMs?: number | undefined
  readonly label: string
}

/** Share of the axis that is added for a shaded period which lies after every line. */
const ROOM_AFTER = 0.12

/** From this many points on a thick line becomes a smear. */
const DENSE_POINTS = 1200

/** Equity above drawdown on one time axis with one crosshair. */
export class EquityChart {
  readonly #chart: IChartApi
  readonly #series = new Map<string, ISeriesApi<SeriesType>>()
  #lines: readonly EquityLine[] = []
  readonly #band: BandPrimitive
  #bandPane: IPaneApi<Time> | null = null
  #room: ISeriesApi<'Line'> | null = null

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
    this.#band = new BandPrimitive(theme.colors.warning)
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
    this.#band.setColor(theme.colors.warning)
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

  /** Shades a period of the first line's time; one that lies after every point is given some room there. */
  setShaded(period: ShadedPeriod | null): void {
    if (this.#room !== null) this.#chart.removeSeries(this.#room)
    this.#room = null
    this.#band.setBand(null)
    // A pane whose lines were all removed is gone with what was attached to it.
    const pane = this.#chart.panes()[0]
    if (pane !== undefined && pane !== this.#bandPane) pane.attachPrimitive(this.#band)
    this.#bandPane = pane ?? null
    const time = this.#lines[0]?.time
    const last = time?.at(-1)
    if (period === null || time === undefined || last === undefined) return
    const first = lastIndexAtOrBefore(time, period.fromMs - 1) + 1
    if (first < time.length) {
      const end = period.toMs === undefined ? time.length - 1 : lastIndexAtOrBefore(time, period.toMs)
      this.#band.setBand({ fromIndex: first, toIndex: end, label: period.label })
      return
    }
    const points = Math.max(4, Math.round(time.length * ROOM_AFTER))
    const step = Math.max(1000, (last - (time[0] ?? last)) / Math.max(1, time.length - 1))
    const room = Array.from({ length: points }, (_, place) => ({
      time: chartTime(last + Math.round(((place + 1) * step) / 1000) * 1000),
      value: 0,
    }))
    // Points without a value would not count where the chart fits its content; these have a scale of their own.
    this.#room = this.#chart.addSeries(LineSeries, {
      ...{ lastValueVisible: false, priceLineVisible: false, crosshairMarkerVisible: false },
      ...{ lineVisible: false, priceScaleId: 'room' },
    })
    this.#room.setData(room)
    this.#band.setBand({ fromIndex: time.length, toIndex: time.length + points - 1, label: period.label })
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
