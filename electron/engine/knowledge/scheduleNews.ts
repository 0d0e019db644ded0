import type { Books } from '../books.ts'
import type { PreparedRun } from '../prepareRun.ts'

/**
 * Puts the news down for their times: a strategy is told of each at the first close at which it is known. What was known
 * before the first bar it decides on is history, which it can ask for.
 */
export function scheduleNews(
  { definition, news, order, firstStep }: PreparedRun,
  { agenda, orders }: Pick<Books, 'agenda' | 'orders'>,
): void {
  if (definition.onNews === undefined) return
  const before = firstStep === 0 ? order.openMs[0]! : order.closeMs[firstStep - 1]!
  for (const item of news) {
    if (item.knownMs > before) agenda.add(item.knownMs, { happen: () => orders.tellNews(item) })
  }
}
