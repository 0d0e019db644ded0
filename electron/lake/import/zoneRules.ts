import { DeskError } from '../../../shared/domain/deskError.ts'

/** A change of a zone's offset, on the wall clock (epoch ms as if UTC). */
export interface ZoneChange {
  /** The wall clock just before the change reads this at the change: before it `beforeMs` holds. */
  readonly wallMs: number
  readonly beforeMs: number
  readonly afterMs: number
}

/** Offsets of a zone for a range of wall clock times. */
export interface ZoneRules {
  readonly firstOffsetMs: number
  readonly changes: readonly ZoneChange[]
}

const DAY = 86_400_000

/** Reads a zone's rules between two wall clock times. @throws DeskError BAD_INPUT for an unknown zone */
export function zoneRules(timeZone: string, fromWallMs: number, toWallMs: number): ZoneRules {
  let at: Temporal.ZonedDateTime
  try {
    at = Temporal.Instant.fromEpochMilliseconds(fromWallMs - 2 * DAY).toZonedDateTimeISO(timeZone)
  } catch {
    throw new DeskError('BAD_INPUT', `'${timeZone}' is not a known time zone.`, {
      where: 'timeZone',
      hint: 'Use a name of the IANA database such as America/New_York or UTC.',
    })
  }
  const firstOffsetMs = at.offsetNanoseconds / 1e6
  const changes: ZoneChange[] = []
  let beforeMs = firstOffsetMs
  for (;;) {
    const next = at.getTimeZoneTransition('next')
    if (next === null || next.epochMilliseconds > toWallMs + 2 * DAY) break
    const afterMs = next.offsetNanoseconds / 1e6
    if (afterMs !== beforeMs) changes.push({ wallMs: next.epochMilliseconds + beforeMs, beforeMs, afterMs })
    beforeMs = afterMs
    at = next
  }
  return { firstOffsetMs, changes }
}

/**
 * SQL that turns a wall clock `w` (ms) into an instant. Times that the clock skipped give null. Times it showed twice
 * are taken as the first pass; `repeated` says which those are, and by how much the second pass is later.
 */
export function instantSql(rules: ZoneRules): { instant: string; repeatedBy: string | undefined } {
  if (rules.changes.length === 0) return { instant: `w - (${rules.firstOffsetMs})`, repeatedBy: undefined }
  const branches: string[] = []
  const repeats: string[] = []
  for (const { wallMs, beforeMs, afterMs } of rules.changes) {
    const jump = afterMs - beforeMs
    branches.push(`when w < ${wallMs} then w - (${beforeMs})`)
    if (jump > 0) branches.push(`when w < ${wallMs + jump} then null`)
    else repeats.push(`when w >= ${wallMs + jump} and w < ${wallMs} then ${-jump}`)
  }
  const last = rules.changes.at(-1)?.afterMs ?? rules.firstOffsetMs
  return {
    instant: `case ${branches.join(' ')} else w - (${last}) end`,
    repeatedBy: repeats.length > 0 ? `case ${repeats.join(' ')} else 0 end` : undefined,
  }
}
