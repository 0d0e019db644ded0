/** What the rows of a dataset or plan are called: trades and quotes one by one have timeframes of their own. */
export function rowWord(timeframe: string): 'bars' | 'trades' | 'quotes' {
  if (timeframe === 'tick-1') return 'trades'
  return timeframe === 'quote-1' ? 'quotes' : 'bars'
}
