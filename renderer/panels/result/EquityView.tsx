import { ChartLine, Maximize2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { EquityChart, type EquityLine, type ShadedPeriod } from '../../charts/equityChart.ts'
import { formatDateTime } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { useTheme } from '../../theme/themeStore.ts'
import { ChartActions } from './ChartActions.tsx'

/** Equity lines above drawdowns with one time axis; a click brings the moment into the price chart. */
export function EquityView({
  lines,
  title,
  name,
  shaded = null,
  onPick,
}: {
  /** Keep the array's identity while its content is the same. */
  lines: readonly EquityLine[]
  title: string
  name: string
  /** Keep its identity while it is the same. */
  shaded?: ShadedPeriod | null
  onPick: (timeMs: number) => void
}) {
  const theme = useTheme()
  const container = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<EquityChart | null>(null)
  const [hover, setHover] = useState<Parameters<ConstructorParameters<typeof EquityChart>[2]>[0]>(null)
  const [isLog, setIsLog] = useState(false)
  const pick = useRef(onPick)
  pick.current = onPick
  const firstTheme = useRef(theme)

  useEffect(() => {
    const element = container.current
    if (element === null) return
    const made = new EquityChart(element, firstTheme.current, setHover)
    made.onClick((timeMs) => pick.current(timeMs))
    setChart(made)
    return () => {
      setChart(null)
      made.dispose()
    }
  }, [])
  useEffect(() => chart?.setTheme(theme), [chart, theme])
  useEffect(() => {
    chart?.setLines(lines)
    chart?.setShaded(shaded)
  }, [chart, lines, shaded])
  useEffect(() => chart?.setLogScale(isLog), [chart, isLog])

  const uppers = lines.filter((line) => line.pane === 'upper')
  // Of several runs each has its name once; the lower pane repeats the colours.
  const shown = lines.length > uppers.length + 1 ? uppers : lines
  // A few lines find room beside the title; the plot needs the height.
  const isLegendLong = shown.length > 3
  const legend = (
    <ul className="equity-legend">
      {shown.map((line) => {
        const value = hover?.values.find(({ key }) => key === line.key)?.value ?? line.values.at(-1)
        return (
          <li key={line.key}>
            <span className="series-mark" style={{ background: line.color }} aria-hidden />
            <span className="equity-name">{line.title}</span>
            <span className="num">{value === undefined ? '–' : line.format(value)}</span>
          </li>
        )
      })}
      <li className="equity-time num">{hover === null ? '' : `${formatDateTime(hover.timeMs)} UTC`}</li>
    </ul>
  )
  return (
    <figure className="chart-figure equity-figure">
      <figcaption>
        <span>{title}</span>
        {isLegendLong ? null : legend}
        <span className="chart-actions">
          <IconButton
            icon={ChartLine}
            label="Logarithmic scale"
            pressed={isLog}
            onClick={() => setIsLog(!isLog)}
          />
          <IconButton icon={Maximize2} label="Show the whole run" onClick={() => chart?.fit()} />
        </span>
        <ChartActions
          fileName={`${name}-equity.png`}
          caption={`${name} · ${title}`}
          picture={async () => chart?.screenshot() ?? null}
        />
      </figcaption>
      {isLegendLong ? legend : null}
      <div className="equity-canvas" ref={container} role="img" aria-label={`${title} of ${name}`} />
    </figure>
  )
}
