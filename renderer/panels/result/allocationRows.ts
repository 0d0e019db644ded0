import type { ExposureLimit, GroupExposure, HierarchyLevel } from '../../../shared/domain/accountRules.ts'

/** A group with what it had and what it was allowed. */
export interface AllocationRow extends GroupExposure {
  /** Largest gross exposure allowed, as a fraction of equity; null without a limit. */
  readonly limit: number | null
}

/** Every group that was held, and every group that has a limit, on a level of the hierarchy. */
export function allocationRows(
  level: HierarchyLevel,
  exposure: readonly GroupExposure[],
  limits: readonly ExposureLimit[],
): AllocationRow[] {
  const own = exposure.filter((row) => row.level === level)
  const ofLevel = limits.filter((limit) => limit.level === level)
  const limitOf = (group: string) => {
    const found = ofLevel.filter((limit) => limit.group === group).map(({ maxExposure }) => maxExposure)
    // Where a group has several limits, each is kept: the narrowest is what it was allowed.
    return found.length === 0 ? null : Math.min(...found)
  }
  const unheld = [...new Set(ofLevel.map(({ group }) => group))].filter(
    (group) => !own.some((row) => row.group === group),
  )
  return [
    ...own.map((row) => ({ ...row, limit: limitOf(row.group) })),
    ...unheld.map((group) => ({
      ...{ level, group, meanGross: 0, maxGross: 0, meanNet: 0, profit: 0 },
      limit: limitOf(group),
    })),
  ]
}

/** The exposure at which bars are full: the largest of all that is shown, at least a hundredth of equity. */
export function allocationScale(rows: readonly AllocationRow[]): number {
  return Math.max(0.01, ...rows.flatMap(({ maxGross, limit }) => [maxGross, limit ?? 0]))
}
