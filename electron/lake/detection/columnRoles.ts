import type { ColumnRole } from '../../../shared/domain/importPlan.ts'

/** Names under which vendors write a column, in lower case without anything but letters and digits, best first. */
const NAMES: Readonly<Partial<Record<ColumnRole, readonly string[]>>> = {
  time: [
    'time',
    'timestamp',
    'datetime',
    'dateandtime',
    'datetimeutc',
    't',
    'ts',
    'date',
    'opentime',
    'bartime',
    'tsevent',
    'windowstart',
    'unix',
    'unixtime',
    'epoch',
    'gmttime',
    'localtime',
    'utctime',
    'session',
    'asof',
    'day',
    'tradedate',
    'tradingday',
    'begin',
    'start',
    'index',
    'timeperiod',
  ],
  symbol: [
    'symbol',
    'ticker',
    'contract',
    'instrument',
    'instrumentname',
    'actsymbol',
    'tic',
    'code',
    'asset',
    'pair',
    'root',
    'country',
  ],
  open: ['open', 'o', 'openprice', 'priceopen', 'first', 'openingprice'],
  high: ['high', 'h', 'highprice', 'pricehigh', 'max', 'maxprice'],
  low: ['low', 'l', 'lowprice', 'pricelow', 'min', 'minprice'],
  close: [
    'close',
    'c',
    'closeprice',
    'priceclose',
    'closingprice',
    'price',
    'last',
    'closelast',
    'lastprice',
    'settle',
    'settlement',
    'exchangerate',
    'rate',
    'value',
    'mid',
    'nav',
    'level',
  ],
  'adjusted-close': ['adjclose', 'adjustedclose', 'closeadj', 'adjcloseprice', 'adjusted'],
  volume: [
    'volume',
    'vol',
    'v',
    'shares',
    'size',
    'quantity',
    'basevolume',
    'tradedvolume',
    'tickvolume',
    'qty',
    'tradesize',
    'lastsize',
  ],
  'bid-open': ['bidopen', 'openbid', 'bido'],
  'bid-high': ['bidhigh', 'highbid', 'bidh'],
  'bid-low': ['bidlow', 'lowbid', 'bidl'],
  'bid-close': ['bidclose', 'closebid', 'bidc', 'bid', 'bidprice', 'bestbid'],
  'ask-open': ['askopen', 'openask', 'asko'],
  'ask-high': ['askhigh', 'highask', 'askh'],
  'ask-low': ['asklow', 'lowask', 'askl'],
  'ask-close': ['askclose', 'closeask', 'askc', 'ask', 'askprice', 'bestask', 'offer'],
  side: ['side', 'aggressor', 'aggressorside', 'takerside', 'isbuyermaker', 'buysell'],
  conditions: ['conditions', 'condition', 'saleconditions', 'tradeconditions'],
  'trade-id': ['tradeid', 'trdid', 'aggtradeid', 'aggid', 'execid'],
  'bid-size': ['bidsize', 'bidqty', 'bidquantity', 'bidvolume', 'bidsz', 'bestbidqty'],
  'ask-size': ['asksize', 'askqty', 'askquantity', 'askvolume', 'asksz', 'bestaskqty', 'offersize'],
  known: ['knownat', 'knowntime', 'known', 'availableat', 'publishedat', 'publicationtime'],
  dividend: ['dividends', 'dividend', 'exdividend', 'divcash', 'dividendamount'],
  split: ['stocksplits', 'stocksplit', 'splitratio', 'splitfactor', 'splitcoefficient', 'splits'],
}

/** A column's name without case, spaces and punctuation. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** How many names of a header row are known; tells a header from a row of text. */
export function knownNames(names: readonly string[]): number {
  const known = new Set(Object.values(NAMES).flat())
  return names.filter((name) => known.has(plainName(name))).length
}

/**
 * Roles by name: for each role the column with the best name. Columns that nobody wants are `ignore`.
 * A second column that makes the symbol unique (the expiry beside a future's root) is a symbol column too.
 */
export function rolesByName(names: readonly string[]): ColumnRole[] {
  const plain = names.map(plainName)
  const roles: ColumnRole[] = names.map(() => 'ignore')
  for (const role of ROLE_ORDER) {
    for (const candidate of NAMES[role] ?? []) {
      const index = plain.findIndex((name, i) => name === candidate && roles[i] === 'ignore')
      if (index === -1) continue
      roles[index] = role
      break
    }
  }
  const expiry = plain.indexOf('expiry')
  if (expiry !== -1 && roles.includes('symbol') && plain.includes('root')) roles[expiry] = 'symbol'
  return roles
}

const ROLE_ORDER: readonly ColumnRole[] = [
  'time',
  'known',
  'symbol',
  'open',
  'high',
  'low',
  'close',
  'adjusted-close',
  'volume',
  'bid-open',
  'bid-high',
  'bid-low',
  'bid-close',
  'ask-open',
  'ask-high',
  'ask-low',
  'ask-close',
  'side',
  'conditions',
  'trade-id',
  'bid-size',
  'ask-size',
  'dividend',
  'split',
]
