import type { Books } from '../books.ts'
import { scheduleFunding } from './fundingRule.ts'

/** Puts on the agenda what the terms of the run's instruments and of its account bring with time. */
export function scheduleMarketRules(books: Books): void {
  for (const core of books.cores) scheduleFunding(books, core)
}
