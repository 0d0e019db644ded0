import type {
  CandlestickData,
  HistogramData,
  LineData,
  UTCTimestamp,
  WhitespaceData,
} from 'lightweight-charts'
import type { BarColumns } from '../../shared/domain/bar.ts'
import { chartTime } from './chartTime.ts'

type Whitespace = WhitespaceData<UTCTimestamp>

/** Bars as the library wants them; a bar without a finite price is a space. */
export function candlePoints(bars: BarColumns): (CandlestickData<UTCTimestamp> | Whitespace)[] {
  return Array.from(bars.time, (timeMs, index) => {
    const time = chartTime(timeMs)
    const open = bars.open[index] ?? Number.NaN
    const high = bars.high[index] ?? Number.NaN
    const low = bars.low[index] ?? Number.NaN
    const close = bars.close[index] ?? Number.NaN
    const whole = Number.isFinite(open + high + low + close)
    return whole ? { time, open, high, low, close } : { time }
  })
}

/** Volume coloured by its bar's direction; bars without a volume are spaces. */
export function volumePoints(
  bars: BarColumns,
  up: string,
  down: string,
): (HistogramData<UTCTimestamp> | Whitespace)[] {
  return Array.from(bars.time, (timeMs, index) => {
    const time = chartTime(timeMs)
    const value = bars.volume[index] ?? Number.NaN
    if (!Number.isFinite(value)) return { time }
    const rises = (bars.close[index] ?? 0) >= (bars.open[index] ?? 0)
    return { time, value, color: rises ? up : down }
  })
}

/** A column as a line; NaN (warm-up, no data) is a space. */
export function linePoints(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
): (LineData<UTCTimestamp> | Whitespace)[] {
  return Array.from({ length: times.length }, (_, index) => {
    const time = chartTime(times[index] ?? 0)
    const value = values[index] ?? Number.NaN
    return Number.isFinite(value) ? { time, value } : { time }
  })
}

/** A column as bars from zero, coloured by sign. */
export function signedPoints(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  up: string,
  down: string,
): (HistogramData<UTCTimestamp> | Whitespace)[] {
  return Array.from({ length: times.length }, (_, index) => {
    const time = chartTime(times[index] ?? 0)
    const value = values[index] ?? Number.NaN
    return Number.isFinite(value) ? { time, value, color: value >= 0 ? up : down } : { time }
  })
}
