import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ContractBars, chainContracts } from '../../electron/lake/continuous/chainContracts.ts'
import { parseChainFile } from '../../electron/lake/continuous/chainFile.ts'
import { lastTradingDay, rollDays } from '../../electron/lake/continuous/rollDays.ts'
import { readReferenceText } from '../../electron/lake/reference/referenceText.ts'
import { rollAdjustedAsOf, rollAdjustedForward } from '../../electron/quant/adjustment/rollAdjustment.ts'
import type { CorporateAction } from '../../shared/domain/bar.ts'
import type { ContinuousSpec } from '../../shared/domain/continuous.ts'
import { hasSharedData, sharedData } from '../support/sharedData.ts'
import { deskError, importText, temporaryLake } from './lakeKit.ts'

const DAY = 86_400_000
const day = (text: string) => Date.parse(`${text}T00:00:00Z`) / DAY
const dateOf = (days: number) => new Date(days * DAY).toISOString().slice(0, 10)

function contract(
  symbol: string,
  lastTrade: string,
  closes: Readonly<Record<string, number>>,
  volume: Readonly<Record<string, number>> = {},
): ContractBars {
  const days = Float64Array.from(Object.keys(closes), day)
  const close = Float64Array.from(Object.values(closes))
  return {
    symbol,
    month: lastTrade.slice(0, 7),
    lastTradeMs: Date.parse(lastTrade),
    columns: { time: days.map((at) => at * DAY), open: close, high: close, low: close, close, volume: close },
    days,
    activity: new Map(Object.entries(volume).map(([text, units]) => [day(text), units])),
  }
}

const MARCH = contract(
  'XH4',
  '2024-03-15T13:30:00Z',
  { '2024-03-11': 100, '2024-03-12': 101, '2024-03-13': 102, '2024-03-14': 103, '2024-03-15': 104 },
  { '2024-03-11': 900, '2024-03-12': 500, '2024-03-13': 100 },
)
const JUNE = contract(
  'XM4',
  '2024-06-21T13:30:00Z',
  {
    '2024-03-11': 110,
    '2024-03-12': 111,
    '2024-03-13': 112,
    '2024-03-14': 113,
    '2024-03-15': 115,
    '2024-03-18': 116,
  },
  { '2024-03-11': 100, '2024-03-12': 600, '2024-03-13': 800 },
)

describe('the day of a roll', () => {
  const rolls = (rule: string) => rollDays([MARCH, JUNE], rule).map(dateOf)

  it('by the last trading day', () => expect(rolls('last-trading-day')).toEqual(['2024-03-15']))
  it('by the first day of the month', () => expect(rolls('first-of-month')).toEqual(['2024-03-01']))
  it('so many weekdays before the last one', () => {
    expect(rolls('days-before:0')).toEqual(['2024-03-15'])
    expect(rolls('days-before:4')).toEqual(['2024-03-11'])
    // The weekend does not count.
    expect(rolls('days-before:5')).toEqual(['2024-03-08'])
  })
  it('by volume: the day after the next contract had more', () =>
    expect(rolls('volume')).toEqual(['2024-03-13']))
  it('by volume that never changes sides: the last trading day', () => {
    expect(rollDays([{ ...MARCH, activity: new Map() }, JUNE], 'volume').map(dateOf)).toEqual(['2024-03-15'])
  })
  it('by open interest, which must be known', () => {
    expect(rolls('open-interest')).toEqual(['2024-03-13'])
    expect(() => rollDays([{ ...MARCH, activity: new Map() }, JUNE], 'open-interest')).toThrow(
      /open interest of both XH4 and XM4/,
    )
  })
  it('is no later than the last trading day where the delivery month comes after it', () => {
    const crude = { ...MARCH, month: '2024-04' }
    expect(rollDays([crude, JUNE], 'first-of-month').map(dateOf)).toEqual(['2024-03-15'])
  })
  it('takes midnight as the end of the day before', () => {
    expect(dateOf(lastTradingDay({ lastTradeMs: Date.parse('2024-03-15T00:00:00Z') }))).toBe('2024-03-14')
  })
})

