/** A fraction as a percentage in words, without the noise of floating point: 0.07 is 7 %. */
export function percent(fraction: number): string {
  return `${Number((fraction * 100).toPrecision(12))} %`
}
