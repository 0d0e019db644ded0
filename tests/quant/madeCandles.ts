/** Open, high, low and close from the close before: three stars in the south, and a mat hold. */
const RARE = [
  [
    [0, 0, -140, -60],
    [-30, -30, -120, -70],
    [-75, -75, -85, -85],
  ],
  [
    [0, 80, 0, 80],
    [95, 96, 88, 90],
    [92, 93, 70, 70],
    [85, 86, 65, 65],
    [70, 121, 69, 120],
  ],
] as const

/**
 * Candles of whole numbers with many gaps, ties and missing shadows, as `made_candles` in reference/talib.py makes
 * them: rare patterns occur, and every sum is exact.
 */
export function madeCandles(bars: number): Map<string, Float64Array<ArrayBuffer>> {
  let state = 20_260
  const draw = (below: number): number => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0
    return (state >>> 16) % below
  }
  let close = 4000
  let sign = 1
  const rows: number[][] = []
  for (let bar = 0; bar < bars; bar++) {
    if (bar % 200 === 199) {
      const before = close
      rows.push(...RARE[Math.floor(bar / 200) % 2]!.map((candle) => candle.map((part) => before + part)))
      close = rows.at(-1)![3]!
    }
    const [gapKind, gap] = [draw(6), draw(30)]
    const open = close + [0, 0, gap % 4, -(gap % 4), gap, -gap][gapKind]!
    sign = draw(10) < 7 ? sign : -sign
    if (open < 1000) sign = 1
    if (open > 8000) sign = -1
    const [bodyKind, body] = [draw(5), draw(40)]
    close = open + sign * [body % 2, body % 6, 10 + body, 10 + body, 40 + body][bodyKind]!
    const [upperKind, upper] = [draw(4), draw(40)]
    const high = Math.max(open, close) + [0, 0, upper % 6, 10 + upper][upperKind]!
    const [lowerKind, lower] = [draw(4), draw(40)]
    const low = Math.min(open, close) - [0, 0, lower % 6, 10 + lower][lowerKind]!
    rows.push([open, high, low, close])
  }
  return new Map(
    ['open', 'high', 'low', 'close'].map((name, place) => [
      name,
      Float64Array.from(rows, (row) => row[place]!),
    ]),
  )
}
