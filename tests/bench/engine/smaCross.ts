import { defineStrategy, sma } from '../../../shared/sdk/index.ts'
import type { Strategy } from '../../../shared/sdk/quarterdeck.d.ts'

export const FEE_RATE = 0.0005
export const CASH = 1_000_000
export const FAST = 10
export const SLOW = 30

const parameters = { fraction: { default: 1, step: 0.001 } }

/** Trades when the means cross. */
const cross = defineStrategy({
  name: 'SMA cross',
  parameters,
  indicators: ({ close }) => ({ fast: sma(close, FAST), slow: sma(close, SLOW) }),
  onBar(ctx) {
    const above = ctx.fast > ctx.slow
    const held = ctx.position(ctx.symbol).quantity > 0
    if (above !== held) ctx.orderTargetPercent(ctx.symbol, above ? ctx.parameters.fraction : 0)
  },
})

/** Asks for its target at every bar, and so trades the drift of prices too. */
const target = defineStrategy({
  name: 'SMA cross, rebalanced',
  parameters,
  indicators: ({ close }) => ({ fast: sma(close, FAST), slow: sma(close, SLOW) }),
  onBar(ctx) {
    ctx.orderTargetPercent(ctx.symbol, ctx.fast > ctx.slow ? ctx.parameters.fraction : 0)
  },
})

export const STRATEGIES: Readonly<Record<'cross' | 'target', Strategy>> = { cross, target }
