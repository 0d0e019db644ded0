import { NEAR } from './candles.ts'
import { definePattern } from './definePattern.ts'

/** Patterns of four and five candles. */
export const LONGER_PATTERNS = [
  definePattern({
    id: 'cdl3LineStrike',
    talib: 'CDL3LINESTRIKE',
    name: 'Three-line strike',
    rule: 'three bodies of one colour going on; body of the other colour from beyond the last to beyond the first',
    lookback: 8,
    detect: (c) => {
      const color = c.color(1)
      return c.color(3) === c.color(2) &&
        c.color(2) === color &&
        c.color(0) === -color &&
        c.open(2) >= c.bottom(3) - c.average(NEAR, 3) &&
        c.open(2) <= c.top(3) + c.average(NEAR, 3) &&
        c.open(1) >= c.bottom(2) - c.average(NEAR, 2) &&
        c.open(1) <= c.top(2) + c.average(NEAR, 2) &&
        (c.close(1) - c.close(2)) * color > 0 &&
        (c.close(2) - c.close(3)) * color > 0 &&
        (c.open(0) - c.close(1)) * color > 0 &&
        (c.close(0) - c.open(3)) * color < 0
        ? 100 * color
        : 0
    },
  }),
  definePattern({
    id: 'cdlConcealBabySwall',
    talib: 'CDLCONCEALBABYSWALL',
    name: 'Concealing baby swallow',
    rule: 'two black marubozus; black that gaps down with an upper shadow into them; black around it',
    lookback: 13,
    detect: (c) =>
      [3, 2, 1, 0].every((ago) => c.isBlack(ago)) &&
      c.hasNoLowerShadow(3) &&
      c.hasNoUpperShadow(3) &&
      c.hasNoLowerShadow(2) &&
      c.hasNoUpperShadow(2) &&
      c.bodyGapsDown(1, 2) &&
      !c.hasNoUpperShadow(1) &&
      c.high(1) > c.close(2) &&
      c.high(0) > c.high(1) &&
      c.low(0) < c.low(1)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlBreakaway',
    talib: 'CDLBREAKAWAY',
    name: 'Breakaway',
    rule: 'long body; gap in its direction; two candles further; body of the other colour that closes in the gap',
    lookback: 14,
    detect: (c) => {
      const color = c.color(4)
      if (!c.hasLongBody(4) || c.color(3) !== color || c.color(1) !== color || c.color(0) !== -color) return 0
      const fits =
        color === -1
          ? c.bodyGapsDown(3, 4) &&
            c.high(2) < c.high(3) &&
            c.low(2) < c.low(3) &&
            c.high(1) < c.high(2) &&
            c.low(1) < c.low(2) &&
            c.close(0) > c.open(3) &&
            c.close(0) < c.close(4)
          : c.bodyGapsUp(3, 4) &&
            c.high(2) > c.high(3) &&
            c.low(2) > c.low(3) &&
            c.high(1) > c.high(2) &&
            c.low(1) > c.low(2) &&
            c.close(0) < c.open(3) &&
            c.close(0) > c.close(4)
      return fits ? 100 * c.color(0) : 0
    },
  }),
  definePattern({
    id: 'cdlLadderBottom',
    talib: 'CDLLADDERBOTTOM',
    name: 'Ladder bottom',
    rule: 'three falling black bodies; black with an upper shadow; white above it',
    lookback: 14,
    detect: (c) =>
      [4, 3, 2, 1].every((ago) => c.isBlack(ago)) &&
      c.open(4) > c.open(3) &&
      c.open(3) > c.open(2) &&
      c.close(4) > c.close(3) &&
      c.close(3) > c.close(2) &&
      !c.hasNoUpperShadow(1) &&
      c.isWhite(0) &&
      c.open(0) > c.open(1) &&
      c.close(0) > c.high(1)
        ? 100
        : 0,
  }),
  definePattern({
    id: 'cdlMatHold',
    talib: 'CDLMATHOLD',
    name: 'Mat hold',
    rule: 'long white; three short bodies that gap up and drift down, not deep into the first; white to a new high',
    lookback: 14,
    penetration: 0.5,
    detect: (c, penetration) => {
      const floor = c.close(4) - c.body(4) * penetration
      return c.hasLongBody(4) &&
        [3, 2, 1].every((ago) => c.hasShortBody(ago)) &&
        c.isWhite(4) &&
        c.isBlack(3) &&
        c.isWhite(0) &&
        c.bodyGapsUp(3, 4) &&
        c.bottom(2) < c.close(4) &&
        c.bottom(1) < c.close(4) &&
        c.bottom(2) > floor &&
        c.bottom(1) > floor &&
        c.top(2) < c.open(3) &&
        c.top(1) < c.top(2) &&
        c.open(0) > c.close(1) &&
        c.close(0) > Math.max(c.high(3), c.high(2), c.high(1))
        ? 100
        : 0
    },
  }),
  definePattern({
    id: 'cdlRiseFall3Methods',
    talib: 'CDLRISEFALL3METHODS',
    name: 'Rising/falling three methods',
    rule: 'long body; three short bodies of the other colour within its range; long body beyond the first close',
    lookback: 14,
    detect: (c) => {
      const color = c.color(4)
      return c.hasLongBody(4) &&
        [3, 2, 1].every(
          (ago) =>
            c.hasShortBody(ago) &&
            c.color(ago) === -color &&
            c.bottom(ago) < c.high(4) &&
            c.top(ago) > c.low(4),
        ) &&
        c.hasLongBody(0) &&
        c.color(0) === color &&
        (c.close(2) - c.close(3)) * color < 0 &&
        (c.close(1) - c.close(2)) * color < 0 &&
        (c.open(0) - c.close(1)) * color > 0 &&
        (c.close(0) - c.close(4)) * color > 0
        ? 100 * color
        : 0
    },
  }),
]
