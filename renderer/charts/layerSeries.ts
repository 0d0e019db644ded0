import {
  type AutoscaleInfo,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineSeries,
  type SeriesType,
} from 'lightweight-charts'
import type { Theme } from '../theme/tokens.ts'
import { clearTicks } from './clearTicks.ts'
import { linePoints, signedPoints } from './seriesPoints.ts'

/** A line or histogram over the bars, in the price pane or in a pane of its own. */
export interface ChartLayer {
  /** Names the layer: layers of equal `pane` share one. `price` is the candles' pane. */
  readonly pane: string
  readonly key: string
  readonly title: string
  readonly style: 'line' | 'strong-line' | 'histogram'
  /** One value per bar, NaN where there is none. */
  readonly values: Float64Array
  /** Place in the theme's series palette. */
  readonly colorPlace: number
  readonly format: (value: number) => string
  /** What the scale shows at least, for values of known bounds. */
  readonly reach?: { readonly min: number; readonly max: number }
}

/** Draws a layer into a pane and returns its series; `labelled` gives the series of the pane that have a label. */
export function addLayerSeries(
  chart: IChartApi,
  layer: ChartLayer,
  pane: number,
  times: Float64Array,
  theme: Theme,
  labelled: () => Iterable<ISeriesApi<SeriesType>>,
): ISeriesApi<SeriesType> {
  const { colors, series: palette } = theme
  const isLabelled = pane > 0 && layer.style !== 'histogram'
  const common = {
    priceLineVisible: false,
    lastValueVisible: isLabelled,
    priceFormat: {
      type: 'custom' as const,
      minMove: 1e-8,
      formatter: layer.format,
      tickmarksFormatter: clearTicks(labelled, layer.format),
    },
  }
  if (layer.style === 'histogram') {
    const { reach } = layer
    const scaled =
      reach === undefined
        ? common
        : {
            ...common,
            autoscaleInfoProvider: (measure: () => AutoscaleInfo | null) => {
              const range = measure()?.priceRange
              return {
                priceRange: {
                  minValue: Math.min(reach.min, range?.minValue ?? 0),
                  maxValue: Math.max(reach.max, range?.maxValue ?? 0),
                },
              }
            },
          }
    const series = chart.addSeries(HistogramSeries, scaled, pane)
    series.setData(signedPoints(times, layer.values, `${colors.upFill}99`, `${colors.downFill}99`))
    return series
  }
  const series = chart.addSeries(
    LineSeries,
    {
      ...common,
      color: palette[layer.colorPlace % palette.length] ?? colors.accent,
      lineWidth: layer.style === 'strong-line' ? 2 : 1,
      crosshairMarkerRadius: 3,
    },
    pane,
  )
  series.setData(linePoints(times, layer.values))
  return series
}
