import { type AccountRules, accountRulesSchema } from '../../../shared/domain/accountRules.ts'
import { CheckField, SelectField } from '../../kit/Field.tsx'
import { NumberField } from '../../kit/NumberField.tsx'
import type { BacktestForm } from './backtestForm.ts'

const KINDS: readonly { value: AccountRules['kind']; label: string }[] = [
  { value: 'margin', label: 'Margin account' },
  { value: 'cash', label: 'Cash account' },
]

const POSITIONS: readonly { value: AccountRules['positions']; label: string }[] = [
  { value: 'netting', label: 'Netting: one per symbol' },
  { value: 'hedging', label: 'Hedging: a long and a short' },
]

const MARGINS: Readonly<Record<AccountRules['margin'], string>> = {
  terms: 'By the contracts’ terms',
  'regulation-t': 'Terms, and Regulation T for shares',
  span: 'Terms, and scenarios for futures of one root',
  off: 'None',
}

const MODES: readonly { value: AccountRules['marginMode']; label: string }[] = [
  { value: 'cross', label: 'Cross: shared by the account' },
  { value: 'isolated', label: 'Isolated: each perpetual alone' },
]

const CALLS: readonly { value: AccountRules['marginCall']; label: string }[] = [
  { value: 'liquidate', label: 'Positions are closed' },
  { value: 'report', label: 'It is only reported' },
]

/** A few words on the account for the title of its section. */
export function accountSummary({ account, regulatoryFees }: BacktestForm): string {
  const words: string[] = [account.kind, account.positions]
  if (account.margin !== 'terms') words.push(account.margin === 'off' ? 'no margin' : account.margin)
  if (regulatoryFees) words.push('SEC and FINRA fees')
  return words.join(', ')
}

/** What the broker of the account asks and pays. */
export function AccountFields({
  form,
  onChange,
}: {
  form: BacktestForm
  onChange: (change: Partial<BacktestForm>) => void
}) {
  const { account, currency } = form
  const set = (change: Partial<AccountRules>) => onChange({ account: { ...account, ...change } })
  return (
    <>
      <SelectField label="Account" value={account.kind} options={KINDS} onChange={(kind) => set({ kind })} />
      <SelectField
        label="Positions"
        value={account.positions}
        options={POSITIONS}
        onChange={(positions) => set({ positions })}
      />
      {account.kind === 'margin' ? (
        <>
          <SelectField
            label="Margin asked"
            value={account.margin}
            options={marginOptions}
            onChange={(margin) => set({ margin })}
          />
          <SelectField
            label="Below the maintenance margin"
            value={account.marginCall}
            options={CALLS}
            onChange={(marginCall) => set({ marginCall })}
          />
          <SelectField
            label="Margin of perpetuals"
            value={account.marginMode}
            options={MODES}
            onChange={(marginMode) => set({ marginMode })}
          />
          {account.marginMode === 'isolated' ? (
            <NumberField
              label="Leverage of isolated positions"
              value={account.isolatedLeverage}
              min={1}
              max={200}
              onChange={(leverage) => set({ isolatedLeverage: leverage ?? 10 })}
            />
          ) : null}
        </>
      ) : null}
      <div className="backtest-rates">
        <AnnualRate
          label="Interest on cash"
          value={account.creditRates[currency] ?? 0}
          onChange={(rate) => set({ creditRates: withRate(account.creditRates, currency, rate) })}
        />
        <AnnualRate
          label="Interest on debit"
          value={account.debitRates[currency] ?? 0}
          onChange={(rate) => set({ debitRates: withRate(account.debitRates, currency, rate) })}
        />
      </div>
      {account.kind === 'margin' ? (
        <AnnualRate
          label="Fee for borrowed shares"
          value={account.borrowRate}
          onChange={(borrowRate) => set({ borrowRate })}
        />
      ) : null}
      <CheckField
        label="SEC and FINRA fees"
        hint="On sales of shares and funds of US exchanges, at the rates of their day."
        checked={form.regulatoryFees}
        onChange={(regulatoryFees) => onChange({ regulatoryFees })}
      />
    </>
  )
}

const marginOptions = accountRulesSchema.shape.margin
  .unwrap()
  .options.map((value) => ({ value, label: MARGINS[value] }))

function withRate(
  rates: Readonly<Record<string, number>>,
  currency: string,
  rate: number,
): Record<string, number> {
  const { [currency]: _replaced, ...others } = rates
  return rate === 0 ? others : { ...others, [currency]: rate }
}

/** An annual rate in per cent, kept as a fraction. */
function AnnualRate({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (rate: number) => void
}) {
  return (
    <NumberField
      label={label}
      unit="% a year"
      step={0.25}
      value={Number((value * 100).toPrecision(12))}
      onChange={(percent) => onChange(Number(((percent ?? 0) / 100).toPrecision(12)))}
    />
  )
}
