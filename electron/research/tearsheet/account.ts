import type { HierarchyLevel } from '../../../shared/domain/accountRules.ts'
import type { RunResult, RunSummary } from '../../../shared/domain/backtest.ts'
import { cashDigits, FLOW_WORDS } from '../../../shared/domain/cashFlowWords.ts'
import { findMarginCall } from '../../../shared/domain/marginCall.ts'
import { formatNumber, formatPercent, formatProfit } from './format.ts'
import { html, type Markup } from './html.ts'

function signClass(value: number): string {
  return value === 0 ? '' : value > 0 ? 'up' : 'down'
}

/** A warning above the figures where the account was called for margin. */
export function marginCallWarning({ assumptions }: RunSummary): Markup | null {
  const sentence = findMarginCall(assumptions)
  return sentence === null ? null : html`<p class="alarm">MARGIN CALL: ${sentence}</p>`
}

/** Sums of the statement by kind and currency, with the cash at the end of each currency. */
export function cashFlowSection({ cashFlows }: RunSummary): Markup | null {
  if (cashFlows.length === 0) return null
  const currencies = [...new Set(cashFlows.map(({ currency }) => currency))]
  const blocks = currencies.map((currency) => {
    const own = cashFlows.filter((flow) => flow.currency === currency)
    const digits = cashDigits(currency)
    const end = own.reduce((sum, { amount }) => sum + amount, 0)
    const rows = own.map(
      ({ kind, count, amount }) =>
        html`<tr><td class="text">${FLOW_WORDS[kind]}</td><td>${formatNumber(count, 0)}</td><td class="${signClass(amount)}">${amount > 0 ? '+' : ''}${formatNumber(amount, digits)}</td><td class="text">${currency}</td></tr>`,
    )
    return html`${rows}<tr class="total"><td class="text">Cash at the end</td><td></td><td>${formatNumber(end, digits)}</td><td class="text">${currency}</td></tr>`
  })
  return html`<section class="long"><h2>Cash flows</h2><table><thead><tr><th class="text">What</th><th>Lines</th><th>Amount</th><th class="text">Currency</th></tr></thead><tbody>${blocks}</tbody></table></section>`
}

const LEVELS: readonly { readonly level: HierarchyLevel; readonly title: string }[] = [
  { level: 'region', title: 'Region' },
  { level: 'assetClass', title: 'Asset class' },
  { level: 'sector', title: 'Sector' },
  { level: 'symbol', title: 'Security' },
]

/** Exposure, limit and profit of every group on the levels of the hierarchy. */
export function allocationSection({ summary: { exposure }, record: { config } }: RunResult): Markup | null {
  if (exposure.length === 0) return null
  const bodies = LEVELS.map(({ level, title }) => {
    const own = exposure.filter((row) => row.level === level)
    if (own.length === 0) return null
    const rows = own.map(({ group, meanGross, maxGross, meanNet, profit }) => {
      const limit = config.exposureLimits.find((each) => each.level === level && each.group === group)
      return html`<tr><td class="text wrap">${group}</td><td>${formatPercent(meanGross, 1)}</td><td>${formatPercent(maxGross, 1)}</td><td>${limit === undefined ? '' : formatPercent(limit.maxExposure, 1)}</td><td>${formatPercent(meanNet, 1)}</td><td class="${signClass(profit)}">${formatProfit(profit)}</td></tr>`
    })
    return html`<tr><th class="text" colspan="6" scope="rowgroup">${title}</th></tr>${rows}`
  })
  return html`<section class="long"><h2>Allocation</h2><table><thead><tr><th class="text">Group</th><th>Mean gross</th><th>Largest gross</th><th>Limit</th><th>Mean net</th><th>Profit, ${config.currency}</th></tr></thead><tbody>${bodies}</tbody></table><p class="note">Gross exposure is the value of positions over equity, net that of longs less shorts.</p></section>`
}
