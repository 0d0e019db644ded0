import { describe, expect, it } from 'vitest'
import { TIME_ZONES } from '../../electron/quant/indicators/calendar/localTime.ts'
import { evaluateIndicator } from '../../electron/quant/indicators/evaluateIndicator.ts'
import { findIndicator } from '../../electron/quant/indicators/registry.ts'
import { Xoshiro128 } from '../../electron/quant/xoshiro128.ts'

type Numbers = readonly number[]

/** Outputs of an indicator over plain lists. */
function of(id: string, inputs: readonly Numbers[], parameters: Record<string, number> = {}): number[][] {
  const definition = findIndicator(id)
  if (definition === undefined) throw new Error(`there is no indicator '${id}'`)
  return evaluateIndicator(
    definition,
    inputs.map((input) => Float64Array.from(input)),
    parameters,
  ).map((output) => [...output])
}

const NEW_YORK = TIME_ZONES.indexOf('America/New_York')

/** The only output at single instants. */
function at(id: string, times: readonly string[], parameters: Record<string, number> = {}): number[] {
  return of(id, [times.map((time) => Date.parse(time))], parameters)[0]!
}

/** Every day of a span, at midnight UTC. */
function days(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, t) => new Date(Date.parse(from) + t * 86_400_000).toISOString())
}

describe('the calendar', () => {
  it('knows the third Fridays of 2024, on which US options expired', () => {
    const year = days('2024-01-01T00:00Z', 366)
    const [inWeek, left] = of('expiryWeek', [year.map((day) => Date.parse(day))])
    const expiries = year.filter((_, t) => left![t] === 0).map((day) => day.slice(5, 10))
    const known = '01-19 02-16 03-15 04-19 05-17 06-21 07-19 08-16 09-20 10-18 11-15 12-20'
    expect(expiries).toEqual(known.split(' '))
    expect(inWeek!.filter((flag) => flag === 1)).toHaveLength(12 * 5)
    const quarterly = of('expiryWeek', [year.map((day) => Date.parse(day))], { quarterly: 1 })
    expect(quarterly[0]!.filter((flag) => flag === 1)).toHaveLength(4 * 5)
    expect(quarterly[1]![0]).toBe(74)
  })

  it('numbers weeks as ISO 8601 does at the turns of years', () => {
    const times = ['2020-12-31T00:00Z', '2021-01-03T00:00Z', '2021-01-04T00:00Z', '2024-12-30T00:00Z']
    expect(at('weekOfYear', times)).toEqual([53, 53, 1, 1])
    expect(at('weekOfYear', ['2016-01-01T00:00Z', '2023-01-01T00:00Z'])).toEqual([53, 52])
  })

  it('follows the clock of its zone: New York opens at minute 0 before and after the change of 10 March 2024', () => {
    const opens = ['2024-03-08T14:30Z', '2024-03-11T13:30Z', '2024-11-01T13:30Z', '2024-11-04T14:30Z']
    expect(at('sessionMinute', opens, { zone: NEW_YORK })).toEqual([0, 0, 0, 0])
    expect(at('dayOfWeek', ['2024-03-11T03:00Z'], { zone: NEW_YORK })).toEqual([7])
    expect(at('dayOfWeek', ['2024-03-11T03:00Z'])).toEqual([1])
  })

  it('counts the days of trading in a month, not those without bars, and starts from its weekdays', () => {
    // Thursday 28 March 2024 is the 20th weekday and was followed by Good Friday; one bar a session, then two.
    const times = [
      '2024-03-27T14:00Z',
      '2024-03-28T14:00Z',
      '2024-04-01T14:00Z',
      '2024-04-01T15:00Z',
      '2024-04-02T14:00Z',
    ]
    expect(at('tradingDayOfMonth', times)).toEqual([19, 20, 1, 1, 2])
    expect(at('sessionBar', times)).toEqual([1, 1, 1, 2, 1])
  })

  it('turns the month on the last weekday and the first three', () => {
    const march = days('2024-03-25T00:00Z', 14)
    const flags = at('turnOfMonth', march)
    expect(march.filter((_, t) => flags[t] === 1).map((day) => day.slice(5, 10))).toEqual(
      '03-29 03-30 03-31 04-01 04-02 04-03'.split(' '),
    )
  })

  it('puts the ends of a circle beside each other, at distance 1 from its middle', () => {
    const times = days('2023-12-01T00:00Z', 62).map((day) => Date.parse(day) + 3_600_000)
    for (const id of ['timeOfDayCycle', 'dayOfWeekCycle', 'dayOfMonthCycle', 'dayOfYearCycle']) {
      const [sine, cosine] = of(id, [times])
      for (const [t, s] of sine!.entries()) expect(Math.hypot(s, cosine![t]!)).toBeCloseTo(1, 14)
    }
    const [sine, cosine] = of('dayOfYearCycle', [times])
    expect(Math.hypot(sine![31]! - sine![30]!, cosine![31]! - cosine![30]!)).toBeLessThan(0.02)
  })

  it('does not know the day of an unknown time', () => {
    for (const id of ['dayOfWeek', 'turnOfMonth', 'expiryWeek', 'daysToMonthEnd', 'timeOfDayCycle']) {
      for (const output of of(id, [[Date.UTC(2024, 0, 2), Number.NaN]])) {
        expect(output[0]).not.toBeNaN()
        expect(output[1]).toBeNaN()
      }
    }
  })
})

