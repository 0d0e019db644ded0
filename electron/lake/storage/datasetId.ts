import type { Timeframe } from '../../../shared/domain/timeframe.ts'

/** Id of the dataset of a symbol at a timeframe: `AAPL@1d`. */
export function datasetId(symbol: string, timeframe: Timeframe): string {
  return `${symbol}@${timeframe}`
}

/**
 * Folder name of a dataset: its id with everything that a file system could mistake written as `%` and hexadecimal
 * code points, and months as `mo`, because `1m` and `1M` are one name on a file system that ignores case.
 * Different ids give different names; no name leaves the lake's folder.
 */
export function datasetFolderName(id: string): string {
  const months = id.replace(/M$/, 'mo')
  return months.replace(/[^A-Za-z0-9@._=^-]|^\.|\.$/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `%${code.toString(16).toUpperCase()}.`
  })
}
