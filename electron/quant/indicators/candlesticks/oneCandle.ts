import { NEAR, SHADOW_LONG, SHADOW_SHORT, SHADOW_VERY_LONG, SHADOW_VERY_SHORT } from './candles.ts'
import { definePattern } from './definePattern.ts'

/** Patterns that one candle makes, some against the one before. */
export const ONE_CANDLE = [
  definePattern({
    id: 'cdlBeltHold',
    talib: 'CDLBELTHOLD',
    name: 'Belt-hold',
    rule: 'long body that opens at its end: white without lower shadow, black without upper shadow',
    lookback: 10,
    detect: (c) =>
      c.hasLongBody(0) && (c.isWhite(0) ? c.hasNoLowerShadow(0) : c.hasNoUpperShadow(0))
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlClosingMarubozu',
    talib: 'CDLCLOSINGMARUBOZU',
    name: 'Closing marubozu',
    rule: 'long body that closes at its end: white without upper shadow, black without lower shadow',
    lookback: 10,
    detect: (c) =>
      c.hasLongBody(0) && (c.isWhite(0) ? c.hasNoUpperShadow(0) : c.hasNoLowerShadow(0))
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlMarubozu',
    talib: 'CDLMARUBOZU',
    name: 'Marubozu',
    rule: 'long body without shadows',
    lookback: 10,
    detect: (c) => (c.isMarubozu(0) ? 100 * c.color(0) : 0),
  }),
  definePattern({
    id: 'cdlDoji',
    talib: 'CDLDOJI',
    name: 'Doji',
    rule: 'no body to speak of',
    lookback: 10,
    detect: (c) => (c.isDoji(0) ? 100 : 0),
  }),
  definePattern({
    id: 'cdlDragonflyDoji',
    talib: 'CDLDRAGONFLYDOJI',
    name: 'Dragonfly doji',
    rule: 'doji at the top of its range with a lower shadow',
    lookback: 10,
    detect: (c) =>
      c.isDoji(0) && c.hasNoUpperShadow(0) && c.lowerShadow(0) > c.average(SHADOW_VERY_SHORT, 0) ? 100 : 0,
  }),
  definePattern({
    id: 'cdlGravestoneDoji',
    talib: 'CDLGRAVESTONEDOJI',
    name: 'Gravestone doji',
    rule: 'doji at the bottom of its range with an upper shadow',
    lookback: 10,
    detect: (c) =>
      c.isDoji(0) && c.hasNoLowerShadow(0) && c.upperShadow(0) > c.average(SHADOW_VERY_SHORT, 0) ? 100 : 0,
  }),
  definePattern({
    id: 'cdlLongLeggedDoji',
    talib: 'CDLLONGLEGGEDDOJI',
    name: 'Long-legged doji',
    rule: 'doji with a long shadow on either side',
    lookback: 10,
    detect: (c) =>
      c.isDoji(0) &&
      (c.lowerShadow(0) > c.average(SHADOW_LONG, 0) || c.upperShadow(0) > c.average(SHADOW_LONG, 0))
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlRickshawMan',
    talib: 'CDLRICKSHAWMAN',
    name: 'Rickshaw man',
    rule: 'doji with two long shadows, its body near the middle of the range',
    lookback: 10,
    detect: (c) => {
      const middle = c.low(0) + c.range(0) / 2
      const near = c.average(NEAR, 0)
      return c.isDoji(0) &&
        c.lowerShadow(0) > c.average(SHADOW_LONG, 0) &&
        c.upperShadow(0) > c.average(SHADOW_LONG, 0) &&
        c.bottom(0) <= middle + near &&
        c.top(0) >= middle - near
        ? 100
        : 0
    },
  }),
  definePattern({
    id: 'cdlTakuri',
    talib: 'CDLTAKURI',
    name: 'Takuri line',
    rule: 'dragonfly doji with a very long lower shadow',
    lookback: 10,
    detect: (c) =>
      c.isDoji(0) && c.hasNoUpperShadow(0) && c.lowerShadow(0) > c.average(SHADOW_VERY_LONG, 0) ? 100 : 0,
  }),
  definePattern({
    id: 'cdlHighWave',
    talib: 'CDLHIGHWAVE',
    name: 'High-wave candle',
    rule: 'short body with two very long shadows',
    lookback: 10,
    detect: (c) =>
      c.hasShortBody(0) &&
      c.upperShadow(0) > c.average(SHADOW_VERY_LONG, 0) &&
      c.lowerShadow(0) > c.average(SHADOW_VERY_LONG, 0)
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlSpinningTop',
    talib: 'CDLSPINNINGTOP',
    name: 'Spinning top',
    rule: 'short body with two shadows longer than it',
    lookback: 10,
    detect: (c) =>
      c.hasShortBody(0) && c.upperShadow(0) > c.body(0) && c.lowerShadow(0) > c.body(0)
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlLongLine',
    talib: 'CDLLONGLINE',
    name: 'Long line candle',
    rule: 'long body with short shadows',
    lookback: 10,
    detect: (c) =>
      c.hasLongBody(0) &&
      c.upperShadow(0) < c.average(SHADOW_SHORT, 0) &&
      c.lowerShadow(0) < c.average(SHADOW_SHORT, 0)
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlShortLine',
    talib: 'CDLSHORTLINE',
    name: 'Short line candle',
    rule: 'short body with short shadows',
    lookback: 10,
    detect: (c) =>
      c.hasShortBody(0) &&
      c.upperShadow(0) < c.average(SHADOW_SHORT, 0) &&
      c.lowerShadow(0) < c.average(SHADOW_SHORT, 0)
        ? 100 * c.color(0)
        : 0,
  }),
  definePattern({
    id: 'cdlHammer',
    talib: 'CDLHAMMER',
    name: 'Hammer',
    rule: 'short body on a long lower shadow, no upper shadow, near or below the low before',
    lookback: 11,
    detect: (c) =>
      c.hasShortBody(0) &&
      c.lowerShadow(0) > c.average(SHADOW_LONG, 0) &&
      c.hasNoUpperShadow(0) &&
      c.bottom(0) <= c.low(1) + c.average(NEAR, 1)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlHangingMan',
    talib: 'CDLHANGINGMAN',
    name: 'Hanging man',
    rule: 'short body on a long lower shadow, no upper shadow, near or above the high before',
    lookback: 11,
    detect: (c) =>
      c.hasShortBody(0) &&
      c.lowerShadow(0) > c.average(SHADOW_LONG, 0) &&
      c.hasNoUpperShadow(0) &&
      c.bottom(0) >= c.high(1) - c.average(NEAR, 1)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlInvertedHammer',
    talib: 'CDLINVERTEDHAMMER',
    name: 'Inverted hammer',
    rule: 'short body under a long upper shadow, no lower shadow, its body below the body before',
    lookback: 11,
    detect: (c) =>
      c.hasShortBody(0) &&
      c.upperShadow(0) > c.average(SHADOW_LONG, 0) &&
      c.hasNoLowerShadow(0) &&
      c.bodyGapsDown(0, 1)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlShootingStar',
    talib: 'CDLSHOOTINGSTAR',
    name: 'Shooting star',
    rule: 'short body under a long upper shadow, no lower shadow, its body above the body before',
    lookback: 11,
    detect: (c) =>
      c.hasShortBody(0) &&
      c.upperShadow(0) > c.average(SHADOW_LONG, 0) &&
      c.hasNoLowerShadow(0) &&
      c.bodyGapsUp(0, 1)
        ? -100
        : 0,
  }),
]
