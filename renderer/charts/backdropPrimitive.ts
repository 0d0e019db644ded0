import type {
  IPanePrimitive,
  IPanePrimitivePaneView,
  IPrimitivePaneRenderer,
  ITimeScaleApi,
  PaneAttachedParameter,
  Time,
} from 'lightweight-charts'

/** What a backdrop is drawn on. */
export type DrawTarget = Parameters<IPrimitivePaneRenderer['draw']>[0]

/** Something drawn in one colour behind the series of a pane. */
export abstract class BackdropPrimitive implements IPanePrimitive<Time> {
  protected color: string
  #attached: PaneAttachedParameter<Time> | null = null
  readonly #views: readonly IPanePrimitivePaneView[]

  constructor(color: string) {
    this.color = color
    const renderer: IPrimitivePaneRenderer = {
      draw: (target) => {
        if (this.#attached !== null) this.draw(target, this.#attached.chart.timeScale())
      },
    }
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

  setColor(color: string): void {
    this.color = color
    this.redraw()
  }

  /** Asks for a drawing of what has changed. */
  protected redraw(): void {
    this.#attached?.requestUpdate()
  }

  protected abstract draw(target: DrawTarget, timeScale: ITimeScaleApi<Time>): void
}
