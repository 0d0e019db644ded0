import { useCallback, useEffect, useState } from 'react'
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

/** What the user draws on charts, remembered. Null until it has been read. */
export function useChartPreferences(
  isConnected: boolean,
): [ChartPreferences | null, (change: Partial<ChartPreferences>) => void] {
  const [preferences, setPreferences] = useState<ChartPreferences | null>(null)
  useEffect(() => {
    if (!isConnected) return
    let isCurrent = true
    useSettings
      .getState()
      .load(KEY, chartPreferencesSchema)
      // What is stored is unknown then; the defaults serve until the user changes something.
      .catch(() => null)
      .then((stored) => {
        if (isCurrent) setPreferences((present) => present ?? stored ?? DEFAULTS)
      })
    return () => {
      isCurrent = false
    }
  }, [isConnected])
  const change = useCallback((part: Partial<ChartPreferences>) => {
    setPreferences((present) => {
      const next = { ...(present ?? DEFAULTS), ...part }
      useSettings.getState().save(KEY, next)
      return next
    })
  }, [])
  return [preferences, change]
}

/** `SMA 20`, as the legend and the menus call it. */
export function indicatorLabel(
  info: IndicatorInfo | undefined,
  chosen: Omit<ChosenIndicator, 'key'>,
): string {
  return [info?.name ?? chosen.indicator, ...chosen.arguments].join(' ')
}
