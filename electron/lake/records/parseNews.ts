import type { RecordPlan } from '../../../shared/domain/recordPlan.ts'
import type { NewsItem } from '../../../shared/domain/valueSeries.ts'
import { cleanSymbol } from '../detection/fileNameSymbol.ts'
import { readWrittenTime, type WrittenTime } from '../detection/timePatterns.ts'
import { formatError } from '../import/fileErrors.ts'
import { tableRows } from './readTable.ts'
import { DefectCounter } from './recordDefects.ts'
import { isMidnight, KnowledgeClock } from './recordTimes.ts'

export interface ParsedNews {
  readonly rows: number
  readonly items: NewsItem[]
  readonly defects: DefectCounter
}

/** Reads a file of news after a plan. @throws DeskError FILE_FORMAT where no item remains */
export async function parseNews(text: string, plan: RecordPlan, fileName: string): Promise<ParsedNews> {
  const defects = new DefectCounter(plan)
  const names = plan.columns.map(({ name }) => name)
  const at = (role: string) => plan.columns.findIndex((column) => column.role === role)
  const [known, body, type, symbols] = [at('known'), at('text'), at('type'), at('symbols')]
  const read: { time: WrittenTime; item: Omit<NewsItem, 'knownMs'>; row: number }[] = []
  let rows = 0
  for await (const { row, cells } of tableRows(text, { ...plan, delimiter: plan.delimiter, names })) {
    rows++
    if (cells === null) {
      defects.found('unreadable-row', { row, message: `the row does not have ${plan.columns.length} fields` })
      continue
    }
    const time = plan.knownFormat && readWrittenTime(cells[known] ?? '', plan.knownFormat)
    if (!time) {
      defects.found('unreadable-time', {
        row,
        column: names[known] ?? '',
        message: `'${cells[known] ?? ''}' is no time`,
      })
      continue
    }
    const content = (cells[body] ?? '').trim()
    if (content === '') {
      defects.found('missing-value', { row, column: names[body] ?? '', message: 'the text is empty' })
      continue
    }
    const item = {
      text: content,
      type: (cells[type] ?? '').trim().slice(0, 200),
      symbols: symbolsIn(cells[symbols] ?? ''),
    }
    read.push({ time, item, row })
  }
  if (read.length === 0) throw formatError(fileName, 'no news remain to be stored.')
  const walls = read.map(({ time }) => time.wallMs)
  const clock = new KnowledgeClock(
    plan.timeZone,
    plan.timeOfDay,
    walls.reduce((a, b) => Math.min(a, b)),
    walls.reduce((a, b) => Math.max(a, b)),
  )
  const days = read.every(({ time }) => isMidnight(time))
  const items = read.map(({ time, item }) => ({
    knownMs: days ? clock.ofDay(time.wallMs) : clock.ofInstant(time),
    ...item,
  }))
  return { rows, items, defects }
}

/** Symbols joined by commas, semicolons, bars or spaces. */
function symbolsIn(text: string): string[] {
  const cleaned = text.split(/[\s,;|]+/).flatMap((word) => cleanSymbol(word) ?? [])
  return [...new Set(cleaned)]
}

/** Items in the order in which they became known, each once; what repeats another is counted. */
export function orderNews(items: readonly NewsItem[], defects: DefectCounter): NewsItem[] {
  const seen = new Set<string>()
  const kept = items.filter((item) => {
    const key = JSON.stringify(item)
    if (!seen.has(key)) {
      seen.add(key)
      return true
    }
    defects.found('duplicate-row', { message: `'${item.text.slice(0, 40)}' stands there twice` })
    return false
  })
  return kept.toSorted((a, b) => a.knownMs - b.knownMs)
}
