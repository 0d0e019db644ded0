import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readSeriesFile } from '../../electron/lake/columnsFile.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, importFile, importText, temporaryLake } from './lakeKit.ts'

const HEADER = 'time,price,size,side\n'
const NOON = '2024-03-05T12:00:00'

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

/** Trades of a seeded walk (Lehmer's generator, Park and Miller 1988), up to some seconds apart. */
function generatedTrades(count: number): string {
  let seed = 42
  const next = (limit: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % limit
  }
  let ns = 1_709_640_000_000_000_000n
  let ticks = 10_000
  const rows = Array.from({ length: count }, () => {
    ns += BigInt(next(3) * next(2_000_000_000))
    ticks += next(3) - 1
    return `${ns},${ticks / 100},${1 + next(9)},${next(2) === 0 ? 'buy' : 'sell'}`
  })
  return `${HEADER}${rows.join('\n')}\n`
}

describe('trades', () => {
  test('are told from bars by their side, by several of one time, or by times without a pattern', async () => {
    const fixture = await temporaryLake()
    const kindOf = async (name: string, text: string) =>
      (await fixture.lake.inspect(await fixture.write(name, text))).plan.timeframe
    expect(await kindOf('A.csv', `${HEADER}${NOON}Z,10,1,B\n${NOON}.5Z,11,2,S\n`)).toBe('tick-1')
    expect(await kindOf('B.csv', `time,price,qty\n${NOON}Z,10,1\n${NOON}Z,11,2\n12:00\n`)).toBe('tick-1')
    const minutes = Array.from({ length: 9 }, (_, i) => `2024-03-05 12:0${i}:00,${10 + i},5`).join('\n')
    expect(await kindOf('C.csv', `time,price,volume\n${minutes}\n`)).toBe('1m')
    expect(
      await kindOf('D.csv', 'time,bid,ask\n2024-03-05 12:00:00.1,1,2\n2024-03-05 12:00:00.1,1,3\n'),
    ).toBe('quote-1')
  })

  test('keep the nanoseconds, the side and the conditions, and give the same dataset when exported and imported again', async () => {
    const fixture = await temporaryLake()
    const text =
      'time,price,size,side,conditions\n' +
      `${NOON}.123456789Z,10.5,3,buy,@\n${NOON}.123456788+01:00,10.4,2,sell,\n${NOON}.123456789Z,10.5,3,buy,@\n`
    const { dataset } = await importText(fixture, 'AAA.csv', text, { symbol: 'AAA' })
    expect(dataset).toMatchObject({ id: 'AAA@tick-1', kind: 'trades', bars: 3 })
    expect(dataset.quality.counts).toEqual({ 'duplicate-time': 1, unsorted: 1 })
    const exported = new TextDecoder().decode(await fixture.lake.exportCsv(dataset.id))
    expect(exported.split('\n').slice(0, 3)).toEqual([
      'time,price,size,side,conditions',
      '2024-03-05T11:00:00.123456788Z,10.4,2.0,-1,',
      '2024-03-05T12:00:00.123456789Z,10.5,3.0,1,@',
    ])
    const again = await importText(fixture, 'AAA2.csv', exported, { symbol: 'AAA', existing: 'replace' })
    expect(again.dataset.hash).toBe(dataset.hash)
    const parquet = await fixture.lake.exportParquet(dataset.id)
    const third = await importText(fixture, 'AAA.parquet', parquet, {
      symbol: 'AAA',
      existing: 'replace',
      timeZone: 'UTC',
      timeframe: 'tick-1',
    })
    expect(third.dataset.hash).toBe(dataset.hash)
  })

  test('with defects are refused with row and column, or dropped', async () => {
    const fixture = await temporaryLake()
    const text = `${HEADER}${NOON}.1Z,10,1,B\n${NOON}.2Z,-1,1,B\n${NOON}.3Z,10,-4,B\n${NOON}.4Z,ten,1,B\nnoon,10,1,B\n${NOON}.6Z,11,,B\n`
    const good = Array.from({ length: 30 }, (_, i) => `2024-03-05T12:01:${10 + i}Z,10,1,B\n`)
    const file = await fixture.write('AAA.csv', text + good.join(''))
    const { plan, fileHash } = await fixture.lake.inspect(file)
    const preview = await fixture.lake.preview(file, fileHash, plan)
    expect(preview.counts).toEqual({
      'non-positive-price': 1,
      'negative-volume': 1,
      'not-a-number': 1,
      'unreadable-time': 1,
    })
    expect(preview.issues.map(({ kind, row, column }) => [kind, row, column])).toEqual([
      ['not-a-number', 5, 'price'],
      ['non-positive-price', 3, 'price'],
      ['negative-volume', 4, 'size'],
      ['unreadable-time', 6, 'time'],
    ])
    expect(await deskError(fixture.lake.commit(file, fileHash, plan))).toMatchObject({ code: 'DATA_REFUSED' })
    const drop = {
      'non-positive-price': 'drop',
      'negative-volume': 'drop',
      'not-a-number': 'drop',
      'unreadable-time': 'drop',
    } as const
    const { datasets } = await fixture.lake.commit(file, fileHash, {
      ...plan,
      defects: { ...plan.defects, ...drop },
    })
    expect(datasets).toMatchObject([{ bars: 32, quality: { droppedRows: 4 } }])
  })

  test('an identity tells a trade that is told twice from two alike', async () => {
    const fixture = await temporaryLake()
    const text = `time,price,size,trade_id\n${NOON}Z,10,1,7\n${NOON}Z,10,1,8\n${NOON}Z,10,1,8\n`
    expect((await importText(fixture, 'AAA.csv', text)).dataset).toMatchObject({
      bars: 2,
      quality: { counts: { 'duplicate-time': 1 }, droppedRows: 1 },
    })
  })

  test('crossed quotes are found, and make no quotes by default', async () => {
    const fixture = await temporaryLake()
    const file = await fixture.write(
      'AAA.csv',
      `time,bid,ask,bid_size,ask_size\n${NOON}.1Z,10,11,1,1\n${NOON}.2Z,12,11,1,1\n`,
    )
    const { plan, fileHash } = await fixture.lake.inspect(file)
    expect((await fixture.lake.preview(file, fileHash, plan)).refused).toEqual(['crossed-quote'])
  })

  test('give bars of every kind with all of their volume, first price and last', async () => {
    const fixture = await temporaryLake()
    const text = generatedTrades(20_000)
    const { dataset } = await importText(fixture, 'AAA.csv', text, { calendar: '24x7' })
    const rows = text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(',').map(Number))
    const volume = sum(rows.map(([, , size]) => size ?? 0))
    for (const timeframe of ['tick-1', '1s', '1m', '1h', 'heikin-ashi-1m']) {
      const { columns } = (await fixture.lake.slice({ symbol: 'AAA', timeframe })).series
      expect(sum(columns.volume)).toBe(volume)
      if (timeframe.startsWith('heikin')) continue
      expect(columns.open[0]).toBe(rows[0]?.[1])
      expect(columns.close.at(-1)).toBe(rows.at(-1)?.[1])
    }
    for (const timeframe of ['tick-100', 'volume-500', 'dollar-50000', 'range-0.2', 'renko-0.1']) {
      const { series, slice, columnsFile } = await fixture.lake.slice({ symbol: 'AAA', timeframe })
      expect(slice.construction).toContain(`${timeframe} bars were built from trades`)
      expect(sum(series.columns.volume)).toBeLessThanOrEqual(volume)
      expect(sum(series.columns.volume)).toBeGreaterThan(volume * 0.9)
      const { closeMs, traded, columns } = readSeriesFile(columnsFile)
      expect({ closeMs, traded, columns }).toEqual({
        closeMs: series.closeMs,
        traded: series.traded,
        columns: series.columns,
      })
    }
    expect(await deskError(fixture.lake.slice({ symbol: 'AAA', timeframe: 'quote-5' }))).toMatchObject({
      code: 'DATA_MISSING',
    })
    expect(fixture.lake.timeframes(dataset.id).slice(0, 3)).toEqual(['tick-1', '1s', '5s'])
  })

  test('bars of quotes one by one have the middle as price, and the quotes in force at open and close', async () => {
    const fixture = await temporaryLake()
    const quotes = [
      [0.5, 10, 11],
      [20, 11, 13],
      [59, 12, 14],
      [61, 20, 22],
    ].map(([second = 0, bid, ask]) => `${1_709_640_000_000 + second * 1000},${bid},${ask},1,1`)
    await importText(fixture, 'AAA.csv', `time,bid,ask,bid_size,ask_size\n${quotes.join('\n')}\n`, {
      timeframe: 'quote-1',
      calendar: '24x7',
    })
    const { series } = await fixture.lake.slice({ symbol: 'AAA', timeframe: '1m' })
    expect([...series.columns.high]).toEqual([13, 21])
    expect([...(series.quotes?.askClose ?? [])]).toEqual([14, 22])
    expect([...(series.quotes?.bidOpen ?? [])]).toEqual([Number.NaN, 12])
    expect(await deskError(fixture.lake.slice({ symbol: 'AAA', timeframe: 'volume-5' }))).toMatchObject({
      code: 'DATA_MISSING',
    })
  })
})

