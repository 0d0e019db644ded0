import type { ITimeScaleApi, Time } from 'lightweight-charts'
import { BackdropPrimitive, type DrawTarget } from './backdropPrimitive.ts'
import { logical } from './tradeLinesPrimitive.ts'

/** Marks one bar with a vertical band behind the series of a pane. */
export class HighlightPrimitive extends BackdropPrimitive {
  #index: number | null = null

  /** Index of the bar to mark, or null for none. */
  setIndex(index: number | null): void {
    this.#index = index
    this.redraw()
  }

  protected draw(target: DrawTarget, timeScale: ITimeScaleApi<Time>): void {
    if (this.#index === null) return
    const x = timeScale.logicalToCoordinate(logical(this.#index))
    if (x === null) return
    const width = Math.max(3, timeScale.options().barSpacing)
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save()
      context.fillStyle = this.color
      context.globalAlpha = 0.22
      context.fillRect(x - width / 2, 0, width, mediaSize.height)
      context.restore()
    })
  }
}
