/** Where a future trades. */
export interface FuturesMarket {
  readonly root: string
  readonly calendar: string
  readonly timeZone: string
  readonly currency: string
}

/** Roots of well known futures by the calendar of their market. */
const ROOTS: readonly (readonly [calendar: string, timeZone: string, currency: string, roots: string])[] = [
  ['XCME-EQUITY', 'America/Chicago', 'USD', 'ES MES NQ MNQ YM MYM RTY M2K EMD NKD'],
  ['XCME-FX', 'America/Chicago', 'USD', '6A 6B 6C 6E 6J 6M 6N 6S M6A M6B M6E'],
  ['XCBT-RATES', 'America/Chicago', 'USD', 'ZT ZF ZN TN ZB UB ZQ SR1 SR3 GE'],
  ['XNYM', 'America/Chicago', 'USD', 'CL MCL QM NG QG RB HO BZ PL PA'],
  ['XCEC', 'America/Chicago', 'USD', 'GC MGC SI SIL HG MHG'],
  ['XCBT-GRAINS', 'America/Chicago', 'USD', 'ZC ZS ZW ZM ZL ZO KE'],
  ['XCME-LIVESTOCK', 'America/Chicago', 'USD', 'LE GF HE'],
  ['XEUR', 'Europe/Berlin', 'EUR', 'FESX FDAX FDXM FDXS FGBL FGBM FGBS FGBX'],
  ['XHKF', 'Asia/Hong_Kong', 'HKD', 'HSI MHI HHI MCH HTI'],
]

const MARKETS: ReadonlyMap<string, FuturesMarket> = new Map(
  ROOTS.flatMap(([calendar, timeZone, currency, roots]) =>
    roots.split(' ').map((root) => [root, { root, calendar, timeZone, currency }] as const),
  ),
)

/** Root, then a delivery month with a year (`ESZ24`), digits of the expiry (`FESX202406`) or Yahoo's `=F`. */
const CONTRACT = /^([A-Z0-9]{2,4}?)[-_.]?(?:[FGHJKMNQUVXZ]\d{1,2}|[FGHJKMNQUVXZ]20\d\d|20\d{4}|20\d{6}|=F)$/

/** The market of a symbol that is written as a contract, or undefined where its root is not known here. */
export function marketOfContract(symbol: string): FuturesMarket | undefined {
  return MARKETS.get(CONTRACT.exec(symbol.toUpperCase())?.[1] ?? '')
}

/** The market of a bare root such as `ES`, for a symbol that is known to be a future: shares have such tickers too. */
export function marketOfRoot(symbol: string): FuturesMarket | undefined {
  return MARKETS.get(symbol.toUpperCase()) ?? marketOfContract(symbol)
}