describe('bars as a source', () => {
  const minutes = Array.from({ length: 200 }, (_, i) => {
    const [open, close] = [100 + (i % 7), 100 + ((i + 1) % 7)]
    const time = new Date(Date.UTC(2024, 2, 5, 12) + i * 60_000).toISOString()
    return `${time},${open},${Math.max(open, close) + 1},${Math.min(open, close) - 1},${close},${10 + i}`
  })
  const text = `time,open,high,low,close,volume\n${minutes.join('\n')}\n`

  test('no bar is known before the bar that it ends in has closed, and the record says how it was built', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'AAA.csv', text, { calendar: '24x7', timeframe: '1m' })
    const { series, slice } = await fixture.lake.slice({ symbol: 'AAA', timeframe: 'renko-2' })
    expect(slice.construction).toContain('built from 1m bars without their trades')
    for (const closeMs of series.closeMs ?? []) expect(closeMs % 60_000).toBeLessThan(0.1)
    // What is traded comes in whole bars, of which the last one may go on into a brick that is not finished.
    const beyond = sum(series.traded?.volume ?? []) - sum(series.columns.volume)
    expect(beyond).toBeGreaterThanOrEqual(0)
    expect(beyond).toBeLessThan(210)
  })

  test('the coarsest that fits is read for bars of time, trades before all for the others', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'AAA.csv', text, { calendar: '24x7', timeframe: '1m' })
    await importText(fixture, 'AAA_t.csv', generatedTrades(500), { symbol: 'AAA', calendar: '24x7' })
    expect(fixture.lake.find('AAA', '5m')?.id).toBe('AAA@1m')
    expect(fixture.lake.find('AAA', 'heikin-ashi-5m')?.id).toBe('AAA@1m')
    expect(fixture.lake.find('AAA', '1s')?.id).toBe('AAA@tick-1')
    expect(fixture.lake.find('AAA', 'renko-5')?.id).toBe('AAA@tick-1')
    expect(fixture.lake.find('AAA')?.id).toBe('AAA@1m')
  })

  test('bars that are built are not imported', async () => {
    const fixture = await temporaryLake()
    const file = await fixture.write('AAA.csv', text)
    expect(await deskError(importFile(fixture.lake, file, { timeframe: 'renko-5' }))).toMatchObject({
      code: 'BAD_INPUT',
      where: 'timeframe',
    })
  })

  test('a chart gets bricks, never a coarser kind of bar in their place', async () => {
    const fixture = await temporaryLake()
    await importText(fixture, 'AAA.csv', text, { calendar: '24x7', timeframe: '1m' })
    const { timeframe, columns } = await fixture.lake.bars('AAA@1m', 'range-1', undefined, undefined, 10)
    expect(timeframe).toBe('range-1')
    expect(columns.time.length).toBe(10)
    expect((await fixture.lake.bars('AAA@1m', 'heikin-ashi-1m', undefined, undefined, 50)).timeframe).toBe(
      'heikin-ashi-5m',
    )
  })
})

