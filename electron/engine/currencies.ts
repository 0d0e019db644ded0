/** Currencies of ISO 4217 whose minor unit is not a hundredth. */
const ISO_DIGITS: Readonly<Record<string, number>> = {
  ...{
    BIF: 0,
    CLP: 0,
    DJF: 0,
    GNF: 0,
    ISK: 0,
    JPY: 0,
    KMF: 0,
    KRW: 0,
    PYG: 0,
    RWF: 0,
    UGX: 0,
    UYI: 0,
    VND: 0,
  },
  ...{
    VUV: 0,
    XAF: 0,
    XOF: 0,
    XPF: 0,
    BHD: 3,
    IQD: 3,
    JOD: 3,
    KWD: 3,
    LYD: 3,
    OMR: 3,
    TND: 3,
    CLF: 4,
    UYW: 4,
  },
}

/** Three-letter tickers of crypto assets that look like ISO codes but are none. */
const CRYPTO = new Set(
  'ADA APT ARB ATM AXS BAT BCH BNB BTC CRO CRV DAI DOT EOS ETC ETH FIL FTM GRT ICP INJ LTC NEO OKB SOL SUI TON TRX UNI VET XBT XLM XMR XRP XTZ ZEC'.split(
    ' ',
  ),
)

/** Decimal digits to which an amount of money is rounded: ISO 4217's minor unit, 8 for a crypto asset. */
export function minorDigits(currency: string): number {
  const iso = ISO_DIGITS[currency]
  if (iso !== undefined) return iso
  return currency.length !== 3 || CRYPTO.has(currency) ? 8 : 2
}

/** Minor units in one unit of the currency. */
export function minorUnits(currency: string): number {
  return 10 ** minorDigits(currency)
}
