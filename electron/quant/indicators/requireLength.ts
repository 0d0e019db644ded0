/** Throws unless `length` is a whole number of at least `minimum`: a window cannot have any other size. */
export function requireLength(length: number, minimum = 1): void {
  if (!Number.isInteger(length) || length < minimum) {
    throw new RangeError(`a window needs a whole number of at least ${minimum} values, not ${length}`)
  }
}
