import { formatNumber, formatPercent } from './format.ts'
import { html, type Markup } from './html.ts'
import { linearScale, niceTicks, type Scale, thinLine, timeTicks } from './scales.ts'

const WIDTH = 720
const LEFT = 58
const RIGHT = 8

interface Line {
  readonly name: string
  /** CSS class that colours it. */
  readonly className: string
  readonly values: Float64Array
}

interface Pane {
  readonly top: number
  readonly height: number
  readonly lines: readonly Line[]
  readonly format: (value: number) => string
  /** Always in range. */
  readonly anchors?: readonly number[]
  /** Fills the first line down to this value. */
  readonly fillTo?: number
  readonly label: string
}

function rangeOf(lines: readonly Line[], anchors: readonly number[]): [number, number] {
  let low = Math.min(...anchors, Number.POSITIVE_INFINITY)
  let high = Math.max(...anchors, Number.NEGATIVE_INFINITY)
  for (const { values } of lines) {
    for (const value of values) {
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  if (!Number.isFinite(low)) return [0, 1]
  const margin = (high - low || Math.abs(high) || 1) * 0.04
  return [low === anchors[0] ? low : low - margin, high === anchors.at(-1) ? high : high + margin]
}

const round = (value: number) => value.toFixed(1)

function drawPane(pane: Pane, time: Float64Array, x: Scale): Markup {
  const { top, height, lines, format, anchors = [], fillTo, label } = pane
  const [low, high] = rangeOf(lines, anchors)
  const y = linearScale(low, high, top + height, top)
  const grid = niceTicks(low, high, Math.max(3, Math.round(height / 28))).map((tick) => {
    const place = round(y.place(tick))
    return html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${place}" y2="${place}"/><text class="tick" x="${LEFT - 6}" y="${round(y.place(tick) + 3.5)}" text-anchor="end">${format(tick)}</text>`
  })
  const paths = lines.map(({ className, values }, index) => {
    const points = thinLine(time, values, WIDTH)
    const [first] = points
    if (!first) return null
    const path = points
      .map(({ timeMs, value }) => `${round(x.place(timeMs))},${round(y.place(value))}`)
      .join('L')
    const base = fillTo === undefined || index > 0 ? undefined : round(y.place(fillTo))
    const fill =
      base === undefined
        ? null
        : html`<path class="fill ${className}" d="M${round(x.place(first.timeMs))},${base}L${path}L${round(x.place(points.at(-1)?.timeMs ?? 0))},${base}Z"/>`
    return html`${fill}<path class="line ${className}" d="M${path}"/>`
  })
  // A line that starts at the upper edge, as a drawdown does, would run through its own name.
  const labelPlace = high === anchors[0] ? top + height - 4 : top + 10
  const legend = lines.length < 2 ? null : drawLegend(lines, top)
  return html`${grid}${paths}<text class="pane" x="${LEFT + 4}" y="${labelPlace}">${label}</text>${legend}`
}

function drawLegend(lines: readonly Line[], top: number): Markup[] {
  let place = WIDTH - RIGHT
  return lines.toReversed().map(({ name, className }) => {
    const text = name.length > 28 ? `${name.slice(0, 27)}…` : name
    place -= text.length * 6.2 + 26
    return html`<line class="line ${className}" x1="${round(place)}" x2="${round(place + 12)}" y1="${top + 7}" y2="${top + 7}"/><text class="pane" x="${round(place + 16)}" y="${top + 10}">${text}</text>`
  })
}

function drawTimeAxis(x: Scale, top: number, bottom: number): Markup[] {
  return timeTicks(x.from, x.to, 12).map(({ timeMs, label }) => {
    const place = round(x.place(timeMs))
    return html`<line class="grid" x1="${place}" x2="${place}" y1="${top}" y2="${bottom}"/><text class="tick" x="${place}" y="${bottom + 13}" text-anchor="middle">${label}</text>`
  })
}

/** Panes one above the other over one time axis. `title` is what a screen reader says. */
export function timeChart(time: Float64Array, panes: readonly Pane[], title: string): Markup {
  const bottom = Math.max(...panes.map((pane) => pane.top + pane.height))
  const x = linearScale(time[0] ?? 0, time.at(-1) ?? 1, LEFT, WIDTH - RIGHT)
  return html`<svg viewBox="0 0 ${WIDTH} ${bottom + 18}" role="img" aria-label="${title}">${drawTimeAxis(x, panes[0]?.top ?? 0, bottom)}${panes.map((pane) => drawPane(pane, time, x))}</svg>`
}

/** Bars of how many values fall into each of the bins, zero being a boundary. */
export function histogram(values: Float64Array, title: string): Markup {
  const width = 350
  const height = 170
  const left = 34
  const finite = values.filter((value) => Number.isFinite(value))
  const sorted = finite.toSorted()
  const edge = Math.max(
    Math.abs(sorted[Math.floor(sorted.length * 0.005)] ?? 0),
    Math.abs(sorted[Math.ceil(sorted.length * 0.995) - 1] ?? 0),
  )
  const half = 15
  const size = (edge || 0.01) / half
  const counts = new Array<number>(half * 2).fill(0)
  for (const value of finite) {
    const bin = Math.min(half * 2 - 1, Math.max(0, Math.floor(value / size) + half))
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const x = linearScale(-half * size, half * size, left, width - 4)
  const y = linearScale(0, Math.max(1, ...counts), height - 18, 6)
  const bars = counts.map((count, bin) => {
    if (count === 0) return null
    const start = x.place((bin - half) * size)
    const place = y.place(count)
    return html`<rect class="${bin < half ? 'down' : 'up'}" x="${round(start + 0.5)}" y="${round(place)}" width="${round((width - 4 - left) / counts.length - 1)}" height="${round(height - 18 - place)}"/>`
  })
  const xTicks = niceTicks(x.from, x.to, 6).map(
    (tick) =>
      html`<text class="tick" x="${round(x.place(tick))}" y="${height - 5}" text-anchor="middle">${formatPercent(tick, edge < 0.02 ? 1 : 0)}</text>`,
  )
  const yTicks = niceTicks(0, y.to, 4).map(
    (tick) =>
      html`<line class="grid" x1="${left}" x2="${width - 4}" y1="${round(y.place(tick))}" y2="${round(y.place(tick))}"/><text class="tick" x="${left - 5}" y="${round(y.place(tick) + 3.5)}" text-anchor="end">${formatNumber(tick, 0)}</text>`,
  )
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">${yTicks}${bars}${xTicks}</svg>`
}
