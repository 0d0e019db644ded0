import type { Metrics, RunResult, RunSummary } from '../../../shared/domain/backtest.ts'
import { histogram, timeChart } from './charts.ts'
import { deepestDrawdowns, type PeriodReturns, rollingSharpe } from './figures.ts'
import {
  formatChange,
  formatDay,
  formatNumber,
  formatPercent,
  formatPrice,
  formatProfit,
  formatQuantity,
  formatTime,
  UNDEFINED_FIGURE,
} from './format.ts'
import { html, type Markup } from './html.ts'

/** Trades and log lines beyond these stand in the bundle only. */
const MAX_TRADES = 500

function signClass(value: number | null): string {
  if (value === null || value === 0) return ''
  return value > 0 ? 'up' : 'down'
}

/** The figures a reader looks at first. */
export function headline({ metrics }: RunSummary): Markup {
  const entries: [string, string][] = [
    ['Total return', formatChange(metrics.totalReturn)],
    ['CAGR', formatChange(metrics.cagr)],
    ['Volatility', formatPercent(metrics.volatility)],
    ['Sharpe', formatNumber(metrics.sharpe)],
    ['Sortino', formatNumber(metrics.sortino)],
    ['Max. drawdown', formatPercent(metrics.maxDrawdown)],
    ['Final equity', formatNumber(metrics.finalEquity, 0)],
    ['Trades', formatNumber(metrics.trades, 0)],
    ['Win rate', formatPercent(metrics.winRate, 1)],
    ['Profit factor', formatNumber(metrics.profitFactor)],
    ['Fees', formatNumber(metrics.fees, 0)],
    ['Exposure', formatPercent(metrics.exposure, 1)],
  ]
  return html`<dl class="headline">${entries.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
}

/** Equity over the benchmark, and the drawdown below on the same axis of time. */
export function equitySection({ equity, record, summary }: RunResult): Markup {
  const { benchmark, currency } = record.config
  const strategy = { name: record.strategyName, className: 'equity', values: equity.equity }
  const other = { name: benchmark ?? '', className: 'benchmark', values: equity.benchmark }
  const lines = equity.benchmark.length > 0 ? [strategy, other] : [strategy]
  const chart = timeChart(
    equity.time,
    [
      { top: 4, height: 220, lines, format: (value) => formatNumber(value, 0), label: `Equity, ${currency}` },
      {
        top: 234,
        height: 90,
        lines: [{ name: 'Drawdown', className: 'drawdown', values: equity.drawdown }],
        format: (value) => formatPercent(value, Math.abs(summary.metrics.maxDrawdown) < 0.05 ? 1 : 0),
        anchors: [0],
        fillTo: 0,
        label: 'Drawdown',
      },
    ],
    'Equity and drawdown over time',
  )
  return html`<section><h2>Equity and drawdown</h2>${chart}</section>`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function heatColour(returnRate: number, strongest: number): string {
  const strength = Math.min(1, Math.abs(returnRate) / (strongest || 1))
  const [red, green, blue] = returnRate >= 0 ? [11, 122, 75] : [179, 38, 30]
  return `rgba(${red}, ${green}, ${blue}, ${(strength * 0.45).toFixed(3)})`
}

export function monthlySection({ monthly }: RunSummary): Markup {
  const years = [...new Set(monthly.map(({ year }) => year))].sort((a, b) => a - b)
  const strongest = Math.max(...monthly.map(({ returnRate }) => Math.abs(returnRate)), 0)
  const rows = years.map((year) => {
    const ofYear = new Map(
      monthly.filter((entry) => entry.year === year).map(({ month, returnRate }) => [month, returnRate]),
    )
    const total = [...ofYear.values()].reduce((product, returnRate) => product * (1 + returnRate), 1) - 1
    const cells = MONTHS.map((_, index) => {
      const value = ofYear.get(index + 1)
      return value === undefined
        ? html`<td></td>`
        : html`<td class="${value === 0 ? 'dim' : ''}" style="background:${heatColour(value, strongest)}">${formatNumber(value * 100, 1)}</td>`
    })
    return html`<tr><td>${year}</td>${cells}<td class="${signClass(total)}"><strong>${formatNumber(total * 100, 1)}</strong></td></tr>`
  })
  return html`<section class="long"><h2>Monthly returns, %</h2><table class="heat"><thead><tr><th>Year</th>${MONTHS.map((month) => html`<th>${month}</th>`)}<th>Year</th></tr></thead><tbody>${rows}</tbody></table></section>`
}

/** How returns are distributed, and how the Sharpe ratio moved. */
export function returnSections(result: RunResult, periods: PeriodReturns): Markup {
  const sharpe = rollingSharpe(periods, result.record.config.riskFreeRate)
  const chart =
    sharpe.values.length < 2
      ? html`<p class="note">The run is shorter than one window of ${sharpe.window} periods.</p>`
      : timeChart(
          sharpe.time,
          [
            {
              top: 4,
              height: 120,
              lines: [{ name: 'Sharpe', className: 'sharpe', values: sharpe.values }],
              format: (value) => formatNumber(value, 1),
              anchors: [0],
              label: `${sharpe.window} periods`,
              fillTo: 0,
            },
          ],
          'Rolling Sharpe ratio',
        )
  // Periods without a position would be one tall bar at zero that hides the others.
  const traded = periods.returns.filter((value) => value !== 0)
  const idle = periods.returns.length - traded.length
  const idleNote =
    idle === 0
      ? null
      : html`<p class="note">Periods without a change, left out: ${formatNumber(idle, 0)}.</p>`
  return html`<section><h2>Rolling Sharpe ratio</h2>${chart}</section><div class="pair"><section><h2>Returns per period</h2>${histogram(traded, 'Histogram of returns')}${idleNote}</section>${drawdownSection(result)}</div>`
}

function drawdownSection({ equity }: RunResult): Markup {
  const rows = deepestDrawdowns(equity, 8).map(
    ({ peakMs, troughMs, recoveredMs, depth }) =>
      html`<tr><td class="text">${formatPercent(depth)}</td><td>${formatDay(peakMs)}</td><td>${formatDay(troughMs)}</td><td>${recoveredMs === null ? 'not yet' : formatDay(recoveredMs)}</td></tr>`,
  )
  const body =
    rows.length === 0
      ? html`<p class="note">Equity never fell below an earlier value.</p>`
      : html`<table><thead><tr><th class="text">Depth</th><th>Peak</th><th>Trough</th><th>Recovered</th></tr></thead><tbody>${rows}</tbody></table>`
  return html`<section><h2>Deepest drawdowns</h2>${body}</section>`
}

type Row = readonly [string, string]

function statisticRows(metrics: Metrics): readonly [readonly Row[], readonly Row[]] {
  const left: Row[] = [
    ['Initial equity', formatNumber(metrics.initialEquity)],
    ['Final equity', formatNumber(metrics.finalEquity)],
    ['Calmar ratio', formatNumber(metrics.calmar)],
    ['Longest drawdown, days', formatNumber(metrics.maxDrawdownDays, 0)],
    ['Value at risk, 95 %', formatPercent(metrics.valueAtRisk95)],
    ['Expected shortfall, 95 %', formatPercent(metrics.conditionalValueAtRisk95)],
    ['Turnover per year', formatNumber(metrics.turnover)],
    ['Benchmark return', formatChange(metrics.benchmarkReturn)],
    ['Alpha', formatChange(metrics.alpha)],
    ['Beta', formatNumber(metrics.beta)],
    ['Information ratio', formatNumber(metrics.informationRatio)],
  ]
  const right: Row[] = [
    ['Expectancy per trade', formatProfit(metrics.expectancy)],
    ['Average win', formatProfit(metrics.averageWin)],
    ['Average loss', formatProfit(metrics.averageLoss)],
    ['Fees', formatNumber(metrics.fees)],
    ['Slippage', formatNumber(metrics.slippage)],
    ['Dividends', formatNumber(metrics.dividends)],
    ['Fills', formatNumber(metrics.fillCount, 0)],
    ['Orders', formatNumber(metrics.orderCount, 0)],
    ['Rejected orders', formatNumber(metrics.rejectedOrders, 0)],
  ]
  return [left, right]
}

export function statisticsSection({ metrics, bySymbol }: RunSummary): Markup {
  const table = (rows: readonly Row[]) =>
    html`<table><tbody>${rows.map(([name, value]) => html`<tr><td class="text">${name}</td><td>${value}</td></tr>`)}</tbody></table>`
  const [left, right] = statisticRows(metrics)
  const symbols =
    bySymbol.length < 2
      ? null
      : html`<section class="long"><h2>By symbol</h2><table><thead><tr><th class="text">Symbol</th><th>Trades</th><th>Profit</th><th>Fees</th></tr></thead><tbody>${bySymbol.map(
          ({ symbol, trades, profit, fees }) =>
            html`<tr><td class="text">${symbol}</td><td>${formatNumber(trades, 0)}</td><td class="${signClass(profit)}">${formatProfit(profit)}</td><td>${formatNumber(fees)}</td></tr>`,
        )}</tbody></table></section>`
  return html`<section><h2>Statistics</h2><div class="pair">${table(left)}${table(right)}</div></section>${symbols}`
}

export function tradesSection({ summary, record }: RunResult): Markup {
  const { roundTrips } = summary
  const isDaily = /[dwM]$/.test(record.config.timeframe)
  const rows = roundTrips.slice(0, MAX_TRADES).map((trip) => {
    const exit = trip.exitMs === null ? 'open' : formatTime(trip.exitMs, isDaily)
    return html`<tr><td class="text">${trip.symbol}</td><td class="text">${trip.side}</td><td>${formatTime(trip.entryMs, isDaily)}</td><td>${exit}</td><td>${formatQuantity(trip.quantity)}</td><td>${formatPrice(trip.entryPrice)}</td><td>${trip.exitPrice === null ? UNDEFINED_FIGURE : formatPrice(trip.exitPrice)}</td><td class="${signClass(trip.profit)}">${formatProfit(trip.profit)}</td><td class="${signClass(trip.returnRate)}">${formatChange(trip.returnRate)}</td><td>${formatNumber(trip.bars, 0)}</td></tr>`
  })
  const note =
    roundTrips.length > MAX_TRADES
      ? html`<p class="note">The first ${MAX_TRADES} of ${formatNumber(roundTrips.length, 0)} trades. The result bundle has all of them.</p>`
      : null
  const body =
    rows.length === 0
      ? html`<p class="note">The strategy did not trade.</p>`
      : html`<table><thead><tr><th class="text">Symbol</th><th class="text">Side</th><th>Entry</th><th>Exit</th><th>Quantity</th><th>Entry price</th><th>Exit price</th><th>Profit</th><th>Return</th><th>Bars</th></tr></thead><tbody>${rows}</tbody></table>${note}`
  return html`<section class="long"><h2>Trades</h2>${body}</section>`
}
