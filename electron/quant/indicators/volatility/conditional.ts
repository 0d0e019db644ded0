import { bars, defineIndicator, real } from '../defineIndicator.ts'
import { LogReturn } from '../kernels/logReturn.ts'
import { SlidingWindow } from '../kernels/slidingWindow.ts'
import { meanOf } from '../kernels/windowMath.ts'
import { barsPerYear } from './annual.ts'

const common = {
  group: 'volatility',
  inputs: ['source'],
  pane: 'own',
  memory: 'recursive',
} as const

export const ewmaVolatilityIndicator = defineIndicator({
  ...common,
  id: 'ewmaVolatility',
  name: 'EWMA volatility (RiskMetrics)',
  summary:
    'Annual forecast of the next bar by exponentially weighted squares of log returns, their mean taken as 0.',
  formula:
    'v = decay v + (1 - decay) r^2, seeded with the mean of the first `seed` squares; sqrt(barsPerYear v)',
  source: 'J. P. Morgan and Reuters, RiskMetrics Technical Document, 1996',
  parameters: { decay: real(0.94, 0, 0.99999), seed: bars(20), barsPerYear },
  outputs: { ewmaVolatility: 'fraction' },
  warmUp: ({ seed }) => seed,
  create: ({ decay, seed, barsPerYear: scale }) => {
    const returns = new LogReturn()
    let known = 0
    let variance = 0
    return {
      update: (value) => {
        const change = returns.update(value)
        // The first bar, and prices that have no logarithm.
        if (!Number.isFinite(change)) return Number.NaN
        if (known < seed) {
          variance += (change * change - variance) / ++known
          if (known < seed) return Number.NaN
        } else variance += (1 - decay) * (change * change - variance)
        return Math.sqrt(scale * variance)
      },
    }
  },
})

/** Why the weights of a GARCH(1,1) cannot be. */
function explosive({ alpha, beta }: { alpha: number; beta: number }): string | undefined {
  return alpha + beta < 1 ? undefined : 'alpha + beta must be less than 1'
}

const weights = {
  alpha: real(0.08, 0, 1, 'weight of the last square'),
  beta: real(0.9, 0, 1, 'weight of the last variance'),
}

export const garchVolatilityIndicator = defineIndicator({
  ...common,
  id: 'garchVolatility',
  name: 'GARCH(1,1) volatility',
  summary: 'Annual forecast of the next bar by GARCH(1,1) with given weights and long-run volatility.',
  formula:
    'h[t+1] = (1 - alpha - beta) L + alpha (r[t] - mean)^2 + beta h[t], h[1] = L = longRun^2 / barsPerYear; sqrt(barsPerYear h[t+1])',
  source: 'Bollerslev, Generalized Autoregressive Conditional Heteroskedasticity, 1986',
  parameters: {
    ...weights,
    longRun: real(0.16, 1e-6, 100, 'annual volatility that it returns to'),
    mean: real(0, -1, 1, 'mean log return of a bar'),
    barsPerYear,
  },
  outputs: { garchVolatility: 'fraction' },
  refuse: explosive,
  warmUp: () => 1,
  create: ({ alpha, beta, longRun, mean, barsPerYear: scale }) => {
    const returns = new LogReturn()
    const level = (longRun * longRun) / scale
    let variance = level
    return {
      update: (value) => {
        const change = returns.update(value) - mean
        if (!Number.isFinite(change)) return Number.NaN
        variance = (1 - alpha - beta) * level + alpha * change * change + beta * variance
        return Math.sqrt(scale * variance)
      },
    }
  },
})

export const garchTargetedVolatilityIndicator = defineIndicator({
  ...common,
  id: 'garchTargetedVolatility',
  name: 'GARCH(1,1) volatility with variance targeting',
  summary:
    'GARCH(1,1) forecast that returns to the mean square of the last `length` log returns, whatever that is now.',
  formula:
    'h[t+1] = (1 - alpha - beta) L[t] + alpha r[t]^2 + beta h[t], L[t] = mean(r^2) over `length` bars, first h = L; sqrt(barsPerYear h[t+1])',
  source: 'Engle and Mezrich, GARCH for Groups, 1996; Francq, Horvath and Zakoian 2011',
  parameters: { ...weights, length: bars(250, 1, 'log returns of the target'), barsPerYear },
  outputs: { garchTargetedVolatility: 'fraction' },
  refuse: explosive,
  warmUp: ({ length }) => length,
  create: ({ alpha, beta, length, barsPerYear: scale }) => {
    const returns = new LogReturn()
    const squares = new SlidingWindow(length)
    let variance = Number.NaN
    return {
      update: (value) => {
        const change = returns.update(value)
        if (!Number.isFinite(change)) return Number.NaN
        const square = change * change
        if (!squares.push(square)) return Number.NaN
        const level = meanOf(squares.values, squares.start, length)
        if (Number.isNaN(variance)) variance = level
        variance = (1 - alpha - beta) * level + alpha * square + beta * variance
        return Math.sqrt(scale * variance)
      },
    }
  },
})
