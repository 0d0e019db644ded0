import type { ITimeScaleApi, Time } from 'lightweight-charts'
import { BackdropPrimitive, type DrawTarget } from './backdropPrimitive.ts'
import { logical } from './tradeLinesPrimitive.ts'

/** A part of the time axis, from one place of it to another, with a word in its corner. */
export interface Band {
  readonly fromIndex: number
  readonly toIndex: number
  readonly label: string
}

/** Shades a part of the time axis behind the series of a pane. */
export class BandPrimitive extends BackdropPrimitive {
  #band: Band | null = null

  setBand(band: Band | null): void {
    this.#band = band
    this.redraw()
  }

  protected draw(target: DrawTarget, timeScale: ITimeScaleApi<Time>): void {
    const band = this.#band
    if (band === null) return
    // The library places whole indices only; the band reaches half a bar beyond them.
    const first = timeScale.logicalToCoordinate(logical(band.fromIndex))
    const last = timeScale.logicalToCoordinate(logical(band.toIndex))
    if (first === null || last === null) return
    const half = timeScale.options().barSpacing / 2
    const [from, to] = [first - half, last + half]
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.save()
      context.fillStyle = this.color
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