describe('a chain of contracts', () => {
  it('has each day’s contract at its raw price, and the last closes before the roll', () => {
    const chain = chainContracts([MARCH, JUNE], 'volume')
    expect([...chain.columns.close]).toEqual([100, 101, 112, 113, 115, 116])
    expect(chain.rolls).toEqual([
      { kind: 'roll', timeMs: day('2024-03-13') * DAY, from: 'XH4', to: 'XM4', fromPrice: 101, toPrice: 111 },
    ])
    expect(chain.notes).toEqual([])
  })

  it('says where the two prices of a roll are of two days', () => {
    const thin = contract('XM4', '2024-06-21T13:30:00Z', { '2024-03-11': 110, '2024-03-18': 116 })
    const { notes, rolls } = chainContracts([MARCH, thin], 'last-trading-day')
    expect(rolls[0]).toMatchObject({ fromPrice: 103, toPrice: 110 })
    expect(notes).toEqual(['The roll from XH4 to XM4 has prices of two days: 2024-03-14 and 2024-03-11.'])
  })

  it('passes over a contract without a bar in its time', () => {
    const empty = contract('XJ4', '2024-04-19T13:30:00Z', { '2024-03-11': 105 })
    const { contracts, notes, rolls } = chainContracts([MARCH, empty, JUNE], 'last-trading-day')
    expect(contracts).toEqual(['XH4'])
    expect(rolls).toEqual([])
    expect(notes).toEqual([
      'XJ4 has no bar in its time and was passed over.',
      'XM4 has no bar in its time and was passed over.',
    ])
  })
})

describe('prices adjusted at rolls', () => {
  const { columns, rolls } = chainContracts([MARCH, JUNE], 'volume')

  it('forward: the first contract raw, the next one shifted down by the gap of 10', () => {
    expect([...rollAdjustedForward(columns, rolls, 'difference').close]).toEqual([
      100, 101, 102, 103, 105, 106,
    ])
  })
  it('backward as of a day: the newest contract raw', () => {
    expect([...rollAdjustedAsOf(columns, rolls, 'difference').close]).toEqual([110, 111, 112, 113, 115, 116])
    const before = rollAdjustedAsOf(columns, rolls, 'difference', day('2024-03-12') * DAY)
    expect([...before.close]).toEqual([100, 101])
  })
  it('by ratio: returns within a contract stay what they were', () => {
    const { close } = rollAdjustedAsOf(columns, rolls, 'ratio')
    expect(close[1]! / close[0]!).toBeCloseTo(101 / 100, 14)
    expect(close[2]! / close[1]!).toBeCloseTo(112 / 111, 14)
  })

  it('forward prices do not change when a later contract comes in, and have the backward ones’ changes', () => {
    const chained = fc.array(
      fc.record({
        price: fc.integer({ min: 50, max: 150 }),
        rolls: fc.boolean(),
        gap: fc.integer({ min: -9, max: 9 }),
      }),
      { minLength: 3, maxLength: 40 },
    )
    fc.assert(
      fc.property(chained, fc.integer({ min: 1, max: 39 }), (rows, cut) => {
        const close = Float64Array.from(rows, ({ price }) => price)
        const time = Float64Array.from(rows, (_, index) => index * DAY)
        const bars = { time, open: close, high: close, low: close, close, volume: close }
        const actions: CorporateAction[] = rows.flatMap(({ rolls, gap }, index) =>
          rolls && index > 0
            ? [{ kind: 'roll', timeMs: index * DAY, from: 'A', to: 'B', fromPrice: 100, toPrice: 100 + gap }]
            : [],
        )
        const forward = rollAdjustedForward(bars, actions, 'difference').close
        const known = rollAdjustedAsOf(bars, [], 'difference', cut * DAY)
        const part = rollAdjustedForward(known, actions, 'difference').close
        expect(forward.slice(0, part.length)).toEqual(part)
        const back = rollAdjustedAsOf(bars, actions, 'difference').close
        for (let i = 1; i < close.length; i++) {
          expect(forward[i]! - forward[i - 1]!).toBe(back[i]! - back[i - 1]!)
        }
      }),
      { seed: 20131030, numRuns: 300 },
    )
  })
})

