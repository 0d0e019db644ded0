import { ChartCandlestick } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { irregularBars, isHeikinAshi, timeframeMs } from '../../../shared/domain/timeframe.ts'
import { captionedImage, copyImage, pngBytes } from '../../charts/exportImage.ts'
import type { PriceChart } from '../../charts/priceChart.ts'
import { placeFills, placeTrades } from '../../charts/tradeMarkers.ts'
import { saveFile } from '../../desk/saveFile.ts'
import { useCall } from '../../desk/useCall.ts'
import { Button } from '../../kit/Button.tsx'
import { formatDate, formatPrice, isolateName } from '../../kit/format.ts'
import { EmptyState, ErrorState, LoadingState } from '../../kit/States.tsx'
import { useElementWidth } from '../../kit/useElementWidth.ts'
import { runCommand } from '../../shell/commands.ts'
import { useDatasets } from '../../state/datasets.ts'
import { useDeskStatus } from '../../state/deskStatus.ts'
import { notify, notifyError } from '../../state/notifications.ts'
import { select, useSelection } from '../../state/selection.ts'
import { useThemeStore } from '../../theme/themeStore.ts'
import { BarKindDialog } from '../bars/BarKindDialog.tsx'
import { barKindsOf, canShowKind } from '../bars/barKinds.ts'
import type { PanelProps } from '../panelRegistry.ts'
import { AdjustmentMenu } from './AdjustmentMenu.tsx'
import { adjustmentLabel, adjustmentOf } from './adjustment.ts'
import { EquityLegend, IndicatorLegend, PriceLegend } from './ChartLegend.tsx'
import { ChartSurface } from './ChartSurface.tsx'
import { ChartToolbar } from './ChartToolbar.tsx'
import { chartLayers, EQUITY_PANE, releaseColors } from './chartLayers.ts'
import {
  type ChartPreferences,
  type ChosenIndicator,
  indicatorLabel,
  useChartPreferences,
} from './chartPreferences.ts'
import { DatasetPicker } from './DatasetPicker.tsx'
import { IndicatorDialog } from './IndicatorDialog.tsx'
import { useChartFeed } from './useChartFeed.ts'
import { useLegendClearance } from './useLegendClearance.ts'
import { useRunOverlay } from './useRunOverlay.ts'
import './chart.css'

/** Pixels of a bar on a chart that was just opened: wide enough to tell body from wick. */
const FIRST_BAR_PX = 4
const NO_FILLS = [] as const

