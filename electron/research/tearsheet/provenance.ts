import type { BacktestConfig, DataSlice, RunResult } from '../../../shared/domain/backtest.ts'
import { formatDay, formatNumber, formatPercent, UNDEFINED_FIGURE } from './format.ts'
import { html, type Markup } from './html.ts'

function describeFees({ fees }: BacktestConfig): string {
  switch (fees.model) {
    case 'none':
      return 'none'
    case 'per-share':
      return `${fees.perShare} per unit, at least ${fees.minimum}${fees.maximumRate === undefined ? '' : `, at most ${formatPercent(fees.maximumRate)} of the value`}`
    case 'percent':
      return `${formatPercent(fees.rate, 4)} of the value${fees.minimum === undefined ? '' : `, at least ${fees.minimum}`}`
    case 'per-contract':
      return `${fees.perContract} per contract`
    case 'maker-taker':
      return `${formatPercent(fees.makerRate, 4)} of the value as maker, ${formatPercent(fees.takerRate, 4)} as taker`
  }
}

function describeSlippage({ slippage }: BacktestConfig): string {
  switch (slippage.model) {
    case 'none':
      return 'none'
    case 'quoted':
      return 'buys at the ask, sells at the bid'
    case 'spread':
      return `half a spread of ${formatPercent(slippage.spreadRate, 4)}`
    case 'constant':
      return `${slippage.ticks} ticks`
    case 'volume-share':
      return `at most ${formatPercent(slippage.volumeLimit)} of the volume, impact ${slippage.priceImpact}`
  }
}

const FILL_TIMING = {
  'next-open': 'next open',
  'next-close': 'next close',
  'same-close': 'the close that was decided on',
} as const

/** What the run was set to. */
export function settingsSection({ record, description }: RunResult): Markup {
  const { config } = record
  const parameters = description.parameters.map(
    ({ name, default: preset }) => `${name} = ${String(config.parameters[name] ?? preset)}`,
  )
  const rows: [string, string][] = [
    ['Strategy', `${record.strategyName} (${config.strategyId})`],
    ['Parameters', parameters.join(', ') || 'none'],
    ['Symbols', config.symbols.join(', ')],
    ['Timeframe', config.timeframe],
    ['Cash', `${formatNumber(config.cash)} ${config.currency}`],
    ['Fees', describeFees(config)],
    ['Slippage', describeSlippage(config)],
    ['Market orders fill at', FILL_TIMING[config.fillTiming]],
    ['Short positions', config.allowShort ? 'allowed' : 'not allowed'],
    ['Largest leverage', formatNumber(config.maxLeverage)],
    ['Risk-free rate', formatPercent(config.riskFreeRate)],
    ['Seed', String(config.seed)],
  ]
  return html`<section><h2>Settings</h2><table><tbody>${rows.map(([name, value]) => html`<tr><td class="text">${name}</td><td class="text wrap">${value}</td></tr>`)}</tbody></table></section>`
}

function qualityOf({ quality }: DataSlice): string {
  const counts = Object.entries(quality.counts)
    .filter(([, count]) => count !== undefined && count > 0)
    .map(([kind, count]) => `${kind} ${count}`)
  if (quality.droppedRows > 0) counts.push(`left out ${quality.droppedRows}`)
  return counts.join(', ') || 'nothing found'
}

/** What the prices were, and what the result takes for granted. */
export function dataSection({ summary, record }: RunResult): Markup {
  const named = ({ symbol, timeframe }: DataSlice) =>
    timeframe === record.config.timeframe ? symbol : `${symbol} ${timeframe}`
  const rows = summary.data.map((slice) => {
    const { expectedBars, missingBars } = slice.quality
    const missing =
      expectedBars && missingBars !== null ? formatPercent(missingBars / expectedBars) : UNDEFINED_FIGURE
    return html`<tr><td class="text">${named(slice)}${slice.synthetic ? ' SYNTHETIC' : null}</td><td class="text wrap">${slice.source}</td><td>${formatNumber(slice.bars, 0)}</td><td>${formatDay(slice.fromMs)}</td><td>${formatDay(slice.toMs)}</td><td>${slice.adjustment}</td><td>${missing}</td><td class="text wrap">${qualityOf(slice)}</td></tr>`
  })
  const records = (summary.pointInTime ?? []).map(
    ({ kind, datasetId, source, rows, firstKnownMs, lastKnownMs }) =>
      html`<tr><td class="text">${datasetId}</td><td class="text">${kind}</td><td class="text wrap">${source}</td><td>${formatNumber(rows, 0)}</td><td>${formatDay(firstKnownMs)}</td><td>${formatDay(lastKnownMs)}</td></tr>`,
  )
  const known =
    records.length === 0
      ? null
      : html`<section><h2>Values and news, as they were known</h2><table><thead><tr><th class="text">Dataset</th><th class="text">Kind</th><th class="text">Source</th><th>Rows</th><th>Known from</th><th>To</th></tr></thead><tbody>${records}</tbody></table></section>`
  return html`<section class="long"><h2>Data and its quality</h2><table><thead><tr><th class="text">Symbol</th><th class="text">Source</th><th>Bars</th><th>From</th><th>To</th><th>Adjusted</th><th>Missing</th><th class="text">Found in the data</th></tr></thead><tbody>${rows}</tbody></table></section>${known}<section><h2>What the result assumes</h2><ul>${summary.assumptions.map((sentence) => html`<li>${sentence}</li>`)}</ul></section>`
}

/** The figures by which the result can be proved. */
export function proofFooter({ summary, record }: RunResult): Markup {
  const hashes = [
    ...summary.data.map(({ symbol, timeframe, hash }) => ({
      name: timeframe === record.config.timeframe ? symbol : `${symbol} ${timeframe}`,
      hash,
    })),
    ...(summary.pointInTime ?? []).map(({ datasetId, hash }) => ({ name: datasetId, hash })),
  ].map(({ name, hash }) => html`<p>Data ${name}: <code>${hash}</code></p>`)
  return html`<footer><p>Result <code>${summary.resultHash}</code></p><p>Strategy source <code>${record.strategyHash}</code></p>${hashes}<p>Engine ${summary.engineVersion}. Times are UTC. Past results say little about future ones.</p></footer>`
}
