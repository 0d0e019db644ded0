import type { FeeModel, SlippageModel } from '../../../shared/domain/backtest.ts'
import { SelectField } from '../../kit/Field.tsx'
import { NumberField } from '../../kit/NumberField.tsx'

const FEE_MODELS = [
  { value: 'none', label: 'None' },
  { value: 'percent', label: 'Per cent of value' },
  { value: 'per-share', label: 'Per share' },
  { value: 'per-contract', label: 'Per contract' },
  { value: 'maker-taker', label: 'Maker and taker' },
] as const

const SLIPPAGE_MODELS = [
  { value: 'none', label: 'None' },
  { value: 'quoted', label: 'Quoted bid and ask' },
  { value: 'spread', label: 'Half the spread' },
  { value: 'constant', label: 'Constant ticks' },
  { value: 'volume-share', label: 'Share of volume' },
] as const

/** Figures a model begins with when it is chosen: common ones, to be overruled. */
const FEE_STARTS: Readonly<Record<FeeModel['model'], FeeModel>> = {
  none: { model: 'none' },
  percent: { model: 'percent', rate: 0.001 },
  'per-share': { model: 'per-share', perShare: 0.005, minimum: 1 },
  'per-contract': { model: 'per-contract', perContract: 2 },
  'maker-taker': {
    model: 'maker-taker',
    makerRate: 0.001,
    takerRate: 0.001,
    tiers: [],
    feeIn: 'quote',
    discountRate: 0,
  },
}

const SLIPPAGE_STARTS: Readonly<Record<SlippageModel['model'], SlippageModel>> = {
  none: { model: 'none' },
  quoted: { model: 'quoted' },
  spread: { model: 'spread', spreadRate: 0.0005 },
  constant: { model: 'constant', ticks: 1 },
  'volume-share': { model: 'volume-share', volumeLimit: 0.025, priceImpact: 0.1 },
}

interface Amount {
  readonly label: string
  readonly unit?: string
  readonly hint?: string
  readonly value: number | undefined
  readonly onChange: (value: number | null) => void
  readonly step?: number
  readonly max?: number
  readonly optional?: boolean
}

function AmountField({ value, ...field }: Amount) {
  return <NumberField {...field} value={value ?? null} min={0} />
}

/** A rate as the user reads it, in per cent, kept as a fraction. Rounded so that 0.1% does not become 0.09999…%. */
function RateField({ value, onChange, max, ...field }: Amount) {
  return (
    <AmountField
      {...field}
      unit="%"
      step={0.01}
      {...(max === undefined ? {} : { max: max * 100 })}
      value={value === undefined ? undefined : Number((value * 100).toPrecision(12))}
      onChange={(percent) => onChange(percent === null ? null : Number((percent / 100).toPrecision(12)))}
    />
  )
}

/** The commission model and its figures. */
export function FeeFields({
  fees,
  currency,
  onChange,
}: {
  fees: FeeModel
  currency: string
  onChange: (fees: FeeModel) => void
}) {
  return (
    <>
      <SelectField
        label="Fees"
        value={fees.model}
        options={FEE_MODELS}
        onChange={(model) => onChange(FEE_STARTS[model])}
      />
      {fees.model === 'percent' ? (
        <>
          <RateField
            label="Rate"
            value={fees.rate}
            onChange={(rate) => onChange({ ...fees, rate: rate ?? 0 })}
          />
          <AmountField
            label="Minimum per order"
            unit={currency}
            optional
            value={fees.minimum}
            onChange={(minimum) => {
              const { minimum: _before, ...rest } = fees
              onChange(minimum === null ? rest : { ...rest, minimum })
            }}
          />
        </>
      ) : null}
      {fees.model === 'per-share' ? (
        <>
          <AmountField
            label="Per share"
            unit={currency}
            step={0.001}
            value={fees.perShare}
            onChange={(perShare) => onChange({ ...fees, perShare: perShare ?? 0 })}
          />
          <AmountField
            label="Minimum per order"
            unit={currency}
            value={fees.minimum}
            onChange={(minimum) => onChange({ ...fees, minimum: minimum ?? 0 })}
          />
          <RateField
            label="At most, of the value"
            optional
            value={fees.maximumRate}
            onChange={(rate) => {
              const { maximumRate: _before, ...rest } = fees
              onChange(rate === null ? rest : { ...rest, maximumRate: rate })
            }}
          />
        </>
      ) : null}
      {fees.model === 'per-contract' ? (
        <AmountField
          label="Per contract"
          unit={currency}
          step={0.1}
          value={fees.perContract}
          onChange={(perContract) => onChange({ ...fees, perContract: perContract ?? 0 })}
        />
      ) : null}
      {fees.model === 'maker-taker' ? (
        <>
          <RateField
            label="Maker rate"
            value={fees.makerRate}
            onChange={(rate) => onChange({ ...fees, makerRate: rate ?? 0 })}
          />
          <RateField
            label="Taker rate"
            value={fees.takerRate}
            onChange={(rate) => onChange({ ...fees, takerRate: rate ?? 0 })}
          />
        </>
      ) : null}
    </>
  )
}

/** The slippage model and its figures. */
export function SlippageFields({
  slippage,
  onChange,
}: {
  slippage: SlippageModel
  onChange: (slippage: SlippageModel) => void
}) {
  return (
    <>
      <SelectField
        label="Slippage"
        value={slippage.model}
        options={SLIPPAGE_MODELS}
        onChange={(model) => onChange(SLIPPAGE_STARTS[model])}
      />
      {slippage.model === 'spread' ? (
        <RateField
          label="Spread"
          hint="A fill gives up half of it."
          value={slippage.spreadRate}
          onChange={(rate) => onChange({ ...slippage, spreadRate: rate ?? 0 })}
        />
      ) : null}
      {slippage.model === 'constant' ? (
        <AmountField
          label="Ticks per fill"
          value={slippage.ticks}
          onChange={(ticks) => onChange({ ...slippage, ticks: ticks ?? 0 })}
        />
      ) : null}
      {slippage.model === 'volume-share' ? (
        <>
          <RateField
            label="Largest share of a bar's volume"
            hint="The rest of an order waits for the next bar."
            value={slippage.volumeLimit}
            max={1}
            onChange={(limit) => onChange({ ...slippage, volumeLimit: Math.max(limit ?? 0, 0.0001) })}
          />
          <AmountField
            label="Price impact"
            hint="Price moves by impact x (share of volume)²."
            step={0.01}
            value={slippage.priceImpact}
            onChange={(priceImpact) => onChange({ ...slippage, priceImpact: priceImpact ?? 0 })}
          />
        </>
      ) : null}
    </>
  )
}