describe('a continuous dataset', () => {
  const CSV = (rows: Readonly<Record<string, number>>) =>
    `date,open,high,low,close,volume\n${Object.entries(rows)
      .map(([date, price]) => `${date},${price},${price + 1},${price - 1},${price},10`)
      .join('\n')}\n`
  const H4 = { '2024-03-12': 101, '2024-03-13': 102, '2024-03-14': 103 }
  const M4 = { '2024-03-13': 112, '2024-03-14': 113, '2024-03-15': 115, '2024-03-18': 116 }
  const SPEC: ContinuousSpec = {
    root: 'X',
    symbol: 'X.c',
    roll: 'last-trading-day',
    adjust: 'difference',
    existing: 'refuse',
  }

  async function lakeOfContracts() {
    const fixture = await temporaryLake()
    const described = { assetClass: 'future', calendar: 'unknown', timeframe: '1d', tickSize: 0.5 } as const
    await importText(fixture, 'H4.csv', CSV(H4), { symbol: 'XH4', ...described })
    await importText(fixture, 'M4.csv', CSV(M4), { symbol: 'XM4', ...described })
    const terms = { kind: 'future', root: 'X', settlement: 'cash' }
    const file = await fixture.write(
      'instruments.json',
      JSON.stringify([
        { symbol: 'XH4', terms: { ...terms, contractMonth: '2024-03', lastTradeMs: '2024-03-15T13:30:00Z' } },
        { symbol: 'XM4', terms: { ...terms, contractMonth: '2024-06', lastTradeMs: '2024-06-21T13:30:00Z' } },
      ]),
    )
    await fixture.lake.reference.import(file, { kind: 'instruments' })
    return fixture
  }

  it('stores raw prices and the roll; a run sees adjusted prices and trades raw ones', async () => {
    const { lake } = await lakeOfContracts()
    const { dataset } = await lake.reference.continuous(SPEC)
    expect(dataset).toMatchObject({
      id: 'X.c@1d',
      bars: 5,
      actions: 1,
      continuous: { root: 'X', adjust: 'difference', contracts: ['XH4', 'XM4'] },
      instrument: { terms: { kind: 'future', root: 'X' } },
    })
    expect(dataset.instrument.terms).not.toHaveProperty('lastTradeMs')
    const { series } = await lake.slice({ symbol: 'X.c', timeframe: '1d' })
    expect([...(series.traded?.close ?? [])]).toEqual([101, 102, 103, 115, 116])
    expect([...series.columns.close]).toEqual([101, 102, 103, 105, 106])
    expect(series.actions).toEqual([
      { kind: 'roll', timeMs: day('2024-03-15') * DAY, from: 'XH4', to: 'XM4', fromPrice: 103, toPrice: 113 },
    ])
    const raw = await lake.bars('X.c@1d', '1d', undefined, undefined, 100)
    expect([...raw.columns.close]).toEqual([101, 102, 103, 115, 116])
    const back = await lake.bars('X.c@1d', '1d', undefined, undefined, 100, { kind: 'roll-difference' })
    expect([...back.columns.close]).toEqual([111, 112, 113, 115, 116])
  })

  it('is not run in bars that could hold two contracts', async () => {
    const { lake } = await lakeOfContracts()
    await lake.reference.continuous(SPEC)
    const error = await deskError(lake.slice({ symbol: 'X.c', timeframe: '1w' }))
    expect(error.code).toBe('DATA_MISSING')
    const { dataset } = await lake.reference.continuous({ ...SPEC, timeframe: '1w' })
    expect(dataset.id).toBe('X.c@1w')
  })

  it('is not made twice under one name unless it is to be replaced', async () => {
    const { lake } = await lakeOfContracts()
    await lake.reference.continuous(SPEC)
    expect((await deskError(lake.reference.continuous(SPEC))).code).toBe('ALREADY_EXISTS')
    const { dataset } = await lake.reference.continuous({ ...SPEC, adjust: 'none', existing: 'replace' })
    expect(dataset.continuous?.adjust).toBe('none')
    const { series } = await lake.slice({ symbol: 'X.c', timeframe: '1d' })
    expect(series.traded).toBeUndefined()
  })

  it('is refused for a root without contracts, for contracts without a last trade, and for unlike ones', async () => {
    const fixture = await lakeOfContracts()
    const { lake } = fixture
    expect((await deskError(lake.reference.continuous({ ...SPEC, root: 'Y' }))).hint).toContain(
      'contracts of X',
    )
    await importText(fixture, 'U4.csv', CSV(M4), {
      symbol: 'XU4',
      assetClass: 'future',
      timeframe: '1d',
      tickSize: 0.5,
    })
    const file = await fixture.write(
      'more.json',
      JSON.stringify([{ symbol: 'XU4', terms: { kind: 'future', root: 'X', settlement: 'cash' } }]),
    )
    await lake.reference.import(file, { kind: 'instruments' })
    expect((await deskError(lake.reference.continuous(SPEC))).message).toContain('XU4')
    await lake.remove('XU4@1d')
    const other = await fixture.write('other.json', JSON.stringify([{ symbol: 'XM4', multiplier: 5 }]))
    await lake.reference.import(other, { kind: 'instruments' })
    expect((await deskError(lake.reference.continuous(SPEC))).message).toBe(
      'XH4 and XM4 differ in multiplier: 1 and 5.',
    )
  })
})

/** Expiry in a Lean contract id: base 36, whose digits above 10^14 count the days since 1899-12-30. */
function expiryOf(id: string): number {
  let value = 0n
  for (const digit of id) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return Number((value / 10n ** 14n) % 100_000n) - 25_569
}

function mapRows(root: string) {
  return readFileSync(sharedData(`futures/${root}_continuous_map_file.csv`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','))
    .filter(([, id]) => id?.includes(' '))
    .map(([date = '', id = '', , mode]) => ({
      lastDay: Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / DAY,
      expiry: expiryOf(id.split(' ')[1] ?? ''),
      rule: mode === '0' ? 'last-trading-day' : 'first-of-month',
    }))
}

