import type { AccountRules } from '../../../shared/domain/accountRules.ts'
import type { SymbolCore } from '../symbolCore.ts'
import { BondMargin } from './bondMargin.ts'
import { CurrencyMargin } from './currencyMargin.ts'
import { FutureMargin } from './futureMargin.ts'
import type { MarginRule } from './marginRule.ts'
import { PerpetualMargin } from './perpetualMargin.ts'
import { FullMargin, ShareMargin } from './shareMargin.ts'

/** The rule that asks margin for a symbol under an account's rules; undefined where nothing does. */
export function marginRuleOf(core: SymbolCore, account: AccountRules): MarginRule | undefined {
  if (account.margin === 'off') return undefined
  const { terms, assetClass } = core.instrument
  switch (terms?.kind) {
    case 'future':
      if (account.margin === 'span') return undefined
      return terms.margins.length === 0 ? undefined : new FutureMargin(terms)
    case 'perpetual': {
      const isIsolated = account.marginMode === 'isolated'
      return new PerpetualMargin(core, terms, isIsolated ? account.isolatedLeverage : undefined)
    }
    case 'fx':
      return new CurrencyMargin(core, terms)
    case 'option':
      return undefined
  }
  if (account.margin !== 'regulation-t') return undefined
  if (terms?.kind === 'bond') return new BondMargin(core, terms)
  return assetClass === 'equity' || assetClass === 'etf' ? new ShareMargin(core) : new FullMargin(core)
}
