/** Written from the definitions of the indicators; quarterdeck.d.ts documents them. */
import { indicatorOutputs, real } from '../indicatorNode.ts'
import type { Series } from '../quarterdeck.d.ts'

export function cdlBeltHold(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlBeltHold', { open, high, low, close }, {})(0)
}

export function cdlClosingMarubozu(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlClosingMarubozu', { open, high, low, close }, {})(0)
}

export function cdlMarubozu(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlMarubozu', { open, high, low, close }, {})(0)
}

export function cdlDoji(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlDoji', { open, high, low, close }, {})(0)
}

export function cdlDragonflyDoji(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlDragonflyDoji', { open, high, low, close }, {})(0)
}

export function cdlGravestoneDoji(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlGravestoneDoji', { open, high, low, close }, {})(0)
}

export function cdlLongLeggedDoji(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlLongLeggedDoji', { open, high, low, close }, {})(0)
}

export function cdlRickshawMan(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlRickshawMan', { open, high, low, close }, {})(0)
}

export function cdlTakuri(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlTakuri', { open, high, low, close }, {})(0)
}

export function cdlHighWave(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHighWave', { open, high, low, close }, {})(0)
}

export function cdlSpinningTop(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlSpinningTop', { open, high, low, close }, {})(0)
}

export function cdlLongLine(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlLongLine', { open, high, low, close }, {})(0)
}

export function cdlShortLine(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlShortLine', { open, high, low, close }, {})(0)
}

export function cdlHammer(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHammer', { open, high, low, close }, {})(0)
}

export function cdlHangingMan(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHangingMan', { open, high, low, close }, {})(0)
}

export function cdlInvertedHammer(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlInvertedHammer', { open, high, low, close }, {})(0)
}

export function cdlShootingStar(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlShootingStar', { open, high, low, close }, {})(0)
}

export function cdlCounterattack(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlCounterattack', { open, high, low, close }, {})(0)
}

export function cdlDarkCloudCover(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.5,
): Series {
  return indicatorOutputs(
    'cdlDarkCloudCover',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlDojiStar(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlDojiStar', { open, high, low, close }, {})(0)
}

export function cdlEngulfing(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlEngulfing', { open, high, low, close }, {})(0)
}

export function cdlHarami(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHarami', { open, high, low, close }, {})(0)
}

export function cdlHaramiCross(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHaramiCross', { open, high, low, close }, {})(0)
}

export function cdlHomingPigeon(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHomingPigeon', { open, high, low, close }, {})(0)
}

export function cdlInNeck(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlInNeck', { open, high, low, close }, {})(0)
}

export function cdlOnNeck(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlOnNeck', { open, high, low, close }, {})(0)
}

export function cdlThrusting(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlThrusting', { open, high, low, close }, {})(0)
}

export function cdlPiercing(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlPiercing', { open, high, low, close }, {})(0)
}

export function cdlKicking(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlKicking', { open, high, low, close }, {})(0)
}

export function cdlKickingByLength(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlKickingByLength', { open, high, low, close }, {})(0)
}

export function cdlMatchingLow(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlMatchingLow', { open, high, low, close }, {})(0)
}

export function cdlSeparatingLines(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlSeparatingLines', { open, high, low, close }, {})(0)
}

export function cdl2Crows(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl2Crows', { open, high, low, close }, {})(0)
}

export function cdl3Inside(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl3Inside', { open, high, low, close }, {})(0)
}

export function cdl3Outside(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl3Outside', { open, high, low, close }, {})(0)
}

export function cdlAbandonedBaby(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.3,
): Series {
  return indicatorOutputs(
    'cdlAbandonedBaby',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlEveningStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.3,
): Series {
  return indicatorOutputs(
    'cdlEveningStar',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlEveningDojiStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.3,
): Series {
  return indicatorOutputs(
    'cdlEveningDojiStar',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlMorningStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.3,
): Series {
  return indicatorOutputs(
    'cdlMorningStar',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlMorningDojiStar(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.3,
): Series {
  return indicatorOutputs(
    'cdlMorningDojiStar',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlStickSandwich(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlStickSandwich', { open, high, low, close }, {})(0)
}

export function cdlTristar(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlTristar', { open, high, low, close }, {})(0)
}

export function cdlUnique3River(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlUnique3River', { open, high, low, close }, {})(0)
}

export function cdlUpsideGap2Crows(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlUpsideGap2Crows', { open, high, low, close }, {})(0)
}

export function cdlGapSideSideWhite(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlGapSideSideWhite', { open, high, low, close }, {})(0)
}

export function cdlTasukiGap(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlTasukiGap', { open, high, low, close }, {})(0)
}

export function cdlXSideGap3Methods(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlXSideGap3Methods', { open, high, low, close }, {})(0)
}

export function cdl3WhiteSoldiers(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl3WhiteSoldiers', { open, high, low, close }, {})(0)
}

export function cdlAdvanceBlock(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlAdvanceBlock', { open, high, low, close }, {})(0)
}

export function cdlStalledPattern(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlStalledPattern', { open, high, low, close }, {})(0)
}

export function cdl3BlackCrows(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl3BlackCrows', { open, high, low, close }, {})(0)
}

export function cdlIdentical3Crows(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlIdentical3Crows', { open, high, low, close }, {})(0)
}

export function cdl3StarsInSouth(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl3StarsInSouth', { open, high, low, close }, {})(0)
}

export function cdl3LineStrike(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdl3LineStrike', { open, high, low, close }, {})(0)
}

export function cdlConcealBabySwall(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlConcealBabySwall', { open, high, low, close }, {})(0)
}

export function cdlBreakaway(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlBreakaway', { open, high, low, close }, {})(0)
}

export function cdlLadderBottom(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlLadderBottom', { open, high, low, close }, {})(0)
}

export function cdlMatHold(
  open: Series,
  high: Series,
  low: Series,
  close: Series,
  penetration = 0.5,
): Series {
  return indicatorOutputs(
    'cdlMatHold',
    { open, high, low, close },
    { penetration: real(penetration, 0, 100) },
  )(0)
}

export function cdlRiseFall3Methods(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlRiseFall3Methods', { open, high, low, close }, {})(0)
}

export function cdlHikkake(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHikkake', { open, high, low, close }, {})(0)
}

export function cdlHikkakeMod(open: Series, high: Series, low: Series, close: Series): Series {
  return indicatorOutputs('cdlHikkakeMod', { open, high, low, close }, {})(0)
}
