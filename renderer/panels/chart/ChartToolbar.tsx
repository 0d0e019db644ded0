import {
  ChartLine,
  ChartNoAxesColumn,
  Copy,
  Image,
  Link2,
  ListPlus,
  Maximize2,
  Search,
  SquareActivity,
  Wallet,
} from 'lucide-react'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { IconButton } from '../../kit/IconButton.tsx'
import { Toolbar } from '../../kit/Toolbar.tsx'
import { openPanel } from '../../shell/workspace.ts'
import type { ChartPreferences } from './chartPreferences.ts'

/** Symbol, timeframes, what is drawn, and what can be done with the picture. */
export function ChartToolbar({
  dataset,
  timeframe,
  timeframes,
  effectiveTimeframe,
  preferences,
  isLinked,
  onSearch,
  onTimeframe,
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
  preferences: ChartPreferences
  isLinked: boolean
  onSearch: () => void
  onTimeframe: (timeframe: string) => void
  onPreferences: (change: Partial<ChartPreferences>) => void
  onAddIndicator: () => void
  onLink: () => void
  onFit: () => void
  onCopy: () => void
  onSave: () => void
}) {
  const { logScale, volume, trades, equity } = preferences
  const issues =
    dataset === null ? 0 : Object.values(dataset.quality.counts).reduce((sum, count) => sum + count, 0)
  return (
    <Toolbar
      label="Chart"
      end={
        <>
          <IconButton icon={Maximize2} label="Fit all bars" onClick={onFit} />
          <IconButton icon={Copy} label="Copy the picture" onClick={onCopy} />
          <IconButton icon={Image} label="Save as PNG" onClick={onSave} />
          <IconButton icon={Link2} label="Follow the other panels" pressed={isLinked} onClick={onLink} />
        </>
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
          onClick={() => openPanel('data', { datasetId: dataset.id })}
        >
          {issues} data {issues === 1 ? 'note' : 'notes'}
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
      {effectiveTimeframe !== null && effectiveTimeframe !== timeframe ? (
        <Badge
          tone="info"
          title={`So much time does not fit the chart at ${timeframe}. Zoom in for finer bars.`}
        >
          shown as {effectiveTimeframe}
        </Badge>
      ) : null}
      <span className="toolbar-separator" aria-hidden />
      <IconButton icon={ListPlus} label="Add an indicator" onClick={onAddIndicator} />
      <IconButton
        icon={ChartNoAxesColumn}
        label="Volume"
        pressed={volume}
        onClick={() => onPreferences({ volume: !volume })}
      />
      <IconButton
        icon={ChartLine}
        label="Logarithmic scale"
        pressed={logScale}
        onClick={() => onPreferences({ logScale: !logScale })}
      />
      <IconButton
        icon={SquareActivity}
        label="Trades of the selected run"
        pressed={trades}
        onClick={() => onPreferences({ trades: !trades })}
      />
      <IconButton
        icon={Wallet}
        label="Equity of the selected run"
        pressed={equity}
        onClick={() => onPreferences({ equity: !equity })}
      />
    </Toolbar>
  )
}

function qualityText(dataset: Dataset): string {
  return Object.entries(dataset.quality.counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${kind.replaceAll('-', ' ')}: ${count}`)
    .join(', ')
}
