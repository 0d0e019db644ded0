const EVERY_7F = 0x7f7f7f7f
const EVERY_01 = 0x01010101

/** How often a byte stands in ASCII text. Four bytes at a time: their exclusive or with it is 0 where they are equal. */
export function countByte(bytes: Buffer, wanted: number): number {
  const start = Math.min(bytes.length, -bytes.byteOffset & 3)
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >> 2)
  const pattern = Math.imul(wanted, EVERY_01)
  let others = 0
  // Each byte of the sum counts up to 255, then the four are added up.
  for (let from = 0; from < words.length; from += 255) {
    const to = Math.min(words.length, from + 255)
    let sums = 0
    for (let i = from; i < to; i++) {
      sums = (sums + ((((((words[i] ?? 0) ^ pattern) + EVERY_7F) | 0) >>> 7) & EVERY_01)) | 0
    }
    others += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24)
  }
  let count = words.length * 4 - others
  const end = start + words.length * 4
  for (let i = 0; i < start; i++) if (bytes[i] === wanted) count++
  for (let i = end; i < bytes.length; i++) if (bytes[i] === wanted) count++
  return count
}
