/** How the sentence on margin calls begins among the assumptions of a result. */
const BEGINNING = 'The account fell below its maintenance margin'

/** What a result says of its margin calls. */
export function marginCallSentence(count: number, isLiquidated: boolean): string {
  const times = count === 1 ? 'once' : `${count} times`
  const then = isLiquidated ? 'positions were closed' : 'nothing was closed, as the account asks'
  return `${BEGINNING} ${times}; ${then}.`
}

/** The sentence on margin calls among a result's assumptions, null where there was none. */
export function findMarginCall(assumptions: readonly string[]): string | null {
  return assumptions.find((sentence) => sentence.startsWith(BEGINNING)) ?? null
}
