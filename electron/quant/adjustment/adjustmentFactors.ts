/**
 * What happens to a share at a known time, as far as it changes what a price means. Other kinds are passed over.
 * `split`: `ratio` new shares for one. `stock-dividend`: `rate` new shares for one beside it. `dividend`: `amount` of
 * cash. `merger` with a `ratio`: the series goes on as another share, `ratio` of them and `cash` for one.
 */
export interface PriceAction {
  readonly kind: string
  readonly timeMs: number
  readonly ratio?: number | undefined
  readonly rate?: number | undefined
  readonly amount?: number | undefined
  readonly cash?: number | undefined
}

/**
 * What adjusted prices have taken out.
 * - `split`: splits and stock dividends.
 * - `split-dividend`: dividends too, by the proportional method: prices before the ex-date are multiplied by
 *   1 - dividend / close before it. So do Yahoo, zipline (its dividend ratios) and Lean (its price factors).
 * - `total-return`: dividends too, reinvested at the close of the ex-date, so that the ratio of two closes is the
 *   holding period return (P + D) / P before, as CRSP defines it. So does Quandl's WIKI.
 */
export type AdjustmentKind = 'split' | 'split-dividend' | 'total-return'

/** A change of what prices mean: prices before bar `bar` are comparable with later ones after `price` x them. */
export interface AdjustmentStep {
  /** Index of the first bar in which the action is in effect. */
  readonly bar: number
  readonly price: number
  readonly volume: number
}

/**
 * The steps of a series, ascending. An action is in effect from the first bar at or after its time; one before the
 * first bar's open or after the last bar's changes nothing, because no price lies on both sides of it.
 *
 * @param actions In any order; of the same bar they are taken in the order of their times.
 */
export function adjustmentSteps(
  time: Float64Array,
  close: Float64Array,
  actions: readonly PriceAction[],
  kind: AdjustmentKind,
): AdjustmentStep[] {
  const steps: AdjustmentStep[] = []
  let bar = 0
  for (const action of actions.toSorted((a, b) => a.timeMs - b.timeMs)) {
    while (bar < time.length && time[bar]! < action.timeMs) bar++
    if (bar === 0 || bar === time.length) continue
    const last = steps.at(-1)
    // The close before the ex-date in units of after what has happened on the same bar already.
    const before = close[bar - 1]! * (last?.bar === bar ? last.price : 1)
    const step = stepOf(action, kind, before, close[bar]!)
    if (step === undefined) continue
    if (last?.bar === bar) {
      steps[steps.length - 1] = { bar, price: last.price * step.price, volume: last.volume * step.volume }
    } else steps.push({ bar, ...step })
  }
  return steps
}

function stepOf(
  action: PriceAction,
  kind: AdjustmentKind,
  before: number,
  after: number,
): { price: number; volume: number } | undefined {
  const { ratio = 0, rate = 0, amount = 0, cash = 0 } = action
  switch (action.kind) {
    case 'split':
      return { price: 1 / ratio, volume: ratio }
    case 'stock-dividend':
      return { price: 1 / (1 + rate), volume: 1 + rate }
    case 'dividend':
      return kind === 'split' ? undefined : { price: cashFactor(kind, amount, before, after), volume: 1 }
    case 'merger': {
      if (ratio === 0) return undefined
      const paid = kind === 'split' || cash === 0 ? 1 : cashFactor(kind, cash, before, after * ratio)
      return { price: paid / ratio, volume: ratio }
    }
    default:
      return undefined
  }
}

/** A distribution of the whole price or more leaves no proportion of it: it counts as reinvested. */
function cashFactor(kind: AdjustmentKind, amount: number, before: number, after: number): number {
  if (kind === 'split-dividend' && amount < before) return 1 - amount / before
  return after / (after + amount)
}
