import { EQUAL } from './candles.ts'
import { definePattern } from './definePattern.ts'

/** Patterns of two candles. */
export const TWO_CANDLES = [
  definePattern({
    id: 'cdlCounterattack',
    talib: 'CDLCOUNTERATTACK',
    name: 'Counterattack',
    rule: 'two long bodies of opposite colours with equal closes',
    lookback: 11,
    detect: (c) =>
      c.color(1) === -c.color(0) &&
      c.hasLongBody(1) &&
      c.hasLongBody(0) &&
      c.isEqual(c.close(0), c.close(1), 1)
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlDarkCloudCover',
    talib: 'CDLDARKCLOUDCOVER',
    name: 'Dark cloud cover',
    rule: 'long white; black that opens above its high and closes within its body, deeper than the penetration',
    lookback: 11,
    penetration: 0.5,
    detect: (c, penetration) =>
      c.isWhite(1) &&
      c.hasLongBody(1) &&
      c.isBlack(0) &&
      c.open(0) > c.high(1) &&
      c.close(0) > c.open(1) &&
      c.close(0) < c.close(1) - c.body(1) * penetration
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlDojiStar',
    talib: 'CDLDOJISTAR',
    name: 'Doji star',
    rule: 'long body; doji that gaps away in its direction',
    lookback: 11,
    detect: (c) =>
      c.hasLongBody(1) && c.isDoji(0) && (c.isWhite(1) ? c.bodyGapsUp(0, 1) : c.bodyGapsDown(0, 1))
        ? -100 * c.color(1)
        : 0,
  }),
  definePattern({
    id: 'cdlEngulfing',
    talib: 'CDLENGULFING',
    name: 'Engulfing pattern',
    rule: 'body of the opposite colour around the body before; 80 where one end is equal',
    lookback: 2,
    detect: (c) => {
      const color = c.color(0)
      if (c.color(1) !== -color) return 0
      const [front, back] = [(c.close(0) - c.open(1)) * color, (c.close(1) - c.open(0)) * color]
      if (front < 0 || back < 0 || (front === 0 && back === 0)) return 0
      return front > 0 && back > 0 ? 100 * color : 80 * color
    },
  }),
  definePattern({
    id: 'cdlHarami',
    talib: 'CDLHARAMI',
    name: 'Harami',
    rule: 'short body within the long body before; 80 where one end is equal',
    lookback: 11,
    detect: (c) => {
      if (!c.hasLongBody(1) || !c.hasNoLongBody(0)) return 0
      if (c.top(0) < c.top(1) && c.bottom(0) > c.bottom(1)) return -100 * c.color(1)
      return c.top(0) <= c.top(1) && c.bottom(0) >= c.bottom(1) ? -80 * c.color(1) : 0
    },
  }),
  definePattern({
    id: 'cdlHaramiCross',
    talib: 'CDLHARAMICROSS',
    name: 'Harami cross',
    rule: 'doji within the long body before; 80 where one end is equal',
    lookback: 11,
    detect: (c) => {
      if (!c.hasLongBody(1) || !c.isDoji(0)) return 0
      if (c.top(0) < c.top(1) && c.bottom(0) > c.bottom(1)) return -100 * c.color(1)
      return c.top(0) <= c.top(1) && c.bottom(0) >= c.bottom(1) ? -80 * c.color(1) : 0
    },
  }),
  definePattern({
    id: 'cdlHomingPigeon',
    talib: 'CDLHOMINGPIGEON',
    name: 'Homing pigeon',
    rule: 'short black body within a long black body',
    lookback: 11,
    detect: (c) =>
      c.isBlack(1) &&
      c.isBlack(0) &&
      c.hasLongBody(1) &&
      c.hasNoLongBody(0) &&
      c.open(0) < c.open(1) &&
      c.close(0) > c.close(1)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlInNeck',
    talib: 'CDLINNECK',
    name: 'In-neck pattern',
    rule: 'long black; white that opens below its low and closes at or slightly above its close',
    lookback: 11,
    detect: (c) =>
      c.isBlack(1) &&
      c.hasLongBody(1) &&
      c.isWhite(0) &&
      c.open(0) < c.low(1) &&
      c.close(0) <= c.close(1) + c.average(EQUAL, 1) &&
      c.close(0) >= c.close(1)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlOnNeck',
    talib: 'CDLONNECK',
    name: 'On-neck pattern',
    rule: 'long black; white that opens below its low and closes at its low',
    lookback: 11,
    detect: (c) =>
      c.isBlack(1) &&
      c.hasLongBody(1) &&
      c.isWhite(0) &&
      c.open(0) < c.low(1) &&
      c.isEqual(c.close(0), c.low(1), 1)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlThrusting',
    talib: 'CDLTHRUSTING',
    name: 'Thrusting pattern',
    rule: 'long black; white that opens below its low and closes within the lower half of its body',
    lookback: 11,
    detect: (c) =>
      c.isBlack(1) &&
      c.hasLongBody(1) &&
      c.isWhite(0) &&
      c.open(0) < c.low(1) &&
      c.close(0) > c.close(1) + c.average(EQUAL, 1) &&
      c.close(0) <= c.close(1) + c.body(1) * 0.5
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlPiercing',
    talib: 'CDLPIERCING',
    name: 'Piercing pattern',
    rule: 'long black; long white that opens below its low and closes within the upper half of its body',
    lookback: 11,
    detect: (c) =>
      c.isBlack(1) &&
      c.hasLongBody(1) &&
      c.isWhite(0) &&
      c.hasLongBody(0) &&
      c.open(0) < c.low(1) &&
      c.close(0) < c.open(1) &&
      c.close(0) > c.close(1) + c.body(1) * 0.5
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlKicking',
    talib: 'CDLKICKING',
    name: 'Kicking',
    rule: 'marubozu, then one of the opposite colour that gaps away; by the colour of the last',
    lookback: 11,
    detect: (c) =>
      c.color(1) === -c.color(0) &&
      c.isMarubozu(1) &&
      c.isMarubozu(0) &&
      (c.isBlack(1) ? c.gapsUp(0, 1) : c.gapsDown(0, 1))
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlKickingByLength',
    talib: 'CDLKICKINGBYLENGTH',
    name: 'Kicking by length',
    rule: 'marubozu, then one of the opposite colour that gaps away; by the colour of the longer',
    lookback: 11,
    detect: (c) =>
      c.color(1) === -c.color(0) &&
      c.isMarubozu(1) &&
      c.isMarubozu(0) &&
      (c.isBlack(1) ? c.gapsUp(0, 1) : c.gapsDown(0, 1))
        ? 100 * c.color(c.body(0) > c.body(1) ? 0 : 1)
        : 0,
  }),
  definePattern({
    id: 'cdlMatchingLow',
    talib: 'CDLMATCHINGLOW',
    name: 'Matching low',
    rule: 'two black bodies with equal closes',
    lookback: 6,
    detect: (c) => (c.isBlack(1) && c.isBlack(0) && c.isEqual(c.close(0), c.close(1), 1) ? 100 : 0),
  }),
  definePattern({
    id: 'cdlSeparatingLines',
    talib: 'CDLSEPARATINGLINES',
    name: 'Separating lines',
    rule: 'opposite colours with equal opens, the last a belt-hold',
    lookback: 11,
    detect: (c) =>
      c.color(1) === -c.color(0) &&
      c.isEqual(c.open(0), c.open(1), 1) &&
      c.hasLongBody(0) &&
      (c.isWhite(0) ? c.hasNoLowerShadow(0) : c.hasNoUpperShadow(0))
        ? 100 * c.color(0)
        : 0,
  }),
]
