import type { StrategyNeeds } from '../domain/strategy.ts'
import type { SeriesNode } from './seriesNode.ts'

/** What a strategy names in its entry `data`: ids of datasets that its hooks read. */
export interface DeclaredData {
  readonly values?: readonly string[] | undefined
  readonly news?: readonly string[] | undefined
}

/** The other bars, value series and news that expressions and hooks read, each once, in the order of their mention. */
export function collectNeeds(series: Iterable<SeriesNode>, declared: DeclaredData = {}): StrategyNeeds {
  const bars = new Map<string, StrategyNeeds['bars'][number]>()
  const values = new Set(declared.values)
  const visit = (
    node: SeriesNode | number,
    symbol: string | undefined,
    timeframe: string | undefined,
  ): void => {
    if (typeof node === 'number') return
    switch (node.op) {
      case 'column':
        return
      case 'indicator':
        for (const input of node.inputs) visit(input, symbol, timeframe)
        return
      case 'known':
        values.add(node.id)
        return
      case 'observed': {
        const at = { symbol: node.symbol ?? symbol, timeframe: node.timeframe ?? timeframe }
        bars.set(`${at.symbol ?? ''} ${at.timeframe ?? ''}`, {
          ...(at.symbol === undefined ? {} : { symbol: at.symbol }),
          ...(at.timeframe === undefined ? {} : { timeframe: at.timeframe }),
        })
        visit(node.series, at.symbol, at.timeframe)
        return
      }
      default:
        visit(node.a, symbol, timeframe)
        visit(node.b, symbol, timeframe)
    }
  }
  for (const node of series) visit(node, undefined, undefined)
  return { bars: [...bars.values()], values: [...values], news: [...new Set(declared.news)] }
}
