import type { AccountRules } from '../../../shared/domain/accountRules.ts'
import type { TermsOf } from '../../../shared/domain/instrumentTerms.ts'
import type { OptionOfCore } from '../options/optionOfCore.ts'
import type { OptionsOfRun } from '../options/optionsOfRun.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { FutureMargin } from './futureMargin.ts'
import type { MarginGroup } from './marginGroup.ts'
import type { MarginRule } from './marginRule.ts'
import { CoinOptionMargin, FutureOptionMargin, UnderlyingMarginGroup } from './optionMargin.ts'
import { ScenarioMarginGroup } from './scenarioMargin.ts'

/** Terms of the future that an option is written on, where they name margins. */
function marginedFuture({ underlying }: OptionOfCore): TermsOf<'future'> | undefined {
  const { terms } = underlying.instrument
  return terms?.kind === 'future' && terms.margins.length > 0 ? terms : undefined
}

function isOnCoin({ underlying, terms }: OptionOfCore): boolean {
  return terms.inverse || underlying.instrument.assetClass.startsWith('crypto')
}

function isOnFuture({ underlying }: OptionOfCore): boolean {
  return underlying.instrument.terms?.kind === 'future'
}

/** The rule that asks margin of an option by itself; undefined where a group does, or nothing. */
export function optionMarginRuleOf(
  option: OptionOfCore | undefined,
  account: AccountRules,
): MarginRule | undefined {
  if (option === undefined || account.margin === 'off') return undefined
  if (isOnCoin(option)) return new CoinOptionMargin(option)
  const future = marginedFuture(option)
  if (future === undefined || account.margin === 'span') return undefined
  return new FutureOptionMargin(option, new FutureMargin(future))
}

/** The groups whose margin is asked together: options with their shares or index, futures of a root with theirs. */
export function marginGroupsOf(
  account: AccountRules,
  cores: readonly SymbolCore[],
  options: OptionsOfRun,
): MarginGroup[] {
  if (account.margin === 'off') return []
  const groups: MarginGroup[] = []
  for (const underlying of options.underlyings) {
    const own = options.all.filter((option) => option.underlying === underlying)
    const grouped = own.filter((option) => !isOnCoin(option) && !isOnFuture(option))
    if (grouped.length > 0) groups.push(new UnderlyingMarginGroup(underlying, grouped))
  }
  return account.margin === 'span' ? [...groups, ...scenarioGroups(account, cores, options)] : groups
}

/** Futures of one root in one currency, and options on them, whether their future is traded in the run or not. */
function scenarioGroups(
  account: AccountRules,
  cores: readonly SymbolCore[],
  options: OptionsOfRun,
): MarginGroup[] {
  const futures = new Map<string, [SymbolCore, TermsOf<'future'>][]>()
  const onThem = new Map<string, [OptionOfCore, TermsOf<'future'>][]>()
  for (const core of cores) {
    const { terms, currency } = core.instrument
    if (terms?.kind !== 'future' || terms.margins.length === 0) continue
    push(futures, `${terms.root} ${currency}`, [core, terms])
  }
  for (const option of options.all) {
    const terms = marginedFuture(option)
    if (terms === undefined || isOnCoin(option)) continue
    push(onThem, `${terms.root} ${option.core.instrument.currency}`, [option, terms])
  }
  const roots = new Set([...futures.keys(), ...onThem.keys()])
  return [...roots].map(
    (root) => new ScenarioMarginGroup(account.span, futures.get(root) ?? [], onThem.get(root) ?? []),
  )
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
