/** Texts that mean 'no value' in the files of data vendors. Mirrored by the SQL of the parser. */
export const MISSING_TEXTS = ['', 'null', 'na', 'n/a', 'none', '-', '--', '.', '\\n'] as const

export function isMissingText(text: string | null): boolean {
  return text === null || (MISSING_TEXTS as readonly string[]).includes(text.trim().toLowerCase())
}

const SUFFIX: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9 }

/**
 * A number as data files write it: with thousands separators, and with K, M or B after it (volumes).
 * NaN for text that is none. Used for samples and messages; whole files go through SQL that follows the same rules.
 */
export function readNumber(text: string, decimalSeparator: '.' | ','): number {
  let plain = text.trim()
  const other = decimalSeparator === '.' ? ',' : '.'
  const grouped =
    decimalSeparator === '.' ? /^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$/ : /^[-+]?\d{1,3}(\.\d{3})+(,\d*)?$/
  if (grouped.test(plain)) plain = plain.replaceAll(other, '')
  if (decimalSeparator === ',') plain = plain.replace(',', '.')
  const scaled = /^([-+]?[\d.]+)([kmb])$/i.exec(plain)
  if (scaled) return Number(scaled[1]) * (SUFFIX[(scaled[2] ?? '').toLowerCase()] ?? Number.NaN)
  return plain === '' || !/^[-+]?(\d|\.\d)[\d.]*(e[-+]?\d+)?$/i.test(plain) ? Number.NaN : Number(plain)
}
