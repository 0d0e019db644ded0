import { type ReactNode, useMemo, useState } from 'react'
import type { FillTiming, SessionChoice } from '../../../shared/domain/backtest.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import type { StrategyDescription } from '../../../shared/domain/strategy.ts'
import { irregularBars, timeframeMs } from '../../../shared/domain/timeframe.ts'
import { Badge } from '../../kit/Badge.tsx'
import { Button } from '../../kit/Button.tsx'
import { classNames } from '../../kit/classNames.ts'
import { CheckField, SelectField, TextField } from '../../kit/Field.tsx'
import { formatDate, formatMoney, formatNumber, formatPercent } from '../../kit/format.ts'
import { NumberField } from '../../kit/NumberField.tsx'
import { BarKindDialog } from '../bars/BarKindDialog.tsx'
import { barKindsOf } from '../bars/barKinds.ts'
import { AccountFields, accountSummary } from './AccountFields.tsx'
import {
  type BacktestForm,
  dataBounds,
  datasetsFor,
  fittingTimeframe,
  periodPresets,
} from './backtestForm.ts'
import { FeeFields, SlippageFields } from './CostFields.tsx'
import { ExposureLimitFields } from './ExposureLimitFields.tsx'
import { HoldOutFields, holdOutSummary } from './HoldOutFields.tsx'
import { ParameterFields } from './ParameterFields.tsx'
import { SymbolsField } from './SymbolsField.tsx'
import { UniverseField } from './UniverseField.tsx'
import { useCommonTimeframes } from './useCommonTimeframes.ts'

const FILL_TIMINGS: readonly { value: FillTiming; label: string }[] = [
  { value: 'next-open', label: 'Next bar, at its open' },
  { value: 'next-close', label: 'Next bar, at its close' },
  { value: 'same-close', label: 'Same bar, at its close (optimistic)' },
]

const SESSIONS: readonly { value: SessionChoice; label: string }[] = [
  { value: 'all', label: 'All hours' },
  { value: 'regular', label: 'Regular sessions' },
]

const FEE_WORDS = {
  none: 'no fees',
  percent: 'fees in per cent',
  'per-share': 'fees per share',
  'per-contract': 'fees per contract',
  'maker-taker': 'maker and taker fees',
} as const

const SLIPPAGE_WORDS = {
  none: 'no slippage',
  quoted: 'bid and ask',
  spread: 'half the spread',
  constant: 'constant slippage',
  'volume-share': 'share of volume',
} as const

/** Part of the form that can be folded away, its state in a few words beside the title. */
function Section({
  title,
  summary,
  open,
  children,
}: {
  title: string
  summary: string
  open: boolean
  children: ReactNode
}) {
  return (
    <details className="backtest-section" open={open}>
      <summary>
        <span className="backtest-section-title">{title}</span>
        <span className="backtest-section-summary">{summary}</span>
      </summary>
      <div className="backtest-section-body">{children}</div>
    </details>
  )
}

