import { bulkBuyVolumeIndicator, vpinIndicator } from './bulkVolume.ts'
import { edgeSpreadIndicator } from './edgeSpread.ts'
import {
  hasbrouckLambdaIndicator,
  kyleLambdaIndicator,
  leeReadyIndicator,
  orderFlowImbalanceIndicator,
  signedVolumeIndicator,
  tickRuleIndicator,
} from './orderFlow.ts'
import {
  bookImbalanceIndicator,
  effectiveSpreadIndicator,
  micropriceIndicator,
  quotedSpreadIndicator,
  quoteMiddleIndicator,
  realisedSpreadIndicator,
} from './quotes.ts'
import {
  abdiRanaldoSpreadIndicator,
  corwinSchultzSpreadIndicator,
  rollSpreadIndicator,
} from './spreadEstimates.ts'
import {
  amihudIlliquidityIndicator,
  dollarVolumeIndicator,
  relativeVolumeIndicator,
  volumeZScoreIndicator,
} from './volumes.ts'
import { anchoredVwapIndicator, rollingTwapIndicator, rollingVwapIndicator } from './vwap.ts'

/** Trades, quotes and what trading costs. */
export const MICROSTRUCTURE = [
  rollingVwapIndicator,
  anchoredVwapIndicator,
  rollingTwapIndicator,
  volumeZScoreIndicator,
  relativeVolumeIndicator,
  dollarVolumeIndicator,
  amihudIlliquidityIndicator,
  kyleLambdaIndicator,
  hasbrouckLambdaIndicator,
  rollSpreadIndicator,
  corwinSchultzSpreadIndicator,
  abdiRanaldoSpreadIndicator,
  edgeSpreadIndicator,
  bulkBuyVolumeIndicator,
  vpinIndicator,
  tickRuleIndicator,
  leeReadyIndicator,
  signedVolumeIndicator,
  orderFlowImbalanceIndicator,
  bookImbalanceIndicator,
  quoteMiddleIndicator,
  micropriceIndicator,
  quotedSpreadIndicator,
  effectiveSpreadIndicator,
  realisedSpreadIndicator,
]
