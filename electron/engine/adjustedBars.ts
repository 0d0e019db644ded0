import type { CorporateAction } from '../../shared/domain/bar.ts'
import type { Bars } from '../../shared/sdk/quarterdeck.d.ts'
import { adjustmentSteps } from '../quant/adjustment/adjustmentFactors.ts'
import { rollSteps } from '../quant/adjustment/rollAdjustment.ts'
import type { SymbolCore } from './symbolCore.ts'

/** What happens to earlier prices when a bar comes: price x `factor` + `shift`, volume x `volume`. */
interface Step {
  readonly bar: number
  readonly factor: number
  readonly shift: number
  readonly volume: number
}

interface Columns extends Bars {
  readonly time: Float64Array
}

/**
 * A symbol's traded bars up to now, adjusted as of now. Each bar is written when it has closed; earlier ones are changed
 * only when something has happened since.
 */
export class AdjustedBars {
  readonly #core: SymbolCore
  readonly #actions: readonly CorporateAction[]
  #columns: Columns | undefined
  #steps: readonly Step[] = []
  #cursor = 0
  #seen = 0

  constructor(core: SymbolCore, actions: readonly CorporateAction[]) {
    this.#core = core
    this.#actions = actions
  }

  /** The bars as of the newest one; the same object every time. */
  now(): Bars {
    this.#columns ??= this.#open()
    const columns = this.#columns
    const { time, open, high, low, close, volume, index } = this.#core
    for (; this.#seen <= index; this.#seen++) {
      const at = this.#seen
      while (this.#steps[this.#cursor]?.bar === at) apply(columns, at, this.#steps[this.#cursor++]!)
      columns.time[at] = time[at]!
      columns.open[at] = open[at]!
      columns.high[at] = high[at]!
      columns.low[at] = low[at]!
      columns.close[at] = close[at]!
      columns.volume[at] = volume[at]!
    }
    return columns
  }

  #open(): Columns {
    const { time, close } = this.#core
    const adjusted = adjustmentSteps(time, close, this.#actions, 'split-dividend').map(
      ({ bar, price, volume }) => ({ bar, factor: price, shift: 0, volume }),
    )
    const rolled = rollSteps(time, this.#actions).map(({ bar, difference }) => ({
      ...{ bar, factor: 1, shift: difference, volume: 1 },
    }))
    this.#steps = [...adjusted, ...rolled].sort((a, b) => a.bar - b.bar)
    const column = () => new Float64Array(time.length).fill(Number.NaN)
    return Object.freeze({
      time: column(),
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
    })
  }
}

function apply(columns: Columns, end: number, { factor, shift, volume }: Step): void {
  for (const column of [columns.open, columns.high, columns.low, columns.close]) {
    for (let i = 0; i < end; i++) column[i] = column[i]! * factor + shift
  }
  if (volume !== 1) for (let i = 0; i < end; i++) columns.volume[i] = columns.volume[i]! * volume
}
