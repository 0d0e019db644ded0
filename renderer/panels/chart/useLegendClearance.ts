import { type RefCallback, useCallback } from 'react'
import type { PriceChart } from '../../charts/priceChart.ts'

/** Space between the legend and the highest candle. */
const GAP_PX = 8

/** Keeps the candles clear of the legend, which grows where the panel is narrow; for the `ref` of the legend. */
export function useLegendClearance(chart: PriceChart | null): RefCallback<HTMLElement> {
  return useCallback(
    (legend: HTMLElement | null) => {
      const pane = legend?.parentElement
      if (chart === null || legend === null || pane === null || pane === undefined) return
      const clear = () => chart.clearLegend(legend.offsetTop + legend.offsetHeight + GAP_PX)
      const observer = new ResizeObserver(clear)
      observer.observe(legend)
      observer.observe(pane)
      return () => observer.disconnect()
    },
    [chart],
  )
}
