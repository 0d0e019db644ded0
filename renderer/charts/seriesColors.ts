/** FNV-1a, 32 bit: spreads short keys evenly and is the same on every machine. */
function hash(key: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < key.length; index += 1) {
    value ^= key.charCodeAt(index)
    value = Math.imul(value, 0x01000193)
  }
  return value >>> 0
}

/**
 * Gives each series a place in a palette and keeps it: the same key has the same colour in every panel, whatever else
 * is shown. A key starts from its hash, so it usually keeps its colour over restarts too; where that place is taken it
 * gets the next free one, and only when all are taken is one shared.
 */
export class SeriesColors {
  readonly #size: number
  readonly #places = new Map<string, number>()

  constructor(paletteSize: number) {
    this.#size = paletteSize
  }

  /** Place of `key` in the palette, 0 to size - 1. */
  placeOf(key: string): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const wanted = hash(key) % this.#size
    const taken = new Set(this.#places.values())
    let place = wanted
    for (let step = 0; step < this.#size; step += 1) {
      const candidate = (wanted + step) % this.#size
      if (!taken.has(candidate)) {
        place = candidate
        break
      }
    }
    this.#places.set(key, place)
    return place
  }

  /** Frees the place of a series that is shown nowhere any more. */
  release(key: string): void {
    this.#places.delete(key)
  }
}
