import { Plus, Trash2 } from 'lucide-react'
import { useMemo } from 'react'
import type { ExposureLimit, HierarchyLevel } from '../../../shared/domain/accountRules.ts'
import type { Dataset } from '../../../shared/domain/dataset.ts'
import { Button } from '../../kit/Button.tsx'
import { SelectField, TextField } from '../../kit/Field.tsx'
import { IconButton } from '../../kit/IconButton.tsx'
import { NumberField } from '../../kit/NumberField.tsx'

const LEVELS: readonly { value: HierarchyLevel; label: string }[] = [
  { value: 'region', label: 'Region' },
  { value: 'assetClass', label: 'Asset class' },
  { value: 'sector', label: 'Sector' },
  { value: 'symbol', label: 'Security' },
]

/** Largest exposure of groups of the hierarchy: a row each. */
export function ExposureLimitFields({
  limits,
  symbols,
  datasets,
  onChange,
}: {
  limits: readonly ExposureLimit[]
  symbols: readonly string[]
  datasets: readonly Dataset[]
  onChange: (limits: ExposureLimit[]) => void
}) {
  const groups = useMemo(() => {
    const own = datasets.filter(({ instrument }) => symbols.includes(instrument.symbol))
    return (level: HierarchyLevel) =>
      [...new Set(own.map(({ instrument }) => instrument[level] ?? 'other'))].sort()
  }, [datasets, symbols])
  const change = (index: number, part: Partial<ExposureLimit>) =>
    onChange(limits.map((limit, place) => (place === index ? { ...limit, ...part } : limit)))
  return (
    <>
      {limits.map((limit, index) => (
        <div key={index} className="backtest-limit">
          <SelectField
            label="Level"
            value={limit.level}
            options={LEVELS}
            onChange={(level) => change(index, { level, group: groups(level)[0] ?? 'other' })}
          />
          <TextField
            label="Group"
            value={limit.group}
            list={groups(limit.level)}
            error={limit.group === '' ? 'Name a group.' : undefined}
            onChange={(group) => change(index, { group })}
          />
          <NumberField
            label="At most"
            unit="%"
            min={0}
            step={5}
            value={Number((limit.maxExposure * 100).toPrecision(12))}
            onChange={(percent) =>
              change(index, { maxExposure: Number(((percent ?? 0) / 100).toPrecision(12)) })
            }
          />
          <IconButton
            icon={Trash2}
            label={`Remove the limit on ${limit.group}`}
            onClick={() => onChange(limits.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          icon={Plus}
          onClick={() => {
            const group = groups('assetClass')[0] ?? 'other'
            onChange([...limits, { level: 'assetClass', group, maxExposure: 0.5 }])
          }}
        >
          Add a limit
        </Button>
      </div>
    </>
  )
}
