import type {
  IPanePrimitive,
  IPanePrimitivePaneView,
  IPrimitivePaneRenderer,
  PaneAttachedParameter,
  Time,
} from 'lightweight-charts'
import { logical } from './tradeLinesPrimitive.ts'

/** Marks one bar with a vertical band behind the series of a pane. */
export class HighlightPrimitive implements IPanePrimitive<Time> {
  #attached: PaneAttachedParameter<Time> | null = null
  #index: number | null = null
  #color: string
  readonly #views: readonly IPanePrimitivePaneView[]

  constructor(color: string) {
    this.#color = color
    const renderer: IPrimitivePaneRenderer = { draw: (target) => this.#draw(target) }
    this.#views = [{ zOrder: () => 'bottom', renderer: () => renderer }]
  }

  attached(parameter: PaneAttachedParameter<Time>): void {
    this.#attached = parameter
  }

  detached(): void {
    this.#attached = null
  }

  paneViews(): readonly IPanePrimitivePaneView[] {
    return this.#views
  }

  /** Index of the bar to mark, or null for none. */
  setIndex(index: number | null): void {
    this.#index = index
    this.#attached?.requestUpdate()
  }

  setColor(color: string): void {
    this.#color = color
    this.#attached?.requestUpdate()
  }

  #draw(target: Parameters<IPrimitivePaneRenderer['draw']>[0]): void {
    if (this.#attached === null || this.#index === null) return
    const timeScale = this.#attached.chart.timeScale()
    const x = timeScale.logicalToCoordinate(logical(this.#index))
    if (x === null) return
    const width = Math.max(3, timeScale.options().barSpacing)
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save()
      context.fillStyle = this.#color
      context.globalAlpha = 0.22
      context.fillRect(x - width / 2, 0, width, mediaSize.height)
      context.restore()
    })
  }
}
