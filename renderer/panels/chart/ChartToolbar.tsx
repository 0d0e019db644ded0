import {
  ChartLine,
  ChartNoAxesColumn,
  Copy,
  Ellipsis,
  Image,
  Link2,
  ListPlus,
  Maximize2,
  Search,
  SquareActivity,
  Wallet,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { formatCount } from '../../kit/format.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { Menu, type MenuEntry } from '../../kit/Menu.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { openPanel } from '../../shell/workspace.ts'
import { select } from '../../state/selection.ts'
import { barKindOf } from '../bars/barKinds.ts'
import type { ChartPreferences } from './chartPreferences.ts'

const toggles = [
  { key: 'volume', icon: ChartNoAxesColumn, label: 'Volume' },
  { key: 'logScale', icon: ChartLine, label: 'Logarithmic scale' },
  { key: 'trades', icon: SquareActivity, label: 'Trades of the selected run' },
  { key: 'equity', icon: Wallet, label: 'Equity of the selected run' },
] as const

/** Symbol, timeframes, what is drawn, and what can be done with the picture. */
export function ChartToolbar({
  dataset,
  timeframe,
  timeframes,
  effectiveTimeframe,
  adjustment,
  preferences,
  isLinked,
  isCompact,
  onSearch,
  onTimeframe,
  onKinds,
  onPreferences,
  onAddIndicator,
  onLink,
  onFit,
  onCopy,
  onSave,
}: {
  dataset: Dataset | null
  timeframe: string
  timeframes: readonly string[]
  /** Timeframe of the bars on screen; null before the first answer. */
  effectiveTimeframe: string | null
  /** The choice of raw or adjusted prices. */
  adjustment: ReactNode
  preferences: ChartPreferences
  isLinked: boolean
  /** Too narrow for every button: the rarer ones go into a menu. */
  isCompact: boolean
  onSearch: () => void
  onTimeframe: (timeframe: string) => void
  /** Asks for bars of another kind; null where the dataset has none. */
  onKinds: (() => void) | null
  onPreferences: (change: Partial<ChartPreferences>) => void
  onAddIndicator: () => void
  onLink: () => void
  onFit: () => void
  onCopy: () => void
  onSave: () => void
}) {
  const entries: MenuEntry[] = [
    ...toggles.map(({ icon, label, key }) => ({
      id: key,
      icon,
      label,
      checked: preferences[key],
      run: () => onPreferences({ [key]: !preferences[key] }),
    })),
    { id: 'fit', icon: Maximize2, label: 'Fit all bars', run: onFit },
    { id: 'copy', icon: Copy, label: 'Copy the picture', run: onCopy },
    { id: 'save', icon: Image, label: 'Save as PNG', run: onSave },
    { id: 'link', icon: Link2, label: 'Follow the other panels', checked: isLinked, run: onLink },
  ]
  const issues =
    dataset === null ? 0 : Object.values(dataset.quality.counts).reduce((sum, count) => sum + count, 0)
  return (
    <Toolbar
      label="Chart"
      end={
        isCompact ? (
          <Menu label="More of the chart" className="icon-button" entries={entries}>
            <Ellipsis size={16} aria-hidden />
          </Menu>
        ) : (
          <>
            <IconButton icon={Maximize2} label="Fit all bars" onClick={onFit} />
            <IconButton icon={Copy} label="Copy the picture" onClick={onCopy} />
            <IconButton icon={Image} label="Save as PNG" onClick={onSave} />
            <IconButton icon={Link2} label="Follow the other panels" pressed={isLinked} onClick={onLink} />
          </>
        )
      }
    >
      <Button
        variant="quiet"
        icon={Search}
        className="chart-symbol"
        onClick={onSearch}
        title="Symbol search (type on the chart)"
      >
        {dataset === null ? 'Choose a symbol' : dataset.instrument.symbol}
      </Button>
      {dataset?.provenance.kind === 'synthetic' ? (
        <Badge tone="synthetic" title="These prices were generated. They are not a market's.">
          SYNTHETIC
        </Badge>
      ) : null}
      {dataset !== null && issues > 0 ? (
        <button
          type="button"
          className="badge badge-warning chart-quality"
          title={`${qualityText(dataset)}. Open the data panel`}
          onClick={() => {
            select({ datasetId: dataset.id })
            openPanel('data')
          }}
        >
          {formatCount(issues)} data {issues === 1 ? 'note' : 'notes'}
        </button>
      ) : null}
      <div className="chart-timeframes" role="radiogroup" aria-label="Timeframe">
        {timeframes.map((option) => (
          // biome-ignore lint/a11y/useSemanticElements: buttons in a row, of which one is chosen
          <button
            key={option}
            type="button"
            role="radio"
            aria-checked={option === timeframe}
            className={classNames('chart-timeframe', option === timeframe && 'chart-timeframe-on')}
            onClick={() => onTimeframe(option)}
          >
            {option}
          </button>
        ))}
      </div>
      {onKinds === null ? null : (
        <button
          type="button"
          className={classNames(
            'chart-timeframe chart-kind',
            barKindOf(timeframe) !== undefined && 'chart-timeframe-on',
          )}
          title="Heikin-Ashi, Renko, range and other bars"
          aria-haspopup="dialog"
          onClick={onKinds}
        >
          {barKindOf(timeframe) === undefined ? 'Other bars' : timeframe}
        </button>
      )}
      {effectiveTimeframe !== null && effectiveTimeframe !== timeframe ? (
        <Badge
          tone="info"
          title={`So much time does not fit the chart at ${timeframe}. Zoom in for finer bars.`}
        >
          shown as {effectiveTimeframe}
        </Badge>
      ) : null}
      {adjustment}
      <span className="toolbar-separator" aria-hidden />
      <IconButton icon={ListPlus} label="Add an indicator" onClick={onAddIndicator} />
      {isCompact
        ? null
        : toggles.map(({ icon, label, key }) => (
            <IconButton
              key={key}
              icon={icon}
              label={label}
              pressed={preferences[key]}
              onClick={() => onPreferences({ [key]: !preferences[key] })}
            />
          ))}
    </Toolbar>
  )
}

function qualityText(dataset: Dataset): string {
  return Object.entries(dataset.quality.counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind.replaceAll('-', ' ')}: ${formatCount(count)}`)
    .join(', ')
}
