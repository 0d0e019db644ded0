import { useEffect, useMemo, useRef, useState } from 'react'
import type { EquitySeries } from '../../../shared/domain/backtest.ts'
import { svgToCanvas } from '../../charts/exportImage.ts'
import { histogram } from '../../charts/histogram.ts'
import { countTicks, labelledEdges } from '../../charts/histogramTicks.ts'
import { dailyReturns } from '../../charts/periodReturns.ts'
import { formatCount, formatPercent } from '../../kit/format.ts'
import { useTheme } from '../../theme/themeStore.ts'
import { FONT_SIZE, FONT_TEXT } from '../../theme/tokens.ts'
import { ChartActions } from './ChartActions.tsx'

const HEIGHT = 220
const MARGIN = { left: 40, right: 12, top: 8, bottom: 36 }
const LABEL_PX = 46

/** How daily returns are distributed: bins of a round width with labelled edges, gains and losses apart. */
export function ReturnHistogram({ daily, name }: { daily: EquitySeries; name: string }) {
  const { colors } = useTheme()
  const frame = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)
  const [width, setWidth] = useState(480)
  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const returns = useMemo(() => dailyReturns(daily.time, daily.equity), [daily])
  const bins = useMemo(() => histogram(returns), [returns])

  const plotWidth = Math.max(80, width - MARGIN.left - MARGIN.right)
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom
  const ticks = countTicks(Math.max(0, ...bins.map((bin) => bin.count)), 4)
  const top = ticks.at(-1) ?? 1
  const binWidth = plotWidth / Math.max(1, bins.length)
  const edges = labelledEdges(bins, plotWidth, LABEL_PX)
  const yOf = (count: number) => MARGIN.top + plotHeight * (1 - count / Math.max(1, top))
  const step = bins[0] === undefined ? 0 : bins[0].to - bins[0].from
  const digits = step >= 0.01 ? 0 : step >= 0.001 ? 1 : 2
  const label = { fill: colors.textMuted, fontFamily: FONT_TEXT, fontSize: FONT_SIZE.small }

  return (
    <figure className="chart-figure" ref={frame}>
      <figcaption>
        <span>Daily returns, {formatCount(returns.length)} days</span>
        <ChartActions
          fileName={`${name}-daily-returns.png`}
          caption={`${name} · daily returns`}
          picture={async () => (svg.current === null ? null : svgToCanvas(svg.current, width, HEIGHT))}
        />
      </figcaption>
      {bins.length === 0 ? (
        <p className="figure-none">The run is too short for daily returns.</p>
      ) : (
        <svg
          ref={svg}
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`Histogram of ${returns.length} daily returns from ${formatPercent(bins[0]?.from)} to ${formatPercent(bins.at(-1)?.to)}`}
        >
          {ticks.map((tick) => (
            <g key={tick}>
              <line
                x1={MARGIN.left}
                x2={width - MARGIN.right}
                y1={yOf(tick)}
                y2={yOf(tick)}
                stroke={colors.grid}
              />
              <text x={MARGIN.left - 6} y={yOf(tick) + 4} textAnchor="end" {...label}>
                {formatCount(tick)}
              </text>
            </g>
          ))}
          {bins.map((bin, index) => (
            <rect
              key={bin.from}
              x={MARGIN.left + index * binWidth + 0.5}
              width={Math.max(1, binWidth - 1)}
              y={yOf(bin.count)}
              height={MARGIN.top + plotHeight - yOf(bin.count)}
              fill={bin.from >= -1e-12 ? colors.upFill : colors.downFill}
            >
              <title>
                {`${formatPercent(bin.from, { signed: true })} to ${formatPercent(bin.to, { signed: true })}: ${formatCount(bin.count)} days`}
              </title>
            </rect>
          ))}
          {edges.map((edge) => {
            const value = edge === 0 ? bins[0]?.from : bins[edge - 1]?.to
            const x = MARGIN.left + edge * binWidth
            return (
              <g key={edge}>
                <line
                  x1={x}
                  x2={x}
                  y1={MARGIN.top + plotHeight}
                  y2={MARGIN.top + plotHeight + 4}
                  stroke={colors.lineStrong}
                />
                <text x={x} y={MARGIN.top + plotHeight + 16} textAnchor="middle" {...label}>
                  {formatPercent(value, { digits })}
                </text>
              </g>
            )
          })}
          <text x={MARGIN.left + plotWidth / 2} y={HEIGHT - 4} textAnchor="middle" {...label}>
            {`Return of a day, bins of ${formatPercent(step, { digits: Math.max(digits, 1) })}`}
          </text>
        </svg>
      )}
    </figure>
  )
}
