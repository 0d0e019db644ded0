import type {
  IPanePrimitive,
  IPanePrimitivePaneView,
  IPrimitivePaneRenderer,
  PaneAttachedParameter,
  Time,
} from 'lightweight-charts'
import { logical } from './tradeLinesPrimitive.ts'

/** A part of the time axis, from one place of it to another, with a word in its corner. */
export interface Band {
  readonly fromIndex: number
  readonly toIndex: number
  readonly label: string
}

/** Shades a part of the time axis behind the series of a pane. */
export class BandPrimitive implements IPanePrimitive<Time> {
  #attached: PaneAttachedParameter<Time> | null = null
  #band: Band | null = null
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

  setBand(band: Band | null): void {
    this.#band = band
    this.#attached?.requestUpdate()
  }

  setColor(color: string): void {
    this.#color = color
    this.#attached?.requestUpdate()
  }

  #draw(target: Parameters<IPrimitivePaneRenderer['draw']>[0]): void {
    const band = this.#band
    if (this.#attached === null || band === null) return
    const timeScale = this.#attached.chart.timeScale()
    // The library places whole indices only; the band reaches half a bar beyond them.
    const first = timeScale.logicalToCoordinate(logical(band.fromIndex))
    const last = timeScale.logicalToCoordinate(logical(band.toIndex))
    if (first === null || last === null) return
    const half = timeScale.options().barSpacing / 2
    const [from, to] = [first - half, last + half]
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save()
      context.fillStyle = this.#color
      context.globalAlpha = 0.12
      context.fillRect(from, 0, to - from, mediaSize.height)
      context.globalAlpha = 1
      context.fillRect(from, 0, 1, mediaSize.height)
      context.font = '11px sans-serif'
      context.textBaseline = 'top'
      context.fillText(band.label, Math.max(from, 0) + 6, 6)
      context.restore()
    })
  }
}
