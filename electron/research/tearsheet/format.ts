/** Thin space between thousands and a true minus sign, as the workstation writes numbers. */
function polish(text: string): string {
  return text.replace(/^-/, '\u2212').replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, '\u2009')
}

/** What stands where a figure is not defined. */
export const UNDEFINED_FIGURE = '\u2013'

function withoutNegativeZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text
}

/** A number with a fixed count of digits. */
export function formatNumber(value: number | null, digits = 2): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED_FIGURE
  return polish(withoutNegativeZero(value.toFixed(digits)))
}

/** A fraction as per cent, with the sign where it is a change. */
export function formatPercent(value: number | null, digits = 2): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED_FIGURE
  return `${formatNumber(value * 100, digits)}\u2009%`
}

/** A change as per cent; gains have their sign too. */
export function formatChange(value: number | null, digits = 2): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED_FIGURE
  const text = formatPercent(value, digits)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** An amount that may be a gain or a loss. */
export function formatProfit(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED_FIGURE
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value)
}

/** Up to six digits after the point, as many as the price has. */
export function formatPrice(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return UNDEFINED_FIGURE
  const [whole = '', fraction = ''] = value.toFixed(6).split('.')
  const digits = fraction.replace(/0+$/, '').padEnd(2, '0')
  return `${polish(whole)}.${digits}`
}

/** A quantity without needless zeros. */
export function formatQuantity(value: number): string {
  const [whole = '', fraction] = String(Number(value.toFixed(8))).split('.')
  return fraction === undefined ? polish(whole) : `${polish(whole)}.${fraction}`
}

/** The UTC day. */
export function formatDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

/** UTC to the minute; the day alone where the timeframe is a day or longer. */
export function formatTime(timeMs: number, isDaily: boolean): string {
  const text = new Date(timeMs).toISOString()
  return isDaily ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`
}