function gaps(root: string, mode: number, depth: number) {
  const rows = readFileSync(sharedData(`futures/${root}_continuous_factor_file.ndjson`), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(
      (
        line,
      ): {
        Date: string
        DataMappingMode: number
        BackwardsPanamaCanalScale: number[]
        BackwardsRatioScale: number[]
      } => JSON.parse(line),
    )
    .filter((row) => row.DataMappingMode === mode)
  return new Map(
    rows.slice(0, -1).map((row, index) => {
      const next = rows[index + 1]!
      return [
        row.Date.slice(0, 10),
        {
          difference: row.BackwardsPanamaCanalScale[depth]! - next.BackwardsPanamaCanalScale[depth]!,
          ratio: row.BackwardsRatioScale[depth]! / next.BackwardsRatioScale[depth]!,
        },
      ]
    }),
  )
}

/** Last moment of trading on the expiry dates of Lean's Hong Kong contracts. */
const LAST_TRADES: Readonly<Record<string, string>> = {
  HSI201310: '2013-10-30T08:00:00Z',
  HSI201311: '2013-11-29T08:00:00Z',
  HSI201312: '2013-12-30T08:00:00Z',
}

function hongKong(): ContractBars[] {
  const lines = readFileSync(sharedData('futures/hkfe_HSI_daily_trade.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
  const bySymbol = Map.groupBy(
    lines.map((line) => line.split(',')),
    ([symbol]) => symbol ?? '',
  )
  return Object.entries(LAST_TRADES).map(([symbol, lastTrade]) =>
    contract(
      symbol,
      lastTrade,
      Object.fromEntries(
        (bySymbol.get(symbol) ?? []).map(([, t = '', , , , close]) => [t.slice(0, 10), Number(close)]),
      ),
    ),
  )
}

describe.skipIf(!hasSharedData)('Lean’s continuous futures', () => {
  it.each(['FESX', 'HSI'])('%s: every row of the map file is the day before our roll', (root) => {
    const rows = mapRows(root)
    expect(rows.length).toBeGreaterThan(10)
    for (const rule of ['last-trading-day', 'first-of-month']) {
      const own = rows.filter((row) => row.rule === rule)
      const contracts = own.map(({ expiry }, index) =>
        // The expiry's close of trading lies within its day.
        ({
          symbol: `C${index}`,
          month: dateOf(expiry).slice(0, 7),
          lastTradeMs: expiry * DAY + DAY / 2,
          activity: new Map(),
        }),
      )
      const mapped = rollDays(contracts, rule)
      // `first-of-month` names a contract up to the last day of the month before its own.
      expect(mapped.map((rolled) => dateOf(rolled - 1))).toEqual(
        own.slice(0, -1).map(({ lastDay }) => dateOf(lastDay)),
      )
    }
  })

  // The three gaps of the factor files for which the recorded daily trades have both contracts before the roll.
  it.each([
    ['2013-10-29', 0, 0, 'HSI201310', 'HSI201311', 22_867, 22_788],
    ['2013-10-29', 0, 1, 'HSI201311', 'HSI201312', 22_788, 22_887],
    ['2013-10-31', 1, 0, 'HSI201311', 'HSI201312', 22_788, 23_309],
  ])('HSI %s, mode %d, depth %d', (date, mode, depth, from, to, fromPrice, toPrice) => {
    const { difference, ratio } = gaps('HSI', mode, depth).get(date)!
    const before = hongKong().map(({ symbol, days, columns }) => {
      let last = -1
      while (last + 1 < days.length && days[last + 1]! <= day(date)) last++
      return [symbol, columns.close[last]]
    })
    const price = Object.fromEntries(before)
    expect([price[from], price[to]]).toEqual([fromPrice, toPrice])
    expect(difference).toBe(toPrice - fromPrice)
    expect(ratio).toBeCloseTo(toPrice / fromPrice, 12)
  })

  it('the chain files: volume by day and delivery month; their open interest is empty, which is said', async () => {
    const source = await readReferenceText(sharedData('futures/hsi_fesx_chain_universes.csv'))
    const volume = parseChainFile(source, 'HSI', 'volume')
    expect(volume.get('2013-10')?.get(day('2013-10-28'))).toBe(60_860)
    expect(volume.get('2013-12')?.get(day('2013-10-29'))).toBe(561)
    const interest = parseChainFile(source, 'HSI', 'open-interest')
    expect(interest.size).toBe(0)
    expect(() => rollDays(hongKong(), 'open-interest')).toThrow(/no day with the open interest/)
  })
})
