import './importWizard.css'
import './records.css'
import { useState } from 'react'
import type { RecordInspection, RecordPlan, RecordPreview } from '../../../shared/domain/recordPlan.ts'
import type { Knowledge } from '../../../shared/domain/valueSeries.ts'
import type { FileReference } from '../../../shared/rpc/contract/dataCalls.ts'
import { useDesk } from '../../desk/DeskProvider.tsx'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { SelectField, TextField } from '../../kit/Field.tsx'
import { formatCount, formatDateTime } from '../../kit/format.ts'
import { useRecords } from '../../state/records.ts'
import { type IntakeFile, releaseFile, uploadFile } from './fileIntake.ts'
import { ImportChoose } from './ImportChoose.tsx'
import { ImportProblem } from './ImportProblem.tsx'

type Source = Knowledge['from'] | 'unknown'

/** What the user says beyond what was detected, as typed. */
interface Answers {
  readonly id: string
  readonly name: string
  readonly unit: string
  readonly timeZone: string
  readonly timeOfDay: string
  readonly source: Source
  readonly days: string
  readonly date: string
  readonly existing: RecordPlan['existing']
}

const KINDS = [
  { value: 'values', label: 'Values: releases, rates, alternative data' },
  { value: 'news', label: 'News: texts with the time they were published' },
] as const

/** Takes one file of values or news: chosen, looked at, told when it was known, previewed, imported. */
export function RecordImportDialog({ onClose }: { onClose: () => void }) {
  const desk = useDesk()
  const [kind, setKind] = useState<RecordPlan['kind']>('values')
  const [file, setFile] = useState<FileReference | null>(null)
  const [inspection, setInspection] = useState<RecordInspection | null>(null)
  const [answers, setAnswers] = useState<Answers | null>(null)
  const [preview, setPreview] = useState<RecordPreview | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const close = () => {
    if (file !== null) releaseFile(desk, file)
    onClose()
  }
  const take = (files: readonly IntakeFile[]) =>
    attempt(async () => {
      const [first] = files
      if (first === undefined) return
      const reference: FileReference =
        first.kind === 'path'
          ? { kind: 'path', path: first.path }
          : await uploadFile(desk, first, new AbortController().signal, () => {})
      const found = await desk.call('records.inspect', { file: reference, kind })
      const { plan } = found
      setFile(reference)
      setInspection(found)
      setAnswers({
        ...{
          id: plan.id ?? '',
          name: '',
          unit: '',
          timeZone: plan.timeZone,
          timeOfDay: '',
          days: '',
          date: '',
        },
        source: plan.knowledge?.from ?? 'unknown',
        existing: 'add',
      })
    })
  const planOf = async (from: RecordInspection, given: Answers): Promise<RecordPlan> => {
    const { knowledge: _detected, id: _id, ...rest } = from.plan
    const timed = {
      timeZone: given.timeZone.trim() || 'UTC',
      ...(given.timeOfDay === '' ? {} : { timeOfDay: given.timeOfDay }),
    }
    const knowledge = await knowledgeOf(from, given, async (text) => {
      const { timeMs } = await desk.call('records.knownAt', { text, ...timed })
      return timeMs
    })
    return {
      ...rest,
      ...timed,
      ...(given.id.trim() === '' ? {} : { id: given.id.trim() }),
      ...(given.name.trim() === '' ? {} : { name: given.name.trim() }),
      unit: given.unit.trim(),
      existing: given.existing,
      ...(knowledge === undefined ? {} : { knowledge }),
    }
  }
  const look = () =>
    attempt(async () => {
      if (file === null || inspection === null || answers === null) return
      const plan = await planOf(inspection, answers)
      setPreview(await desk.call('records.preview', { file, fileHash: inspection.fileHash, plan }))
    })
  const store = () =>
    attempt(async () => {
      if (file === null || inspection === null || answers === null) return
      const plan = await planOf(inspection, answers)
      const { datasets } = await desk.call('records.commit', { file, fileHash: inspection.fileHash, plan })
      useRecords.setState({ selectedId: datasets[0]?.id ?? null })
      close()
    })
  const change = (more: Partial<Answers>) => {
    if (answers !== null) setAnswers({ ...answers, ...more })
    setPreview(null)
  }

  return (
    <Dialog
      title="Import values or news"
      onClose={close}
      dismissible={false}
      footer={
        <>
          <Button onClick={close}>Close</Button>
          {inspection === null ? null : (
            <>
              <Button disabled={isBusy} onClick={() => void look()}>
                Preview
              </Button>
              <Button
                variant="primary"
                disabled={isBusy || preview === null || preview.refused.length > 0}
                onClick={() => void store()}
              >
                Import
              </Button>
            </>
          )}
        </>
      }
    >
      {error === null ? null : <ImportProblem error={error} />}
      {inspection === null || answers === null ? (
        <>
          <SelectField label="What the file holds" value={kind} options={KINDS} onChange={setKind} />
          <ImportChoose isBusy={isBusy} onFiles={(files) => void take(files)} />
        </>
      ) : (
        <>
          <RecordColumns inspection={inspection} />
          <div className="plan-fields">
            <fieldset>
              <legend>Dataset</legend>
              <TextField
                label="Id"
                value={answers.id}
                hint="Of several series: what their names begin with."
                onChange={(id) => change({ id })}
              />
              <TextField label="Name" value={answers.name} onChange={(name) => change({ name })} />
              {kind === 'values' ? (
                <TextField label="Unit" value={answers.unit} onChange={(unit) => change({ unit })} />
              ) : null}
              <SelectField
                label="Where it exists"
                value={answers.existing}
                options={[
                  { value: 'add', label: 'Add the rows' },
                  { value: 'replace', label: 'Replace it' },
                ]}
                onChange={(existing) => change({ existing })}
              />
            </fieldset>
            <KnowledgeFields inspection={inspection} answers={answers} onChange={change} />
          </div>
          {preview === null ? null : <PreviewOfRecords preview={preview} />}
        </>
      )}
    </Dialog>
  )
}

