import { z } from 'zod'
import type { CorporateAction } from '../../../shared/domain/bar.ts'
import { DeskError } from '../../../shared/domain/deskError.ts'
import { symbolSchema } from '../../../shared/domain/instrument.ts'
import { momentOf, momentText } from '../../../shared/domain/moment.ts'
import type { Security, TickerPeriod } from '../../../shared/domain/security.ts'
import { formatError } from '../import/fileErrors.ts'
import { FactTable } from '../reference/factTable.ts'
import type { ReferenceText } from '../reference/referenceText.ts'

const DAY_MS = 86_400_000
/** Ends from this day on mean "still listed": map files write 2050-12-31. */
const FAR_MS = Date.UTC(2050, 0, 1)

/**
 * Securities of a file: JSON lines of a security master, a map file (`date,ticker`: each ticker up to and including its
 * date), or a table of `symbol,from,to` with optional `id`, `name` and `venue`. Rows of one id are one security; without
 * an id each row is one.
 *
 * @throws DeskError FILE_FORMAT, BAD_INPUT naming row and column
 */
export function parseSecurities(source: ReferenceText): Security[] {
  if (source.text.trimStart().startsWith('{')) return parseSecurityMaster(source)
  const header =
    source.text
      .split(/\r\n|\n|\r/, 1)[0]
      ?.toLowerCase()
      .replaceAll(/[\s"]/g, '') ?? ''
  return header === 'date,ticker' || header === 'date,symbol' ? [parseMapFile(source)] : parseTable(source)
}

/** One security after a map file: the first row is its listing, each further one ends a ticker. */
function parseMapFile(source: ReferenceText): Security {
  const table = new FactTable(
    source,
    { date: { names: ['date'] }, ticker: { names: ['ticker', 'symbol'] } },
    'tickers',
  )
  const rows = [...table.rows()].map((row) => {
    const ticker = symbolSchema.safeParse(row.text('ticker').toUpperCase())
    if (!ticker.success) throw row.error('ticker', `'${row.text('ticker')}' is no ticker`)
    return { timeMs: row.moment('date'), ticker: ticker.data }
  })
  rows.sort((a, b) => a.timeMs - b.timeMs)
  const [listing, ...ends] = rows
  if (!listing || ends.length === 0) {
    throw formatError(source.fileName, 'a map file has the listing and the last day of each ticker.')
  }
  let fromMs = listing.timeMs
  const tickers = ends.map(({ timeMs, ticker }): TickerPeriod => {
    const period = { ticker, fromMs, ...(timeMs >= FAR_MS ? {} : { toMs: timeMs }) }
    fromMs = timeMs + DAY_MS
    return period
  })
  return securityOf(idOf(listing.ticker, listing.timeMs), tickers.at(-1)?.ticker ?? listing.ticker, tickers)
}

function parseTable(source: ReferenceText): Security[] {
  const table = new FactTable(
    source,
    {
      symbol: { names: ['symbol', 'ticker'] },
      from: { names: ['from', 'start', 'startdate', 'listed', 'listingdate', 'fromdate'] },
      to: { names: ['to', 'end', 'enddate', 'delisted', 'delistingdate', 'todate'], isOptional: true },
      id: { names: ['id', 'securityid', 'identity'], isOptional: true },
      name: { names: ['name', 'company', 'issuername'], isOptional: true },
      venue: { names: ['venue', 'mic', 'exchange', 'operatingmic'], isOptional: true },
    },
    'tickers',
  )
  const byId = new Map<string, { name: string; tickers: TickerPeriod[] }>()
  for (const row of table.rows()) {
    const ticker = symbolSchema.safeParse(row.text('symbol'))
    if (!ticker.success) throw row.error('symbol', `'${row.text('symbol')}' is no ticker`)
    const fromMs = row.moment('from')
    const toMs = row.text('to') === '' ? undefined : row.moment('to')
    if (toMs !== undefined && toMs < fromMs) throw row.error('to', 'the end lies before the beginning')
    const venue = row.text('venue')
    const id = row.text('id') || [idOf(ticker.data, fromMs), venue].filter(Boolean).join('.')
    const known = byId.get(id) ?? { name: '', tickers: [] }
    byId.set(id, known)
    known.name = row.text('name') || known.name
    known.tickers.push({
      ticker: ticker.data,
      ...(venue === '' ? {} : { venue }),
      fromMs,
      ...(toMs === undefined || toMs >= FAR_MS ? {} : { toMs }),
    })
  }
  return [...byId].map(([id, { name, tickers }]) => {
    tickers.sort((a, b) => a.fromMs - b.fromMs)
    return securityOf(id, name || (tickers.at(-1)?.ticker ?? id), tickers)
  })
}

const masterRecord = z.object({
  security_id: z.string(),
  issuer_name: z.string().nullish(),
  local_code: z.string().nullish(),
  operating_mic: z.string().nullish(),
  ts_effective: z.string(),
  listing_date: z.string().nullish(),
  delisting_date: z.string().nullish(),
})

/** Securities after records of a master, each in effect from a time on until the next one of its security. */
function parseSecurityMaster({ fileName, text }: ReferenceText): Security[] {
  const bySecurity = new Map<string, z.infer<typeof masterRecord>[]>()
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') continue
    const record = masterRecord.safeParse(json(line))
    if (!record.success || momentOf(record.data.ts_effective) === undefined) {
      throw new DeskError(
        'BAD_INPUT',
        `${fileName}, row ${index + 1}: this is no record of a security master.`,
        {
          where: `${fileName}, row ${index + 1}`,
          hint: 'A record has security_id, local_code and ts_effective.',
        },
      )
    }
    const { security_id, local_code } = record.data
    if (local_code) bySecurity.set(security_id, [...(bySecurity.get(security_id) ?? []), record.data])
  }
  return [...bySecurity].map(([id, records]) => {
    records.sort((a, b) => dayOf(a.ts_effective) - dayOf(b.ts_effective))
    const tickers: TickerPeriod[] = []
    for (const record of records) {
      const last = tickers.at(-1)
      const ticker = record.local_code ?? ''
      const venue = record.operating_mic ?? undefined
      if (last && last.ticker === ticker && last.venue === venue) continue
      const effective = dayOf(record.ts_effective)
      const fromMs = last || !record.listing_date ? effective : dayOf(record.listing_date)
      if (last) last.toMs = effective - DAY_MS
      tickers.push({ ticker, ...(venue === undefined ? {} : { venue }), fromMs })
    }
    const newest = records.at(-1)
    const last = tickers.at(-1)
    if (newest?.delisting_date && last) last.toMs = dayOf(newest.delisting_date)
    return securityOf(id, newest?.issuer_name ?? id, tickers)
  })
}

function json(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function dayOf(text: string): number {
  return Math.floor((momentOf(text) ?? Number.NaN) / DAY_MS) * DAY_MS
}

/** An id that no later rename changes: the first ticker with the day of its listing. */
function idOf(ticker: string, listedMs: number): string {
  return `${ticker}.${momentText(listedMs)}`
}

/** @param tickers Ascending. */
function securityOf(id: string, name: string, tickers: TickerPeriod[]): Security {
  const actions: CorporateAction[] = tickers
    .slice(1)
    .filter(({ ticker }, index) => ticker !== tickers[index]?.ticker)
    .map(({ ticker, fromMs }) => ({ kind: 'rename', timeMs: fromMs, symbol: ticker }))
  const listedMs = tickers[0]?.fromMs
  const delistedMs = tickers.at(-1)?.toMs
  // What holders receive is not known here: a run takes the last price.
  if (delistedMs !== undefined) actions.push({ kind: 'delisting', timeMs: delistedMs + DAY_MS })
  return {
    id,
    name,
    tickers,
    ...(listedMs === undefined ? {} : { listedMs }),
    ...(delistedMs === undefined ? {} : { delistedMs }),
    actions,
  }
}
