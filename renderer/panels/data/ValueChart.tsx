import { useEffect, useMemo, useRef, useState } from 'react'
import { EquityChart } from '../../charts/equityChart.ts'
import { formatNumber } from '../../kit/format.ts'
import { useTheme } from '../../theme/themeStore.ts'

/** A series as its latest vintage has it, as a line; a click chooses a period. */
export function ValueChart({
  name,
  refMs,
  value,
  onPick,
}: {
  name: string
  refMs: Float64Array
  value: Float64Array
  onPick: (timeMs: number) => void
}) {
  const theme = useTheme()
  const container = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EquityChart | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const firstTheme = useRef(theme)

  useEffect(() => {
    const element = container.current
    if (element === null) return
    const made = new EquityChart(element, firstTheme.current, () => {})
    made.onClick((timeMs) => pick.current(timeMs))
    setChart(made)
    return () => {
      setChart(null)
      made.dispose()
    }
  }, [])
  useEffect(() => chart?.setTheme(theme), [chart, theme])
  const lines = useMemo(
    () => [
      {
        ...{ key: name, title: name, pane: 'upper' as const, time: refMs, values: value },
        color: theme.colors.accent,
        format: (figure: number) => formatNumber(figure),
      },
    ],
    [name, refMs, value, theme],
  )
  useEffect(() => chart?.setLines(lines), [chart, lines])
  return <div className="value-chart" ref={container} role="img" aria-label={`Latest vintage of ${name}`} />
}
