import { Xoshiro128 } from '../../quant/xoshiro128.ts'

/**
 * Steps after which a check takes the future away: about half of them steps in which something was decided, where a
 * look ahead shows most surely, the rest spread over the whole period, one at random in each of its equal parts.
 *
 * @param first First step that may be chosen.
 * @param end The step after the last that may be chosen.
 * @returns at most `count` different steps, increasing.
 */
export function chooseCuts(
  count: number,
  decided: readonly number[],
  first: number,
  end: number,
  seed: number,
): number[] {
  const random = new Xoshiro128(seed)
  const chosen = new Set<number>()
  const candidates = [...new Set(decided.filter((step) => step >= first && step < end))]
  const atDecisions = Math.min(candidates.length, Math.floor(count / 2))
  // The first places of a Fisher-Yates shuffle.
  for (let place = 0; place < atDecisions; place++) {
    const other = place + Math.floor(random.next() * (candidates.length - place))
    const step = candidates[other] ?? first
    candidates[other] = candidates[place] ?? first
    candidates[place] = step
    chosen.add(step)
  }
  const parts = count - chosen.size
  for (let part = 0; part < parts; part++) {
    chosen.add(first + Math.floor(((part + random.next()) * (end - first)) / parts))
  }
  return [...chosen].sort((a, b) => a - b)
}
