import type { BarColumns } from '../../shared/domain/bar.ts'

/** No bars. */
export const EMPTY_BARS: BarColumns = {
  time: new Float64Array(),
  open: new Float64Array(),
  high: new Float64Array(),
  low: new Float64Array(),
  close: new Float64Array(),
  volume: new Float64Array(),
}
