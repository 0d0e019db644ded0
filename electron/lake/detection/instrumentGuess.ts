import type { AssetClass } from '../../../shared/domain/instrument.ts'
import { calendarOf, UNKNOWN_CALENDAR } from '../calendars/calendarOf.ts'
import { type FuturesMarket, marketOfContract, marketOfRoot } from './futuresMarket.ts'
import type { Confidence } from './notes.ts'

/** What kind of instrument a symbol and its file suggest. */
export interface InstrumentGuess {
  readonly assetClass: AssetClass
  readonly currency: string
  readonly calendar: string
  readonly timeZone: string
  readonly reason: string
  readonly confidence: Confidence
}

const CURRENCIES = new Set(
  'USD EUR GBP JPY CHF AUD CAD NZD SEK NOK DKK SGD HKD CNH CNY MXN ZAR TRY PLN HUF CZK INR KRW BRL'.split(
    ' ',
  ),
)
const COINS = 'BTC|ETH|XBT|LTC|XRP|ADA|SOL|DOGE|BNB|DOT|LINK|BCH|AVAX|TRX|EOS|XLM|MATIC|ATOM|UNI|SHIB'
const CRYPTO = new RegExp(`^(${COINS})[-/_:]?(USDT|USDC|BUSD|USD|EUR|GBP|BTC|ETH)([-_]?PERP)?$`)
const INDICES = new Set(
  'SPX GSPC SP500 NDX DJI DJIA RUT VIX VXN NIFTY NIFTY50 DAX GDAXI FTSE FTSE100 FCHI AEX N225 HSI STOXX50E'.split(
    ' ',
  ),
)

/** Exchange of indices outside the United States. */
const INDEX_VENUES: Readonly<Record<string, string>> = {
  DAX: 'DE',
  GDAXI: 'DE',
  STOXX50E: 'DE',
  FTSE: 'L',
  FTSE100: 'L',
  FCHI: 'PA',
  AEX: 'AS',
  N225: 'T',
  HSI: 'HK',
  NIFTY: 'NS',
  NIFTY50: 'NS',
}

/** Exchange, zone and currency by Yahoo's suffix. */
const VENUES: Readonly<Record<string, readonly [calendar: string, timeZone: string, currency: string]>> = {
  T: ['XTKS', 'Asia/Tokyo', 'JPY'],
  L: ['XLON', 'Europe/London', 'GBP'],
  DE: ['XETR', 'Europe/Berlin', 'EUR'],
  PA: ['XPAR', 'Europe/Paris', 'EUR'],
  AS: ['XAMS', 'Europe/Amsterdam', 'EUR'],
  MI: ['XMIL', 'Europe/Rome', 'EUR'],
  SW: ['XSWX', 'Europe/Zurich', 'CHF'],
  TA: ['XTAE', 'Asia/Jerusalem', 'ILS'],
  HK: ['XHKG', 'Asia/Hong_Kong', 'HKD'],
  TO: ['XTSE', 'America/Toronto', 'CAD'],
  AX: ['XASX', 'Australia/Sydney', 'AUD'],
  NS: ['XNSE', 'Asia/Kolkata', 'INR'],
  BO: ['XBOM', 'Asia/Kolkata', 'INR'],
  SS: ['XSHG', 'Asia/Shanghai', 'CNY'],
  SZ: ['XSHE', 'Asia/Shanghai', 'CNY'],
  KS: ['XKRX', 'Asia/Seoul', 'KRW'],
  SA: ['BVMF', 'America/Sao_Paulo', 'BRL'],
}

/** Exchanges by a word in the file's name. */
const NAME_HINTS: readonly (readonly [RegExp, AssetClass, string, string, string])[] = [
  [/india|nse\b/i, 'equity', 'XNSE', 'Asia/Kolkata', 'INR'],
  [/eurex/i, 'future', 'XEUR', 'Europe/Berlin', 'EUR'],
  [/hkfe|hkex/i, 'future', 'XHKF', 'Asia/Hong_Kong', 'HKD'],
  [/chain|future/i, 'future', UNKNOWN_CALENDAR, 'UTC', 'USD'],
]

/**
 * Guesses the instrument from its symbol (one of several, where there are), the file's name and what the columns say.
 * Only a guess: the wizard shows it with the reason.
 */