describe.skipIf(!hasSharedData)('recorded trades', () => {
  function binanceTrades(): string {
    const lines = gunzipSync(
      readFileSync(sharedData('orderbook/binance_spot_BTCUSDT_raw_ws_20240808.txt.gz')),
    )
      .toString()
      .split('\n')
    const rows = lines.flatMap((line) => {
      if (!line.includes('"btcusdt@trade"')) return []
      const { data } = JSON.parse(line.slice(line.indexOf(' ') + 1))
      return [`${data.T},${data.p},${data.q},${data.m},${data.t}`]
    })
    return `time,price,qty,isBuyerMaker,tradeId\n${rows.join('\n')}\n`
  }

  test('of Binance are detected, and their second bars are those of a sum by hand', async () => {
    const fixture = await temporaryLake()
    const text = binanceTrades()
    const rows = text
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))
    const { dataset, notes } = await importText(fixture, 'BTCUSDT_trades.csv', text)
    expect(dataset).toMatchObject({ id: 'BTCUSDT@tick-1', kind: 'trades', bars: rows.length })
    expect(notes.find(({ field }) => field === 'timeframe')?.reason).toContain('every row is a trade')
    const { columns } = (await fixture.lake.slice({ symbol: 'BTCUSDT', timeframe: '1s' })).series
    const bySecond = Map.groupBy(rows, ([time]) => Math.floor(Number(time) / 1000) * 1000)
    expect([...columns.time]).toEqual([...bySecond.keys()])
    for (const [t, own] of [...bySecond.values()].entries()) {
      const prices = own.map(([, price]) => Number(price))
      expect([columns.open[t], columns.high[t], columns.low[t], columns.close[t]]).toEqual([
        prices[0],
        Math.max(...prices),
        Math.min(...prices),
        prices.at(-1),
      ])
      expect(columns.volume[t]).toBeCloseTo(sum(own.map(([, , size]) => Number(size))), 9)
    }
  })

  test('Renko bricks of Binance are those of the simplest loop over the trades', async () => {
    const fixture = await temporaryLake()
    const text = binanceTrades()
    await importText(fixture, 'BTCUSDT_trades.csv', text)
    const { columns } = (await fixture.lake.slice({ symbol: 'BTCUSDT', timeframe: 'renko-10' })).series
    const bricks: [number, number][] = []
    let [top, bottom] = [Number.NaN, Number.NaN]
    for (const row of text.trim().split('\n').slice(1)) {
      const price = Number(row.split(',')[1])
      if (Number.isNaN(top)) top = bottom = Math.round(price / 10) * 10
      for (; price >= top + 10; top += 10, bottom = top - 10) bricks.push([top, top + 10])
      for (; price <= bottom - 10; bottom -= 10, top = bottom + 10) bricks.push([bottom, bottom - 10])
    }
    expect(bricks.length).toBeGreaterThan(10)
    expect(Array.from(columns.open, (open, t) => [open, columns.close[t]])).toEqual(bricks)
  })

  test('bars of a minute of an exchange are cut into bars of volume without losing any', async () => {
    const fixture = await temporaryLake()
    const { datasets } = await importFile(
      fixture.lake,
      sharedData('crypto/binance_perp_ADAUSDT_minute_trade_2022-12-13.csv'),
      {
        symbol: 'ADA',
      },
    )
    const fine = (await fixture.lake.slice({ symbol: 'ADA', timeframe: '1m' })).series.columns
    const { columns, traded } = (await fixture.lake.slice({ symbol: 'ADA', timeframe: 'volume-1000000' }))
      .series
    const whole = sum(fine.volume)
    expect(datasets).toHaveLength(1)
    expect(whole - sum(columns.volume)).toBeLessThan(1e6)
    expect(Math.min(...columns.low)).toBeGreaterThanOrEqual(Math.min(...fine.low))
    expect(sum(traded?.volume ?? [])).toBeGreaterThan(whole - 2e6)
    for (const units of columns.volume) expect(units).toBeGreaterThanOrEqual(999_999.99)
  })
})

