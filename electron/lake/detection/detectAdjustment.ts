import type { Adjustment } from '../../../shared/domain/dataset.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import type { DatabaseSession } from '../duckdb/lakeDatabase.ts'
import { textSourceSql } from '../import/parserSql.ts'
import type { StagedFile } from '../import/stageFile.ts'
import { plainName } from './columnRoles.ts'
import type { Confidence } from './notes.ts'

/** What can be said about the adjustment of a file's open, high, low and close. */
export interface DetectedAdjustment {
  readonly adjustment: Adjustment
  readonly reason: string
  readonly confidence: Confidence
}

/** A step of the factor between two rows that no dividend explains: the smallest usual split is 5 for 4. */
const SPLIT_STEP = 1.2

/**
 * Tells from an adjusted close whether the other prices were adjusted. The factor adjusted close / close of raw prices
 * steps at each split; where it never steps like a split, the prices had their splits taken out (as Yahoo's have) or
 * there were none. An adjusted close that always equals the close says nothing about shares and is raw for an index.
 * Without an adjusted close the copy of the file is not needed.
 */
export async function detectAdjustment(
  session: DatabaseSession,
  staged: StagedFile | undefined,
  fileName: string,
  plan: ImportPlan,
): Promise<DetectedAdjustment> {
  const raw = plan.assetClass !== 'equity' && plan.assetClass !== 'etf'
  const none: DetectedAdjustment = raw
    ? {
        adjustment: 'raw',
        reason: `prices of this class (${plan.assetClass}) have no splits or dividends`,
        confidence: 'likely',
      }
    : /(^|[^a-z])(raw|unadjusted)([^a-z]|$)/i.test(fileName)
      ? { adjustment: 'raw', reason: "the file's name says so", confidence: 'likely' }
      : {
          adjustment: 'unknown',
          reason: 'nothing in the file says whether prices were adjusted',
          confidence: 'guess',
        }
  const index = (role: string) => plan.columns.findIndex((column) => column.role === role)
  const adjusted = index('adjusted-close')
  const close = index('close')
  if (!staged || plan.layout === 'wide' || close === -1 || adjusted === -1) return none
  const named = new Set(plan.columns.map((column) => plainName(column.name)))
  if (named.has('stocksplits') && named.has('dividends')) {
    return {
      adjustment: 'split',
      reason: 'the columns are those of Yahoo Finance, whose prices have their splits taken out',
      confidence: 'likely',
    }
  }
  const symbol = index('symbol')
  const partition = symbol === -1 ? '' : `partition by x${symbol}`
  const [row] = await session.rows(
    `select max(abs(f - 1)), max(greatest(f / before, before / f)), count(f) from (` +
      `select f, lag(f) over (${partition} order by n) as before from (` +
      `select try_cast(x${adjusted} as double) / try_cast(x${close} as double) as f, row_number() over () as n, ${symbol === -1 ? '1' : `x${symbol}`} as x${symbol === -1 ? 's' : symbol} ` +
      `from (${textSourceSql(staged.file, plan, staged.regular)})) where f > 0 and isfinite(f))`,
  )
  const farthest = Number(row?.[0] ?? 0)
  const step = Number(row?.[1] ?? 1)
  if (Number(row?.[2] ?? 0) === 0) return none
  if (farthest < 1e-6) {
    return raw
      ? { adjustment: 'raw', reason: 'the adjusted close equals the close', confidence: 'certain' }
      : /(^|[^a-z])(raw|unadjusted)([^a-z]|$)/i.test(fileName)
        ? { adjustment: 'raw', reason: "the file's name says so", confidence: 'likely' }
        : {
            adjustment: 'unknown',
            reason: 'the adjusted close equals the close, so there is nothing to tell by',
            confidence: 'guess',
          }
  }
  if (step > SPLIT_STEP) {
    return {
      adjustment: 'raw',
      reason: 'the adjusted close steps against the close as it does at splits, so the prices are raw',
      confidence: 'likely',
    }
  }
  return {
    adjustment: 'split',
    reason:
      'the adjusted close departs from the close by dividends only, so splits are taken out of the prices',
    confidence: 'likely',
  }
}
