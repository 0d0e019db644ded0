import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CorporateAction, SeriesColumns } from '../../../shared/domain/bar.ts'
import type { InstrumentTerms } from '../../../shared/domain/instrumentTerms.ts'
import { columnBytes, seriesColumnList } from '../columnsFile.ts'

/** Bytes hashed before the event loop gets its turn: about 4 ms of work. */
const SLICE_BYTES = 4 << 20

/**
 * SHA-256, in hexadecimal, over the columns as little-endian float64 in the order of `BarColumns`, then over the
 * actions and the contract's terms as JSON where there are any.
 */
export async function columnsHash(
  series: SeriesColumns,
  actions: readonly CorporateAction[] = [],
  terms?: InstrumentTerms,
): Promise<string> {
  const hash = createHash('sha256')
  for (const column of seriesColumnList(series)) {
    const bytes = columnBytes(column)
    for (let offset = 0; offset < bytes.length; offset += SLICE_BYTES) {
      hash.update(bytes.subarray(offset, offset + SLICE_BYTES))
      if (bytes.length > SLICE_BYTES) await nextTurn()
    }
  }
  if (actions.length > 0) hash.update(JSON.stringify(actions))
  if (terms) hash.update(JSON.stringify(terms))
  return hash.digest('hex')
}
