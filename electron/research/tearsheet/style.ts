/** The report's own style: one file, no fonts or pictures from elsewhere, made for the screen and for A4. */
export const TEARSHEET_STYLE = `
:root { --ink: #16191d; --dim: #5b6470; --rule: #d9dde2; --band: #f4f5f7; --accent: #1f5fbf; --other: #8a6d1a;
  --up: #0b7a4b; --down: #b3261e; --warning-ink: #5c3b00; --warning: #ffe7b8; }
* { box-sizing: border-box; }
html { background: #e9ebee; }
body { margin: 24px auto; padding: 28px 32px; max-width: 880px; background: #fff; color: var(--ink);
  font: 12px/1.45 "Inter Variable", Inter, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums; }
h1 { margin: 0; font-size: 20px; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 20px 0 6px; font-size: 13px; break-after: avoid; }
p { margin: 4px 0; }
.subtitle, .note { color: var(--dim); overflow-wrap: anywhere; }
.synthetic { margin: 12px 0 0; padding: 8px 12px; background: var(--warning); color: var(--warning-ink); font-weight: 600; }
.alarm { margin: 12px 0 0; padding: 8px 12px; border-left: 4px solid var(--down); background: var(--band); font-weight: 600; }
.headline { display: grid; grid-template-columns: repeat(6, 1fr); gap: 10px 16px; margin: 16px 0 4px; padding: 10px 0;
  border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); }
.headline dt { color: var(--dim); font-size: 11px; }
.headline dd { margin: 0; font-size: 15px; font-weight: 600; white-space: nowrap; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 28px; align-items: start; }
.pair > * { min-width: 0; }
section { break-inside: avoid; }
section.long { break-inside: auto; }
svg { display: block; width: 100%; height: auto; break-inside: avoid; }
svg text { font-size: 10px; fill: var(--ink); font-family: inherit; }
svg .tick { fill: var(--dim); }
svg .pane { font-size: 10px; fill: var(--dim); }
svg .grid { stroke: var(--rule); stroke-width: 0.5; }
svg .line { fill: none; stroke-width: 1.2; stroke-linejoin: round; }
svg .line.equity, svg .line.sharpe { stroke: var(--accent); }
svg .line.benchmark { stroke: var(--other); }
svg .line.drawdown { stroke: var(--down); }
svg .fill { stroke: none; opacity: 0.14; }
svg .fill.equity { fill: var(--accent); }
svg .fill.drawdown { fill: var(--down); }
svg .fill.sharpe { fill: var(--accent); }
svg rect.up { fill: var(--up); }
svg rect.down { fill: var(--down); }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { color: var(--dim); font-weight: 500; font-size: 11px; text-align: right; border-bottom: 1px solid var(--rule); }
th, td { padding: 2px 6px; vertical-align: top; }
td { text-align: right; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 0; }
th.text, td.text { text-align: left; }
td.wrap { white-space: normal; overflow-wrap: anywhere; }
tbody tr + tr td { border-top: 1px solid var(--band); }
tbody .total td { border-top: 1px solid var(--ink); font-weight: 600; }
tbody th { padding-top: 8px; color: var(--ink); font-weight: 600; border: 0; }
.up { color: var(--up); }
.down { color: var(--down); }
.dim { color: var(--dim); }
.heat td { text-align: center; padding: 3px 2px; }
.heat th { text-align: center; }
.heat td:first-child, .heat th:first-child { text-align: left; }
ul { margin: 4px 0; padding-left: 18px; }
code { font: 11px/1.4 "JetBrains Mono Variable", "JetBrains Mono", ui-monospace, Consolas, monospace; overflow-wrap: anywhere; }
footer { margin-top: 20px; padding-top: 8px; border-top: 1px solid var(--rule); color: var(--dim); }
@page { size: A4; margin: 14mm 12mm; }
@media print {
  html { background: none; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10px; }
  svg, .heat td, .synthetic { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
@media (max-width: 700px) {
  .headline { grid-template-columns: repeat(3, 1fr); }
  .pair { grid-template-columns: 1fr; }
}
`