function textParam(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** Prices of one dataset with indicators, and the trades and equity of the selected run. */
export default function ChartPanel({ params, setTitle, updateParams }: PanelProps) {
  const { datasets, error: datasetsError } = useDatasets()
  const isPreparing = useDeskStatus(({ status }) => status?.preparing === true)
  const selection = useSelection()
  const keepPreferences = useCallback(
    (drawn: ChartPreferences) => updateParams({ drawn: { ...drawn } }),
    [updateParams],
  )
  const [preferences, changePreferences] = useChartPreferences(
    datasets !== null,
    params.drawn,
    keepPreferences,
  )
  const isLinked = params.linked !== false
  const wantedId = (isLinked ? selection.datasetId : null) ?? textParam(params.datasetId)
  const dataset =
    datasets?.find((entry) => entry.id === wantedId) ??
    datasets?.find((entry) => entry.provenance.kind !== 'synthetic') ??
    datasets?.[0] ??
    null

  const timeframesAnswer = useCall('data.timeframes', dataset === null ? null : { datasetId: dataset.id })
  const timeframes = useMemo(
    () =>
      (timeframesAnswer.value ?? [])
        .filter((each) => irregularBars(each) === undefined)
        .toSorted((a, b) => timeframeMs(a) - timeframeMs(b)),
    [timeframesAnswer.value],
  )
  const wantedTimeframe = textParam(params.timeframe)
  const timeframe =
    wantedTimeframe !== null &&
    (timeframes.includes(wantedTimeframe) ||
      (dataset !== null &&
        (isHeikinAshi(wantedTimeframe) || params.sizedFor === dataset.id) &&
        canShowKind(dataset, wantedTimeframe, timeframes)))
      ? wantedTimeframe
      : dataset === null
        ? '1d'
        : irregularBars(dataset.timeframe)
          ? '1m'
          : dataset.timeframe

  const adjusted = adjustmentOf(dataset, timeframe, params.adjusted)
  const [state, feed] = useChartFeed(dataset, timeframe, preferences?.indicators ?? null, adjusted)
  const { content, loading, error } = state
  const catalogue = useCall('indicators.list', {}).value
  const overlay = useRunOverlay()
  // Trades were made at raw prices: among others they would stand in the wrong place.
  const showsTrades = preferences?.trades === true && adjusted === undefined
  const [chart, setChart] = useState<PriceChart | null>(null)
  const legend = useLegendClearance(chart)
  const [searchText, setSearchText] = useState<string | null>(null)
  const [isKindsOpen, setKindsOpen] = useState(false)
  const [indicatorDialog, setIndicatorDialog] = useState<{ edited: ChosenIndicator | null } | null>(null)
  const panel = useRef<HTMLDivElement>(null)
  const width = useElementWidth(panel, datasets !== null && preferences !== null && dataset !== null)
  const shownFirst = useRef<string | null>(null)
  const focused = useRef<string | null>(null)

  const symbol = dataset?.instrument.symbol ?? ''
  const tickSize = dataset?.instrument.tickSize ?? 0.01
  useEffect(
    () => setTitle(symbol === '' ? 'Chart' : `${isolateName(symbol)} ${timeframe}`),
    [setTitle, symbol, timeframe],
  )

  const equity = preferences?.equity === true ? (overlay?.equity ?? null) : null
  const layers = useMemo(
    () =>
      content === null || preferences === null || catalogue === null
        ? []
        : chartLayers(content, preferences.indicators, catalogue, equity, tickSize),
    [content, preferences, catalogue, equity, tickSize],
  )
  const ownFills = useMemo(
    () => (showsTrades ? (overlay?.fills.filter((fill) => fill.symbol === symbol) ?? NO_FILLS) : NO_FILLS),
    [overlay, showsTrades, symbol],
  )

  // The order of these effects is the order in which the chart needs its parts: bars, then what stands on them.
  useEffect(() => {
    if (chart === null || content === null) return
    chart.setBars(content.bars, content.spanMs, tickSize, (price) => formatPrice(price, tickSize))
    if (shownFirst.current === null) {
      chart.showLatest(chart.barsOf(FIRST_BAR_PX))
      shownFirst.current = content.datasetId
    }
  }, [chart, content, tickSize])
  useEffect(() => {
    if (content !== null) chart?.setLayers(layers)
  }, [chart, content, layers])
  useEffect(() => {
    if (chart === null || content === null) return
    const trips = showsTrades ? (overlay?.roundTrips ?? []) : []
    chart.setTrades(
      placeFills(ownFills, symbol, content.bars.time, content.reachMs),
      placeTrades(trips, ownFills, symbol, content.bars.time),
    )
  }, [chart, content, ownFills, overlay, showsTrades, symbol])
  useEffect(() => chart?.setLogScale(preferences?.logScale === true), [chart, preferences?.logScale])
  useEffect(() => chart?.setVolumeVisible(preferences?.volume !== false), [chart, preferences?.volume])

  const focusTimeMs = isLinked ? selection.focusTimeMs : null
  useEffect(() => {
    if (chart === null || content === null || loading) return
    if (focusTimeMs === null) {
      chart.clearFocus()
      return
    }
    const key = `${content.datasetId} ${content.timeframe} ${focusTimeMs}`
    if (focused.current === key) return
    void feed.reach(focusTimeMs).then((isThere) => {
      if (isThere && chart.focus(focusTimeMs)) focused.current = key
    })
  }, [chart, content, loading, focusTimeMs, feed])

  const pick = (datasetId: string) => {
    updateParams({ datasetId })
    if (isLinked) select({ datasetId, focusTimeMs: null })
    setSearchText(null)
  }
  const setIndicators = (indicators: ChosenIndicator[]) => changePreferences({ indicators })
  const indicators = preferences?.indicators ?? []
  const remove = (chosen: ChosenIndicator) => {
    releaseColors(
      chosen,
      catalogue?.find((entry) => entry.id === chosen.indicator),
    )
    setIndicators(indicators.filter((other) => other.key !== chosen.key))
  }

  const goToEdge = async (edge: 'first' | 'last') => {
    if (dataset === null) return
    const isThere = await feed.reach(edge === 'first' ? dataset.fromMs : dataset.toMs)
    // Bars that had to be loaded are on the chart with the next frame.
    if (isThere) requestAnimationFrame(() => (edge === 'first' ? chart?.showFirst() : chart?.showEnd()))
  }

  const picture = () => {
    if (chart === null || dataset === null || content === null) return null
    const synthetic = dataset.provenance.kind === 'synthetic' ? ' · SYNTHETIC prices' : ''
    const drawn = [
      `${symbol} · ${dataset.instrument.name} · ${content.timeframe}${synthetic}`,
      `to ${formatDate(content.bars.time.at(-1))} UTC`,
      ...(adjusted === undefined ? [] : [adjustmentLabel(adjusted)]),
      ...indicators.map((chosen) =>
        indicatorLabel(
          catalogue?.find((entry) => entry.id === chosen.indicator),
          chosen,
        ),
      ),
      ...(overlay === null || ownFills.length === 0 ? [] : [`trades of ${overlay.record.strategyName}`]),
    ]
    const caption = drawn.join(' · ')
    return captionedImage(chart.screenshot(), caption, useThemeStore.getState().theme)
  }
  const copy = async () => {
    const canvas = picture()
    if (canvas === null) return
    try {
      await copyImage(canvas)
      notify({ level: 'success', title: 'The chart is on the clipboard.' })
    } catch (failure) {
      notifyError('The chart could not be copied.', failure)
    }
  }
  const save = async () => {
    const canvas = picture()
    if (canvas === null) return
    try {
      await saveFile(`${symbol}-${timeframe}.png`, await pngBytes(canvas))
    } catch (failure) {
      notifyError('The chart could not be saved.', failure)
    }
  }

  if (datasets === null) {
    return datasetsError === null ? (
      <LoadingState label="Loading datasets" />
    ) : (
      <ErrorState error={datasetsError} />
    )
  }
  if (preferences === null) return <LoadingState label="Loading the chart" />
  if (dataset === null && isPreparing) return <LoadingState label="Importing the sample data" />
  if (dataset === null) {
    return (
      <EmptyState
        icon={ChartCandlestick}
        title="No prices yet"
        action={
          <Button variant="primary" onClick={() => runCommand('data.import')}>
            Import data
          </Button>
        }
      >
        A chart of any dataset appears here: candles, volume, indicators, and the trades of your runs.
      </EmptyState>
    )
  }

  const equityLayer = layers.find((layer) => layer.pane === EQUITY_PANE)
  return (
    <div className="panel chart-panel" ref={panel}>
      <ChartToolbar
        dataset={dataset}
        timeframe={timeframe}
        timeframes={timeframes.length > 0 ? timeframes : [timeframe]}
        effectiveTimeframe={content?.asked === timeframe ? content.timeframe : null}
        adjustment={<AdjustmentMenu {...{ dataset, timeframe, adjusted }} onChange={updateParams} />}
        preferences={preferences}
        isLinked={isLinked}
        isCompact={width < 720}
        onSearch={() => setSearchText('')}
        onTimeframe={(next) => updateParams({ timeframe: next })}
        onKinds={() => setKindsOpen(true)}
        onPreferences={changePreferences}
        onAddIndicator={() => setIndicatorDialog({ edited: null })}
        onLink={() => updateParams({ linked: !isLinked, datasetId: dataset.id })}
        onFit={() => chart?.fit()}
        onCopy={() => void copy()}
        onSave={() => void save()}
      />
      <div className="chart-body">
        <ChartSurface
          ref={setChart}
          label={`Chart of ${symbol}, ${timeframe}. Arrows move, plus and minus zoom, Shift with arrows reads bar by bar.`}
          onVisible={(span) => feed.setVisible(span)}
          onClickTime={() => {
            if (isLinked && selection.focusTimeMs !== null) select({ focusTimeMs: null })
          }}
          onType={setSearchText}
          onEscape={() => select({ focusTimeMs: null })}
          onEdge={(edge) => void goToEdge(edge)}
          overlay={(panes, hover) =>
            content === null || content.bars.time.length === 0
              ? null
              : panes.map(({ pane, topPx, heightPx }) => (
                  <div
                    key={pane}
                    ref={pane === 'price' ? legend : undefined}
                    className="legend"
                    style={{ top: topPx + 4, maxHeight: heightPx - 4 }}
                  >
                    {pane === 'price' ? (
                      <PriceLegend content={content} dataset={dataset} hover={hover} fills={ownFills} />
                    ) : null}
                    {pane === EQUITY_PANE && equityLayer !== undefined && overlay !== null ? (
                      <EquityLegend
                        content={content}
                        values={equityLayer.values}
                        name={overlay.record.strategyName}
                        currency={overlay.record.config.currency}
                        hover={hover}
                      />
                    ) : null}
                    {indicators
                      .filter((chosen) => {
                        const info = catalogue?.find((entry) => entry.id === chosen.indicator)
                        return (info?.pane === 'own' ? chosen.key : 'price') === pane
                      })
                      .map((chosen) => (
                        <IndicatorLegend
                          key={chosen.key}
                          content={content}
                          chosen={chosen}
                          info={catalogue?.find((entry) => entry.id === chosen.indicator)}
                          hover={hover}
                          tickSize={tickSize}
                          onEdit={() => setIndicatorDialog({ edited: chosen })}
                          onRemove={() => remove(chosen)}
                        />
                      ))}
                  </div>
                ))
          }
        />
        {loading ? (
          <span className="loading-bar chart-loading" role="status" aria-label="Loading bars" />
        ) : null}
        {content === null && error !== null ? (
          <div className="chart-cover">
            <ErrorState error={error} onRetry={() => feed.retry()} />
          </div>
        ) : null}
        {content !== null && error !== null ? (
          <div className="chart-notice" role="alert">
            <span>The bars could not be refreshed.</span>
            <Button onClick={() => feed.retry()}>Try again</Button>
          </div>
        ) : null}
        {content !== null && error === null && state.indicatorError !== null ? (
          <div className="chart-notice" role="alert">
            <span>The indicators could not be computed.</span>
            <Button onClick={() => feed.retry()}>Try again</Button>
          </div>
        ) : null}
        {content !== null && content.bars.time.length === 0 ? (
          <div className="chart-cover">
            <EmptyState title={`${symbol} has no bars at ${timeframe}`}>
              Choose another timeframe or symbol.
            </EmptyState>
          </div>
        ) : null}
      </div>
      {searchText === null ? null : (
        <DatasetPicker
          datasets={datasets}
          current={dataset.id}
          initialText={searchText}
          onPick={(picked) => pick(picked.id)}
          onClose={() => setSearchText(null)}
        />
      )}
      {isKindsOpen ? (
        <BarKindDialog
          kinds={barKindsOf([dataset])}
          lengths={timeframes}
          timeframe={timeframe}
          dataset={dataset}
          action="Show"
          onDone={(next) => {
            setKindsOpen(false)
            // A brick of one instrument is no brick of another: its size is a price.
            updateParams({ timeframe: next, sizedFor: dataset.id })
          }}
          onClose={() => setKindsOpen(false)}
        />
      ) : null}
      {indicatorDialog === null || catalogue === null ? null : (
        <IndicatorDialog
          catalogue={catalogue}
          edited={indicatorDialog.edited}
          onClose={() => setIndicatorDialog(null)}
          onDone={(indicator) => {
            const isKnown = indicators.some((other) => other.key === indicator.key)
            setIndicators(
              isKnown
                ? indicators.map((other) => (other.key === indicator.key ? indicator : other))
                : [...indicators, indicator],
            )
            setIndicatorDialog(null)
          }}
        />
      )}
    </div>
  )
}
