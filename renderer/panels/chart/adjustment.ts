import { z } from 'zod'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import {
  adjustmentsOf,
  type PriceAdjustment,
  type PriceAdjustmentKind,
  priceAdjustmentKindSchema,
} from '../../../shared/domain/priceAdjustment.ts'
import { irregularBars, isHeikinAshi } from '../../../shared/domain/timeframe.ts'
import { formatDate } from '../../kit/format.ts'

/** Words for each adjustment: on the button, and in the list. */
export const ADJUSTMENT_WORDS: Readonly<Record<PriceAdjustmentKind, { short: string; long: string }>> = {
  split: { short: 'Adjusted: splits', long: 'Adjusted for splits' },
  'split-dividend': { short: 'Adjusted: splits, dividends', long: 'Adjusted for splits and dividends' },
  'total-return': { short: 'Total return', long: 'Total return: dividends reinvested' },
  'roll-difference': { short: 'Adjusted: gaps', long: 'Gaps at rolls taken out by difference' },
  'roll-ratio': { short: 'Adjusted: gaps by ratio', long: 'Gaps at rolls taken out by ratio' },
}

/** The adjustments that change something: of shares with actions, and of continuous futures. */
export function offeredAdjustments(dataset: Dataset, timeframe: string): PriceAdjustmentKind[] {
  if (dataset.actions === 0 || isHeikinAshi(timeframe) || irregularBars(timeframe)) return []
  return adjustmentsOf(dataset)
}

const storedSchema = z.object({
  datasetId: z.string(),
  kind: priceAdjustmentKindSchema,
  asOfMs: z.number().nullable(),
})
/** An adjustment as a panel keeps it: of one dataset. */
export type StoredAdjustment = z.infer<typeof storedSchema>

/** The adjustment kept with a panel, where it is of this dataset and can be shown. */
export function adjustmentOf(
  dataset: Dataset | null,
  timeframe: string,
  stored: unknown,
): PriceAdjustment | undefined {
  const parsed = storedSchema.safeParse(stored).data
  if (dataset === null || parsed?.datasetId !== dataset.id) return undefined
  const { kind, asOfMs } = parsed
  if (!offeredAdjustments(dataset, timeframe).includes(kind)) return undefined
  return { kind, ...(asOfMs === null ? {} : { asOfMs }) }
}

/** `Adjusted: splits as of 2014-06-06`. */
export function adjustmentLabel(adjusted: PriceAdjustment | undefined): string {
  if (adjusted === undefined) return 'Raw'
  const { short } = ADJUSTMENT_WORDS[adjusted.kind]
  return adjusted.asOfMs === undefined ? short : `${short} as of ${formatDate(adjusted.asOfMs)}`
}
