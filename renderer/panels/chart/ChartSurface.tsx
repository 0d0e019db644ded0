import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { TimeSpan } from '../../charts/chartWindow.ts'
import { type PaneBox, PriceChart } from '../../charts/priceChart.ts'
import { useTheme } from '../../theme/themeStore.ts'

/** Bar under the pointer or the keyboard's crosshair; null for none. */
export type HoverStore = StoreApi<{
  readonly index: number | null
  /** The bar brought into view from another panel. */
  readonly pinned: number | null
}>

export interface ChartSurfaceProps {
  readonly label: string
  readonly onVisible: (span: TimeSpan) => void
  readonly onClickTime: (timeMs: number) => void
  /** A letter typed on the chart: the beginning of a symbol. */
  readonly onType: (text: string) => void
  readonly onEscape: () => void
  /** Home and End: the dataset's first and last bars, which may not be loaded. */
  readonly onEdge: (edge: 'first' | 'last') => void
  /** Drawn over the panes. */
  readonly overlay: (panes: readonly PaneBox[], hover: HoverStore) => ReactNode
  readonly ref: Ref<PriceChart | null>
}

/** The chart's element: makes the chart, hands it to the parent, and takes the keyboard. */
export function ChartSurface(props: ChartSurfaceProps) {
  const { label, overlay, ref } = props
  const theme = useTheme()
  const container = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<PriceChart | null>(null)
  const [panes, setPanes] = useState<readonly PaneBox[]>([])
  const [hover] = useState<HoverStore>(() => createStore(() => ({ index: null, pinned: null })))
  const latest = useRef(props)
  latest.current = props
  const firstTheme = useRef(theme)

  useEffect(() => {
    const element = container.current
    if (element === null) return
    const made: PriceChart = new PriceChart(element, firstTheme.current, {
      onHover: (index) => hover.setState({ index }),
      onPin: (pinned) => hover.setState({ pinned }),
      onVisible: (span) => {
        // What the canvas shows, for programs that cannot see it.
        element.dataset.visible = `${new Date(span.fromMs).toISOString()}/${new Date(span.toMs).toISOString()}`
        latest.current.onVisible(span)
      },
      onLayout: () => setPanes((before) => keepEqual(before, made.paneBoxes())),
    })
    made.onClick((timeMs) => latest.current.onClickTime(timeMs))
    setChart(made)
    setPanes(made.paneBoxes())
    return () => {
      setChart(null)
      made.dispose()
    }
  }, [hover])

  useEffect(() => chart?.setTheme(theme), [chart, theme])
  useImperativeHandle<PriceChart | null, PriceChart | null>(ref, () => chart, [chart])

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (chart === null || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key.length === 1 && /[\p{L}\p{N}]/u.test(event.key)) {
      props.onType(event.key)
      event.preventDefault()
      return
    }
    const action = keyAction(chart, event.key, event.shiftKey)
    if (event.key === 'Home' || event.key === 'End') props.onEdge(event.key === 'Home' ? 'first' : 'last')
    else if (event.key === 'Escape') {
      chart.clearCrosshair()
      props.onEscape()
    } else if (action === null) return
    else action()
    event.preventDefault()
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is read and moved with the keyboard
    <div className="chart-surface" role="application" aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
      <div className="chart-canvas" ref={container} />
      {overlay(panes, hover)}
    </div>
  )
}

/** Keys of the chart; with Shift the arrows move the crosshair bar by bar instead of the screen. */
function keyAction(chart: PriceChart, key: string, shift: boolean): (() => void) | null {
  switch (key) {
    case 'ArrowLeft':
      return shift ? () => chart.stepCrosshair(-1) : () => chart.pan(-0.1)
    case 'ArrowRight':
      return shift ? () => chart.stepCrosshair(1) : () => chart.pan(0.1)
    case 'PageUp':
      return () => chart.pan(-0.9)
    case 'PageDown':
      return () => chart.pan(0.9)
    case '+':
    case '=':
      return () => chart.zoom(0.8)
    case '-':
      return () => chart.zoom(1.25)
    default:
      return null
  }
}

/** The old list where the new one says the same, so that a layout without a change draws nothing. */
function keepEqual(before: readonly PaneBox[], after: readonly PaneBox[]): readonly PaneBox[] {
  const isEqual =
    before.length === after.length &&
    before.every((box, index) => {
      const other = after[index]
      return other?.pane === box.pane && other.topPx === box.topPx && other.heightPx === box.heightPx
    })
  return isEqual ? before : after
}

/** The bar a legend speaks of: the hovered one, else the one brought into view, else the newest. */
export function useLegendIndex(hover: HoverStore, length: number): { index: number; isChosen: boolean } {
  const index = useStore(hover, (state) => state.index ?? state.pinned)
  const isChosen = index !== null && index < length
  return { index: isChosen ? index : length - 1, isChosen }
}
