import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { PriceAdjustment } from '../../../shared/domain/priceAdjustment.ts'
import { ChartFeed, type ChartFeedState } from '../../charts/chartFeed.ts'
import { useConnectionStatus, useDesk } from '../../desk/DeskProvider.tsx'
import type { ChosenIndicator } from './chartPreferences.ts'

/** Bars of a dataset for as long as the panel is there; asks again when the data changes or the connection comes back. */
export function useChartFeed(
  dataset: Dataset | null,
  timeframe: string,
  indicators: readonly ChosenIndicator[] | null,
  adjusted: PriceAdjustment | undefined,
): [ChartFeedState, ChartFeed] {
  const desk = useDesk()
  const { epoch } = useConnectionStatus()
  const [feed] = useState(() => new ChartFeed(desk))
  const state = useSyncExternalStore(feed.subscribe, feed.getState)
  const id = dataset?.id
  const hash = dataset?.hash

  useEffect(() => {
    if (indicators !== null) {
      feed.setQuestions(
        indicators.map((chosen) => ({ indicator: chosen.indicator, arguments: chosen.arguments })),
      )
    }
  }, [feed, indicators])
  const { kind, asOfMs } = adjusted ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: `hash` stands for the data, `epoch` asks again
  useEffect(
    () => feed.show(dataset, timeframe, null, adjusted),
    [feed, id, hash, timeframe, epoch, kind, asOfMs, dataset?.actions],
  )
  useEffect(() => () => feed.dispose(), [feed])
  return [state, feed]
}
