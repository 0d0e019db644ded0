import { symbolSchema } from '../../../shared/domain/instrument.ts'

/** Words of file names that are not a symbol. */
const WORDS = new Set(
  (
    'daily day hour hourly minute min weekly monthly month week intraday iday tick ticks trade trades quote quotes bar bars ohlc ohlcv ' +
    'candle candles kline klines price prices data dataset history historical hist export download csv usd eur raw adjusted ' +
    'adj index finance yahoo stock stocks equity equities fx forex crypto futures future perp spot bid ask utc the of and ' +
    'continuous sample samples test train india bokeh skfolio factors finam stooq binance coinbase bitfinex kraken bitstamp ' +
    'oanda dukascopy eurex hkfe nasdaq nyse cme cboe split div bad fixed error missing'
  ).split(' '),
)

/** Suffixes with which Yahoo Finance marks an exchange, and which files write with a hyphen. */
const YAHOO_SUFFIX = /^([A-Z0-9]{1,8})-(T|L|DE|PA|TA|HK|TO|AX|MI|AS|SW|NS|BO|SA|KS|SS|SZ)(?=[-_. ]|$)/

/** The likeliest symbol in a file's name; the name without its endings where nothing looks like one. */
export function symbolFromFileName(fileName: string): { symbol: string; sure: boolean } {
  const base = fileName.replace(/(\.(csv|tsv|txt|json|jsonl|ndjson|parquet|gz))+$/i, '')
  const yahoo = YAHOO_SUFFIX.exec(base)
  if (yahoo) return { symbol: `${yahoo[1]}.${yahoo[2]}`, sure: true }
  const tokens = base
    .split(/[\s_()[\]-]+/)
    .filter((token) => token !== '' && !WORDS.has(token.toLowerCase()) && !/^\d+([.:]\d+)*$/.test(token))
    .filter((token) => !/^\d{1,4}(s|m|h|d|w|mo|min)$/i.test(token))
  const upper = tokens.find((token) => /^[A-Z0-9.^=]*[A-Z][A-Z0-9.^=]*$/.test(token))
  const candidate = upper ?? tokens[0]?.toUpperCase() ?? base.toUpperCase()
  return { symbol: cleanSymbol(candidate) ?? 'DATA', sure: upper !== undefined }
}

/**
 * A text as a symbol: spaces become `_`, characters that no symbol has are left out. Undefined where nothing remains.
 * The parser's SQL follows the same rule.
 */
export function cleanSymbol(text: string): string | undefined {
  const cleaned = text
    .trim()
    .replace(/\s+/gu, '_')
    .replace(/[^\p{L}\p{N}._^=/:-]/gu, '')
  const symbol = cleaned.replace(/^[^\p{L}\p{N}]+/u, '').slice(0, 40)
  return symbolSchema.safeParse(symbol).success ? symbol : undefined
}
