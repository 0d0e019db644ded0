import type { ISeriesApi, SeriesType } from 'lightweight-charts'

/** Half the height of a label at the price scale and half that of a tick's figure, in pixels. */
const LEAST_DISTANCE_PX = 17

/**
 * Writes the ticks of a price scale and leaves out those that the labels of last values would half cover.
 *
 * @param labelled gives the series of the scale whose last value has a label
 */
export function clearTicks(
  labelled: () => Iterable<ISeriesApi<SeriesType>>,
  format: (value: number) => string,
): (values: readonly number[]) => string[] {
  return (values) => {
    const [first] = labelled()
    const labels = [...labelled()].flatMap((series) => {
      const last = series.lastValueData(false)
      const y = last.noData ? null : series.priceToCoordinate(last.price)
      return y === null ? [] : [y]
    })
    return values.map((value) => {
      const y = first?.priceToCoordinate(value) ?? null
      const isCovered = y !== null && labels.some((label) => Math.abs(label - y) < LEAST_DISTANCE_PX)
      return isCovered ? '' : format(value)
    })
  }
}
