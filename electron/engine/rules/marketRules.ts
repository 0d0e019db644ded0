import type { Books } from '../books.ts'
import { scheduleBond } from './bondRule.ts'
import { scheduleEndOfListing } from './endOfListing.ts'
import { scheduleFunding } from './fundingRule.ts'
import { scheduleFuture } from './futureRule.ts'
import { scheduleNights } from './nightlyRules.ts'
import { scheduleOptions } from './optionRule.ts'

/** Puts on the agenda what the terms of the run's instruments and of its account bring with time. */
export function scheduleMarketRules(books: Books): void {
  for (const core of books.cores) {
    scheduleFunding(books, core)
    scheduleFuture(books, core)
    scheduleEndOfListing(books, core)
    scheduleBond(books, core)
  }
  scheduleOptions(books)
  scheduleNights(books)
}
