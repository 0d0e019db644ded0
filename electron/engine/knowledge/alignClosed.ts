/**
 * The value of other bars at each of `atMs`: that of the last of them that has closed by then, the instant itself
 * included; NaN before the first. Both times ascend.
 *
 * @param values One a bar of the other bars.
 * @param closeMs When each of the other bars is known.
 */
export function alignClosed(
  values: Float64Array,
  closeMs: Float64Array,
  atMs: Float64Array,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(atMs.length)
  let bar = -1
  for (let t = 0; t < atMs.length; t++) {
    const now = atMs[t]!
    while (bar + 1 < closeMs.length && closeMs[bar + 1]! <= now) bar++
    out[t] = bar < 0 ? Number.NaN : values[bar]!
  }
  return out
}