export function guessInstrument(
  symbol: string,
  fileName: string,
  hints: { readonly contract: boolean; readonly exchangeRate: boolean },
): InstrumentGuess {
  const plain = symbol.toUpperCase().replace(/^\^|=X$/g, '')
  const crypto = CRYPTO.exec(plain)
  if (crypto) {
    const perpetual = /perp/i.test(plain) || /perp/i.test(fileName)
    return {
      assetClass: perpetual ? 'crypto-perpetual' : 'crypto-spot',
      currency: crypto[2] ?? 'USD',
      calendar: '24x7',
      timeZone: 'UTC',
      reason: `${symbol} is a pair of a coin and ${crypto[2]}`,
      confidence: 'likely',
    }
  }
  const pair = plain.replace(/[/_-]/, '')
  if (pair.length === 6 && CURRENCIES.has(pair.slice(0, 3)) && CURRENCIES.has(pair.slice(3))) {
    return {
      assetClass: 'fx',
      currency: pair.slice(3),
      calendar: '24x5',
      timeZone: 'UTC',
      reason: `${symbol} is a pair of currencies`,
      confidence: 'likely',
    }
  }
  if (hints.exchangeRate) {
    return {
      assetClass: 'fx',
      currency: 'USD',
      calendar: '24x5',
      timeZone: 'UTC',
      reason: 'the file has a column of exchange rates',
      confidence: 'guess',
    }
  }
  const contract = marketOfContract(symbol.replace(/^\^/, ''))
  if (contract) return future(contract, `${symbol} is a contract of ${contract.root}`, 'likely')
  for (const [pattern, assetClass, calendar, timeZone, currency] of NAME_HINTS) {
    if (!pattern.test(fileName)) continue
    const root = assetClass === 'future' && !INDICES.has(plain) ? marketOfRoot(plain) : undefined
    if (root)
      return future(root, `the file is named so, and ${root.root} is a root of ${root.calendar}`, 'likely')
    const kind = INDICES.has(plain) && !hints.contract ? 'index' : assetClass
    return {
      assetClass: kind,
      calendar,
      timeZone,
      currency,
      reason: 'the file is named so',
      confidence: 'guess',
    }
  }
  const index = hints.contract ? undefined : INDEX_VENUES[plain]
  const venue = VENUES[index ?? plain.split('.')[1] ?? '']
  if (venue) {
    const [exchange, timeZone, currency] = venue
    return {
      assetClass: index === undefined ? 'equity' : 'index',
      calendar: calendarOf(exchange) ? exchange : UNKNOWN_CALENDAR,
      timeZone,
      currency,
      reason:
        index === undefined
          ? `${symbol} has the suffix of ${exchange}`
          : `${symbol} is an index of shares of ${exchange}`,
      confidence: 'likely',
    }
  }
  if (hints.contract) {
    const root = marketOfRoot(plain)
    if (root)
      return future(
        root,
        `the file has a column of contracts, and ${root.root} is one of ${root.calendar}`,
        'likely',
      )
    return {
      assetClass: 'future',
      calendar: UNKNOWN_CALENDAR,
      timeZone: 'UTC',
      currency: 'USD',
      reason: 'the file has a column of contracts',
      confidence: 'guess',
    }
  }
  return {
    assetClass: INDICES.has(plain) ? 'index' : 'equity',
    currency: 'USD',
    calendar: 'XNYS',
    timeZone: 'America/New_York',
    reason: 'nothing says otherwise, so a United States listing is assumed',
    confidence: 'guess',
  }
}

function future(
  { calendar, timeZone, currency }: FuturesMarket,
  reason: string,
  confidence: Confidence,
): InstrumentGuess {
  return { assetClass: 'future', calendar, timeZone, currency, reason, confidence }
}

/** More than these are rounding noise of whoever wrote the file. */
const MOST_DECIMALS = 10

/** The finest step that the sampled prices show, kept to what the asset class trades in. */
export function guessTickSize(prices: readonly string[], assetClass: AssetClass): number {
  let decimals = 0
  let smallest = Number.POSITIVE_INFINITY
  for (const text of prices) {
    const [, fraction = ''] = text.trim().split(/[.,](?=\d*$)/)
    decimals = Math.max(decimals, fraction.replace(/0+$/, '').length)
    const value = Math.abs(Number(text.replace(',', '.')))
    if (value > 0) smallest = Math.min(smallest, value)
  }
  const shares = assetClass === 'equity' || assetClass === 'etf' || assetClass === 'index'
  // Adjusted prices show more decimals than the shares traded in; below a cent the decimals are the price.
  if (shares && smallest >= 0.01) return smallest < 1 ? 0.0001 : 0.01
  return Number(`1e-${Math.min(decimals, MOST_DECIMALS)}`)
}
