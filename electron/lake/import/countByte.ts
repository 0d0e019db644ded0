const EVERY_7F = 0x7f7f7f7f
const EVERY_01 = 0x01010101
const WORD_BYTES = 4

/** How often a byte stands in ASCII text. Four bytes at a time: their exclusive or with it is 0 where they are equal. */
export function countByte(bytes: Buffer, wanted: number): number {
  const aligned = -bytes.byteOffset & (WORD_BYTES - 1)
  const wordCount = Math.max(0, Math.floor((bytes.length - aligned) / WORD_BYTES))
  if (wordCount === 0) return countOneByOne(bytes, wanted)
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, wordCount)
  const pattern = Math.imul(wanted, EVERY_01)
  let others = 0
  // Each byte of the sum counts up to 255, then the four are added up.
  for (let from = 0; from < wordCount; from += 255) {
    const to = Math.min(wordCount, from + 255)
    let sums = 0
    for (let i = from; i < to; i++) {
      sums = (sums + ((((((words[i] ?? 0) ^ pattern) + EVERY_7F) | 0) >>> 7) & EVERY_01)) | 0
    }
    others += (sums & 255) + ((sums >>> 8) & 255) + ((sums >>> 16) & 255) + (sums >>> 24)
  }
  const end = aligned + wordCount * WORD_BYTES
  const around =
    countOneByOne(bytes.subarray(0, aligned), wanted) + countOneByOne(bytes.subarray(end), wanted)
  return wordCount * WORD_BYTES - others + around
}

function countOneByOne(bytes: Buffer, wanted: number): number {
  let count = 0
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === wanted) count++
  return count
}
