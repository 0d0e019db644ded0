import { useCall } from '../../desk/useCall.ts'
import { SelectField } from '../../kit/Field.tsx'
import { formatCount } from '../../kit/format.ts'
import { useDatasets } from '../../state/datasets.ts'

/**
 * The index whose members a run trades, each from the day on which it joined. Shown where members of an index were
 * imported, or where the settings name one.
 */
export function UniverseField({
  universe,
  hasSymbols,
  onChange,
}: {
  universe: string
  hasSymbols: boolean
  onChange: (universe: string) => void
}) {
  // An import of members comes with a change of the data, which asks again.
  const revision = useDatasets((state) => state.datasets?.length ?? 0)
  const indexes = useCall('data.indexes', { revision }).value ?? []
  if (indexes.length === 0 && universe === '') return null
  const known = indexes.map(({ id, tickers }) => ({
    value: id,
    label: `${id}, ${formatCount(tickers)} tickers`,
  }))
  const isKnown = universe === '' || indexes.some(({ id }) => id === universe)
  return (
    <SelectField
      label="Universe"
      hint={
        universe !== '' && !hasSymbols
          ? 'Every member at any time of the period that has data; missing ones are named in the result.'
          : undefined
      }
      error={isKnown ? undefined : `There are no members of ${universe}: import them, or choose none.`}
      value={universe}
      options={[
        { value: '', label: 'None' },
        ...known,
        ...(isKnown ? [] : [{ value: universe, label: universe }]),
      ]}
      onChange={onChange}
    />
  )
}
