import type { RunResult } from '../../shared/domain/backtest.ts'
import { allocationSection, cashFlowSection, marginCallWarning } from './tearsheet/account.ts'
import { periodReturns } from './tearsheet/figures.ts'
import { formatDay } from './tearsheet/format.ts'
import { html, Markup } from './tearsheet/html.ts'
import { dataSection, proofFooter, settingsSection } from './tearsheet/provenance.ts'
import {
  equitySection,
  headline,
  monthlySection,
  returnSections,
  statisticsSection,
  tradesSection,
} from './tearsheet/sections.ts'
import { TEARSHEET_STYLE } from './tearsheet/style.ts'

/** Nothing may be loaded or executed: the page is text, inline style and inline SVG. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * A finished run as one HTML page that needs nothing else, on the screen, in a mail and on paper. All text of the
 * user's (names, tags, sources) is escaped.
 */
export function renderTearsheet(result: RunResult): string {
  const { record, summary, description } = result
  const symbols = record.config.symbols
  const some =
    symbols.length > 8
      ? `${symbols.slice(0, 8).join(', ')} and ${symbols.length - 8} more`
      : symbols.join(', ')
  const period = `${formatDay(summary.fromMs)} to ${formatDay(summary.toMs)}`
  const synthetic = summary.data.filter((slice) => slice.synthetic).map(({ symbol }) => symbol)
  const warning =
    synthetic.length === 0
      ? null
      : html`<p class="synthetic">SYNTHETIC PRICES: ${synthetic.join(', ')}. These were generated; the result says nothing about a market.</p>`
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${record.strategyName}, ${some}</title>
<style>${new Markup(TEARSHEET_STYLE)}</style>
</head>
<body>
<header><h1>${record.strategyName}</h1><p class="subtitle">${some} · ${record.config.timeframe} bars · ${period}</p><p class="subtitle">${description.description}</p>${warning}${marginCallWarning(summary)}</header>
${headline(summary)}
${equitySection(result)}
${monthlySection(summary)}
${returnSections(result, periodReturns(result))}
${statisticsSection(summary)}
${cashFlowSection(summary)}
${allocationSection(result)}
${settingsSection(result)}
${dataSection(result)}
${tradesSection(result)}
${proofFooter(result)}
</body>
</html>
`
  return page.text
}