describe.skipIf(!hasSharedData)('recorded bars of quotes', () => {
  const file = sharedData('crypto/binance_perp_ADAUSDT_minute_quote_2022-12-13.csv')

  test('keep bid and ask of open and close beside the middle; coarser bars take the first and the last', async () => {
    const fixture = await temporaryLake()
    await importFile(fixture.lake, file, { symbol: 'ADA' })
    const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n')
    const names = header.split(',')
    const column = (name: string) => lines.map((line) => Number(line.split(',')[names.indexOf(name)]))
    const { columns, quotes } = (await fixture.lake.slice({ symbol: 'ADA', timeframe: '1m' })).series
    expect(quotes).toEqual({
      bidOpen: Float64Array.from(column('bid_open')),
      askOpen: Float64Array.from(column('ask_open')),
      bidClose: Float64Array.from(column('bid_close')),
      askClose: Float64Array.from(column('ask_close')),
    })
    for (let t = 0; t < columns.time.length; t++) {
      expect(columns.close[t]).toBeCloseTo(((quotes?.bidClose[t] ?? 0) + (quotes?.askClose[t] ?? 0)) / 2, 12)
    }
    const hours = (await fixture.lake.slice({ symbol: 'ADA', timeframe: '1h' })).series
    expect(hours.quotes?.bidOpen[1]).toBe(
      quotes?.bidOpen[columns.time.findIndex((time) => time >= (hours.columns.time[1] ?? 0))],
    )
    expect(hours.quotes?.askClose.at(-1)).toBe(quotes?.askClose.at(-1))
  })

  test('give every brick the quotes of the bars that it could be traded in', async () => {
    const fixture = await temporaryLake()
    await importFile(fixture.lake, file, { symbol: 'ADA' })
    const minutes = (await fixture.lake.slice({ symbol: 'ADA', timeframe: '1m' })).series
    const { columns, closeMs, traded, quotes } = (
      await fixture.lake.slice({ symbol: 'ADA', timeframe: 'renko-0.0005' })
    ).series
    expect(columns.time.length).toBeGreaterThan(20)
    for (let t = 0; t < columns.time.length; t++) {
      if (Number.isNaN(traded?.open[t])) continue
      const last = minutes.columns.time.findLastIndex((open) => open + 60_000 <= (closeMs?.[t] ?? 0))
      expect(quotes?.bidClose[t]).toBe(minutes.quotes?.bidClose[last])
      const open = minutes.columns.open.indexOf(traded?.open[t] ?? 0)
      expect(traded?.open[t]).toBe(minutes.columns.open[open])
      expect(((quotes?.bidOpen[t] ?? 0) + (quotes?.askOpen[t] ?? 0)) / 2).toBeCloseTo(traded?.open[t] ?? 0, 9)
    }
  })
})

