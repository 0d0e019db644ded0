import type { Books } from '../books.ts'
import type { PreparedRun } from '../prepareRun.ts'

/**
 * Puts the news down for their times: a strategy is told of each at the first close at which it is known. What was known
 * before the first bar it decides on is history, which it can ask for.
 */
export function scheduleNews(
  { definition, config, news, order, firstStep }: PreparedRun,
  { agenda, orders }: Pick<Books, 'agenda' | 'orders'>,
): void {
  if (definition.onNews === undefined) return
  const before = firstStep === 0 ? order.openMs[0]! : order.closeMs[firstStep - 1]!
  // What is due at the very close waits for the fills at it, but news of that moment are told before anything is decided.
  const aheadMs = config.fillTiming === 'same-close' ? 1 : 0
  for (const item of news) {
    if (item.knownMs > before) agenda.add(item.knownMs - aheadMs, { happen: () => orders.tellNews(item) })
  }
}
