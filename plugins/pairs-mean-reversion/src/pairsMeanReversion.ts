import { defineStrategy } from 'quarterdeck'

/** Logarithms of the past price ratios, oldest overwritten first; made anew at the start of each run. */
let ratios = new Float64Array(0)
let seen = 0
/** After a stop the pair is left alone until it has come back to within the entry. */
let isBarred = false

/**
 * Distance of the newest ratio from the mean of the window before it, in sample standard deviations. Were it part of
 * the window, it could never be farther off than (n - 1) / sqrt(n) of them, and a stop beyond that would never come.
 */
function zScoreOf(newest: number, window: Float64Array): number {
  let sum = 0
  for (const ratio of window) sum += ratio
  const mean = sum / window.length
  let squares = 0
  for (const ratio of window) squares += (ratio - mean) ** 2
  return (newest - mean) / Math.sqrt(squares / (window.length - 1))
}

export default defineStrategy({
  name: 'Pairs mean reversion',
  description:
    'Trades the ratio of the first two symbols: when it strays from its mean by a number of standard deviations it sells the dear one and buys the cheap one for equal money, and closes both when they have come together again, or have parted too far (E. Gatev, W. Goetzmann and K. Rouwenhorst, Pairs Trading, 2006). Needs a run that allows short positions.',
  timeframe: '1d',
  parameters: {
    length: {
      default: 60,
      min: 5,
      max: 1000,
      label: 'Window',
      description: 'Bars of the mean and deviation.',
    },
    entry: { default: 2, min: 0.5, max: 6, step: 0.1, label: 'Entry', description: 'Standard deviations.' },
    exit: { default: 0.5, min: 0, max: 3, step: 0.1, label: 'Exit', description: 'Standard deviations.' },
    stop: { default: 4, min: 1, max: 20, step: 0.1, label: 'Stop', description: 'Standard deviations.' },
    invested: {
      default: 0.45,
      min: 0.01,
      max: 2,
      step: 0.01,
      label: 'Size of a leg',
      description: 'Part of the account in each of the two, as a fraction.',
    },
  },
  onStart(ctx) {
    ratios = new Float64Array(ctx.parameters.length)
    seen = 0
    isBarred = false
    if (ctx.symbols.length !== 2)
      throw new Error(`a pair has two symbols, this run has ${ctx.symbols.length}`)
  },
  onOrder(_ctx, order) {
    // One leg alone is a bet on the market, not on the pair.
    if (order.status === 'rejected') throw new Error(`a leg of the pair was refused: ${order.reason}`)
  },
  schedule: [
    {
      every: 'bar',
      run(ctx) {
        const { parameters } = ctx
        const [first = '', second = ''] = ctx.symbols
        const ratio = Math.log(ctx.price(first) / ctx.price(second))
        if (!Number.isFinite(ratio)) return
        const isKnown = seen >= ratios.length
        const score = isKnown ? zScoreOf(ratio, ratios) : Number.NaN
        ratios[seen % ratios.length] = ratio
        seen += 1
        if (!isKnown) return
        const held = Math.sign(ctx.position(first).quantity)
        if (Math.abs(score) < parameters.entry) isBarred = false
        if (held === 0 && !isBarred && Math.abs(score) > parameters.entry) {
          const leg = -Math.sign(score) * parameters.invested
          ctx.orderTargetPercent(first, leg, { tag: 'entry' })
          ctx.orderTargetPercent(second, -leg, { tag: 'entry' })
        } else if (held !== 0) {
          const distance = -held * score
          if (distance > parameters.exit && distance < parameters.stop) return
          isBarred = distance >= parameters.stop
          const tag = isBarred ? 'stop' : 'exit'
          ctx.orderTarget(first, 0, { tag })
          ctx.orderTarget(second, 0, { tag })
        }
      },
    },
  ],
})