describe('trades and quotes', () => {
  it('Roll finds the spread in the bounce of trades between bid and ask', () => {
    const random = new Xoshiro128(4)
    const trades = Array.from({ length: 5001 }, () => 100 + (random.next() < 0.5 ? -0.05 : 0.05))
    expect(of('rollSpread', [trades], { length: 5000 })[0]!.at(-1)).toBeCloseTo(0.1, 2)
    const trend = trades.map((_, t) => t)
    expect(of('rollSpread', [trend], { length: 100 })[0]!.at(-1)).toBe(0)
  })

  it('the estimates from bars find a spread of 1% that quotes put into a random market', () => {
    const random = new Xoshiro128(6)
    const half = 0.005
    const [open, high, low, close]: number[][] = [[], [], [], []]
    let log = Math.log(100)
    for (let bar = 0; bar < 3000; bar++) {
      const trades = Array.from({ length: 100 }, () => {
        log += (random.next() - 0.5) * 0.001
        return Math.exp(log) * (1 + (random.next() < 0.5 ? -half : half))
      })
      open!.push(trades[0]!)
      high!.push(Math.max(...trades))
      low!.push(Math.min(...trades))
      close!.push(trades.at(-1)!)
    }
    const length = { length: 2900 }
    expect(of('edgeSpread', [open!, high!, low!, close!], length)[0]!.at(-1)).toBeCloseTo(0.01, 3)
    expect(of('abdiRanaldoSpread', [high!, low!, close!], length)[0]!.at(-1)).toBeCloseTo(0.01, 3)
    expect(of('corwinSchultzSpread', [high!, low!, close!], length)[0]!.at(-1)).toBeCloseTo(0.01, 2)
  })

  it("Kyle's lambda is the impact that trades were given", () => {
    const random = new Xoshiro128(5)
    const [prices, volumes] = [[100], [0]]
    for (let t = 0; t < 100; t++) {
      const volume = 10 + random.next() * 90
      volumes.push(volume)
      prices.push(prices.at(-1)! + (random.next() < 0.5 ? 1 : -1) * 0.002 * volume)
    }
    const [lambda, tValue] = of('kyleLambda', [prices, volumes], { length: 60 })
    expect(lambda!.at(-1)).toBeCloseTo(0.002, 12)
    expect(tValue!.at(-1)).toBeGreaterThan(1e6)
  })

  it('the side of a trade: by the quote, at its middle by the tick before', () => {
    expect(of('tickRule', [[10, 11, 11, 10, 10]])[0]).toEqual([0, 1, 1, -1, -1])
    expect(
      of('leeReady', [
        [10.02, 10, 10.01, 9.99],
        [10, 10, 10, 10],
        [10.02, 10.02, 10.02, 10.02],
      ])[0],
    ).toEqual([1, -1, 1, -1])
  })

  it('a realised spread and an impact make the effective spread of the trade', () => {
    const price = [10.02, 10, 10.03, 10.01]
    const bid = [10, 10, 10.01, 10.01]
    const ask = [10.02, 10.02, 10.03, 10.03]
    const [realised, impact] = of('realisedSpread', [price, bid, ask], { horizon: 2 })
    const effective = of('effectiveSpread', [price, bid, ask])[0]!
    expect(impact![2]).toBeCloseTo(0.02, 12)
    expect(impact![3]).toBeCloseTo(-0.02, 12)
    for (const t of [2, 3]) expect(realised![t]! + impact![t]!).toBeCloseTo(effective[t - 2]!, 12)
  })

  it('order flow counts what joins and leaves the best quotes', () => {
    const bid = [10, 10, 10.01, 10.01]
    const bidSize = [100, 150, 80, 80]
    const ask = [10.02, 10.02, 10.02, 10.01]
    const askSize = [200, 200, 120, 50]
    // 50 join the bid; 80 at a better bid and 80 leave the ask; 50 at a better ask.
    expect(of('orderFlowImbalance', [bid, bidSize, ask, askSize], { length: 1 })[0]!.slice(1)).toEqual([
      50, 160, -50,
    ])
  })

  it('the microprice leans to the side with less size; without sizes it is the middle', () => {
    const [bid, ask] = [
      [10, 10, 10],
      [11, 11, 11],
    ]
    expect(of('microprice', [bid!, [30, 10, 0], ask!, [10, 30, 0]])[0]).toEqual([10.75, 10.25, 10.5])
    expect(
      of('bookImbalance', [
        [30, 10, 0],
        [10, 30, 0],
      ])[0],
    ).toEqual([0.5, -0.5, 0])
    expect(of('quoteMiddle', [bid!, ask!])[0]).toEqual([10.5, 10.5, 10.5])
  })

  it('VPIN is 0 where the price does not say who bought', () => {
    const still = Array.from({ length: 40 }, () => 100)
    const volume = still.map((_, t) => 10 + t)
    expect(of('vpin', [still, volume], { length: 10, span: 10 })[0]!.at(-1)).toBe(0)
    const [buy, sell] = of('bulkBuyVolume', [still.map((_, t) => (t * 7) % 11), volume], { span: 10 })
    for (let t = 10; t < 40; t++) expect(buy![t]! + sell![t]!).toBeCloseTo(volume[t]!, 12)
  })

  it('an anchored VWAP starts anew with its session and holds between its bands', () => {
    const start = Date.parse('2024-03-08T14:30Z')
    const times = [0, 60, 120, 24 * 60 * 3, 24 * 60 * 3 + 60].map((minutes) => start + minutes * 60_000)
    const price = [100, 102, 104, 200, 202]
    const volume = [1, 1, 2, 1, 3]
    const [vwap, upper, lower] = of('anchoredVwap', [times, price, price, price, volume], {
      zone: NEW_YORK,
      start: 570,
      width: 1,
    })
    expect(vwap).toEqual([100, 101, 102.5, 200, 201.5])
    expect(upper![2]! - vwap![2]!).toBeCloseTo(Math.sqrt(2.75), 12)
    expect(vwap![2]! - lower![2]!).toBeCloseTo(Math.sqrt(2.75), 12)
  })

  it('a bar without volume has no price of its own in a VWAP', () => {
    const price = [100, 500, 102]
    expect(of('rollingVwap', [price, price, price, [1, 0, 1]], { length: 3 })[0]!.at(-1)).toBe(101)
    expect(of('rollingVwap', [price, price, price, [1, 0, 1]], { length: 1 })[0]![1]).toBeNaN()
  })
})
