import type { BarColumns, CorporateAction, SeriesColumns } from '../../../shared/domain/bar.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { adjustmentsOf, type PriceAdjustment } from '../../../shared/domain/priceAdjustment.ts'
import { irregularBars, isHeikinAshi, type Timeframe } from '../../../shared/domain/timeframe.ts'
import { adjustedAsOf } from '../../quant/adjustment/adjustedColumns.ts'
import { rollAdjustedAsOf, rollAdjustedForward } from '../../quant/adjustment/rollAdjustment.ts'
import { aggregate } from '../aggregation/aggregateBars.ts'

/**
 * Bars of a dataset with adjusted prices: adjusted first, then built into the timeframe.
 *
 * @param columns The stored bars.
 * @throws DeskError BAD_INPUT for an adjustment that makes no sense of the dataset, and for bars that are not of time
 */
export function adjustedBars(
  dataset: Dataset,
  columns: BarColumns,
  actions: readonly CorporateAction[],
  timeframe: Timeframe,
  { kind, asOfMs }: PriceAdjustment,
): BarColumns {
  const possible = adjustmentsOf(dataset)
  if (!possible.includes(kind)) {
    throw new DeskError('BAD_INPUT', `${dataset.id} has no prices adjusted by '${kind}'.`, {
      where: 'adjusted',
      hint: `Possible are ${possible.join(', ')}.`,
    })
  }
  if (isHeikinAshi(timeframe) || irregularBars(timeframe)) {
    throw new DeskError('BAD_INPUT', `Adjusted prices are shown in bars of time, not of ${timeframe}.`, {
      where: 'timeframe',
      hint: 'Choose a timeframe such as 1d, or raw prices.',
    })
  }
  const adjusted =
    kind === 'roll-difference' || kind === 'roll-ratio'
      ? rollAdjustedAsOf(columns, actions, kind === 'roll-difference' ? 'difference' : 'ratio', asOfMs)
      : adjustedAsOf(columns, actions, kind, asOfMs)
  return aggregate(adjusted, dataset.timeframe, timeframe, dataset.instrument.calendar)
}

/**
 * What a run reads of a dataset: of a continuous future the adjusted prices in `columns`, free of look-ahead, and the
 * raw ones of the contracts in `traded`; of anything else the series itself.
 *
 * @throws DeskError DATA_MISSING where bars of a continuous future would mix two contracts
 */
export function runSeries(
  { id, timeframe: stored, continuous }: Dataset,
  series: SeriesColumns,
  actions: readonly CorporateAction[],
  timeframe: Timeframe,
): SeriesColumns {
  if (continuous === undefined) return series
  if (timeframe !== stored) {
    throw new DeskError(
      'DATA_MISSING',
      `${id} cannot be run as ${timeframe} bars: a bar could hold two contracts.`,
      {
        where: 'timeframe',
        hint: `Make it again with 'data continuous ${continuous.root} --timeframe ${timeframe}', or run ${stored} bars.`,
      },
    )
  }
  if (continuous.adjust === 'none') return series
  return {
    ...series,
    columns: rollAdjustedForward(series.columns, actions, continuous.adjust),
    traded: series.columns,
  }
}

const SHOWN = {
  none: 'saw the same prices',
  difference: 'saw them with the gaps at rolls taken out, from the first contract on',
  ratio: 'saw them with the gaps at rolls taken out by ratio, from the first contract on',
} as const

/** What a run must be told about a chain of contracts; undefined of anything else. */
export function chainNote({ instrument: { symbol }, continuous }: Dataset): string | undefined {
  if (!continuous) return undefined
  const { contracts, roll, adjust } = continuous
  return (
    `${symbol}: ${contracts.length} contracts of ${continuous.root} were chained by ${roll}. Orders met the prices of the ` +
    `contract of the day, the strategy ${SHOWN[adjust]}.`
  )
}
