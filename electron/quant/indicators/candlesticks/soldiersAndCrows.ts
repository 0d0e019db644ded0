import { BODY_SHORT, type Candles, EQUAL, FAR, NEAR, SHADOW_LONG, SHADOW_SHORT } from './candles.ts'
import { definePattern } from './definePattern.ts'

const LAST_THREE = [2, 1, 0]

/** Three white bodies, each closing higher. */
function risesThrice(c: Candles): boolean {
  return c.isWhite(2) && c.isWhite(1) && c.isWhite(0) && c.close(0) > c.close(1) && c.close(1) > c.close(2)
}

/** Whether the candle opens within the body before, or slightly above it. */
function opensWithin(c: Candles, ago: number): boolean {
  return c.open(ago) > c.open(ago + 1) && c.open(ago) <= c.close(ago + 1) + c.average(NEAR, ago + 1)
}

/** Marches of three candles of one colour. */
export const SOLDIERS_AND_CROWS = [
  definePattern({
    id: 'cdl3WhiteSoldiers',
    talib: 'CDL3WHITESOLDIERS',
    name: 'Three advancing white soldiers',
    rule: 'three white bodies without upper shadows, each opening in the one before, none much shorter',
    lookback: 12,
    detect: (c) =>
      risesThrice(c) &&
      LAST_THREE.every((ago) => c.hasNoUpperShadow(ago)) &&
      opensWithin(c, 1) &&
      opensWithin(c, 0) &&
      c.body(1) > c.body(2) - c.average(FAR, 2) &&
      c.body(0) > c.body(1) - c.average(FAR, 1) &&
      c.body(0) > c.average(BODY_SHORT, 0)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlAdvanceBlock',
    talib: 'CDLADVANCEBLOCK',
    name: 'Advance block',
    rule: 'three white soldiers that weaken: shrinking bodies or growing upper shadows',
    lookback: 12,
    detect: (c) =>
      risesThrice(c) &&
      opensWithin(c, 1) &&
      opensWithin(c, 0) &&
      c.hasLongBody(2) &&
      c.upperShadow(2) < c.average(SHADOW_SHORT, 2) &&
      ((c.body(1) < c.body(2) - c.average(FAR, 2) && c.body(0) < c.body(1) + c.average(NEAR, 1)) ||
        c.body(0) < c.body(1) - c.average(FAR, 1) ||
        (c.body(0) < c.body(1) &&
          c.body(1) < c.body(2) &&
          (c.upperShadow(0) > c.average(SHADOW_SHORT, 0) || c.upperShadow(1) > c.average(SHADOW_SHORT, 1))) ||
        (c.body(0) < c.body(1) && c.upperShadow(0) > c.average(SHADOW_LONG, 0)))
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlStalledPattern',
    talib: 'CDLSTALLEDPATTERN',
    name: 'Stalled pattern',
    rule: 'two long white bodies; short white body at the end of the second',
    lookback: 12,
    detect: (c) =>
      risesThrice(c) &&
      c.hasLongBody(2) &&
      c.hasLongBody(1) &&
      c.hasNoUpperShadow(1) &&
      opensWithin(c, 1) &&
      c.hasShortBody(0) &&
      c.open(0) >= c.close(1) - c.body(0) - c.average(NEAR, 1)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdl3BlackCrows',
    talib: 'CDL3BLACKCROWS',
    name: 'Three black crows',
    rule: 'white; three black bodies without lower shadows, each opening in the one before, the first below the high of the white',
    lookback: 13,
    detect: (c) =>
      c.isWhite(3) &&
      LAST_THREE.every((ago) => c.isBlack(ago) && c.hasNoLowerShadow(ago)) &&
      c.open(1) < c.open(2) &&
      c.open(1) > c.close(2) &&
      c.open(0) < c.open(1) &&
      c.open(0) > c.close(1) &&
      c.high(3) > c.close(2) &&
      c.close(2) > c.close(1) &&
      c.close(1) > c.close(0)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdlIdentical3Crows',
    talib: 'CDLIDENTICAL3CROWS',
    name: 'Identical three crows',
    rule: 'three falling black bodies without lower shadows, each opening at the close before',
    lookback: 12,
    detect: (c) =>
      LAST_THREE.every((ago) => c.isBlack(ago) && c.hasNoLowerShadow(ago)) &&
      c.close(2) > c.close(1) &&
      c.close(1) > c.close(0) &&
      c.open(1) <= c.close(2) + c.average(EQUAL, 2) &&
      c.open(1) >= c.close(2) - c.average(EQUAL, 2) &&
      c.open(0) <= c.close(1) + c.average(EQUAL, 1) &&
      c.open(0) >= c.close(1) - c.average(EQUAL, 1)
        ? -100
        : 0,
  }),
  definePattern({
    id: 'cdl3StarsInSouth',
    talib: 'CDL3STARSINSOUTH',
    name: 'Three stars in the south',
    rule: 'three shrinking black candles: long with a long lower shadow, smaller with a higher low, short marubozu within it',
    lookback: 12,
    detect: (c) =>
      LAST_THREE.every((ago) => c.isBlack(ago)) &&
      c.hasLongBody(2) &&
      c.lowerShadow(2) > c.average(SHADOW_LONG, 2) &&
      c.body(1) < c.body(2) &&
      c.open(1) > c.close(2) &&
      c.open(1) <= c.high(2) &&
      c.low(1) < c.close(2) &&
      c.low(1) >= c.low(2) &&
      !c.hasNoLowerShadow(1) &&
      c.hasShortBody(0) &&
      c.hasNoLowerShadow(0) &&
      c.hasNoUpperShadow(0) &&
      c.low(0) > c.low(1) &&
      c.high(0) < c.high(1)
        ? 100
        : 0,
  }),
]
