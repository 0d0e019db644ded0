import { readFileSync } from 'node:fs'
import { sharedData } from '../support/sharedData.ts'

/** A recorded table of indicator values: columns by their header, blanks as NaN. */
export function readReference(file: string): (column: string) => Float64Array<ArrayBuffer> {
  const [header, ...lines] = readFileSync(sharedData(`reference/${file}`), 'utf8')
    .trim()
    .split(/\r?\n/)
  const names = header!.split(',')
  const rows = lines.map((line) => line.split(','))
  return (column) => {
    const place = names.indexOf(column)
    if (place < 0) throw new Error(`${file} has no column '${column}': ${names.join(', ')}`)
    return Float64Array.from(rows, (row) => (row[place]?.trim() ? Number(row[place]) : Number.NaN))
  }
}

/** Largest absolute difference over the rows from `from` on in which both are known. */
export function largestDifference(ours: Float64Array, theirs: Float64Array, from: number): number {
  let largest = 0
  let compared = 0
  for (let t = from; t < theirs.length; t++) {
    if (Number.isNaN(theirs[t]!)) continue
    compared++
    const difference = Math.abs(ours[t]! - theirs[t]!)
    if (!(difference <= largest)) largest = difference
  }
  if (compared < 50) throw new Error(`only ${compared} rows could be compared`)
  return largest
}
