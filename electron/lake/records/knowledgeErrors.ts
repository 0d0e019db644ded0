import { DeskError } from '../../../shared/domain/deskError.ts'
import type { RecordPlan } from '../../../shared/domain/recordPlan.ts'

/**
 * The plan's rule of knowledge times.
 * @throws DeskError BAD_INPUT where there is none: a period is not the day on which its figure was published
 */
export function requireKnowledge(plan: RecordPlan, fileName: string): NonNullable<RecordPlan['knowledge']> {
  if (plan.knowledge) return plan.knowledge
  throw new DeskError('BAD_INPUT', `${fileName} does not say when its values became known.`, {
    where: fileName,
    hint: 'A reference date is not a release date. Say how many days after the reference date a value is known (--known-after DAYS), or when this whole file was known (--known-at DATE).',
  })
}
