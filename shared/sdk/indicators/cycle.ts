/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function htDcPeriod(source: Series): Series {
  return indicatorOutputs('htDcPeriod', { source }, {})(0)
}

export function htPhasor(source: Series): { inphase: Series; quadrature: Series } {
  const output = indicatorOutputs('htPhasor', { source }, {})
  return { inphase: output(0), quadrature: output(1) }
}

export function htDcPhase(source: Series): Series {
  return indicatorOutputs('htDcPhase', { source }, {})(0)
}

export function htSine(source: Series): { sine: Series; leadSine: Series } {
  const output = indicatorOutputs('htSine', { source }, {})
  return { sine: output(0), leadSine: output(1) }
}

export function htTrendMode(source: Series): Series {
  return indicatorOutputs('htTrendMode', { source }, {})(0)
}

export function htTrendline(source: Series): Series {
  return indicatorOutputs('htTrendline', { source }, {})(0)
}