describe.skipIf(!hasSharedData)('recorded quotes one by one', () => {
  test('of Binance give bars with the quotes that stood at their open and close', async () => {
    const fixture = await temporaryLake()
    const lines = gunzipSync(
      readFileSync(sharedData('orderbook/binance_usdm_BTCUSDT_raw_ws_20240808.txt.gz')),
    )
      .toString()
      .split('\n')
    const seen = new Set<string>()
    const quotes = lines.flatMap((line) => {
      if (!line.includes('"bookTicker"')) return []
      const { data } = JSON.parse(line.slice(line.indexOf(' ') + 1))
      const row = `${data.T},${data.b},${data.a},${data.B},${data.A}`
      if (seen.has(row)) return []
      seen.add(row)
      return [{ row, at: Number(data.T), bid: Number(data.b), ask: Number(data.a) }]
    })
    const text = `time,bid,ask,bid_size,ask_size\n${quotes.map(({ row }) => row).join('\n')}\n`
    const { dataset } = await importText(fixture, 'BTCUSDT.csv', text, { calendar: '24x7' })
    expect(dataset).toMatchObject({ kind: 'ticks', id: 'BTCUSDT@quote-1', bars: quotes.length })
    const sorted = quotes.toSorted((a, b) => a.at - b.at)
    const inForce = (atMs: number) => sorted.findLast(({ at }) => at <= atMs)
    const { series } = await fixture.lake.slice({ symbol: 'BTCUSDT', timeframe: '1m' })
    const { time } = series.columns
    expect(time.length).toBeGreaterThan(4)
    for (let t = 0; t < time.length; t++) {
      const [open, close] = [inForce(time[t] ?? 0), inForce((time[t] ?? 0) + 60_000)]
      expect([series.quotes?.bidOpen[t], series.quotes?.askOpen[t]]).toEqual([
        open?.bid ?? Number.NaN,
        open?.ask ?? Number.NaN,
      ])
      expect([series.quotes?.bidClose[t], series.quotes?.askClose[t]]).toEqual([close?.bid, close?.ask])
    }
    const bricks = (await fixture.lake.slice({ symbol: 'BTCUSDT', timeframe: 'renko-20' })).series
    for (const [t, closeMs] of (bricks.closeMs ?? []).entries()) {
      expect(bricks.quotes?.askClose[t]).toBe(inForce(closeMs)?.ask)
    }
  })
})
