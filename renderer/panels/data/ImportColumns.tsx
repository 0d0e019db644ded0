import type { ColumnRole, ImportInspection, ImportPlan } from '../../../shared/domain/importPlan.ts'
import { columnRoleSchema } from '../../../shared/domain/importPlan.ts'
import { formatBytes } from '../../kit/format.ts'
import { PlanFields } from './PlanFields.tsx'
import { changeRole, type PlanSample } from './planEdits.ts'
import type { ImportFlow } from './useImport.ts'

const ROLE_LABELS: Readonly<Record<ColumnRole, string>> = {
  time: 'Time',
  date: 'Date',
  'time-of-day': 'Time of day',
  symbol: 'Symbol',
  open: 'Open',
  high: 'High',
  low: 'Low',
  close: 'Close',
  'adjusted-close': 'Adjusted close',
  volume: 'Volume',
  'bid-open': 'Bid open',
  'bid-high': 'Bid high',
  'bid-low': 'Bid low',
  'bid-close': 'Bid close',
  'ask-open': 'Ask open',
  'ask-high': 'Ask high',
  'ask-low': 'Ask low',
  'ask-close': 'Ask close',
  side: 'Side',
  conditions: 'Conditions',
  'trade-id': 'Trade id',
  'bid-size': 'Bid size',
  'ask-size': 'Ask size',
  dividend: 'Dividend',
  split: 'Split',
  known: 'Known at',
  ignore: 'Ignore',
}

function isNumeric(text: string): boolean {
  return /^\s*[-+]?[\d.,]*\d[\d.,]*(e[-+]?\d+)?\s*$/i.test(text)
}

function SampleTable({ sample, onChange }: { sample: PlanSample; onChange: (plan: ImportPlan) => void }) {
  const { plan, rows } = sample
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="import-table" tabIndex={0} aria-label="First rows of the file">
      <table aria-label="First rows of the file">
        <thead>
          <tr>
            <th scope="col" className="row-number">
              <span className="visually-hidden">Row</span>
            </th>
            {plan.columns.map((column, index) => (
              <th key={index} scope="col">
                <span className="import-column-name" title={column.name}>
                  {column.name}
                </span>
                <select
                  className="input select"
                  aria-label={`Meaning of column ${column.name}`}
                  data-ignored={column.role === 'ignore'}
                  value={column.role}
                  onChange={(event) =>
                    onChange(changeRole(plan, index, columnRoleSchema.parse(event.target.value)))
                  }
                >
                  {columnRoleSchema.options.map((role) => (
                    <option key={role} value={role}>
                      {ROLE_LABELS[role]}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 8).map((row, number) => (
            <tr key={number}>
              <th scope="row" className="row-number num">
                {number + (plan.hasHeader ? 2 : 1)}
              </th>
              {plan.columns.map((column, index) => {
                const text = row[index] ?? ''
                return (
                  <td
                    key={index}
                    className={isNumeric(text) ? 'num num-cell' : undefined}
                    data-ignored={column.role === 'ignore'}
                    title={text}
                  >
                    {text}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function lead({ sizeBytes, notes }: ImportInspection): string {
  const unsure = notes.filter((note) => note.confidence === 'guess').length
  const size = formatBytes(sizeBytes)
  if (unsure === 0) return `${size}. This is how the file was understood; overrule what is wrong.`
  return `${size}. ${unsure === 1 ? 'One field is a guess' : `${unsure} fields are guesses`}: look at what is marked.`
}

/** The second step: what the file's columns and times mean. */
export function ImportColumns({ flow }: { flow: ImportFlow }) {
  const { inspection, sample, edit } = flow
  if (inspection === null || sample === null) return null
  return (
    <div className="import-columns">
      <p className="import-lead">{lead(inspection)}</p>
      <SampleTable sample={sample} onChange={(plan) => edit({ ...sample, plan })} />
      <PlanFields inspection={inspection} sample={sample} onChange={edit} />
    </div>
  )
}
