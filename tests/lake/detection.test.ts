import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessTickSize } from '../../electron/lake/detection/instrumentGuess.ts'
import { readNumber } from '../../electron/lake/detection/sampleNumber.ts'
import { detectTimeFormat } from '../../electron/lake/detection/timeFormat.ts'
import { readWrittenTime } from '../../electron/lake/detection/timePatterns.ts'
import { deskError, importText, isoTimes, temporaryLake } from './lakeKit.ts'

const HOURS = ['09:00', '10:00', '11:00', '12:00']

/** A file of four hourly bars from 09:00 on, each time written by `write`. */
function hourly(write: (hour: string) => string): string {
  return `time,open,high,low,close,volume\n${HOURS.map((hour) => `${write(hour)},10,11,9,10.5,100\n`).join('')}`
}

const HOURLY_UTC = [
  '2024-03-25T09:00:00Z',
  '2024-03-25T10:00:00Z',
  '2024-03-25T11:00:00Z',
  '2024-03-25T12:00:00Z',
]
const epoch = (hour: string) => Date.parse(`2024-03-25T${hour}:00Z`)

describe('times', () => {
  const forms: readonly (readonly [string, (hour: string) => string])[] = [
    ['ISO with T', (h) => `2024-03-25T${h}:00`],
    ['ISO with a space', (h) => `2024-03-25 ${h}`],
    ['ISO with Z and fractions', (h) => `2024-03-25T${h}:00.000Z`],
    ['ISO with blanks around and before the offset', (h) => ` 2024-03-25 ${h} Z `],
    ['ISO with an offset and no seconds', (h) => `2024-03-25T${h}+00:00`],
    ['month/day/year', (h) => `3/25/2024 ${h}`],
    ['day/month/year', (h) => `25/03/2024 ${h}:00`],
    ['day.month.year', (h) => `25.03.2024 ${h}`],
    ['year/month/day', (h) => `2024/03/25 ${h}`],
    ['a month by name', (h) => `Mar 25 2024 ${h}`],
    ['day and month by name', (h) => `25-Mar-2024 ${h}:00`],
    ['twelve hours', (h) => `03/25/2024 ${Number(h.slice(0, 2)) % 12 || 12}:00 ${h < '12' ? 'AM' : 'PM'}`],
    ['digits only', (h) => `20240325${h.replace(':', '')}00`],
    ['date and digits', (h) => `20240325 ${h.replace(':', '')}00`],
    ['epoch seconds', (h) => String(epoch(h) / 1000)],
    ['epoch milliseconds', (h) => String(epoch(h))],
    ['epoch microseconds', (h) => `${epoch(h)}000`],
    ['epoch nanoseconds', (h) => `${epoch(h)}000000`],
  ]
  it.each(forms)('written as %s are read', async (_name, write) => {
    const fixture = await temporaryLake()
    const { columns, dataset } = await importText(fixture, 'ABC.csv', hourly(write), { timeZone: 'UTC' })
    expect(isoTimes(columns.time)).toEqual(HOURLY_UTC)
    expect(dataset.timeframe).toBe('1h')
  })

  it('of a local clock are placed by the zone of the plan', async () => {
    const fixture = await temporaryLake()
    const text = hourly((h) => `2024-07-01 ${h}`)
    const { columns } = await importText(fixture, 'ABC.csv', text, { timeZone: 'America/New_York' })
    expect(isoTimes(columns.time)[0]).toBe('2024-07-01T13:00:00Z')
  })

  it('with an offset keep it, whatever the zone of the plan', async () => {
    const fixture = await temporaryLake()
    const text = hourly((h) => `2024-07-01 ${h}:00-05:00`)
    const { columns } = await importText(fixture, 'ABC.csv', text, { timeZone: 'Asia/Tokyo' })
    expect(isoTimes(columns.time)[0]).toBe('2024-07-01T14:00:00Z')
  })

  it('that mark the close are moved to the open', async () => {
    const fixture = await temporaryLake()
    const { columns } = await importText(
      fixture,
      'ABC.csv',
      hourly((h) => `2024-03-25T${h}Z`),
      { timeMarks: 'close' },
    )
    expect(isoTimes(columns.time)[0]).toBe('2024-03-25T08:00:00Z')
  })

  it('decide between day and month over the whole column, not its beginning', async () => {
    const fixture = await temporaryLake()
    let text = 'date,price\n'
    for (let day = 0; day < 8000; day++) {
      const date = new Date(
        Date.UTC(1999, 0, 1) + Math.floor(day / 12) * 2_678_400_000 + (day % 12) * 86_400_000,
      )
      if (date.getUTCDate() > 12) continue
      text += `${date.getUTCDate()}/${date.getUTCMonth() + 1}/${date.getUTCFullYear()},10\n`
    }
    const before = await importText(fixture, 'GUESS.csv', text, {
      defects: { 'conflicting-duplicate': 'drop', 'duplicate-time': 'drop', unsorted: 'keep' },
    })
    expect(before.plan.timeFormat).toEqual({ kind: 'pattern', pattern: '%m/%d/%Y' })
    expect(before.notes.find(({ field }) => field === 'timeFormat')?.confidence).toBe('guess')
    const file = await fixture.write('TOLD.csv', `${text}13/1/2030,10\n`)
    const told = await fixture.lake.inspect(file)
    expect(told.plan.timeFormat).toEqual({ kind: 'pattern', pattern: '%d/%m/%Y' })
    expect(told.notes.find(({ field }) => field === 'timeFormat')?.confidence).toBe('certain')
  })

  it('are read the same for samples as for whole files', () => {
    const time = fc.date({ min: new Date('1971-01-01'), max: new Date('2037-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(time, (date) => {
        const ms = Math.floor(date.getTime() / 1000) * 1000
        const iso = new Date(ms).toISOString()
        expect(readWrittenTime(iso, { kind: 'iso' })?.wallMs).toBe(ms)
        expect(readWrittenTime(String(ms / 1000), { kind: 'epoch', unit: 's' })?.wallMs).toBe(ms)
        const us = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`
        expect(readWrittenTime(us, { kind: 'pattern', pattern: '%m/%d/%Y %H:%M:%S' })?.wallMs).toBe(ms)
      }),
      { seed: 7, numRuns: 200 },
    )
  })

  it('that are none are not taken for any', () => {
    expect(detectTimeFormat(['AAPL', 'MSFT'])).toBeUndefined()
    expect(detectTimeFormat(['2024-13-45'])).toBeUndefined()
    expect(detectTimeFormat([''])).toBeUndefined()
  })

  it('of an unknown pattern are refused', async () => {
    const fixture = await temporaryLake()
    const work = importText(
      fixture,
      'ABC.csv',
      hourly((h) => `2024-03-25 ${h}`),
      { timeFormat: { kind: 'pattern', pattern: '%Q' } },
    )
    expect(await deskError(work)).toMatchObject({ code: 'BAD_INPUT', where: 'timeFormat' })
  })
})

describe('clocks that are changed', () => {
  const rows = (times: string[]) =>
    `time,close\n${times.map((time, index) => `${time},${index + 1}\n`).join('')}`

  it('refuse a time that they skipped: 02:30 on 10 March 2024 in New York', async () => {
    const fixture = await temporaryLake()
    const file = await fixture.write(
      'ABC.csv',
      rows(['2024-03-10 01:30', '2024-03-10 02:30', '2024-03-10 03:30']),
    )
    const { fileHash, plan } = await fixture.lake.inspect(file)
    const preview = await fixture.lake.preview(file, fileHash, { ...plan, timeZone: 'America/New_York' })
    expect(preview.refused).toEqual(['unreadable-time'])
    expect(preview.issues[0]).toMatchObject({
      row: 3,
      message: 'the clocks of America/New_York skipped this time',
    })
  })

  it('take a time that they showed twice as the first pass, then the second: 3 November 2024 in New York', async () => {
    const fixture = await temporaryLake()
    const times = ['00:30', '01:00', '01:30', '01:00', '01:30', '02:00'].map((time) => `2024-11-03 ${time}`)
    const { columns, dataset } = await importText(fixture, 'ABC.csv', rows(times), {
      timeZone: 'America/New_York',
      timeframe: '30m',
    })
    expect(isoTimes(columns.time).map((time) => time.slice(11, 16))).toEqual([
      '04:30',
      '05:00',
      '05:30',
      '06:00',
      '06:30',
      '07:00',
    ])
    expect([...columns.close]).toEqual([1, 2, 3, 4, 5, 6])
    expect(dataset.quality.droppedRows).toBe(0)
  })
})

describe('dates', () => {
  it('are stored at midnight UTC of the session as the exchange counts it', async () => {
    const fixture = await temporaryLake()
    const tokyo = 'Date,Close\n2023-04-13 00:00:00+09:00,1\n2023-04-14 00:00:00+09:00,2\n'
    const { columns } = await importText(fixture, '4063-T.csv', tokyo)
    expect(isoTimes(columns.time)).toEqual(['2023-04-13T00:00:00Z', '2023-04-14T00:00:00Z'])
  })

  it("given as instants belong to the day of the plan's zone", async () => {
    const fixture = await temporaryLake()
    const alpaca =
      '{"t":"2024-01-02T05:00:00Z","o":1,"h":2,"l":1,"c":2,"v":5}\n{"t":"2024-01-03T05:00:00Z","o":1,"h":2,"l":1,"c":2,"v":5}\n'
    const { columns } = await importText(fixture, 'ABC.jsonl', alpaca, { timeZone: 'America/New_York' })
    expect(isoTimes(columns.time)).toEqual(['2024-01-02T00:00:00Z', '2024-01-03T00:00:00Z'])
  })

  it('of months are the first, of weeks the Monday, also before 1970', async () => {
    const fixture = await temporaryLake()
    const months = 'date,price\n1953-04-30,1\n1953-05-31,2\n1953-06-30,3\n'
    expect(isoTimes((await importText(fixture, 'M.csv', months)).columns.time)).toEqual([
      '1953-04-01T00:00:00Z',
      '1953-05-01T00:00:00Z',
      '1953-06-01T00:00:00Z',
    ])
    const weeks = 'date,price\n1960-01-08,1\n1960-01-15,2\n1960-01-22,3\n'
    const friday = await importText(fixture, 'W.csv', weeks)
    expect(friday.dataset.timeframe).toBe('1w')
    expect(isoTimes(friday.columns.time)[0]).toBe('1960-01-04T00:00:00Z')
  })
})

describe('layouts', () => {
  it('of semicolons with decimal commas', async () => {
    const fixture = await temporaryLake()
    const text =
      'Datum;Open;High;Low;Close;Volume\n02.01.2024;1.010,5;1.011;1.009;1.010,25;1.000\n03.01.2024;10,5;11,5;9,5;10,25;2000\n'
    const { columns, plan } = await importText(fixture, 'ABC.csv', text.replace('Datum', 'Date'))
    expect(plan).toMatchObject({ delimiter: ';', decimalSeparator: ',' })
    expect([...columns.open]).toEqual([1010.5, 10.5])
    expect([...columns.volume]).toEqual([1000, 2000])
  })

  it('of tabs, gzip, and no header', async () => {
    const fixture = await temporaryLake()
    const rows = ['20240102', '20240103', '20240104'].map((day) => `${day}\t10\t12\t9\t11\t500\n`).join('')
    const { columns, plan } = await importText(fixture, 'ABC.tsv.gz', gzipSync(rows))
    expect(plan).toMatchObject({ delimiter: '\t', hasHeader: false })
    expect([columns.high[2], columns.volume[2]]).toEqual([12, 500])
  })

  it('of a date and a time column, prices with thousands separators and volumes with suffixes', async () => {
    const fixture = await temporaryLake()
    const text =
      'Date,Time,Price,Open,High,Low,Vol.\n2024-01-02,09:30,"1,234.5","1,230","1,240","1,229.5",1.5K\n2024-01-02,09:31,"1,235","1,234.5","1,236","1,230",2M\n'
    const { columns, dataset } = await importText(fixture, 'ABC.csv', text, { timeZone: 'UTC' })
    expect(isoTimes(columns.time)).toEqual(['2024-01-02T09:30:00Z', '2024-01-02T09:31:00Z'])
    expect([...columns.close]).toEqual([1234.5, 1235])
    expect([...columns.volume]).toEqual([1500, 2_000_000])
    expect(dataset.timeframe).toBe('1m')
  })

  it('of several symbols and of one column a symbol', async () => {
    const fixture = await temporaryLake()
    const long = 'ticker,date,close\nAAA,2024-01-02,1\nBBB,2024-01-02,2\nAAA,2024-01-03,3\nBBB,2024-01-03,4\n'
    expect((await importText(fixture, 'long.csv', long)).datasets.map(({ id, bars }) => [id, bars])).toEqual([
      ['AAA@1d', 2],
      ['BBB@1d', 2],
    ])
    const wide = 'Date,CCC,DDD\n2024-01-02,1,\n2024-01-03,3,4\n'
    expect((await importText(fixture, 'wide.csv', wide)).datasets.map(({ id, bars }) => [id, bars])).toEqual([
      ['CCC@1d', 2],
      ['DDD@1d', 1],
    ])
  })

  it('of JSON lines, of objects and of arrays', async () => {
    const fixture = await temporaryLake()
    const at = Date.UTC(2024, 0, 2)
    const objects = [0, 1, 2]
      .map((i) =>
        JSON.stringify({
          timestamp: at + i * 60_000,
          open: 1,
          high: 2,
          low: 1,
          close: 1.5 + i / 10,
          volume: 3,
        }),
      )
      .join('\n')
    expect((await importText(fixture, 'OBJ.jsonl', objects, { timeZone: 'UTC' })).columns.close[2]).toBe(1.7)
    const file = await fixture.write('BROKEN.jsonl', `${objects}\n{"timestamp":\n`)
    const { fileHash, plan } = await fixture.lake.inspect(file)
    const preview = await fixture.lake.preview(file, fileHash, plan)
    expect(preview.counts).toEqual({ 'unreadable-row': 1 })
    expect(preview.issues).toMatchObject([{ kind: 'unreadable-row', row: 4 }])
    expect(preview.refused).toEqual(['unreadable-row'])
  })

  it('of UTF-16, as some terminals export', async () => {
    const fixture = await temporaryLake()
    const text = '\uFEFFdate,open,high,low,close\r\n2024-01-02,1,2,1,2\r\n2024-01-03,2,3,2,3\r\n'
    const { columns } = await importText(fixture, 'ABC.csv', Buffer.from(text, 'utf16le'))
    expect([...columns.close]).toEqual([2, 3])
  })

  it('take the symbol from the file name where no column has it, and say so', async () => {
    const fixture = await temporaryLake()
    const { dataset, notes } = await importText(
      fixture,
      'bokeh_MSFT_daily.csv',
      'date,close\n2024-01-02,1\n2024-01-03,2\n',
    )
    expect(dataset.id).toBe('MSFT@1d')
    expect(notes.find(({ field }) => field === 'symbol')?.reason).toContain('bokeh_MSFT_daily.csv')
  })

  it('keep folders of the lake inside it, whatever a symbol says', async () => {
    const fixture = await temporaryLake()
    const text =
      'ticker,date,close\nX/../../../etc,2024-01-02,1\nX/../../../etc,2024-01-03,1\nEUR/USD,2024-01-02,1\n'
    const { datasets } = await importText(fixture, 'many.csv', text)
    expect(datasets.map(({ id }) => id)).toEqual(['EUR/USD@1d', 'X/../../../etc@1d'])
    const { readdirSync } = await import('node:fs')
    expect(
      readdirSync(fixture.folder)
        .filter((name) => name.includes('@'))
        .sort(),
    ).toEqual(['EUR%2F.USD@1d', 'X%2F...%2F...%2F...%2F.etc@1d'])
  })
})

describe('numbers', () => {
  it('are read as vendors write them', () => {
    const read = (text: string) => readNumber(text, '.')
    expect([read('1,234.5'), read('-3e-5'), read('1.2M'), read('4K'), read('2B'), read('.5')]).toEqual([
      1234.5, -3e-5, 1.2e6, 4000, 2e9, 0.5,
    ])
    expect([read('x'), read(''), read('1,5'), read('12:30'), read('2024-01-02')]).toEqual(
      Array(5).fill(Number.NaN),
    )
    expect([readNumber('1.234,5', ','), readNumber('10,5', ',')]).toEqual([1234.5, 10.5])
  })
})

describe('the guessed price step', () => {
  it.each([
    ['shares', ['101.25', '99.5'], 0.01],
    ['shares with adjusted prices', ['28.123456', '31.9'], 0.01],
    ['shares below one', ['0.4123', '0.3999'], 0.0001],
    ['anything far below a cent', ['0.0000012011', '0.0000009'], 1e-10],
  ])('of %s', (_what, prices, step) => {
    expect(guessTickSize(prices, 'equity')).toBe(step)
  })

  it('of crypto is the finest that the prices show, to ten decimals', () => {
    expect(guessTickSize(['0.00001234'], 'crypto-spot')).toBe(1e-8)
    expect(guessTickSize(['64000.5'], 'crypto-spot')).toBe(0.1)
    expect(guessTickSize(['0.123456789012345'], 'crypto-spot')).toBe(1e-10)
  })
})
