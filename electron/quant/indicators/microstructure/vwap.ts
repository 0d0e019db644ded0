import { LocalTime, MINUTE_MS, zone } from '../calendar/localTime.ts'
import { bars, defineIndicator, real, whole } from '../defineIndicator.ts'
import { pairKernel, windowKernel } from '../kernels/slidingWindow.ts'
import { meanOf } from '../kernels/windowMath.ts'

const source = 'Berkowitz, Logue and Noser, The Total Cost of Transactions on the NYSE, 1988'

export const rollingVwapIndicator = defineIndicator({
  id: 'rollingVwap',
  name: 'VWAP, rolling',
  group: 'microstructure',
  summary: 'Typical price of the last `length` bars weighted by volume; NaN where there was none.',
  formula: 'sum(v (high + low + close) / 3) / sum(v), summed anew at each bar',
  source,
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { length: bars(20) },
  outputs: { rollingVwap: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const window = pairKernel(length, (prices, volumes, start) => {
      let money = 0
      let volume = 0
      for (let i = start; i < start + length; i++) {
        money += prices[i]! * volumes[i]!
        volume += volumes[i]!
      }
      return money / volume
    })
    return {
      update: (high, low, close, volume) => window.update((high + low + close) / 3, volume, 0, 0, 0, 0),
    }
  },
})

export const anchoredVwapIndicator = defineIndicator({
  id: 'anchoredVwap',
  name: 'VWAP, anchored',
  group: 'microstructure',
  summary:
    'Typical price weighted by volume since the session, week, month, quarter or year began, with bands of weighted deviations. The first one counts from the first bar.',
  formula:
    'sum(v p) / sum(v), p = (high + low + close) / 3; +- width sqrt(sum(v (p - vwap)^2) / sum(v)); updates of West 1979',
  source,
  inputs: ['time', 'high', 'low', 'close', 'volume'],
  parameters: {
    anchor: whole(0, 0, 4, '0 session, 1 week, 2 month, 3 quarter, 4 year'),
    zone,
    start: whole(0, 0, 1439, 'minute of the day at which the session begins'),
    width: real(2, 0, 100),
  },
  outputs: { vwap: 'price', upper: 'price', lower: 'price' },
  pane: 'price',
  memory: 'recursive',
  warmUp: () => 0,
  create: ({ anchor, zone: place, start, width }) => {
    const time = new LocalTime(place)
    const more = new Float64Array(2).fill(Number.NaN)
    let period = Number.NaN
    let volumes = 0
    let mean = 0
    let squares = 0
    return {
      more,
      update: (timeMs, high, low, close, volume) => {
        const current = periodOf(time.set(timeMs, start * MINUTE_MS), anchor)
        if (current !== period) {
          period = current
          volumes = 0
          mean = 0
          squares = 0
        }
        const price = (high + low + close) / 3
        if (volume > 0) {
          volumes += volume
          const distance = price - mean
          mean += (distance * volume) / volumes
          squares += volume * distance * (price - mean)
        }
        const deviation = volumes > 0 ? Math.sqrt(Math.max(0, squares / volumes)) : Number.NaN
        more[0] = mean + width * deviation
        more[1] = mean - width * deviation
        return volumes > 0 ? mean : Number.NaN
      },
    }
  },
})

/** A number that is the same for all bars of a period and differs from its neighbours'. */
function periodOf(time: LocalTime, anchor: number): number {
  if (anchor === 0) return time.day
  if (anchor === 1) return time.day - time.weekday
  const month = time.year * 12 + time.month - 1
  if (anchor === 2) return month
  return anchor === 3 ? Math.floor(month / 3) : time.year
}

export const rollingTwapIndicator = defineIndicator({
  id: 'rollingTwap',
  name: 'TWAP, rolling',
  group: 'microstructure',
  summary: 'Mean of open, high, low and close over the last `length` bars: every bar counts the same.',
  formula: 'mean((open + high + low + close) / 4)',
  source: 'Common knowledge',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { length: bars(20) },
  outputs: { rollingTwap: 'price' },
  pane: 'price',
  memory: 'window',
  warmUp: ({ length }) => length - 1,
  create: ({ length }) => {
    const window = windowKernel(length, (values, start) => meanOf(values, start, length))
    return {
      update: (open, high, low, close) => window.update((open + high + low + close) / 4, 0, 0, 0, 0, 0),
    }
  },
})
