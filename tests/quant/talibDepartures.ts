/** Where TA-Lib's own values are less exact than 1e-9 or a bar is left out, with the reason. */
interface Departure {
  /** Bars not compared. */
  skip(t: number): boolean
  /** Size of the numbers whose difference the value is. */
  readonly scale?: number
}

export const DEPARTURES: Readonly<Record<string, Departure>> = {}
