import { BODY_DOJI, BODY_SHORT, type Candles, EQUAL, NEAR } from './candles.ts'
import { definePattern } from './definePattern.ts'

/** Long body of a colour, a star that gaps away in its direction, and a body back into the first. */
function isStar(c: Candles, color: 1 | -1, isDoji: boolean, penetration: number): boolean {
  return (
    c.hasLongBody(2) &&
    c.color(2) === color &&
    (isDoji ? c.isDoji(1) : c.hasNoLongBody(1)) &&
    (color === 1 ? c.bodyGapsUp(1, 2) : c.bodyGapsDown(1, 2)) &&
    c.body(0) > c.average(BODY_SHORT, 0) &&
    c.color(0) === -color &&
    (c.close(2) - c.close(0)) * color > c.body(2) * penetration
  )
}

/** Patterns of three candles that turn the market. */
export const THREE_CANDLES = [
  definePattern({
    id: 'cdl2Crows',
    talib: 'CDL2CROWS',
    name: 'Two crows',
    rule: 'long white; black that gaps up; black that opens within it and closes within the first',
    lookback: 12,
    detect: (c) =>
      c.isWhite(2) &&
      c.hasLongBody(2) &&
      c.isBlack(1) &&
      c.bodyGapsUp(1, 2) &&
      c.isBlack(0) &&
      c.open(0) < c.open(1) &&
      c.open(0) > c.close(1) &&
      c.close(0) > c.open(2) &&
      c.close(0) < c.close(2)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdl3Inside',
    talib: 'CDL3INSIDE',
    name: 'Three inside up/down',
    rule: 'long body; short body within it; close beyond the first open, against its colour',
    lookback: 12,
    detect: (c) =>
      c.hasLongBody(2) &&
      c.hasNoLongBody(1) &&
      c.top(1) < c.top(2) &&
      c.bottom(1) > c.bottom(2) &&
      c.color(0) === -c.color(2) &&
      (c.isWhite(2) ? c.close(0) < c.open(2) : c.close(0) > c.open(2))
        ? -100 * c.color(2)
        : 0,
  }),
  definePattern({
    id: 'cdl3Outside',
    talib: 'CDL3OUTSIDE',
    name: 'Three outside up/down',
    rule: 'body; body of the opposite colour around it; close further in that direction',
    lookback: 3,
    detect: (c) =>
      (c.isWhite(1) &&
        c.isBlack(2) &&
        c.close(1) > c.open(2) &&
        c.open(1) < c.close(2) &&
        c.close(0) > c.close(1)) ||
      (c.isBlack(1) &&
        c.isWhite(2) &&
        c.open(1) > c.close(2) &&
        c.close(1) < c.open(2) &&
        c.close(0) < c.close(1))
        ? 100 * c.color(1)
        : 0,
  }),
  definePattern({
    id: 'cdlAbandonedBaby',
    talib: 'CDLABANDONEDBABY',
    name: 'Abandoned baby',
    rule: 'long body; doji that gaps away with its shadows; body of the opposite colour that gaps back into the first',
    lookback: 12,
    penetration: 0.3,
    detect: (c, penetration) => {
      const color = c.color(2)
      return c.hasLongBody(2) &&
        c.isDoji(1) &&
        c.body(0) > c.average(BODY_SHORT, 0) &&
        c.color(0) === -color &&
        (c.close(2) - c.close(0)) * color > c.body(2) * penetration &&
        (color === 1 ? c.gapsUp(1, 2) && c.gapsDown(0, 1) : c.gapsDown(1, 2) && c.gapsUp(0, 1))
        ? 100 * c.color(0)
        : 0
    },
  }),
  definePattern({
    id: 'cdlEveningStar',
    talib: 'CDLEVENINGSTAR',
    name: 'Evening star',
    rule: 'long white; short body that gaps up; black body deep into the first',
    lookback: 12,
    penetration: 0.3,
    detect: (c, penetration) => (isStar(c, 1, false, penetration) ? -100 : 0),
  }),
  definePattern({
    id: 'cdlEveningDojiStar',
    talib: 'CDLEVENINGDOJISTAR',
    name: 'Evening doji star',
    rule: 'long white; doji that gaps up; black body deep into the first',
    lookback: 12,
    penetration: 0.3,
    detect: (c, penetration) => (isStar(c, 1, true, penetration) ? -100 : 0),
  }),
  definePattern({
    id: 'cdlMorningStar',
    talib: 'CDLMORNINGSTAR',
    name: 'Morning star',
    rule: 'long black; short body that gaps down; white body deep into the first',
    lookback: 12,
    penetration: 0.3,
    detect: (c, penetration) => (isStar(c, -1, false, penetration) ? 100 : 0),
  }),
  definePattern({
    id: 'cdlMorningDojiStar',
    talib: 'CDLMORNINGDOJISTAR',
    name: 'Morning doji star',
    rule: 'long black; doji that gaps down; white body deep into the first',
    lookback: 12,
    penetration: 0.3,
    detect: (c, penetration) => (isStar(c, -1, true, penetration) ? 100 : 0),
  }),
  definePattern({
    id: 'cdlStickSandwich',
    talib: 'CDLSTICKSANDWICH',
    name: 'Stick sandwich',
    rule: 'black; white that trades above its close; black with an equal close',
    lookback: 7,
    detect: (c) =>
      c.isBlack(2) &&
      c.isWhite(1) &&
      c.isBlack(0) &&
      c.low(1) > c.close(2) &&
      c.isEqual(c.close(0), c.close(2), 2)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlTristar',
    talib: 'CDLTRISTAR',
    name: 'Tristar',
    rule: 'three dojis, the middle one gapping away from the first and beyond the last',
    lookback: 12,
    detect: (c) => {
      const doji = c.average(BODY_DOJI, 2)
      if (c.body(2) > doji || c.body(1) > doji || c.body(0) > doji) return 0
      if (c.bodyGapsUp(1, 2) && c.top(0) < c.top(1)) return -100
      return c.bodyGapsDown(1, 2) && c.bottom(0) > c.bottom(1) ? 100 : 0
    },
  }),
  definePattern({
    id: 'cdlUnique3River',
    talib: 'CDLUNIQUE3RIVER',
    name: 'Unique three river',
    rule: 'long black; black harami with a lower low; short white below it',
    lookback: 12,
    detect: (c) =>
      c.hasLongBody(2) &&
      c.isBlack(2) &&
      c.isBlack(1) &&
      c.close(1) > c.close(2) &&
      c.open(1) <= c.open(2) &&
      c.low(1) < c.low(2) &&
      c.hasShortBody(0) &&
      c.isWhite(0) &&
      c.open(0) > c.low(1)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlUpsideGap2Crows',
    talib: 'CDLUPSIDEGAP2CROWS',
    name: 'Upside gap two crows',
    rule: 'long white; short black that gaps up; black around it that stays above the first close',
    lookback: 12,
    detect: (c) =>
      c.isWhite(2) &&
      c.hasLongBody(2) &&
      c.isBlack(1) &&
      c.hasNoLongBody(1) &&
      c.bodyGapsUp(1, 2) &&
      c.isBlack(0) &&
      c.open(0) > c.open(1) &&
      c.close(0) < c.close(1) &&
      c.close(0) > c.close(2)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlGapSideSideWhite',
    talib: 'CDLGAPSIDESIDEWHITE',
    name: 'Side-by-side white lines',
    rule: 'body; two white bodies of one size and open that both gap away from it',
    lookback: 7,
    detect: (c) => {
      const up = c.bodyGapsUp(1, 2) && c.bodyGapsUp(0, 2)
      const down = c.bodyGapsDown(1, 2) && c.bodyGapsDown(0, 2)
      const near = c.average(NEAR, 1)
      return (up || down) &&
        c.isWhite(1) &&
        c.isWhite(0) &&
        c.body(0) >= c.body(1) - near &&
        c.body(0) <= c.body(1) + near &&
        c.open(0) >= c.open(1) - c.average(EQUAL, 1) &&
        c.open(0) <= c.open(1) + c.average(EQUAL, 1)
        ? up
          ? 100
          : -100
        : 0
    },
  }),
  definePattern({
    id: 'cdlTasukiGap',
    talib: 'CDLTASUKIGAP',
    name: 'Tasuki gap',
    rule: 'body; body that gaps away; body of the opposite colour and like size that closes within the gap',
    lookback: 7,
    detect: (c) => {
      const isUp = c.bodyGapsUp(1, 2) && c.isWhite(1) && c.isBlack(0)
      const isDown = c.bodyGapsDown(1, 2) && c.isBlack(1) && c.isWhite(0)
      const fits = isUp
        ? c.open(0) < c.close(1) && c.open(0) > c.open(1) && c.close(0) < c.open(1) && c.close(0) > c.top(2)
        : isDown &&
          c.open(0) < c.open(1) &&
          c.open(0) > c.close(1) &&
          c.close(0) > c.open(1) &&
          c.close(0) < c.bottom(2)
      return fits && Math.abs(c.body(1) - c.body(0)) < c.average(NEAR, 1) ? 100 * c.color(1) : 0
    },
  }),
  definePattern({
    id: 'cdlXSideGap3Methods',
    talib: 'CDLXSIDEGAP3METHODS',
    name: 'Up/downside gap three methods',
    rule: 'two bodies of one colour with a gap; body of the other colour that opens in the second and closes in the first',
    lookback: 2,
    detect: (c) =>
      c.color(2) === c.color(1) &&
      c.color(1) === -c.color(0) &&
      c.open(0) < c.top(1) &&
      c.open(0) > c.bottom(1) &&
      c.close(0) < c.top(2) &&
      c.close(0) > c.bottom(2) &&
      (c.isWhite(2) ? c.bodyGapsUp(1, 2) : c.bodyGapsDown(1, 2))
        ? 100 * c.color(2)
        : 0,
  }),
]
