/**
 * Daily bars of weekdays from 2021-01-04 as CSV text: a slow sine around 100, so that crossings of averages are many
 * and known to come. `spoil` changes lines, the header being line 0.
 */
export function sampleCsv(bars: number, spoil: (lines: string[]) => void = () => {}): string {
  const lines = ['Date,Open,High,Low,Close,Volume']
  const day = new Date(Date.UTC(2021, 0, 4))
  let previous = 100
  while (lines.length <= bars) {
    if (day.getUTCDay() % 6 !== 0) {
      const close = 100 + 10 * Math.sin(lines.length / 15)
      const high = Math.max(previous, close) + 0.5
      const low = Math.min(previous, close) - 0.5
      const prices = [previous, high, low, close].map((price) => price.toFixed(2)).join(',')
      lines.push(`${day.toISOString().slice(0, 10)},${prices},${1_000 + lines.length}`)
      previous = close
    }
    day.setUTCDate(day.getUTCDate() + 1)
  }
  spoil(lines)
  return `${lines.join('\n')}\n`
}
