import type { AssetClass } from '../../../shared/domain/instrument.ts'
import type { Confidence } from './notes.ts'

/**
 * Value of one point of price of well known futures, by root, in the currency of the contract, after the contract
 * specifications of CME Group (grains and soybeans are quoted in cents a bushel), Eurex and HKEX.
 */
const CONTRACT_SIZES: Readonly<Record<string, number>> = {
  ES: 50,
  MES: 5,
  NQ: 20,
  MNQ: 2,
  YM: 5,
  RTY: 50,
  CL: 1000,
  NG: 10_000,
  GC: 100,
  SI: 5000,
  HG: 25_000,
  ZC: 50,
  ZS: 50,
  ZW: 50,
  ZN: 1000,
  ZB: 1000,
  FESX: 10,
  FDAX: 25,
  FGBL: 1000,
  HSI: 50,
  MHI: 10,
}

/** Root, then nothing, a delivery month with a year (`ESZ24`) or digits of the expiry (`FESX202406`). */
const CONTRACT = /^([A-Z]{2,4}?)[-_.=]?(?:[FGHJKMNQUVXZ]\d{1,4}|\d{4,8}|F)?$/

/** The multiplier of an instrument: what one point of its price is worth for one unit. */
export function guessContractSize(
  symbol: string,
  assetClass: AssetClass,
): { readonly multiplier: number; readonly reason: string; readonly confidence: Confidence } {
  if (assetClass === 'option') {
    return { multiplier: 100, reason: 'an option is commonly on 100 shares', confidence: 'guess' }
  }
  if (assetClass !== 'future') {
    return { multiplier: 1, reason: 'one unit is worth its price', confidence: 'likely' }
  }
  const root = CONTRACT.exec(symbol.toUpperCase())?.[1] ?? ''
  const size = Object.hasOwn(CONTRACT_SIZES, root) ? CONTRACT_SIZES[root] : undefined
  return size === undefined
    ? { multiplier: 1, reason: 'the contract size of this future is not known here', confidence: 'guess' }
    : { multiplier: size, reason: `the contract size of ${root}`, confidence: 'likely' }
}
