/**
 * Least squares by modified Gram-Schmidt, for the coefficient of the last column and its t-value: all other columns
 * are taken out of it and of `target` first, so that no normal equations are formed and no digits of the level lost.
 */
export class LeastSquares {
  readonly rows: number
  /** Regressors; the one asked for is the last. Written before, and used up by, `solve`. */
  readonly columns: readonly Float64Array[]
  readonly target: Float64Array
  coefficient: number = Number.NaN
  tValue: number = Number.NaN

  constructor(rows: number, columns: number) {
    this.rows = rows
    this.columns = Array.from({ length: columns }, () => new Float64Array(rows))
    this.target = new Float64Array(rows)
  }

  solve(): void {
    const { columns, target, rows } = this
    for (let j = 0; j < columns.length; j++) {
      const column = columns[j]!
      const squares = product(column, column, rows)
      for (let k = j + 1; k < columns.length; k++) takeOut(columns[k]!, column, squares, rows)
      const coefficient = takeOut(target, column, squares, rows)
      if (j < columns.length - 1) continue
      const variance = product(target, target, rows) / (rows - columns.length)
      this.coefficient = coefficient
      this.tValue = coefficient / Math.sqrt(variance / squares)
    }
  }
}

function takeOut(from: Float64Array, column: Float64Array, squares: number, rows: number): number {
  const coefficient = squares === 0 ? 0 : product(from, column, rows) / squares
  for (let i = 0; i < rows; i++) from[i]! -= coefficient * column[i]!
  return coefficient
}

function product(a: Float64Array, b: Float64Array, rows: number): number {
  let sum = 0
  for (let i = 0; i < rows; i++) sum += a[i]! * b[i]!
  return sum
}
