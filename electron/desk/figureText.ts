/** Figures in the desk's messages, written as the screen writes them. */
const MINUS = '\u2212'
const THOUSANDS = '\u202f'

/** A whole number with thin spaces between thousands. */
export function countText(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 0 }).replaceAll(',', THOUSANDS)
}

/** A fraction as per cent with its sign; what rounds to zero has none. */
export function changeText(fraction: number): string {
  const size = Math.abs(fraction * 100).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  })
  const sign = /[1-9]/.test(size) ? (fraction < 0 ? MINUS : '+') : ''
  return `${sign}${size.replaceAll(',', THOUSANDS)}%`
}
