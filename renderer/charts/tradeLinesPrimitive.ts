import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  Logical,
  SeriesAttachedParameter,
  Time,
} from 'lightweight-charts'
import type { TradeLine } from './tradeMarkers.ts'

interface Colors {
  readonly profit: string
  readonly loss: string
}

/** Draws a dashed line from entry to exit of each round trip, coloured by its outcome. Only what is on screen is drawn. */
export class TradeLinesPrimitive implements ISeriesPrimitive<Time> {
  #attached: SeriesAttachedParameter<Time> | null = null
  #lines: readonly TradeLine[] = []
  #colors: Colors
  readonly #views: readonly IPrimitivePaneView[]

  constructor(colors: Colors) {
    this.#colors = colors
    const renderer: IPrimitivePaneRenderer = { draw: (target) => this.#draw(target) }
    this.#views = [{ zOrder: () => 'normal', renderer: () => renderer }]
  }

  attached(parameter: SeriesAttachedParameter<Time>): void {
    this.#attached = parameter
  }

  detached(): void {
    this.#attached = null
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views
  }

  setLines(lines: readonly TradeLine[]): void {
    this.#lines = lines
    this.#attached?.requestUpdate()
  }

  setColors(colors: Colors): void {
    this.#colors = colors
    this.#attached?.requestUpdate()
  }

  #draw(target: Parameters<IPrimitivePaneRenderer['draw']>[0]): void {
    const attached = this.#attached
    if (attached === null || this.#lines.length === 0) return
    const timeScale = attached.chart.timeScale()
    const visible = timeScale.getVisibleLogicalRange()
    if (visible === null) return
    target.useMediaCoordinateSpace(({ context }) => {
      context.save()
      context.lineWidth = 1.5
      context.setLineDash([4, 3])
      for (const line of this.#lines) {
        if (line.toIndex < visible.from || line.fromIndex > visible.to) continue
        const fromX = timeScale.logicalToCoordinate(logical(line.fromIndex))
        const toX = timeScale.logicalToCoordinate(logical(line.toIndex))
        const fromY = attached.series.priceToCoordinate(line.fromPrice)
        const toY = attached.series.priceToCoordinate(line.toPrice)
        if (fromX === null || toX === null || fromY === null || toY === null) continue
        context.strokeStyle = line.profit >= 0 ? this.#colors.profit : this.#colors.loss
        context.beginPath()
        context.moveTo(fromX, fromY)
        context.lineTo(toX, toY)
        context.stroke()
      }
      context.restore()
    })
  }
}

/** A bar's index as the library's logical index: all series share the bars' times, so they are the same number. */
export function logical(index: number): Logical {
  return index as Logical
}
