import type { QualityIssue } from '../../../shared/domain/dataset.ts'
import type { ImportPlan } from '../../../shared/domain/importPlan.ts'
import { isMissingText, readNumber } from '../detection/sampleNumber.ts'
import type { ImportDefect } from './defects.ts'
import type { PlanColumns } from './priceColumns.ts'

/** A row with a defect, as far as the parser remembers it. */
export interface DefectRow {
  readonly row: number
  readonly symbol: string | null
  readonly timeMs: number | null
  /** The row's cells as the file has them; empty for defects that lie between rows. */
  readonly cells: readonly (string | null)[]
}

/** One defect as an issue that names row, column and value. */
export function explainDefect(
  kind: ImportDefect,
  defect: DefectRow,
  plan: ImportPlan,
  columns: PlanColumns,
): QualityIssue {
  const place = placeOf(kind, defect, plan, columns)
  return {
    kind,
    ...(defect.symbol ? { symbol: defect.symbol } : {}),
    row: defect.row,
    ...(place.column === undefined ? {} : { column: place.column }),
    ...(defect.timeMs === null ? {} : { timeMs: defect.timeMs }),
    ...(place.value === undefined ? {} : { value: place.value }),
    message: place.message,
  }
}

interface Place {
  readonly column?: string | undefined
  readonly value?: string | undefined
  readonly message: string
}

function placeOf(kind: ImportDefect, defect: DefectRow, plan: ImportPlan, columns: PlanColumns): Place {
  const name = (index: number | undefined) => (index === undefined ? undefined : plan.columns[index]?.name)
  const cell = (index: number) => defect.cells[index] ?? null
  const prices = columns.prices.filter((column) => column.index >= 0)
  const value = (index: number) => readNumber(cell(index) ?? '', plan.decimalSeparator)
  const wide = plan.layout === 'wide' ? defect.symbol : undefined
  const wideIndex = wide ? plan.columns.findIndex((column) => column.name === wide) : -1
  const find = (test: (index: number) => boolean): number | undefined => {
    const indices = wideIndex >= 0 ? [wideIndex] : prices.map((column) => column.index)
    return indices.find(test)
  }
  const at = (index: number | undefined, message: (text: string) => string): Place => ({
    column: name(index),
    value: index === undefined ? undefined : (cell(index) ?? ''),
    message: message(index === undefined ? '' : (cell(index) ?? '')),
  })
  switch (kind) {
    case 'missing-price':
      return at(
        find((index) => isMissingText(cell(index))),
        () => 'a price is missing',
      )
    case 'not-a-number': {
      const price = find((index) => !isMissingText(cell(index)) && !Number.isFinite(value(index)))
      return at(price ?? columns.volume, (text) => `'${text}' is not a number`)
    }
    case 'non-positive-price':
      return at(
        find((index) => value(index) <= 0),
        (text) => `the price ${text} is not above zero`,
      )
    case 'negative-volume':
      return at(columns.volume, (text) => `the volume ${text} is negative`)
    case 'unreadable-time': {
      const text = columns.time.map((index) => cell(index) ?? '').join(' ')
      return {
        column: name(columns.time[0]),
        value: text,
        message:
          defect.cells.length === 0
            ? `the clocks of ${plan.timeZone} skipped this time`
            : `'${text}' is not a time in the format of the plan`,
      }
    }
    case 'unreadable-row':
      return defect.cells.every((text) => text === null)
        ? { message: 'the line is no JSON with the fields of the plan' }
        : { column: name(columns.symbol[0]), message: 'the row has no symbol' }
    case 'crossed-range':
      return rangePlace(prices, value, at)
    case 'crossed-quote': {
      const crossed = prices.find((ask) => {
        const bid = prices.find((column) => column.alias === `b${ask.alias.slice(1)}`)
        return ask.alias.startsWith('a') && bid !== undefined && value(ask.index) < value(bid.index)
      })
      return at(crossed?.index, (text) => `the ask ${text} is below the bid`)
    }
    case 'duplicate-time':
      return { column: name(columns.time[0]), message: 'the same time and values stand in an earlier row' }
    case 'conflicting-duplicate':
      return { column: name(columns.time[0]), message: 'an earlier row has the same time and other values' }
    case 'unsorted':
      return { column: name(columns.time[0]), message: 'the time is before that of the row above' }
  }
}

function rangePlace(
  prices: PlanColumns['prices'],
  value: (index: number) => number,
  at: (index: number | undefined, message: (text: string) => string) => Place,
): Place {
  for (const side of ['', 'b', 'a']) {
    const index = (part: string) => prices.find((column) => column.alias === side + part)?.index
    const high = index('h')
    const low = index('l')
    for (const part of ['o', 'c', 'l', 'h']) {
      const own = index(part)
      if (own === undefined) continue
      if (high !== undefined && value(own) > value(high)) {
        return at(own, (text) => `${text} is above the high ${value(high)}`)
      }
      if (low !== undefined && value(own) < value(low)) {
        return at(own, (text) => `${text} is below the low ${value(low)}`)
      }
    }
  }
  return { message: 'high, low, open and close contradict each other' }
}