async function knowledgeOf(
  { plan }: RecordInspection,
  { source, days, date }: Answers,
  toMs: (text: string) => Promise<number>,
): Promise<Knowledge | undefined> {
  if (source === 'column') return plan.knowledge
  if (source === 'after') return { from: 'after', days: days.trim() === '' ? Number.NaN : Number(days) }
  return source === 'at' ? { from: 'at', timeMs: await toMs(date) } : undefined
}

function RecordColumns({ inspection: { fileName, plan } }: { inspection: RecordInspection }) {
  const used = plan.columns.filter(({ role }) => role !== 'ignore')
  const told = used.slice(0, 8).map(({ name, role }) => (name === role ? name : `${name} is ${role}`))
  const more = used.length > told.length ? ` and ${used.length - told.length} more` : ''
  return (
    <p className="import-lead">
      {fileName}: {told.join(', ')}
      {more}.
    </p>
  )
}

function KnowledgeFields({
  inspection,
  answers,
  onChange,
}: {
  inspection: RecordInspection
  answers: Answers
  onChange: (more: Partial<Answers>) => void
}) {
  const { knowledge } = inspection.plan
  const options: readonly { value: Source; label: string }[] = [
    ...(knowledge?.from === 'column'
      ? [{ value: 'column' as const, label: `As the column ${knowledge.column} says` }]
      : []),
    ...(inspection.plan.kind === 'values'
      ? [
          ...(knowledge === undefined ? [{ value: 'unknown' as const, label: 'Choose' }] : []),
          { value: 'after' as const, label: 'Days after the reference date' },
          { value: 'at' as const, label: 'The whole file on one date' },
        ]
      : []),
  ]
  return (
    <fieldset>
      <legend>When it became known</legend>
      <SelectField
        label="Known"
        value={answers.source}
        options={options}
        hint="A reference date is not a release date."
        onChange={(source) => onChange({ source })}
      />
      {answers.source === 'after' ? (
        <TextField label="Days" value={answers.days} onChange={(days) => onChange({ days })} />
      ) : null}
      {answers.source === 'at' ? (
        <TextField label="Date" type="date" value={answers.date} onChange={(date) => onChange({ date })} />
      ) : null}
      <TextField
        label="Time of day"
        value={answers.timeOfDay}
        placeholder="end of the day"
        hint="Of what has a date only, such as 08:30."
        onChange={(timeOfDay) => onChange({ timeOfDay })}
      />
      <TextField label="Time zone" value={answers.timeZone} onChange={(timeZone) => onChange({ timeZone })} />
    </fieldset>
  )
}

function PreviewOfRecords({ preview }: { preview: RecordPreview }) {
  const { series, quality, refused, rows } = preview
  return (
    <section className="details-section">
      <h3>
        {formatCount(rows)} rows, {formatCount(series.length)} {series.length === 1 ? 'series' : 'series'}
      </h3>
      <table className="vintages">
        <thead>
          <tr>
            <th scope="col">Dataset</th>
            <th scope="col" className="vintage-figure">
              Rows
            </th>
            <th scope="col">Known from, UTC</th>
            <th scope="col">To</th>
          </tr>
        </thead>
        <tbody>
          {series.slice(0, 12).map((row) => (
            <tr key={row.id}>
              <td>{row.id}</td>
              <td className="num vintage-figure">{formatCount(row.rows)}</td>
              <td className="num">{formatDateTime(row.firstKnownMs)}</td>
              <td className="num">{formatDateTime(row.lastKnownMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {series.length > 12 ? <p className="dim">{formatCount(series.length - 12)} more</p> : null}
      {refused.length === 0 ? null : (
        <p className="warning">
          Rows stand against an import: {refused.join(', ')}. {quality.examples[0]?.message}
        </p>
      )}
    </section>
  )
}
