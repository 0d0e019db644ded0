/** Empties an array and keeps its room: setting `length` gives the room back, at ten times the price. */
export function clear(array: unknown[]): void {
  while (array.length > 0) array.pop()
}
