import { DeskError } from '../../shared/domain/deskError.ts'

/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/

/**
 * The id of a user's strategy from the name its author gave: lower-case letters and digits joined by hyphens, which
 * is a safe file name on every system. `RSI & Friends (2)` becomes `rsi-friends-2`.
 *
 * @throws DeskError BAD_INPUT where nothing is left or the system reserves the name.
 */
export function toStrategyId(name: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\.ts$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  if (id === '' || RESERVED.test(id)) {
    throw new DeskError('BAD_INPUT', `'${name}' cannot be the name of a strategy.`, {
      where: 'name',
      hint: 'Use letters and digits, such as my-strategy.',
    })
  }
  return id
}

/**
 * Whether a file's base name can be a strategy's id as it stands: a single path segment without dots, spaces at the
 * ends or characters that a system treats as special.
 */
export function isStrategyId(id: string): boolean {
  return (
    /^[\p{L}\p{N}](?:[\p{L}\p{N}_ -]{0,78}[\p{L}\p{N}_-])?$/u.test(id) && !RESERVED.test(id.toLowerCase())
  )
}