/** Every setting of a run. */
export function BacktestFields({
  strategyId,
  form,
  problems,
  datasets,
  description,
  onChange,
}: {
  strategyId: string
  form: BacktestForm
  problems: Readonly<Record<string, string>>
  datasets: readonly Dataset[]
  description: StrategyDescription | null
  onChange: (change: Partial<BacktestForm>) => void
}) {
  const declarations = description?.parameters ?? []
  const sources = useMemo(
    () => datasetsFor(form.symbols, form.timeframe, datasets),
    [form.symbols, form.timeframe, datasets],
  )
  const bounds = useMemo(() => dataBounds(sources), [sources])
  const presets = useMemo(() => periodPresets(bounds), [bounds])
  const timeframes = useCommonTimeframes(form.symbols, datasets)
  const options = timeframes.includes(form.timeframe) ? timeframes : [form.timeframe, ...timeframes]
  const kinds = useMemo(() => barKindsOf(sources.filter((dataset) => dataset !== undefined)), [sources])
  const [isKindsOpen, setKindsOpen] = useState(false)
  const hasSynthetic = sources.some((dataset) => dataset?.provenance.kind === 'synthetic')
  const hasBarsWithinDay = sources.some(
    (dataset) => dataset !== undefined && timeframeMs(dataset.timeframe) < 86_400_000,
  )
  const changed = Object.keys(form.parameters).length
  const symbols = useMemo(
    () =>
      [...new Set(datasets.map((dataset) => dataset.instrument.symbol))].sort((a, b) => a.localeCompare(b)),
    [datasets],
  )
  const currencies = useMemo(
    () => [...new Set(datasets.map((dataset) => dataset.instrument.currency))],
    [datasets],
  )
  const has = (...fields: string[]) => fields.some((field) => problems[field] !== undefined)

  return (
    <>
      <Section
        title="Parameters"
        summary={
          declarations.length === 0 ? 'none declared' : changed === 0 ? 'as declared' : `${changed} changed`
        }
        open={declarations.length > 0}
      >
        <ParameterFields
          declarations={declarations}
          values={form.parameters}
          problems={problems}
          onChange={(parameters) => onChange({ parameters })}
        />
      </Section>
      <Section
        title="Data"
        summary={`${form.symbols.length === 0 && form.universe !== '' ? form.universe : form.symbols.length} at ${form.timeframe}`}
        open
      >
        <SymbolsField
          symbols={form.symbols}
          datasets={datasets}
          problem={problems.symbols}
          onChange={(chosen) =>
            onChange({ symbols: chosen, timeframe: fittingTimeframe(chosen, form.timeframe, datasets) })
          }
        />
        <UniverseField
          universe={form.universe}
          hasSymbols={form.symbols.length > 0}
          onChange={(universe) => onChange({ universe })}
        />
        {hasSynthetic ? <Badge tone="synthetic">SYNTHETIC prices</Badge> : null}
        <SelectField
          label="Timeframe"
          value={form.timeframe}
          error={problems.timeframe}
          options={options.map((timeframe) => ({ value: timeframe, label: timeframe }))}
          onChange={(timeframe) => onChange({ timeframe })}
        />
        {kinds.length > 0 ? (
          <Button variant="quiet" aria-haspopup="dialog" onClick={() => setKindsOpen(true)}>
            Other bars: Heikin-Ashi, Renko, range, ticks
          </Button>
        ) : null}
        {isKindsOpen ? (
          <BarKindDialog
            kinds={kinds}
            lengths={timeframes.filter((each) => irregularBars(each) === undefined)}
            timeframe={form.timeframe}
            dataset={sources[0]}
            action="Use"
            onDone={(timeframe) => {
              setKindsOpen(false)
              onChange({ timeframe })
            }}
            onClose={() => setKindsOpen(false)}
          />
        ) : null}
        <div className="backtest-pair">
          <TextField
            label="From"
            placeholder={bounds === null ? 'YYYY-MM-DD' : formatDate(bounds.fromMs)}
            value={form.from}
            error={problems.from}
            onChange={(from) => onChange({ from })}
          />
          <TextField
            label="To"
            placeholder={bounds === null ? 'YYYY-MM-DD' : formatDate(bounds.toMs)}
            value={form.to}
            error={problems.to}
            onChange={(to) => onChange({ to })}
          />
        </div>
        <fieldset className="backtest-presets" aria-label="Periods">
          {presets.map((preset) => (
            <button
              key={preset.label}
              type="button"
              className={classNames(
                'backtest-preset',
                preset.from === form.from && preset.to === form.to && 'backtest-preset-on',
              )}
              aria-pressed={preset.from === form.from && preset.to === form.to}
              onClick={() => onChange({ from: preset.from, to: preset.to })}
            >
              {preset.label}
            </button>
          ))}
        </fieldset>
        {hasBarsWithinDay ? (
          <SelectField
            label="Sessions"
            value={form.sessions}
            options={SESSIONS}
            hint="Regular sessions are those of the instrument's trading calendar; bars before and after hours are left out."
            onChange={(sessions) => onChange({ sessions })}
          />
        ) : null}
        {bounds === null ? null : (
          <p className="field-hint">
            Data from {formatDate(bounds.fromMs)} to {formatDate(bounds.toMs)}, UTC
          </p>
        )}
      </Section>
      <Section title="Hold-out" summary={holdOutSummary(form)} open={has('holdOutFrom', 'holdOutTo')}>
        <HoldOutFields strategyId={strategyId} form={form} problems={problems} onChange={onChange} />
      </Section>
      <Section title="Account" summary={`${formatMoney(form.cash, { digits: 0 })} ${form.currency}`} open>
        <div className="backtest-pair">
          <NumberField
            label="Cash"
            value={form.cash}
            min={0.01}
            step={1000}
            error={problems.cash}
            onChange={(cash) => onChange({ cash: cash ?? 0 })}
          />
          <TextField
            label="Currency"
            value={form.currency}
            list={currencies}
            error={problems.currency}
            onChange={(currency) => onChange({ currency: currency.toUpperCase() })}
          />
        </div>
      </Section>
      <Section
        title="Costs"
        summary={`${FEE_WORDS[form.fees.model]}, ${SLIPPAGE_WORDS[form.slippage.model]}`}
        open={has('fees', 'slippage')}
      >
        <FeeFields fees={form.fees} currency={form.currency} onChange={(fees) => onChange({ fees })} />
        <SlippageFields slippage={form.slippage} onChange={(slippage) => onChange({ slippage })} />
      </Section>
      <Section
        title="Execution"
        summary={`${form.fillTiming.replace('-', ' ')}, ${form.allowShort ? 'long and short' : 'long only'}`}
        open={has('maxLeverage', 'warmupBars')}
      >
        <SelectField
          label="Market orders fill at"
          value={form.fillTiming}
          options={FILL_TIMINGS}
          onChange={(fillTiming) => onChange({ fillTiming })}
        />
        <CheckField
          label="Allow short positions"
          checked={form.allowShort}
          onChange={(allowShort) => onChange({ allowShort })}
        />
        <NumberField
          label="Largest leverage"
          hint="Gross exposure over equity; an order beyond it is rejected."
          value={form.maxLeverage}
          min={0.01}
          step={0.5}
          error={problems.maxLeverage}
          onChange={(maxLeverage) => onChange({ maxLeverage: maxLeverage ?? 1 })}
        />
        <NumberField
          label="Warm-up"
          unit="bars"
          hint="Empty waits for the slowest indicator."
          placeholder="auto"
          optional
          integer
          min={0}
          value={form.warmupBars === 'auto' ? null : form.warmupBars}
          error={problems.warmupBars}
          onChange={(bars) => onChange({ warmupBars: bars ?? 'auto' })}
        />
      </Section>
      <Section title="Broker" summary={accountSummary(form)} open={has('account', 'regulatoryFees')}>
        <AccountFields form={form} onChange={onChange} />
      </Section>
      <Section
        title="Limits"
        summary={
          form.exposureLimits.length === 0
            ? 'none'
            : `on ${form.exposureLimits.length} ${form.exposureLimits.length === 1 ? 'group' : 'groups'}`
        }
        open={has('exposureLimits')}
      >
        <ExposureLimitFields
          limits={form.exposureLimits}
          symbols={form.symbols}
          datasets={datasets}
          onChange={(exposureLimits) => onChange({ exposureLimits })}
        />
      </Section>
      <Section
        title="Comparison"
        summary={`${form.benchmark === '' ? 'no benchmark' : form.benchmark}, ${formatPercent(form.riskFreeRate, { digits: 1 })} risk-free, seed ${formatNumber(form.seed, { digits: 0 })}`}
        open={has('benchmark', 'seed', 'riskFreeRate')}
      >
        <SelectField
          label="Benchmark"
          value={form.benchmark}
          error={problems.benchmark}
          options={[
            { value: '', label: 'None' },
            ...symbols.map((symbol) => ({ value: symbol, label: symbol })),
            ...(form.benchmark === '' || symbols.includes(form.benchmark)
              ? []
              : [{ value: form.benchmark, label: form.benchmark }]),
          ]}
          onChange={(benchmark) => onChange({ benchmark })}
        />
        <div className="backtest-pair">
          <NumberField
            label="Risk-free rate"
            unit="% a year"
            step={0.25}
            value={Number((form.riskFreeRate * 100).toPrecision(12))}
            error={problems.riskFreeRate}
            onChange={(percent) => onChange({ riskFreeRate: Number(((percent ?? 0) / 100).toPrecision(12)) })}
          />
          <NumberField
            label="Seed"
            integer
            min={0}
            value={form.seed}
            error={problems.seed}
            onChange={(seed) => onChange({ seed: seed ?? 1 })}
          />
        </div>
      </Section>
    </>
  )
}
