import { useCallback, useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import type { IndicatorInfo } from '../../../shared/rpc/contract/dataCalls.ts'
import { useSettings } from '../../state/settings.ts'

const chosenIndicatorSchema = z.object({
  /** Unique in the list, so that the same indicator can be there with several arguments. */
  key: z.string(),
  indicator: z.string(),
  arguments: z.array(z.number()),
})
export type ChosenIndicator = z.infer<typeof chosenIndicatorSchema>

const chartPreferencesSchema = z.object({
  indicators: z.array(chosenIndicatorSchema).max(50),
  logScale: z.boolean(),
  volume: z.boolean(),
  trades: z.boolean(),
  equity: z.boolean(),
})
export type ChartPreferences = z.infer<typeof chartPreferencesSchema>

const DEFAULTS: ChartPreferences = {
  indicators: [],
  logScale: false,
  volume: true,
  trades: true,
  equity: true,
}
const KEY = 'chart.preferences'

/**
 * What the user draws on one chart. Each chart keeps its own in its panel's parameters; a new chart begins with what
 * was drawn last on any. Null until that has been read.
 *
 * @param own the panel's stored preferences, checked here
 * @param keep stores them with the panel
 */
export function useChartPreferences(
  isConnected: boolean,
  own: unknown,
  keep: (preferences: ChartPreferences) => void,
): [ChartPreferences | null, (change: Partial<ChartPreferences>) => void] {
  const [preferences, setPreferences] = useState<ChartPreferences | null>(
    () => chartPreferencesSchema.safeParse(own).data ?? null,
  )
  const latest = useRef(preferences)
  const store = useCallback(
    (next: ChartPreferences) => {
      latest.current = next
      setPreferences(next)
      keep(next)
    },
    [keep],
  )
  const isRead = preferences !== null
  useEffect(() => {
    if (!isConnected || isRead) return
    let isCurrent = true
    useSettings
      .getState()
      .load(KEY, chartPreferencesSchema)
      // What is stored is unknown then; the defaults serve until the user changes something.
      .catch(() => null)
      .then((stored) => {
        if (isCurrent && latest.current === null) store(stored ?? DEFAULTS)
      })
    return () => {
      isCurrent = false
    }
  }, [isConnected, isRead, store])
  const change = useCallback(
    (part: Partial<ChartPreferences>) => {
      const next = { ...(latest.current ?? DEFAULTS), ...part }
      store(next)
      useSettings.getState().save(KEY, next)
    },
    [store],
  )
  return [preferences, change]
}

/** `SMA 20`, as the legend and the menus call it. */
export function indicatorLabel(
  info: IndicatorInfo | undefined,
  chosen: Omit<ChosenIndicator, 'key'>,
): string {
  return [info?.talib ?? info?.name ?? chosen.indicator, ...chosen.arguments].join(' ')
}
