import { distance } from 'fastest-levenshtein'
import type { Dataset } from '../../shared/domain/dataset.ts'
import { DeskError } from '../../shared/domain/deskError.ts'
import type { Timeframe } from '../../shared/domain/timeframe.ts'
import { coarserTimeframes } from './aggregation/timeframes.ts'

/** The names that are closest to one that does not exist, at most three. */
function closest(name: string, names: Iterable<string>): string[] {
  return [...new Set(names)]
    .map((other) => ({ other, far: distance(other.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= Math.max(2, name.length / 3))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ other }) => other)
}

function didYouMean(suggestions: readonly string[]): string {
  return suggestions.length > 0 ? `Did you mean ${suggestions.join(', ')}?` : 'Import the data first.'
}

/** The error for a dataset that is not in the lake, with close ids in `details.suggestions`. */
export function noSuchDataset(id: string, ids: Iterable<string>): DeskError {
  const suggestions = closest(id, ids)
  return new DeskError('NOT_FOUND', `There is no dataset '${id}'.`, {
    hint: didYouMean(suggestions),
    details: { suggestions },
  })
}

/** The error for a timeframe that cannot be built from a dataset's bars. */
export function cannotBuild(dataset: Dataset, timeframe: Timeframe): DeskError {
  return new DeskError('BAD_INPUT', `${dataset.id} cannot be shown in bars of ${timeframe}.`, {
    hint: `Possible are ${coarserTimeframes(dataset.timeframe).join(', ')}.`,
  })
}

/** The error for a symbol, or a timeframe of it, that the lake cannot give. */
export function noSuchData(symbol: string, timeframe: Timeframe, datasets: readonly Dataset[]): DeskError {
  const own = datasets.filter(({ instrument }) => instrument.symbol === symbol)
  if (own.length > 0) {
    const there = own.map((dataset) => dataset.timeframe).join(', ')
    return new DeskError('DATA_MISSING', `There are no bars of ${timeframe} for ${symbol}.`, {
      hint: `There are bars of ${there}; only coarser ones can be built from them.`,
      details: { suggestions: own.map(({ id }) => id) },
    })
  }
  const suggestions = closest(
    symbol,
    datasets.map(({ instrument }) => instrument.symbol),
  )
  return new DeskError('DATA_MISSING', `There is no data for '${symbol}'.`, {
    hint: didYouMean(suggestions),
    details: { suggestions },
  })
}

/** The error for a period in which a dataset has no bars. */
export function noBarsInPeriod(dataset: Dataset, timeframe: Timeframe): DeskError {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10)
  return new DeskError(
    'DATA_MISSING',
    `${dataset.instrument.symbol} has no bars of ${timeframe} in the period asked for.`,
    { hint: `There are bars from ${day(dataset.fromMs)} to ${day(dataset.toMs)}.` },
  )
}

/** Regular sessions were asked of data whose market is not known. */
export function noSessions({ instrument }: Dataset): DeskError {
  return new DeskError(
    'DATA_MISSING',
    `The regular sessions of ${instrument.symbol} are not known: its calendar '${instrument.calendar}' has no rules.`,
    {
      where: 'sessions',
      hint: 'Run over all bars, or give the instrument the calendar of its market.',
    },
  )
}

/** The error for bars of units or of traded value where none are known. */
export function noVolume(dataset: Dataset, kind: string): DeskError {
  return new DeskError('DATA_MISSING', `${dataset.id} has no volume, which ${kind} bars are made of.`, {
    where: 'timeframe',
    hint: 'Choose tick, range or renko bars, or import data with volume.',
  })
}
